/** The answers on the page: one editor that shows one after the other, or one for each beside it. */
import type { Actions, Change, Editor, Fault, JsonObject, Pin, Place } from '../editor/contract';
import { t } from '../messages';
import { Pane, type Shown } from './Pane';
import { colourOf, type Comparing } from './useComparing';
import './review.css';

interface Props {
  readonly task: Shown;
  readonly comparing: Comparing;
  readonly isMending: boolean;
  readonly actions: Actions;
  readonly pins: readonly Pin[];
  readonly onChange?: (response: JsonObject, change?: Change) => void;
  readonly onFault?: (faults: readonly Fault[]) => void;
  readonly onPlace?: ((place: Place) => void) | undefined;
  readonly onEditor?: (editor: Editor | null) => void;
}

const NO_PINS: readonly Pin[] = [];

export function Panes({ task, comparing, isMending, onEditor, pins, ...main }: Props) {
  const { views, shown, isBeside, isOver } = comparing;
  const beside = isBeside ? [...views.entries()].slice(1) : [];
  return (
    <>
      {views.length > 1 && !isBeside && (isOver || !isMending) ? (
        <Tabs comparing={comparing} />
      ) : null}
      <div className={isBeside ? 'gw-panes gw-abreast' : 'gw-panes'}>
        <section aria-label={views[shown]?.title}>
          {isBeside ? <h2>{views[shown]?.title}</h2> : null}
          <Pane
            {...main}
            task={task}
            response={views[shown]?.response ?? null}
            readOnly={!isMending}
            layers={comparing.layers}
            isHidden={isOver && comparing.hidden.has(0)}
            pins={shown === 0 ? pins : NO_PINS}
            onEditor={(editor) => {
              comparing.keep(0, editor);
              onEditor?.(editor);
            }}
          />
        </section>
        {beside.map(([place, view]) => (
          <section key={place} aria-label={view.title}>
            <h2>{view.title}</h2>
            <Pane
              task={task}
              response={view.response}
              onEditor={(editor) => comparing.keep(place, editor)}
            />
          </section>
        ))}
      </div>
    </>
  );
}

function Tabs({ comparing }: { comparing: Comparing }) {
  const { views, shown, isOver, hidden } = comparing;
  return (
    <div
      className="gw-answers"
      role="group"
      aria-label={isOver ? t('Which answers are shown') : t('Which answer is shown')}
    >
      {views.map((view, place) => (
        <button
          key={view.title}
          type="button"
          className="gw-button gw-small"
          aria-pressed={isOver ? !hidden.has(place) : place === shown}
          onClick={() => comparing.show(place)}
        >
          {isOver ? <Swatch view={place} /> : null}
          {view.title}
          {place < 10 ? <kbd aria-hidden="true">{place}</kbd> : null}
        </button>
      ))}
      {isOver ? (
        <span className="gw-quiet">
          {t('What differs is filled and named; what all say is dotted.')}
        </span>
      ) : null}
    </div>
  );
}

/** The colour of a view where they lie over one another. */
function Swatch({ view }: { view: number }) {
  const style = view === 0 ? undefined : { background: colourOf(view) };
  return <span aria-hidden="true" className="gw-layer-swatch" style={style} />;
}
