export type Category = 'Read' | 'Write' | 'Execute' | 'Destructive' | 'Financial' | 'Other';
export type Severity = 'Low' | 'Medium' | 'High' | 'Critical';

/** `open`: allowed. A number: that many calls in any minute per grant. `hold`: a person approves each. `hide`: gone. */
export type Treatment = 'open' | 'hold' | 'hide' | number;

/** Approved calls a minute for one grant: whoever approves a stack of them at once still lets no burst through. */
export const approvedPerMinute = 10;

/**
 * How each kind of tool is treated. A limit ends loops and does nothing about the first call, so it is enough only where one
 * wrong call can be put right; what outlasts the call, such as access given away, waits for a person.
 */
const treatments: Readonly<Record<Category, Readonly<Record<Severity, Treatment>>>> = {
  Read: { Low: 'open', Medium: 60, High: 'hold', Critical: 'hold' },
  Write: { Low: 30, Medium: 30, High: 'hold', Critical: 'hold' },
  Execute: { Low: 10, Medium: 10, High: 10, Critical: 'hold' },
  Destructive: { Low: 'hold', Medium: 'hold', High: 'hold', Critical: 'hide' },
  Financial: { Low: 'hold', Medium: 'hold', High: 'hold', Critical: 'hold' },
  Other: { Low: 60, Medium: 60, High: 'hold', Critical: 'hold' },
};

/** What a category's severity is where nothing moves it. */
const usual: Readonly<Record<Category, Severity>> = {
  Read: 'Low',
  Write: 'Medium',
  Execute: 'High',
  Destructive: 'Critical',
  Financial: 'Critical',
  Other: 'Medium',
};

export function treatmentFor(category: Category, severity: Severity = usual[category]): Treatment {
  return treatments[category][severity];
}

/** The strictest of some; `open` where there is none. */
export function strictest(some: readonly Treatment[]): Treatment {
  return some.reduce((one, other) => (strictness(other) > strictness(one) ? other : one), 'open');
}

function strictness(treatment: Treatment): number {
  if (typeof treatment === 'number') return 1 / treatment;
  return { open: 0, hold: 2, hide: 3 }[treatment];
}
