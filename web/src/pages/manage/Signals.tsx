/** Signs that somebody may not have looked at the tasks: evidence to look at, nothing more. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, type Schemas } from '../../api/client';
import { percent, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { useNameOf, type Project } from './queries';
import { useScope, type Scope } from './scope';

type Shown = Schemas['SignalShown'];

export function signalsQuery({ api, key }: Scope, name: string) {
  return {
    queryKey: [...key, 'signals', name],
    queryFn: () => ask(api.GET('/api/projects/{name}/signals', { params: { path: { name } } })),
    staleTime: 60_000, // it takes the server seconds
  };
}

/** Of a project, looked for when asked, since it costs the server seconds of a large one. */
export function SignalsOnDemand({ project }: { project: Project }) {
  const [isWanted, setIsWanted] = useState(false);
  if (isWanted) return <Signals project={project} />;
  return (
    <p className="gw-tight">
      <button type="button" className="gw-button" onClick={() => setIsWanted(true)}>
        {t('Look for signs of not looking at the tasks')}
      </button>
    </p>
  );
}

/** Of a project, or of one of its workers. */
export function Signals({ project, worker }: { project: Project; worker?: string }) {
  const scope = useScope();
  const asked = useQuery(signalsQuery(scope, project.name));
  const nameOf = useNameOf();
  return (
    <Answer asked={asked}>
      {(found) => {
        const signals = found.signals.filter((one) => !worker || one.worker_id === worker);
        return (
          <section aria-label={t('Signals')}>
            <h3>{t('Signals')}</h3>
            {signals.length === 0 ? (
              <p>
                {t('Nothing in the latest {n} answers tells of not looking.', { n: found.answers })}
              </p>
            ) : (
              <ul>
                {signals.map((one) => (
                  <li key={`${one.worker_id} ${one.kind} ${one.question ?? ''}`}>
                    {worker ? null : (
                      <>
                        <Link
                          to="/manage/projects/$name/workers/$worker"
                          params={{ name: project.name, worker: one.worker_id }}
                        >
                          {nameOf(one.worker_id)}
                        </Link>
                        {': '}
                      </>
                    )}
                    {sentence(one, nameOf)}
                    {one.question === null ? null : (
                      <small className="gw-quiet">
                        {' '}
                        {t('Question “{name}”.', { name: one.question })}
                      </small>
                    )}
                  </li>
                ))}
              </ul>
            )}
            <p className="gw-quiet">
              {t(
                'Signals change neither pay nor what an answer counts: look at the answers before you judge anybody. Where everybody is honest, at most {share} of projects show any.',
                { share: percent(found.honest_projects_with_any) },
              )}
            </p>
          </section>
        );
      }}
    </Answer>
  );
}

function sentence(one: Shown, nameOf: (id: string) => string): string {
  const { answers, seen, expected, option, others } = one;
  switch (one.kind) {
    case 'rapid':
      return t(
        'Fast: {seen} of {answers} answers took less than a tenth of what others need; up to {expected} happens to anybody.',
        { seen: percent(seen), answers, expected: percent(expected) },
      );
    case 'copying':
      return t(
        'Alike: on {seen} of {answers} tasks that both answered the same as {other}, where {expected} are to be expected{more}.',
        {
          seen: Math.round(seen),
          answers,
          expected: Math.round(expected),
          other: nameOf(others[0] ?? ''),
          more:
            others.length > 1
              ? t('; so too as {names}', { names: others.slice(1).map(nameOf).join(', ') })
              : '',
        },
      );
    case 'leaning':
      return t(
        'Leaning: took “{option}” in {seen} of {answers} answers; by what others said of the same tasks {expected} are to be expected.',
        { option: option ?? '', seen: percent(seen), answers, expected: percent(expected) },
      );
    case 'pasting':
      return t(
        'Pasting: most of the text of {seen} of {answers} answers was pasted; {expected} are to be expected.',
        { seen: percent(seen), answers, expected: percent(expected) },
      );
    case 'guessing':
      return t(
        'Guessing: {answers} answers agree with the others’ hardly more than by chance (kappa {seen}; ordinary is {expected} or more).',
        { answers, seen: seen.toFixed(2), expected: expected.toFixed(2) },
      );
  }
}
