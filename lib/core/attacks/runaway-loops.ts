import type { Attack } from './attack';
import { exampleTool } from './example-tool';
import { sources } from './sources';

export const runawayLoops: Attack = {
  slug: 'runaway-tool-loops',
  title: 'Runaway tool loops',
  summary:
    'An agent calls the same tool again and again, and every call costs money, fills a queue or changes a record. It stops when its budget ends, not when the harm begins.',
  severity: 'High',
  containment: 'contained',
  steps: [
    'A tool answers with an error, with nothing, or with something that the agent does not recognise as success. The agent tries again.',
    'A try that looks failed to the agent may have worked: a call that timed out may have created its record, and the tenth try makes the tenth copy.',
    'Two agents that answer each other, or a result that asks for another call, close the loop without any error. Whoever can write into what the agent reads can close it on purpose.',
    'Without a bound it goes on as fast as the server answers.',
  ],
  exposed:
    'Tools that start, send, create or pay, where a repeated call repeats the effect, and any tool whose calls are billed one by one.',
  exposures: [
    { categories: ['Financial'], weight: 7, because: 'a repeated call pays again' },
    { categories: ['Execute'], weight: 6, because: 'a repeated call runs it again' },
    { categories: ['Write'], signals: ['bulk'], weight: 6, because: 'one repeated call changes many things' },
    { categories: ['Write'], weight: 5, because: 'a repeated call makes another copy or change' },
    { categories: ['Other'], weight: 4, because: 'nobody knows what a repeated call does' },
  ],
  tools: [exampleTool('execute_flow', { id: 'string' }), exampleTool('send_message', { to: 'string', text: 'string' })],
  policy: {
    version: '1',
    default: 'deny',
    tools: {
      execute_flow: { limits: [{ counter: 'execute_flow_rate', window: 'minute', max: 10, scope: 'grant' }] },
      send_message: {
        limits: [
          { counter: 'send_message_rate', window: 'minute', max: 3, scope: 'grant' },
          { counter: 'send_message_day', window: 'day', max: 50, scope: 'organisation' },
        ],
      },
    },
  },
  effect:
    'A limit is a hard bound on every interval of its length, not an average. The refusal says when a call can succeed again, which a well-made agent waits for; one that does not wait is refused each time. A refused call neither reaches the server nor counts against the limit.',
  calls: [
    {
      at: 0,
      tool: 'execute_flow',
      args: { id: 'nightly' },
      times: 10,
      everySeconds: 2,
      outcome: 'allow',
      says: 'the flow fails and the agent starts it again, ten times in twenty seconds',
    },
    {
      at: 20,
      tool: 'execute_flow',
      args: { id: 'nightly' },
      times: 12,
      everySeconds: 2,
      outcome: 'deny',
      says: 'it goes on for another twenty-four seconds',
    },
    {
      at: 47,
      tool: 'send_message',
      args: { to: '#ops', text: 'nightly failed' },
      times: 3,
      everySeconds: 1,
      outcome: 'allow',
      says: 'it reports the failure',
    },
    {
      at: 50,
      tool: 'send_message',
      args: { to: '#ops', text: 'nightly failed' },
      times: 40,
      everySeconds: 1,
      outcome: 'deny',
      says: 'and reports it again every second',
    },
    {
      at: 120,
      tool: 'execute_flow',
      args: { id: 'nightly' },
      outcome: 'allow',
      says: 'two minutes after its beginning the work can go on',
    },
  ],
  remains: [
    'Calls within the limit take effect: ten a minute can be ten copies a minute, until somebody looks.',
    'What the loop costs at the model’s provider is not seen here. Set a budget there too.',
    'Limits count calls, or add up a number in their arguments. They do not know what a call costs behind the server.',
  ],
  signals: [
    'Many rows of one tool from one grant in an even rhythm, with no other tool between them.',
    'Refusals by a rule under /limits that come faster than the wait they ask for.',
    'Refusals that go on for longer than the task could reasonably take.',
  ],
  sources: [sources.consumption, sources.excessiveAgency, sources.mcpTools],
};
