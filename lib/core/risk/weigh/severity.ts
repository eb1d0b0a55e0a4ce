import type { ToolDefinition } from '@/lib/core/risk/classify';
import type { Parameter } from '@/lib/core/risk/read/schema-reading';
import type { Signal } from '@/lib/core/risk/read/signals';
import type { Category } from '@/lib/core/risk/words/lexicon';
import { weighChange } from './weigh-change';
import { weighRemoval } from './weigh-removal';
import { weighRunning } from './weigh-running';
import { weighSecret } from './weigh-secret';

export const severities = ['Low', 'Medium', 'High', 'Critical'] as const;
export type Severity = (typeof severities)[number];

export type Weighing = { severity: Severity; because?: string };

const ofCategory: Readonly<Record<Category, Severity>> = {
  Read: 'Low',
  Write: 'Medium',
  Execute: 'High',
  Destructive: 'Critical',
  Financial: 'Critical',
  Other: 'Medium',
};

/** A Read with less confidence is not Low. */
const lowNeedsConfidence = 0.55;

export type Weighed = {
  category: Category;
  /** The category of its words, before an argument or a hint raised it. A raised Read still returns data. */
  words: Category;
  /** The main verb of the name. */
  verb?: string;
  tool: Pick<ToolDefinition, 'name' | 'siblings'>;
  parameters: readonly Parameter[];
  /** What the description says, if it was read. */
  sentence: string;
  signals: readonly Signal[];
  confidence: number;
};

/** The category's severity, moved by the object and the arguments; never below that of a secret. */
export function weigh(weighed: Weighed): Weighing {
  const secret = weighSecret(weighed);
  const rest = weighDeed(weighed);
  return secret && severities.indexOf(rest.severity) <= severities.indexOf(secret.severity) ? secret : rest;
}

function weighDeed(weighed: Weighed): Weighing {
  const { category, tool, confidence } = weighed;
  if (category === 'Read' && confidence < lowNeedsConfidence) {
    return { severity: 'Medium', because: 'Too little is known about it to call it low.' };
  }
  if (category === 'Write') return weighChange(weighed);
  if (category === 'Execute') return weighRunning(weighed);
  return category === 'Destructive' ? weighRemoval(tool.name) : { severity: ofCategory[category] };
}
