import { useState } from 'react';
import { t } from '../../messages';
import { applyScheme, scheme, type Scheme } from '../../ui/scheme';

/** Light or dark, in this browser; keys are changed where they are used. */
export function Looks() {
  const [chosen, setChosen] = useState(scheme);
  const choose = (next: Scheme) => {
    applyScheme(next);
    setChosen(next);
  };
  const choices: [Scheme, string][] = [
    ['auto', t('As this device')],
    ['light', t('Light')],
    ['dark', t('Dark')],
  ];
  return (
    <section className="gw-panel" aria-label={t('This browser')}>
      <h2>{t('This browser')}</h2>
      <fieldset>
        <legend>{t('Colours')}</legend>
        {choices.map(([name, label]) => (
          <label key={name} className="gw-choice">
            <input
              type="radio"
              name="scheme"
              checked={chosen === name}
              onChange={() => choose(name)}
            />{' '}
            {label}
          </label>
        ))}
      </fieldset>
      <h3>{t('Keys')}</h3>
      <p className="gw-quiet">
        {t('Every editor lists its keys when you press ?; choose others there.')}
      </p>
    </section>
  );
}
