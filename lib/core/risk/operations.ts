import { type PerValue, worstValue } from '@/lib/core/risk/read/per-value';
import { parametersOf } from '@/lib/core/risk/read/schema-reading';
import { isIrreversible } from '@/lib/core/risk/weigh/verdict';
import { classifyTool, classifyWith, type Risk, type ToolDefinition } from './classify';

export type Operations = PerValue & {
  /**
   * The tool's risk with only its harmless values or, if it has none, with its Financial ones; empty if every value is
   * Destructive.
   */
  rest: Pick<Risk, 'category' | 'severity'>[];
};

/**
 * The operations that an argument selects. A destructive value decides the tool's own category, so the other values are
 * classified again without it.
 */
export function operationsOf(tool: ToolDefinition): Operations | undefined {
  const { perValue } = classifyTool(tool);
  return perValue && { ...perValue, rest: restOf(tool, perValue) };
}

function restOf(tool: ToolDefinition, { parameter, values }: PerValue): Operations['rest'] {
  const harmless = values.filter((one) => !isIrreversible(one.category));
  const left = harmless.length > 0 ? harmless : values.filter((one) => one.category === 'Financial');
  if (left.length === 0) return [];
  const kept = left.map(({ value }) => value);
  const parameters = parametersOf(tool.inputSchema).map((one) =>
    one.name === parameter ? { ...one, values: kept } : one,
  );
  const { category, severity } = classifyWith(tool, parameters);
  const ofValues = worstValue({ parameter, values: left });
  // A single value selects nothing: the tool is then read by its words, and its value counts beside them.
  return category === ofValues
    ? [{ category, severity }]
    : [
        { category, severity },
        { category: ofValues, severity },
      ];
}
