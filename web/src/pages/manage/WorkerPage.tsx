/** One worker in a project: how good their answers were, over time, by label and by batch. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ask, type Schemas } from '../../api/client';
import { moment, percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { DataTable } from '../../ui/DataTable';
import { usePageTitle } from '../../ui/usePageTitle';
import { Chart } from './Chart';
import { projectQuery, useNameOf } from './queries';
import { weightsOf } from './Reviewers';
import { useScope, type Scope } from './scope';
import { Signals } from './Signals';

type Seen = Schemas['WorkerSeenShown'];
type Share = Schemas['ShareShown'];

function workerQuery({ api, key }: Scope, name: string, worker: string) {
  return {
    queryKey: [...key, 'worker', name, worker],
    queryFn: () =>
      ask(
        api.GET('/api/projects/{name}/workers/{worker_id}', {
          params: { path: { name, worker_id: worker } },
        }),
      ),
  };
}

export function WorkerPage() {
  const { name, worker } = useParams({ from: '/inside/manage/projects/$name/workers/$worker' });
  const scope = useScope();
  const project = useQuery(projectQuery(scope, name));
  const asked = useQuery(workerQuery(scope, name, worker));
  const shown = useNameOf()(worker);
  usePageTitle(shown);
  return (
    <>
      <header className="gw-head">
        <div>
          <h1>{shown}</h1>
          <p className="gw-quiet">
            <Link to="/manage/projects/$name" params={{ name }}>
              {name}
            </Link>
          </p>
        </div>
        <Link to="/manage/tasks" search={{ project: name, worker }} className="gw-button">
          {t('Tasks')}
        </Link>
      </header>
      <Answer asked={asked}>{(seen) => <Record seen={seen} />}</Answer>
      <section className="gw-panel">
        <Answer asked={project}>{(one) => <Signals project={one} worker={worker} />}</Answer>
      </section>
    </>
  );
}

function Record({ seen }: { seen: Seen }) {
  const { record } = seen;
  return (
    <>
      <section className="gw-panel">
        <h2>{t('Accuracy')}</h2>
        <dl className="gw-figures">
          <Figure
            name={t('All evidence')}
            share={record.overall}
            none={t('nothing is known of the answers yet')}
          />
          <Figure
            name={t('On gold tasks')}
            share={record.on_gold}
            none={t('no gold task was answered yet')}
          />
          <div>
            <dt>{t('Answers')}</dt>
            <dd>
              {t('{n}', { n: seen.answers })}
              <small>{t('the latest, {n} at most', { n: 2000 })}</small>
            </dd>
          </div>
        </dl>
        <p className="gw-quiet">
          {t(
            'By gold tasks, reviews and audits, and by what tasks were settled on: that tells the less, the less sure it is.',
          )}
        </p>
        {record.changes.map((one) => (
          <p key={one.at}>
            <strong>
              {(one.after.accuracy ?? 0) < (one.before.accuracy ?? 0)
                ? t('Worse since {when}', { when: moment(one.at) })
                : t('Better since {when}', { when: moment(one.at) })}
            </strong>{' '}
            {t('{before} before, {after} after. Were the tasks other ones?', {
              before: percent(one.before.accuracy),
              after: percent(one.after.accuracy),
            })}
          </p>
        ))}
      </section>
      {seen.judged_by.length === 0 ? null : <Acceptance seen={seen} />}
      <div className="gw-charts">
        <Chart
          title={t('Accuracy over time')}
          note={t('Parts of equal numbers of answers, named by their last. {range}', {
            range: t('The line through a bar is where the accuracy lies with 95% certainty.'),
          })}
          bars={record.over_time.map((one) => ({ name: moment(one.until), ...bar(one) }))}
          format={percent}
          max={1}
          nameTitle={t('Until')}
          valueTitle={t('Accuracy')}
          empty={t('Nothing is known of the answers yet.')}
        />
        <Chart
          title={t('Accuracy by label')}
          note={t('By the label that is right.')}
          bars={record.by_label.slice(0, 20).map((one) => ({ name: one.name, ...bar(one) }))}
          isSideways
          format={percent}
          max={1}
          nameTitle={t('Label')}
          valueTitle={t('Accuracy')}
          empty={t('Nothing is known of the answers yet.')}
        />
      </div>
      <Slices title={t('By label')} nameTitle={t('Label')} rows={record.by_label} />
      <Slices title={t('By batch')} nameTitle={t('Batch')} rows={record.by_batch} />
      <Slices
        title={t('In other projects')}
        nameTitle={t('Project')}
        rows={seen.elsewhere.map((one) => ({
          ...one,
          name: one.project,
          answers: Math.round(one.answers),
        }))}
      />
    </>
  );
}

/** What reviewers let stand, raw and by what their verdicts count, and whose count for less. */
function Acceptance({ seen }: { seen: Seen }) {
  const nameOf = useNameOf();
  const none = t('no reviewer whose verdicts count has judged yet');
  return (
    <section className="gw-panel">
      <h2>{t('Accepted by reviewers')}</h2>
      <dl className="gw-figures">
        <Figure name={t('As it was judged')} share={seen.acceptance.raw} none={none} />
        <Figure name={t('By what verdicts count')} share={seen.acceptance.weighed} none={none} />
      </dl>
      <DataTable
        label={t('Who judged')}
        rows={seen.judged_by}
        keyOf={(one) => one.reviewer_id}
        empty=""
        columns={[
          { title: t('Reviewer'), cell: (one) => nameOf(one.reviewer_id) },
          { title: t('Accepted'), cell: (one) => t('{n}', { n: one.accepted }), isNumber: true },
          { title: t('Fixed'), cell: (one) => t('{n}', { n: one.fixed }), isNumber: true },
          { title: t('Rejected'), cell: (one) => t('{n}', { n: one.rejected }), isNumber: true },
          {
            title: t('Verdicts count'),
            cell: (one) => weightsOf(one.passing_weight, one.refusing_weight),
          },
          {
            title: t('Because the reviewer'),
            cell: (one) =>
              one.harshness === null
                ? t('was not measured yet')
                : t('refuses {harsh} of what is right, passes {lenient} of what is wrong', {
                    harsh: percent(one.harshness),
                    lenient: percent(one.leniency),
                  }),
          },
        ]}
      />
      <p className="gw-quiet">
        {t('A fixed answer counts as far as it agrees with its fix. Pay stays as it is.')}
      </p>
    </section>
  );
}

