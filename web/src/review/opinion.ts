/** What a reviewer is about to say of an answer, as it is kept in their draft. */
import type { Schemas } from '../api/client';
import type { Json, JsonObject } from '../editor/contract';
import { diff, type Operation } from '../editor/patch';
import { isObject, isSame, pointer } from '../ui/json';

/** A remark; pinned to a place of the response, to a point of what is shown, or to the whole. */
export interface Remark {
  readonly id: string;
  readonly text: string;
  readonly pointer?: string;
  readonly position?: Readonly<Record<string, number>>;
  /** What stands there, in words. */
  readonly about?: string;
  /** Of this one thing; the pointer then leads into what is judged, also while that is fixed. */
  readonly verdict?: Verdict;
}

/** The parts are absent until they are begun: a response while it is fixed, a reason to reject. */
export interface Opinion {
  readonly response?: JsonObject;
  readonly reason?: string;
  readonly remarks: readonly Remark[];
}

export type Verdict = 'accepted' | 'fixed' | 'rejected';

export function verdictOf(opinion: Opinion): Verdict {
  if (opinion.reason !== undefined) return 'rejected';
  return opinion.response === undefined ? 'accepted' : 'fixed';
}

/** The opinion in a draft, as far as there is one. */
export function readOpinion(draft: JsonObject | null): Opinion {
  const { response, reason, remarks } = draft ?? {};
  return {
    ...(isObject(response) ? { response } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
    remarks: Array.isArray(remarks) ? (remarks.filter(isRemark) as unknown as Remark[]) : [],
  };
}

function isRemark(value: Json): boolean {
  return isObject(value) && typeof value['id'] === 'string' && typeof value['text'] === 'string';
}

/** The opinion with another response, or none; remarks stay with what they are about. */
export function withResponse(
  opinion: Opinion,
  response: JsonObject | undefined,
  judged: JsonObject | null,
): Opinion {
  const { response: before, ...rest } = opinion;
  const moves = diff(before ?? judged, response ?? judged);
  const remarks = moves.length === 0 ? rest.remarks : rest.remarks.map((one) => moved(one, moves));
  return { ...rest, ...(response === undefined ? {} : { response }), remarks };
}

/** The remark where its place is after these changes; of a place that is gone it keeps the words. */
function moved(remark: Remark, moves: readonly Operation[]): Remark {
  if (remark.pointer === undefined || remark.verdict !== undefined) return remark;
  const { pointer: before, ...rest } = remark;
  const now = movedPointer(before, moves);
  return now === null ? rest : { ...rest, pointer: now };
}

/** Where a place is after these changes; null when it is gone. */
export function movedPointer(before: string, moves: readonly Operation[]): string | null {
  let steps: string[] | null = before
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  for (const move of moves) steps = steps && movedSteps(steps, move);
  return steps === null ? null : pointer(...steps);
}

function movedSteps(steps: readonly string[], move: Operation): string[] | null {
  const depth = move.path.length;
  const isInside = move.path.every((step, at) => `${step}` === steps[at]);
  if (!isInside) return [...steps];
  if ('isGone' in move) return null;
  const place = Number(steps[depth]);
  if (!('at' in move) || steps[depth] === undefined || place < move.at) return [...steps];
  if (place < move.at + move.remove) return null;
  const shift = move.insert.length - move.remove;
  return [...steps.slice(0, depth), `${place + shift}`, ...steps.slice(depth + 1)];
}

/** What is sent: remarks without text were begun and left. */
export interface Sent {
  readonly verdict: Verdict;
  readonly reason: string | null;
  readonly response: JsonObject | null;
  readonly comments: Omit<Remark, 'id'>[];
}

export function sentOf(opinion: Opinion): Sent {
  return {
    verdict: verdictOf(opinion),
    reason: opinion.reason?.trim() || null,
    response: verdictOf(opinion) === 'fixed' ? (opinion.response ?? null) : null,
    comments: opinion.remarks
      .filter((one) => one.text.trim() !== '' || one.verdict !== undefined)
      .map(({ id: _, ...rest }) => ({ ...rest, text: rest.text.trim() })),
  };
}

export type Hindrance =
  'no-response' | 'unchanged' | 'no-reason' | 'no-part-reason' | 'part-not-accepted';

/** Why an opinion cannot be sent yet; undefined when it can. */
export function hindrance(opinion: Opinion, judged: JsonObject | null): Hindrance | undefined {
  const verdict = verdictOf(opinion);
  const parts = opinion.remarks.filter((one) => one.verdict !== undefined);
  if (parts.some((one) => one.verdict === 'rejected' && one.text.trim() === ''))
    return 'no-part-reason';
  switch (verdict) {
    case 'accepted':
      if (parts.some((one) => one.verdict !== 'accepted')) return 'part-not-accepted';
      return judged === null ? 'no-response' : undefined;
    case 'fixed':
      return isSame(opinion.response, judged ?? undefined) ? 'unchanged' : undefined;
    case 'rejected':
      return opinion.reason?.trim() ? undefined : 'no-reason';
  }
}

/** Comments as they were sent, as remarks to be read. */
export function remarksOf(comments: readonly Schemas['Comment'][]): Omit<Remark, 'id'>[] {
  return comments.map(({ text, pointer, position, about, verdict }) => ({
    text,
    ...(verdict ? { verdict } : {}),
    ...(pointer ? { pointer } : {}),
    ...(position ? { position } : {}),
    ...(about ? { about } : {}),
  }));
}
