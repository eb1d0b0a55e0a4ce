import type { Attack } from './attack';
import { exampleTool } from './example-tool';
import { sources } from './sources';

export const indirectInjection: Attack = {
  slug: 'indirect-prompt-injection',
  title: 'Indirect prompt injection',
  summary:
    'Text that a stranger wrote tells the agent that reads it to call a tool, and the agent obeys. The stranger never had access to anything but a place where the agent reads.',
  severity: 'Critical',
  containment: 'partly',
  steps: [
    'A stranger writes an order into a web page, an issue, a mail or a file name. A model cannot tell reliably which of the words in front of it are orders and which are material.',
    'The agent reads it with a harmless tool, because its user asked about that page or issue.',
    'It then uses whatever else it was granted: it sends, merges, deletes or pays in the name of its user.',
    'So what a tool can be made to do depends on everything that the agent reads in the same session, not on that tool alone.',
  ],
  exposed:
    'Tools that fetch pages, mail, issues or documents are the way in. Every tool that changes, sends or pays is the way to the damage.',
  exposures: [
    {
      categories: ['Read'],
      signals: ['url'],
      weight: 8,
      because: 'it reads from an address whose content a stranger may have written',
    },
    {
      categories: ['Financial'],
      weight: 7,
      because: 'a sentence in something the agent reads can make the agent pay',
    },
    {
      categories: ['Execute'],
      weight: 6,
      because: 'a sentence in something the agent reads can make the agent run something',
    },
    {
      categories: ['Destructive'],
      weight: 6,
      because: 'a sentence in something the agent reads can make the agent remove something',
    },
    {
      categories: ['Write'],
      weight: 5,
      because: 'a sentence in something the agent reads can make the agent change something',
    },
    { categories: ['Other'], weight: 4, because: 'a sentence in something the agent reads can make the agent call it' },
  ],
  tools: [
    exampleTool('read_issue', { number: 'integer' }),
    exampleTool('send_email', { to: 'string', subject: 'string', body: 'string' }),
    exampleTool('merge_pull_request', { number: 'integer' }),
  ],
  policy: {
    version: '1',
    default: 'deny',
    tools: {
      read_issue: {},
      send_email: {
        require: [
          {
            conditions: [{ path: 'args.to', op: 'regex', value: '^[^@,;\\s<>]+@example\\.com$' }],
            on_deny: 'Mail to one address at example.com only; other mail is sent by people.',
          },
        ],
        limits: [{ counter: 'send_email_rate', window: 'minute', max: 5, scope: 'grant' }],
      },
      merge_pull_request: {
        action: 'require_approval',
        reason: 'A person agrees to each merge.',
        limits: [{ counter: 'merge_rate', window: 'hour', max: 10, scope: 'grant' }],
      },
    },
  },
  effect:
    'What the injected sentence can cause is bounded, whatever it says: by rules on the arguments, by a person’s approval, by rates, and by everything that was never granted.',
  calls: [
    {
      at: 0,
      tool: 'read_issue',
      args: { number: 7 },
      outcome: 'allow',
      says: 'the agent reads an issue that a stranger wrote',
    },
    {
      at: 11,
      tool: 'send_email',
      args: { to: 'ana@example.com', subject: 'Issue 7', body: 'Summary: …' },
      outcome: 'allow',
      says: 'it sends the summary that its user asked for',
    },
    {
      at: 14,
      tool: 'send_email',
      args: { to: 'drop@example.net', subject: 'notes', body: 'Open issues: …' },
      outcome: 'deny',
      says: 'the issue tells it to mail the open issues to an outside address',
    },
    {
      at: 16,
      tool: 'send_email',
      args: { to: 'drop@example.net, ana@example.com', subject: 'notes', body: 'Open issues: …' },
      outcome: 'deny',
      says: 'the same with a colleague’s address beside it',
    },
    {
      at: 22,
      tool: 'merge_pull_request',
      args: { number: 8 },
      outcome: 'hold',
      says: 'and it is told to merge a change that the stranger prepared',
    },
  ],
  remains: [
    'The sentence is still read, and nothing here detects it. The gateway judges calls; it does not search texts for orders.',
    'What the rules allow can be misused: a mail to a colleague can carry a lie. An argument that no rule mentions, such as a blind copy that the server takes, passes as well.',
    'Resources and prompts that the policy allows are relayed as well, so text reaches the agent that way too.',
    'Tools that the agent has elsewhere, such as a shell of its own client, do not pass this gateway.',
  ],
  signals: [
    'A refused or held change directly after a call that reads outside content.',
    'A tool that this grant never called before, right after such a reading.',
    'The same tool refused several times by the same rule, as when the agent follows an order with one argument after another.',
  ],
  sources: [sources.promptInjection, sources.greshake, sources.mcpIntent],
};