function bar({ accuracy, low, high }: Share) {
  return { value: accuracy ?? 0, low, high };
}

function Figure({ name, share, none }: { name: string; share: Share; none: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {percent(share.accuracy)}
        <small>{share.accuracy === null ? none : range(share)}</small>
      </dd>
    </div>
  );
}

function range({ low, high, answers }: Share): string {
  return t('{low} to {high} with 95% certainty, {n} {n|answer|answers}', {
    low: percent(low),
    high: percent(high),
    n: answers,
  });
}

interface SlicesProps {
  readonly title: string;
  readonly nameTitle: string;
  readonly rows: readonly (Share & { readonly name: string })[];
}

function Slices({ title, nameTitle, rows }: SlicesProps) {
  if (rows.length === 0) return null;
  return (
    <section className="gw-panel">
      <h2>{title}</h2>
      <DataTable
        label={title}
        rows={rows}
        keyOf={(one) => one.name}
        empty=""
        columns={[
          { title: nameTitle, cell: (one) => one.name },
          { title: t('Accuracy'), cell: (one) => percent(one.accuracy), isNumber: true },
          {
            title: t('95% certainty'),
            cell: (one) => t('{low} to {high}', { low: percent(one.low), high: percent(one.high) }),
            isNumber: true,
          },
          { title: t('Answers'), cell: (one) => t('{n}', { n: one.answers }), isNumber: true },
        ]}
      />
    </section>
  );
}
