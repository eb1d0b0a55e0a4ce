/** A policy that costs what policies may: a regular expression of thousands of steps, and 100 limits for each session. */
export const costly = {
  version: '1',
  default: 'allow',
  tools: {
    search: {
      deny_if: [{ conditions: [{ path: 'args.text', op: 'regex', value: 'a[ab]{0,400}[ab]{300}[c-e]' }] }],
    },
    count: {
      limits: Array.from({ length: 100 }, (_, at) => {
        return { counter: `c${at}`, window: 2_678_400, max: 1_000_000, scope: 'session' };
      }),
    },
  },
};
