/** Outlines that the server finds for somebody at work. */
import type { Assist } from '../editor/contract';
import { ask, client } from './client';

let problem: Promise<string> | undefined;

/** Why this server finds none; empty when it does. Asked once; of a failure, again next time. */
function whyNot(): Promise<string> {
  problem ??= ask(client.GET('/api/assist')).then(
    (found) => found.problem,
    (error: unknown) => {
      problem = undefined;
      throw error;
    },
  );
  return problem;
}

export function assistOf(assignmentId: string): Assist {
  const path = '/api/assignments/{assignment_id}/assist';
  const params = { path: { assignment_id: assignmentId } };
  return {
    whyNot,
    outline: (body) => ask(client.POST(path, { params, body })),
  };
}
