/** What can be done in every editor of pictures: labels by number, arrows, and the view. */
import type { Action, Translate } from '../editor/contract';
import type { Label } from './labels';

/** What these actions call. */
export interface PictureCommands {
  readonly translate: Translate;
  readonly isOnStage: boolean;
  choose(label: Label): void;
  step(x: number, y: number): void;
  fit(): void;
  actualSize(): void;
  zoom(factor: number): void;
  zoomToSelection(): void;
  fade(step: number): void;
}

const MOST_LABEL_KEYS = 20;
const ZOOM_STEP = 1.25;
const STEPS = [
  ['', 1],
  ['Shift+', 10],
  ['$mod+', 50],
] as const;
const WAYS = [
  ['Left', -1, 0],
  ['Right', 1, 0],
  ['Up', 0, -1],
  ['Down', 0, 1],
] as const;

export function labelAction(label: Label): string {
  return `label.${label.place + 1}`;
}

/** Number keys choose the first ten labels, with Shift the next ten. */
export function labelActions(
  editor: PictureCommands,
  labels: Iterable<Label>,
  isEnabled: () => boolean,
): Action[] {
  return [...labels].slice(0, MOST_LABEL_KEYS).map((label, place) => {
    const digit = (place + 1) % 10;
    return {
      name: labelAction(label),
      title: label.text,
      group: editor.translate('Labels'),
      shortcut: place < 10 ? `${digit}` : `Shift+Digit${digit}`,
      isEnabled,
      perform: () => editor.choose(label),
    };
  });
}

/** Arrows move whatever the editor moves with them. */
export function moveActions(editor: PictureCommands): Action[] {
  const { translate } = editor;
  return STEPS.flatMap(([modifier, pixels]) =>
    WAYS.map(([way, x, y]): Action => ({
      name: `move.${way.toLowerCase()}.${pixels}`,
      title: translate('Move {way} by {pixels} px', {
        way: translate(way.toLowerCase()),
        pixels,
      }),
      group: translate('Moving'),
      shortcut: `${modifier}Arrow${way}`,
      isEnabled: () => editor.isOnStage,
      perform: () => editor.step(x * pixels, y * pixels),
    })),
  );
}

export function viewActions(editor: PictureCommands, hasSelection: () => boolean): Action[] {
  const { translate } = editor;
  const view = (
    name: string,
    title: string,
    shortcut: string | readonly string[],
    perform: () => void,
  ): Action => ({
    name: `view.${name}`,
    title,
    group: translate('View'),
    shortcut,
    perform,
  });
  return [
    {
      ...view('fit', translate('Fit'), 'f', () => editor.fit()),
      inToolbar: true,
    },
    view('actual', translate('One to one'), 'Shift+f', () => editor.actualSize()),
    view('in', translate('Zoom in'), ['[Shift]++', '='], () => editor.zoom(ZOOM_STEP)),
    view('out', translate('Zoom out'), '-', () => editor.zoom(1 / ZOOM_STEP)),
    {
      ...view('selection', translate('Zoom to the selected'), 'z', () => editor.zoomToSelection()),
      isEnabled: hasSelection,
    },
    view('fainter', translate('Fainter fill'), '[Shift]+<', () => editor.fade(-1)),
    view('stronger', translate('Stronger fill'), '[Shift]+>', () => editor.fade(1)),
  ];
}
