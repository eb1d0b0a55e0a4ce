import type { RecommendInput } from '@/lib/core/policy/recommend/recommend';
import type { Severity } from '@/lib/core/risk/weigh/severity';

/** A tool of the server as the builder knows it. */
export type BuilderTool = RecommendInput & {
  title?: string | null;
  description?: string | null;
  severity: Severity;
  /** 0 to 1. */
  confidence: number;
  state?: 'pinned' | 'pending' | 'changed' | 'gone';
};
