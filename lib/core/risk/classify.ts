/**
 * Rule-based risk classifier: what a tool can do, from its definition and its siblings' names, with the evidence. Pure
 * and deterministic: no model, no list of known tools. About 50 µs a tool.
 */
import { transfersAmount } from '@/lib/core/risk/raise/amounts';
import { beyondReading } from '@/lib/core/risk/raise/beyond-verbs';
import { beyondWriting, type Raised } from '@/lib/core/risk/raise/beyond-writing';
import type { Evidence } from '@/lib/core/risk/read/evidence';
import { heed, readHints } from '@/lib/core/risk/read/hints';
import { type PerValue, readPerValue } from '@/lib/core/risk/read/per-value';
import { type DescriptionReading, readDescription } from '@/lib/core/risk/read/read-description';
import { type NameReading, readName } from '@/lib/core/risk/read/read-name';
import { type Parameter, parametersMax, parametersOf } from '@/lib/core/risk/read/schema-reading';
import { readSiblings } from '@/lib/core/risk/read/siblings';
import { readSignals, routes, type Signal } from '@/lib/core/risk/read/signals';
import { type Severity, weigh } from '@/lib/core/risk/weigh/severity';
import { alone, both, byValue, isIrreversible, type Verdict } from '@/lib/core/risk/weigh/verdict';
import { type Category, worst } from '@/lib/core/risk/words/lexicon';
import { beginningVerbs } from '@/lib/core/risk/words/lists/running';
import { wordsOf } from '@/lib/core/risk/words/words';
import { rationaleOf } from './explain';

export type ToolDefinition = {
  name: string;
  title?: string;
  description?: string;
  inputSchema?: unknown;
  annotations?: unknown;
  /** Names of the server's other tools. */
  siblings?: string[];
  /** introspected: read from a running server. listed: only the name is known, from a document. */
  knowledge: 'introspected' | 'listed';
};

/** Characters of a description that are read; no known tool comes near. */
const readWholeMax = 20_000;

export type Risk = {
  category: Category;
  severity: Severity;
  /** 0 to 1: how well the definition supports the category. */
  confidence: number;
  evidence: Evidence[];
  rationale: string[];
  signals: Signal[];
  perValue?: PerValue;
};

/** Classifies a tool. Never throws; a tool that cannot be classified is Other, never Read. */
export function classifyTool(tool: ToolDefinition): Risk {
  return classifyWith(tool, parametersOf(tool.inputSchema));
}

/** Classifies the tool as if it had these arguments. */
export function classifyWith(tool: ToolDefinition, parameters: readonly Parameter[]): Risk {
  const name = readName(tool.name);
  const description = readDescription(tool.description ?? '') ?? readDescription(tool.title ?? '', 'title');
  const perValue = readPerValue(parameters, name);
  const signals = readSignals(parameters, { words: wordsOf(tool.name), runs: runningVerbs(name, description) });
  const hints = readHints(tool.annotations);
  const siblings = name?.kind === 'verb' ? [] : readSiblings(tool.siblings ?? []);

  const verdict = decide({ tool, parameters }, name, description, perValue, signals);
  const heeded = heed(verdict.category, hints);
  const contested = verdict.contested || heeded.agrees === false;
  const confidence = confidenceOf(tool, verdict, heeded.agrees);
  const weighing = weigh({
    category: heeded.category,
    words: verdict.raisedFrom ?? verdict.category,
    verb: name?.kind === 'verb' ? name.word : undefined,
    tool,
    parameters,
    sentence: description?.evidence[0]?.quote ?? '',
    signals,
    confidence,
  });
  const evidence = [...verdict.evidence, ...hints.evidence, ...siblings];
  const settled = { ...verdict, category: heeded.category, confidence, evidence, contested };
  return {
    category: heeded.category,
    severity: weighing.severity,
    confidence,
    evidence,
    rationale: rationaleOf({
      tool,
      parameters,
      verdict: settled,
      name,
      hints,
      signals,
      perValue,
      because: weighing.because,
    }),
    signals,
    ...(perValue && { perValue }),
  };
}

