/** The panels beside the picture: labels, questions, links and the list of objects. */
import type { Actions, Translate } from '@web/editor/contract';
import { type Attribute, isAsked } from '@web/objects/attributes';
import { AttributePanel } from '@web/objects/attribute_panel';
import { LabelPanel } from '@web/objects/label_panel';
import type { Label } from '@web/objects/labels';
import { ObjectList } from '@web/objects/object_list';
import { labelAction } from '@web/objects/picture_actions';
import { button, make, setText } from '@web/ui/dom';
import type { DrawnLink } from './drawing';
import type { Showing } from './showing';
import type { Work } from './work';

export interface SideHost {
  readonly work: Work;
  readonly showing: Showing;
  readonly actions: Actions;
  readonly translate: Translate;
  choose(label: Label | undefined): void;
  /** Lets the person point at an object that answers. */
  pick(attribute: Attribute): void;
  startLink(): void;
  /** Chosen in the list. */
  select(keys: readonly string[], mode: 'only' | 'toggle'): void;
  /** Enter on an object of the list. */
  open(key: string): void;
  hover(key: string | undefined): void;
  focusStage(): void;
}

export class Side {
  readonly element: HTMLElement;
  readonly labels: LabelPanel;
  readonly list: ObjectList;
  readonly questions: AttributePanel;
  readonly globals: AttributePanel;
  readonly #host: SideHost;
  readonly #about: HTMLElement;
  readonly #title = make('h3', { class: 'gw-side-title' });
  readonly #links = make('div', { class: 'gw-links' });

  constructor(host: SideHost) {
    const { work, translate } = host;
    this.#host = host;
    this.labels = new LabelPanel({
      rows: work.task.rows,
      mayOmit: work.task.mayOmitLabels,
      translate,
      hintOf: (label) =>
        work.task.geometries.size > 1
          ? label.geometries.map((one) => translate(one)).join(', ')
          : '',
      keyOf: (label) => host.actions.keyOf(labelAction(label)),
      onChoose: (label) => host.choose(label),
      onHide: (label) => work.toggleLabel(label),
    });
    const own = work.task.attributes.filter(({ isGlobal }) => !isGlobal);
    const ofTask = work.task.attributes.filter(({ isGlobal }) => isGlobal);
    this.questions = this.#panel(own, (name, answer, isTyping) =>
      work.answer(name, answer, isTyping),
    );
    this.globals = this.#panel(ofTask, (name, answer, isTyping) =>
      work.answerGlobally(name, answer, isTyping),
    );
    this.list = new ObjectList({
      translate,
      onSelect: (keys, mode) => host.select(keys, mode),
      onOpen: (key) => host.open(key),
      onHide: (key) => work.toggleHidden([key]),
      onLock: (key) => work.toggleLocked([key]),
      onHover: (key) => host.hover(key),
    });
    this.#about = make(
      'section',
      { class: 'gw-side-part' },
      this.#title,
      this.questions.element,
      this.#links,
    );
    this.element = make('div', { class: 'gw-image-side' });
    this.element.append(this.#part(translate('Labels'), this.labels.element), this.#about);
    if (ofTask.length)
      this.element.append(this.#part(translate('Whole picture'), this.globals.element));
    this.element.append(this.list.element);
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      host.focusStage();
    });
  }

  /** What belongs to the selection; the list follows when there is time. */
  show(): void {
    const { work, showing, translate } = this.#host;
    const { selected } = work;
    this.labels.show(work.label?.name, work.hiddenLabels);
    this.#about.hidden = !selected.length;
    const [only, ...others] = selected;
    const title =
      only && !others.length
        ? showing.textOf(only)
        : translate('{count} selected', { count: selected.length });
    setText(this.#title, title);
    const isFixed = work.isReadOnly || !selected.some(({ key }) => work.canReshape(key));
    this.questions.show(selected, isFixed);
    this.globals.show([{ label: undefined, answers: work.drawing.globalAnswers }], work.isReadOnly);
    this.#showLinks();
  }

  /** What is selected, in words. */
  get title(): string {
    return this.#title.textContent;
  }

  /** Whether anything is asked about the selected objects. */
  get hasQuestions(): boolean {
    const { work } = this.#host;
    return work.selected.some(({ label, answers }) =>
      work.task.attributes.some((one) => !one.isGlobal && isAsked(one, label, answers)),
    );
  }

  destroy(): void {
    this.list.destroy();
  }

  #part(title: string, content: HTMLElement): HTMLElement {
    return make(
      'section',
      { class: 'gw-side-part' },
      make('h3', { class: 'gw-side-title' }, title),
      content,
    );
  }

  #panel(
    attributes: readonly Attribute[],
    onAnswer: ConstructorParameters<typeof AttributePanel>[0]['onAnswer'],
  ): AttributePanel {
    const { work, showing, translate } = this.#host;
    return new AttributePanel({
      attributes,
      translate,
      onAnswer,
      onPick: (attribute) => this.#host.pick(attribute),
      nameOf: (uuid) => {
        const object = work.drawing.byUuid(uuid);
        return object ? showing.textOf(object) : translate('an object that is gone');
      },
    });
  }

  #showLinks(): void {
    const { work, translate } = this.#host;
    if (!work.task.links.length) return;
    const [only, ...others] = work.selected;
    const uuid = others.length ? undefined : only?.json['uuid'];
    const own = work.drawing.links.filter(
      ({ from, to }) => uuid !== undefined && (from === uuid || to === uuid),
    );
    const offered = (isOffered: boolean, title: string, perform: () => void) =>
      isOffered ? [button(title, perform, { class: 'gw-button gw-small' })] : [];
    const kind = work.groupKind;
    this.#links.replaceChildren(
      ...own.map((link) => this.#link(link, uuid === link.from)),
      ...offered(work.linkKinds().length > 0, translate('Link to…'), () => this.#host.startLink()),
      ...offered(!!kind, translate('Group as “{link}”', { link: kind?.name ?? '' }), () =>
        work.group(),
      ),
      ...offered(work.isGrouped, translate('Select the whole group'), () => work.selectGroups()),
      ...offered(work.isGrouped && !work.isReadOnly, translate('Take out of the group'), () =>
        work.ungroup(),
      ),
    );
  }

  #link(link: DrawnLink, isFrom: boolean): HTMLElement {
    const { work, showing, translate } = this.#host;
    const other = work.drawing.byUuid(isFrom ? link.to : link.from);
    const name = other ? showing.textOf(other) : translate('an object that is gone');
    const text = isFrom ? `${link.label} → ${name}` : `${name} → ${link.label}`;
    const remove = button('×', () => work.unlink(link), {
      class: 'gw-button gw-button-quiet gw-button-square',
      'aria-label': translate('Take away the link {text}', { text }),
      disabled: work.isReadOnly,
    });
    return make('span', { class: 'gw-attribute-link' }, text, ' ', remove);
  }
}
