import { classifyTool, type ToolDefinition } from '@/lib/core/risk/classify';

export type Speed = { tools: number; rounds: number; median: number; fastest: number; slowest: number };

const rounds = 15;

/** Microseconds of processor time for a tool, in rounds over all tools after a warm-up. */
export function measureSpeed(definitions: readonly ToolDefinition[]): Speed {
  const took: number[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const before = process.cpuUsage();
    for (const definition of definitions) classifyTool(definition);
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) took.push((user + system) / Math.max(1, definitions.length));
  }
  took.sort((a, b) => a - b);
  const tenth = (value: number | undefined) => Math.round((value ?? 0) * 10) / 10;
  return {
    tools: definitions.length,
    rounds,
    median: tenth(took[Math.floor(rounds / 2)]),
    fastest: tenth(took[0]),
    slowest: tenth(took.at(-1)),
  };
}
