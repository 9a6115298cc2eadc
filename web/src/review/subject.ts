/** What an assignment looks at, as its worker is told. */
import type { Schemas } from '../api/client';
import type { JsonObject } from '../editor/contract';

export interface Rejection {
  readonly reason: string | null;
  readonly comments: readonly Schemas['Comment'][];
  readonly created_at: string;
}

export interface Subject {
  readonly stage: 'annotate' | 'review' | 'second_review';
  /** What is judged; null: nothing could be settled. Always null for an annotation. */
  readonly response: JsonObject | null;
  /** A second review that is not told what the first one said. */
  readonly is_blind: boolean;
  readonly confidence: number | null;
  readonly answers: readonly JsonObject[];
  readonly rejections: readonly Rejection[];
}
