/** The calls of somebody at work. */
import type { AnswerRule } from '../editor/answerRules';
import type { Json, JsonObject } from '../editor/contract';
import type { Outgoing } from '../editor/journal';
import type { Typed } from '../editor/typing';
import { readOpinion, sentOf } from '../review/opinion';
import type { Subject } from '../review/subject';
import { ask, client, type Schemas } from './client';

/** A task with the worker's hold on it. */
export type Assignment = Omit<
  Required<Schemas['Assignment']>,
  'params' | 'type' | 'instruction' | 'rules'
> & {
  readonly params: JsonObject;
  readonly type: string;
  readonly instruction: string | null;
  readonly rules: AnswerRule[];
};

export type Submitted = Schemas['Submitted'];

/** An answer of one's own as the server has it. */
export interface OwnAnswer {
  readonly response: JsonObject;
  readonly may_revise: boolean;
}

export interface KeptDraft {
  readonly content: Record<string, Json> | null;
  readonly revision: number;
}

export interface WorkApi {
  /** What is held now, topped up; those in `have` come without content. */
  next(project: string | null, hold: number, have: string[]): Promise<Schemas['Assignment'][]>;
  show(id: string): Promise<Assignment>;
  /** When the lease ends now. */
  extend(id: string): Promise<string>;
  /** What a review looks at, or why earlier answers to a task were rejected. */
  look(id: string): Promise<Subject>;
  skip(id: string, reason: string): Promise<void>;
  release(id: string): Promise<void>;
  /** Submits an answer or a verdict, or revises an answer; repeating it with its key is harmless. */
  send(outgoing: Outgoing): Promise<Pick<Submitted, 'currency' | 'paid_micros'>>;
  readAnswer(id: string): Promise<OwnAnswer>;
  readDraft(id: string): Promise<KeptDraft>;
  /** The new revision; ProblemError 409 when another window kept one since. */
  keepDraft(id: string, content: JsonObject, revision: number): Promise<number>;
}

const KEEPALIVE_MAX = 30_000; // browsers allow 64 kB for all such calls together
const lengthOf = (response: JsonObject) => JSON.stringify(response).length;

const at = (id: string) => ({ path: { assignment_id: id } });

export const workApi: WorkApi = {
  async next(project, hold, have) {
    return (await ask(client.POST('/api/assignments/next', { body: { project, hold, have } })))
      .assignments;
  },
  async show(id) {
    const shown = await ask(
      client.POST('/api/assignments/{assignment_id}/show', { params: at(id) }),
    );
    return shown as Assignment; // one assignment is always answered whole
  },
  async extend(id) {
    const call = client.POST('/api/assignments/{assignment_id}/extend', { params: at(id) });
    return (await ask(call)).lease_expires_at;
  },
  async look(id) {
    const call = client.GET('/api/assignments/{assignment_id}/review', { params: at(id) });
    return (await ask(call)) as Subject; // responses are JSON
  },
  async skip(id, reason) {
    const path = '/api/assignments/{assignment_id}/skip';
    await ask(client.POST(path, { params: at(id), body: { reason } }));
  },
  async release(id) {
    await ask(client.POST('/api/assignments/{assignment_id}/release', { params: at(id) }));
  },
  async send({ assignmentId, response, key, activeSeconds, typed, isRevision, isReview }) {
    // What is sent as the page goes arrives all the same, if it is small.
    const asked = { params: at(assignmentId), keepalive: lengthOf(response) < KEEPALIVE_MAX };
    if (isRevision === true) {
      const path = '/api/assignments/{assignment_id}/revise';
      return await ask(client.POST(path, { ...asked, body: { response, key } }));
    }
    if (isReview === true) {
      const path = '/api/assignments/{assignment_id}/verdict';
      const verdict = { ...sentOf(readOpinion(response)), key, active_seconds: activeSeconds };
      return await ask(client.POST(path, { ...asked, body: verdict }));
    }
    const body = { response, key, active_seconds: activeSeconds, typing: typingOf(typed) };
    return await ask(client.POST('/api/assignments/{assignment_id}/submit', { ...asked, body }));
  },
  async readAnswer(id) {
    const call = client.GET('/api/assignments/{assignment_id}/answer', { params: at(id) });
    return (await ask(call)) as OwnAnswer; // what was kept was JSON
  },
  async readDraft(id) {
    const call = client.GET('/api/assignments/{assignment_id}/draft', { params: at(id) });
    return (await ask(call)) as KeptDraft; // what was kept was JSON
  },
  async keepDraft(id, content, revision) {
    const path = '/api/assignments/{assignment_id}/draft';
    return (await ask(client.PUT(path, { params: at(id), body: { content, revision } }))).revision;
  },
};

/** What is told of an answer's text; of one without any, nothing. */
function typingOf({ typed, pasted, pastes }: Typed = { typed: 0, pasted: 0, pastes: 0 }) {
  if (typed + pasted === 0) return null;
  return { typed_characters: typed, pasted_characters: pasted, pastes };
}

/** Where the browser loads an attachment of an assignment: our copy of it if there is one. */
export function attachmentUrl(assignmentId: string, attachment: string): string {
  const query = new URLSearchParams({ url: attachment });
  return `/api/assignments/${encodeURIComponent(assignmentId)}/attachment?${query}`;
}
