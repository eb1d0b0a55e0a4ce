import type { Attack } from './attack';
import { exampleTool } from './example-tool';
import { sources } from './sources';

export const compromisedPackage: Attack = {
  slug: 'compromised-package',
  title: 'Compromised package',
  summary:
    'The right server turns bad with an update: its maintainer’s account was taken over, or one of its dependencies was. Its tools are named and described as before.',
  severity: 'Critical',
  containment: 'damage',
  steps: [
    'A package, or something that it depends on, is published in a new version by somebody who should not be able to, or by a maintainer who changed sides.',
    'Where the server is started without a fixed version, its next start runs the new one. Nobody decides anything.',
    'It works as before and does one thing more: it copies each mail, reads the environment, or opens a connection of its own.',
    'The list of tools can stay the same byte for byte, and then comparing definitions finds nothing.',
  ],
  exposed:
    'Every tool of the server, since all of its code runs with the server’s rights. What is worth taking is what its tools are given (messages, files, credentials) and what its process can reach.',
  exposures: [
    { signals: ['credential'], weight: 5, because: 'bad code behind it would be handed a credential' },
    { categories: ['Execute'], signals: ['code'], weight: 4, because: 'what it runs, bad code behind it could change' },
    { categories: ['Financial'], weight: 4, because: 'bad code behind it could divert what it moves' },
    { signals: ['path'], weight: 3, because: 'bad code behind it would learn the paths that it is given' },
  ],
  tools: [
    exampleTool('send_email', { to: 'string', subject: 'string', body: 'string', 'attachment?': 'string' }),
    exampleTool('read_template', { path: 'string' }),
    exampleTool('list_contacts', {}),
  ],
  policy: {
    version: '1',
    default: 'deny',
    tools: {
      read_template: {
        require: [
          {
            conditions: [{ path: 'args.path', op: 'path_within', value: ['/srv/templates'] }],
            on_deny: 'Only templates may be read.',
          },
        ],
      },
      send_email: {
        require: [
          {
            conditions: [
              { path: 'args.to', op: 'regex', value: '^[^@,;\\s<>]+@example\\.com$' },
              { path: 'args.attachment', op: 'exists', value: false },
            ],
            on_deny: 'Mail to one address at example.com, without attachments.',
          },
        ],
        limits: [{ counter: 'send_email_day', window: 'day', max: 40, scope: 'organisation' }],
      },
    },
  },
  effect:
    'The policy bounds what agents hand to the server: mail to one domain, no attachments, forty mails a day, and none of the tools that the task does not need. What the server does with that, and whatever else its process does, no gateway sees.',
  calls: [
    {
      at: 0,
      tool: 'read_template',
      args: { path: '/srv/templates/welcome.html' },
      outcome: 'allow',
      says: 'ordinary work',
    },
    {
      at: 3,
      tool: 'send_email',
      args: { to: 'ana@example.com', subject: 'Welcome', body: '…' },
      outcome: 'allow',
      says: 'the new version sends it, and a copy to whoever changed it; the row is the same as before',
    },
    {
      at: 12,
      tool: 'send_email',
      args: { to: 'ana@example.com', subject: 'Logs', body: '…', attachment: '[default] aws_access_key_id = …' },
      outcome: 'deny',
      says: 'an answer of the new version asks for the keys of the agent’s machine “to finish the update”',
    },
    {
      at: 18,
      tool: 'list_contacts',
      args: {},
      outcome: 'deny',
      says: 'then for the address book, which this task never needed',
    },
  ],
  remains: [
    'A gateway sees calls and answers, not what a process does beside them: a mail with a hidden copy is the same row as one without.',
    'Definitions that did not change are not a sign of health: the code can change under the same definitions.',
    'Pin versions and their hashes where the server is started, read the changes before you raise a version, and give the server no rights and no network access that it does not need.',
    'What the server was given before the update, its credential above all, has to be replaced afterwards.',
  ],
  signals: [
    'Connections of the server’s process to hosts that it never spoke to: seen in the network, not in the call log.',
    'A new version without a matching commit or release in the repository.',
    'Refused calls that begin right after an update, because the new answers ask the agent for a further step.',
  ],
  sources: [sources.postmark, sources.eventStream, sources.supplyChain, sources.mcpSupplyChain],
};
