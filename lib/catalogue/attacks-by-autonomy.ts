import type { Attack } from './attack';

export const destructiveAutonomy: Attack = {
  slug: 'destructive-action-autonomy',
  title: 'Destructive action autonomy',
  summary: 'An agent that was asked to tidy up, fix or retry something deletes what nobody asked it to delete.',
  categories: ['Destructive', 'Write', 'Execute'],
  how: [
    'No attacker is needed. An agent works towards a goal, meets an obstacle and takes the tool that removes it: it drops the table that a migration complains about, deletes the flow whose run keeps failing, or clears the logs that fill a disk.',
    'Each step looks reasonable in the conversation. What is missing is the moment at which a person would have asked whether the thing to be removed is still needed, and a way back afterwards.',
    'Tools that combine operations make it easier: one argument, such as action=delete, turns a tool that was granted for writing into one that destroys.',
  ],
  tools:
    'Tools that delete, drop, purge, reset or revoke; tools with an argument that selects such an operation; and tools that run commands or SQL chosen by the agent.',
  signals: [
    'A destructive call that follows a failed call on the same object within seconds.',
    'Several different objects deleted by one grant within a minute.',
    'A tool that was used for reading so far and is now called with a destructive value of its action argument.',
  ],
  policy: {
    version: '1',
    default: 'deny',
    hide: ['delete_*'],
    tools: {
      list_flows: {},
      manage_kv_store: {
        require: [
          {
            conditions: [{ path: 'args.action', op: 'in', value: ['get', 'list', 'set'] }],
            on_deny: 'Keys are deleted by people.',
          },
        ],
      },
      truncate_logs: { action: 'require_approval', reason: 'Clearing logs cannot be undone.' },
    },
  },
  contains:
    'Tools that only destroy are hidden, so the agent does not plan with them. A tool that also destroys keeps its harmless operations, and what must stay possible waits for a person. It does not bring back what an allowed call changed.',
  calls: [
    { tool: 'list_flows', args: {}, outcome: 'allow', says: 'the agent looks around' },
    { tool: 'delete_flow', args: { id: 'nightly' }, outcome: 'deny', says: 'it removes the flow that keeps failing' },
    {
      tool: 'manage_kv_store',
      args: { action: 'delete', key: 'cursor' },
      outcome: 'deny',
      says: 'it deletes a key through a tool that was meant for writing',
    },
    { tool: 'truncate_logs', args: {}, outcome: 'hold', says: 'it clears the logs' },
  ],
  sources: [
    {
      name: 'OWASP Top 10 for LLM Applications, LLM06:2025 Excessive Agency',
      url: 'https://genai.owasp.org/llmrisk/llm062025-excessive-agency/',
    },
    {
      name: 'Model Context Protocol specification: Security Best Practices',
      url: 'https://modelcontextprotocol.io/specification/2025-06-18/basic/security_best_practices',
    },
  ],
};

export const runawayLoops: Attack = {
  slug: 'runaway-tool-loops',
  title: 'Runaway tool loops',
  summary:
    'An agent calls the same tool again and again, and every call costs money, fills a queue or changes a record.',
  categories: ['Write', 'Execute', 'Financial', 'Read', 'Other'],
  how: [
    'A tool answers with an error, with nothing, or with an answer that the agent does not recognise as success. The agent tries again. Without a bound it goes on until its budget ends, and every attempt may have taken effect.',
    'Two agents that answer each other, or a tool whose result asks for another call, close the loop without any error. An attacker can set it up by writing such a request into something the agent reads.',
    'A retry is not free: a create call that timed out may have created, and the tenth retry makes the tenth copy.',
  ],
  tools:
    'Tools that create, send, start or pay, where a repeated call repeats the effect; and reading tools behind which every call is billed.',
  signals: [
    'Many calls of one tool by one grant with the same argument digest.',
    'An even rhythm of calls with no other tool between them.',
    'Refusals by a limit that do not stop the next attempt.',
  ],
  policy: {
    version: '1',
    default: 'deny',
    tools: {
      execute_flow: { limits: [{ counter: 'execute_flow_rate', window: 'minute', max: 10, scope: 'grant' }] },
      send_invoice: {
        limits: [
          { counter: 'send_invoice_rate', window: 'minute', max: 3, scope: 'grant' },
          { counter: 'send_invoice_day', window: 'day', max: 50, scope: 'organisation' },
        ],
      },
    },
  },
  contains:
    'A limit is a hard upper bound in every interval of its length, not an average. The refusal names the time after which a call can succeed, which a well-behaved agent waits for. Calls within the limit still take effect.',
  calls: [
    { tool: 'execute_flow', args: { id: 'nightly' }, outcome: 'allow', says: 'calls within the limit pass' },
    { tool: 'send_invoice', args: { to: 'a@example.com' }, outcome: 'allow', says: 'so does a first invoice' },
    { tool: 'create_flow', args: {}, outcome: 'deny', says: 'what the policy does not name stays closed' },
  ],
  sources: [
    {
      name: 'OWASP Top 10 for LLM Applications, LLM10:2025 Unbounded Consumption',
      url: 'https://genai.owasp.org/llmrisk/llm102025-unbounded-consumption/',
    },
    {
      name: 'CWE-770: Allocation of Resources Without Limits or Throttling',
      url: 'https://cwe.mitre.org/data/definitions/770.html',
    },
  ],
};