function decide(
  { tool, parameters }: { tool: ToolDefinition; parameters: readonly Parameter[] },
  name: NameReading | undefined,
  description: DescriptionReading | undefined,
  perValue: PerValue | undefined,
  signals: readonly Signal[],
): Verdict {
  if (perValue) return byValue(name, description, perValue);
  const read = name && description ? both(name, description) : alone(name ?? description);
  const routed = routes(parameters);
  if (routed && !isIrreversible(read.category) && !tellsDeed(name, tool.name)) {
    const evidence: Evidence = { place: 'parameter', quote: routed.name, parameter: routed.name };
    const why = 'names an operation that the definition does not list';
    return raised(read, { category: 'Execute', evidence, why }, 0.5);
  }
  if (read.category === 'Write' || read.category === 'Execute') return changing(read, tool.name, parameters, signals);
  return read.category === 'Read' || read.category === 'Other'
    ? harmless(read, tool, { name, description }, parameters, signals)
    : read;
}

/** Verbs in the name or description that run something. */
function runningVerbs(name: NameReading | undefined, description: DescriptionReading | undefined): string[] {
  return [
    ...(name?.category === 'Execute' ? [name.word] : []),
    ...(description?.category === 'Execute' ? [description.verb ?? ''] : []),
  ];
}

function changing(read: Verdict, name: string, parameters: readonly Parameter[], signals: readonly Signal[]): Verdict {
  const beyond = transfersAmount(name, parameters) ?? beyondWriting(name, parameters, signals);
  if (!beyond || worst([read.category, beyond.category]) === read.category) return read;
  return raised(read, beyond, read.confidence);
}

/** A tool that looks like a Read and still runs code or does more than its verbs say. */
function harmless(
  read: Verdict,
  tool: ToolDefinition,
  { name, description }: { name: NameReading | undefined; description: DescriptionReading | undefined },
  parameters: readonly Parameter[],
  signals: readonly Signal[],
): Verdict {
  const begun = beginningVerbs.has(wordsOf(tool.name)[0] ?? '') || beginningVerbs.has(description?.verb ?? '');
  const runsText = begun || name?.kind !== 'verb' ? signals.find(({ kind }) => kind === 'code') : undefined;
  if (runsText) return raised(read, { category: 'Execute', evidence: runsText.evidence }, read.confidence);
  return read.category === 'Read' ? onlyReading(read, tool, name, parameters) : read;
}

/** A one-word name may be the subject of the operations: "monitor", "search". */
function tellsDeed(name: NameReading | undefined, text: string): boolean {
  return name?.kind === 'verb' && wordsOf(text).length > 1;
}

/** A second check of every Read: a tool wrongly called Read would be left unguarded. */
function onlyReading(
  read: Verdict,
  tool: ToolDefinition,
  name: NameReading | undefined,
  parameters: readonly Parameter[],
): Verdict {
  if (isBeyondReading(tool, parameters)) {
    return { ...read, category: 'Other', confidence: 0.3, contested: true, unread: true };
  }
  const beyond = beyondReading(name, tool.description ?? '', parameters);
  return beyond ? raised(read, beyond, 0.6) : read;
}

/** Longer than the limits. The unread rest may do anything, so the tool is never Read. */
function isBeyondReading(tool: ToolDefinition, parameters: readonly Parameter[]): boolean {
  return (tool.description ?? '').length > readWholeMax || parameters.length > parametersMax;
}

function raised(read: Verdict, { category, evidence, why }: Raised, confidence: number): Verdict {
  const raisedBy = { ...evidence, category };
  const all = [...read.evidence, raisedBy];
  return { category, confidence, evidence: all, contested: true, raisedBy, raisedFrom: read.category, why };
}

/** A name alone supports at most 0.75; a hint that contradicts lowers it. */
function confidenceOf(tool: ToolDefinition, verdict: Verdict, hintAgrees: boolean | undefined): number {
  const adjusted = verdict.confidence + (hintAgrees === true ? 0.03 : 0) - (hintAgrees === false ? 0.25 : 0);
  const bounded = Math.min(tool.knowledge === 'listed' ? 0.72 : 0.98, Math.max(0.1, adjusted));
  return Math.round(bounded * 100) / 100;
}
