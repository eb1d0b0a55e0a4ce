import { classifyTool, type ToolDefinition } from '@/lib/core/risk/classify';
import { type CoarseMeasures, type LabelMeasures, measureCoarse, measureLabels } from '@/lib/core/risk/measure';
import { classifyByVerbList } from '@/lib/core/risk/words/verb-list';
import type { AnnotatedTool, LabelledTool } from './risk-data';

const folds = 5;

export type AnnotationMeasures = CoarseMeasures & {
  /** Cross-validation by server: each fold has a fifth of the servers, so that one large server cannot dominate. */
  folds: CoarseMeasures[];
};

export type Measured = {
  labels: LabelMeasures | null;
  annotations: AnnotationMeasures | null;
  /** By name and arguments only, against the shipped catalogue's hints. */
  shipped: CoarseMeasures;
  verbList: { labels: LabelMeasures | null; annotations: CoarseMeasures | null; shipped: CoarseMeasures };
};

/** Engine and verb list over the same rows; null for missing data. */
export function measureAll(
  labelled: readonly LabelledTool[] | undefined,
  annotated: readonly AnnotatedTool[] | undefined,
  shipped: readonly AnnotatedTool[],
): Measured {
  return {
    labels: labelled ? measureLabels(labelled.map(judgeLabelled)) : null,
    annotations: annotated ? measureAnnotated(annotated) : null,
    shipped: measureCoarse(shipped.map(judgeAnnotated)),
    verbList: {
      labels: labelled ? measureLabels(labelled.map(judgeByList)) : null,
      annotations: annotated ? measureCoarse(annotated.map(judgeByList)) : null,
      shipped: measureCoarse(shipped.map(judgeByList)),
    },
  };
}

function judgeByList<Truth>({ definition, truth }: { definition: ToolDefinition; truth: Truth }) {
  return { truth, found: classifyByVerbList(definition.name) };
}

export function judgeLabelled({ definition, truth }: LabelledTool) {
  return { truth, found: classifyTool(definition).category };
}

export function judgeAnnotated({ definition, truth }: AnnotatedTool) {
  return { truth, found: classifyTool(definition).category };
}

function measureAnnotated(annotated: readonly AnnotatedTool[]): AnnotationMeasures {
  const servers = [...new Set(annotated.map(({ server }) => server))].sort();
  const foldOf = new Map(servers.map((server, index) => [server, index % folds]));
  const judged = annotated.map((tool) => ({ fold: foldOf.get(tool.server), ...judgeAnnotated(tool) }));
  return {
    ...measureCoarse(judged),
    folds: Array.from({ length: Math.min(folds, servers.length) }, (_, fold) =>
      measureCoarse(judged.filter((one) => one.fold === fold)),
    ),
  };
}
