import { useQuery } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { ask, client } from '../../api/client';
import { languageName, t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { typed } from '../../ui/form';
import { Field } from '../../ui/Field';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';

const KEY = ['languages'];

/** Which languages the worker reads and writes: some work is only for who does. */
export function Languages() {
  const asked = useQuery({
    queryKey: KEY,
    queryFn: () => ask(client.GET('/api/worker/languages')),
  });
  const change = useAct(
    (languages: string[]) => ask(client.PUT('/api/worker/languages', { body: { languages } })),
    [KEY, ['offers']],
  );
  return (
    <section className="gw-panel" aria-label={t('Languages')}>
      <h2>{t('Languages')}</h2>
      <p className="gw-quiet">{t('Some work is only for people who read and write a language.')}</p>
      <Answer asked={asked}>
        {({ languages }) => (
          <>
            <ul className="gw-chips">
              {languages.map((one) => (
                <li key={one}>
                  {languageName(one)}
                  <button
                    type="button"
                    aria-label={t('Take {name} away', { name: languageName(one) })}
                    onClick={() => change.mutate(languages.filter((two) => two !== one))}
                  >
                    ×
                  </button>
                </li>
              ))}
            </ul>
            <Add known={languages} onAdd={(added) => change.mutate([...languages, added])} />
          </>
        )}
      </Answer>
      <Refused error={change.error} />
    </section>
  );
}

function Add({ known, onAdd }: { known: readonly string[]; onAdd: (code: string) => void }) {
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const code = typed(new FormData(form), 'language');
    if (code !== '' && !known.includes(code)) onAdd(code);
    form.reset();
  };
  return (
    <form className="gw-row gw-inline" onSubmit={onSubmit}>
      <Field
        label={t('Code of a language')}
        hint={t('Such as en, de or pt-BR.')}
        name="language"
        pattern="[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
        size={8}
        autoCapitalize="off"
        spellCheck={false}
      />
      <button type="submit" className="gw-button">
        {t('Add')}
      </button>
    </form>
  );
}
