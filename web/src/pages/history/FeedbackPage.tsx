/** One answer of the worker's own: what reviewers said of it, and what took its place or is right. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ask, client, type Schemas } from '../../api/client';
import { attachmentUrl, type Assignment } from '../../api/work';
import type { EditorModule, JsonObject } from '../../editor/contract';
import { useActions } from '../../editor/useActions';
import { isSame } from '../../editor/patch';
import { moment, t } from '../../messages';
import { DifferenceList } from '../../review/DifferenceList';
import { remarksOf, type Remark } from '../../review/opinion';
import type { Shown } from '../../review/Pane';
import { Panes } from '../../review/Panes';
import { RemarksReading } from '../../review/RemarkList';
import { useComparing, type View } from '../../review/useComparing';
import { verdictName } from '../../review/verdicts';
import { Answer } from '../../ui/Answer';
import { usePageTitle } from '../../ui/usePageTitle';
import { editorOf } from '../work/editorOf';
import '../../editor/frame.css';

type Feedback = Schemas['FeedbackShown'];

interface Told {
  readonly assignment: Assignment;
  readonly feedback: Feedback;
  readonly module: EditorModule;
}

export function FeedbackPage() {
  const { assignment: id } = useParams({ from: '/inside/history/$assignment' });
  usePageTitle(t('Your answer'));
  const asked = useQuery({ queryKey: ['feedback', id], queryFn: () => read(id) });
  return (
    <>
      <p>
        <Link to="/history">{t('Back to the history')}</Link>
      </p>
      <h1>{t('Your answer')}</h1>
      <Answer asked={asked}>{(told) => <Shown told={told} id={id} />}</Answer>
    </>
  );
}

async function read(id: string): Promise<Told> {
  const at = { params: { path: { assignment_id: id } } };
  const [assignment, feedback] = await Promise.all([
    ask(client.GET('/api/assignments/{assignment_id}', at)) as Promise<Assignment>, // whole
    ask(client.GET('/api/assignments/{assignment_id}/feedback', at)),
  ]);
  return { assignment, feedback, module: await editorOf(assignment.type) };
}

function Shown({ told, id }: { told: Told; id: string }) {
  const { assignment, feedback, module } = told;
  const task = useMemo<Shown>(
    () => ({
      module,
      taskType: assignment.type,
      params: assignment.params,
      seed: id,
      attachmentUrl: (attachment) => attachmentUrl(id, attachment),
    }),
    [module, assignment, id],
  );
  const views = useMemo(() => viewsOf(feedback), [feedback]);
  const comparing = useComparing(views, assignment.params, false);
  const { editor: actions } = useActions(comparing.actions);
  return (
    <div className="gw-feedback">
      <div>
        <Panes task={task} comparing={comparing} isMending={false} actions={actions} pins={[]} />
      </div>
      <div>
        {feedback.known !== null ? (
          <section className="gw-review-part" aria-label={t('Practice')}>
            <h2>{t('Practice')}</h2>
            <p>
              {views.length === 1
                ? t('Your answer is the right one.')
                : t('The right answer stands beside yours.')}
            </p>
          </section>
        ) : feedback.verdicts.length === 0 ? (
          <p className="gw-quiet">{t('No reviewer looked at it yet.')}</p>
        ) : null}
        {feedback.verdicts.map((one) => (
          <section key={one.created_at} className="gw-review-part" aria-label={verdictName(one)}>
            <h2>{verdictName(one)}</h2>
            <p className="gw-quiet">{moment(one.created_at)}</p>
            {one.reason === null ? null : <p className="gw-plain">{one.reason}</p>}
            <RemarksReading
              remarks={remarksOf(one.comments)}
              onReveal={(remark) =>
                comparing.reveal(viewOf(views, one, remark), remark.pointer ?? '')
              }
            />
          </section>
        ))}
        <DifferenceList comparing={comparing} />
      </div>
    </div>
  );
}

type Verdict = Feedback['verdicts'][number];

/** One's own answer, the right one of practice, and every response that a verdict looked at or left. */
function viewsOf({ response, known, verdicts }: Feedback): View[] {
  const own = response as JsonObject; // JSON, as all that follow
  const views: View[] = [{ title: t('Your answer'), response: own }];
  const right = known as JsonObject | null;
  if (right && !isSame(right, own)) views.push({ title: t('The right answer'), response: right });
  for (const { judged, response: fixed } of verdicts) {
    for (const [title, found] of [
      [t('What was reviewed'), judged as JsonObject | null],
      [t('The fixed answer'), fixed as JsonObject | null],
    ] as const) {
      if (found && !views.some((view) => isSame(view.response, found))) {
        views.push({ title, response: found });
      }
    }
  }
  return views;
}

/** The view that a remark is about: what the verdict left, or what it looked at. */
function viewOf(
  views: readonly View[],
  { response, judged }: Verdict,
  { verdict }: Pick<Remark, 'verdict'>,
): number {
  const about = (verdict ? judged : (response ?? judged)) as JsonObject | null;
  return Math.max(
    0,
    views.findIndex((view) => isSame(view.response, about)),
  );
}
