import { type PerValue, worstValue } from '@/lib/core/risk/read/per-value';
import { parametersOf } from '@/lib/core/risk/read/schema-reading';
import { isGrave } from '@/lib/core/risk/weigh/verdict';
import { classifyTool, classifyWith, type Risk, type ToolDefinition } from './classify';

export type Operations = PerValue & {
  /**
   * What the tool were with the values alone that neither destroy nor move money, or where there are none, with those that
   * move money; empty where every value destroys.
   */
  rest: Pick<Risk, 'category' | 'severity'>[];
};

/**
 * The operations that an argument selects. A value that destroys settles the tool's own category and severity, so those say
 * nothing of the others: they are judged anew, by all of the definition but the grave values.
 */
export function operationsOf(tool: ToolDefinition): Operations | undefined {
  const { perValue } = classifyTool(tool);
  return perValue && { ...perValue, rest: restOf(tool, perValue) };
}

function restOf(tool: ToolDefinition, { parameter, values }: PerValue): Operations['rest'] {
  const harmless = values.filter((one) => !isGrave(one.category));
  const left = harmless.length > 0 ? harmless : values.filter((one) => one.category === 'Financial');
  if (left.length === 0) return [];
  const kept = left.map(({ value }) => value);
  const parameters = parametersOf(tool.inputSchema).map((one) =>
    one.name === parameter ? { ...one, values: kept } : one,
  );
  const { category, severity } = classifyWith(tool, parameters);
  const ofValues = worstValue({ parameter, values: left });
  // One value left selects nothing: the tool is then read by its words, and its value counts beside them.
  return category === ofValues
    ? [{ category, severity }]
    : [
        { category, severity },
        { category: ofValues, severity },
      ];
}
