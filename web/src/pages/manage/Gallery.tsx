/** Templates to choose from, by kind of work. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { familyTitle } from '../../api/taskTypes';
import { t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { templatesQuery, type Template } from './templates';

interface Card {
  readonly type: Schemas['TaskTypeShown'];
  readonly template: Template;
  /** Its place among those of its type. */
  readonly place: number;
}

export function Gallery({ types }: { types: readonly Schemas['TaskTypeShown'][] }) {
  const [sought, setSought] = useState('');
  return (
    <Answer asked={useQuery(templatesQuery)}>
      {(known) => {
        const cards: Card[] = known.flatMap(({ task_type, templates }) => {
          const type = types.find((one) => one.name === task_type);
          return type ? templates.map((template, place) => ({ type, template, place })) : [];
        });
        const found = cards.filter((one) => isFound(one, sought));
        // Richer families first: those are what most people come for.
        const families = [...Map.groupBy(found, (one) => one.type.family).values()]
          .map((family) => byRichness(family))
          .sort((one, two) => two.length - one.length);
        return (
          <>
            <div className="gw-field gw-search">
              <label htmlFor="templates-sought">{t('What should be done?')}</label>
              <input
                id="templates-sought"
                type="search"
                value={sought}
                onChange={(event) => setSought(event.target.value)}
                placeholder={t('Boxes, sentiment, speech …')}
                autoFocus
              />
            </div>
            {found.length === 0 ? (
              <p role="status">{t('No template has these words. Try others, or fewer.')}</p>
            ) : null}
            {families.map((family) => (
              <section key={family[0]?.type.family} className="gw-family">
                <h2>{familyTitle(family[0]?.type.family ?? '')}</h2>
                <ul className="gw-cards">
                  {family.map((one) => (
                    <Shown key={`${one.type.name} ${one.place}`} card={one} />
                  ))}
                </ul>
              </section>
            ))}
          </>
        );
      }}
    </Answer>
  );
}

/** The kind of work that most templates of a family are for comes first. */
function byRichness(family: readonly Card[]): Card[] {
  return [...Map.groupBy(family, (one) => one.type.name).values()]
    .sort((one, two) => two.length - one.length)
    .flat();
}

function isFound({ type, template }: Card, sought: string): boolean {
  const text = JSON.stringify([type.title, type.summary, template]).toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function Shown({ card: { type, template, place } }: { card: Card }) {
  return (
    <li className="gw-template">
      <Link to="/manage/new-project" search={{ type: type.name, template: `${place}` }}>
        {template.title}
      </Link>
      <p>{template.summary}</p>
      <small className="gw-quiet">{type.title}</small>
    </li>
  );
}
