/** Everything a person can do here, as actions with keys. */
import type { Action } from '@web/editor/contract';
import {
  type PictureCommands,
  labelActions,
  moveActions,
  viewActions,
} from '@web/objects/picture_actions';
import type { Work } from './work';

export type Mode = 'select' | 'pan' | 'brush' | 'polygon' | 'bucket' | 'magic';

/** What the actions call; the editor is one. */
export interface Commands extends PictureCommands {
  readonly work: Work;
  readonly mode: Mode;
  readonly isFollowing: boolean;
  readonly hasMagic: boolean;
  setMode(mode: Mode): void;
  toggleErasing(): void;
  toggleCareful(): void;
  toggleFollowing(): void;
  cancel(): void;
  /** Sets a place by keyboard: `shift` in a line from the last one, `alt` for the opposite. */
  press(keys?: { shift?: boolean; alt?: boolean }): void;
  back(): boolean;
  selectNext(step: 1 | -1): void;
  showOpen(): void;
  focusList(): void;
  focusQuestions(): void;
}

export function editorActions(editor: Commands): Action[] {
  const { work } = editor;
  return [
    ...toolActions(editor),
    ...labelActions(editor, work.task.labels.values(), () => !work.isReadOnly),
    ...objectActions(editor),
    ...moveActions(editor),
    ...viewActions(editor, () => work.selected !== undefined),
  ];
}

function toolActions(editor: Commands): Action[] {
  const { translate, work } = editor;
  const group = translate('Tools');
  const isEnabled = () => work.canPaint;
  const mode = (name: Mode, title: string, shortcut: string): Action => ({
    name: `tool.${name}`,
    title,
    group,
    shortcut,
    inToolbar: true,
    isActive: () => editor.mode === name,
    perform: () => editor.setMode(name),
  });
  const painting = (name: Mode, title: string, shortcut: string): Action => ({
    ...mode(name, title, shortcut),
    isEnabled,
  });
  const plain = (name: string, title: string, shortcut: string, perform: () => void): Action => ({
    name,
    title,
    group,
    shortcut,
    isEnabled,
    perform,
  });
  return [
    mode('select', translate('Select'), 'v'),
    mode('pan', translate('Pan'), 'h'),
    painting('brush', translate('Brush'), 'b'),
    {
      ...plain('tool.erase', translate('Erase'), 'e', () => editor.toggleErasing()),
      inToolbar: true,
      isActive: () => work.isErasing,
    },
    painting('polygon', translate('Polygon'), 'p'),
    painting('bucket', translate('Bucket'), 'k'),
    ...(editor.hasMagic ? [painting('magic', translate('Magic'), 'w')] : []),
    {
      ...plain('tool.follow', translate('Follow edges'), 'q', () => editor.toggleFollowing()),
      inToolbar: true,
      isActive: () => editor.isFollowing,
    },
    {
      ...plain('tool.careful', translate('Only empty'), 'o', () => editor.toggleCareful()),
      inToolbar: true,
      isActive: () => work.isCareful,
    },
    plain('brush.smaller', translate('Smaller brush'), '[', () => work.resizeBrush(-1)),
    plain('brush.larger', translate('Larger brush'), ']', () => work.resizeBrush(1)),
    plain('object.new', translate('Begin another object'), 'n', () => work.startObject()),
    {
      ...plain('mask.rest', translate('Fill the rest'), 'Shift+u', () => work.fillRest()),
      inToolbar: true,
      isEnabled: () => work.canPaint && work.unlabeled > 0,
    },
    {
      ...plain('mask.open', translate('Go to a pixel without a label'), 'u', () =>
        editor.showOpen(),
      ),
      isEnabled: () => work.unlabeled > 0,
    },
  ];
}

function objectActions(editor: Commands): Action[] {
  const { translate, work } = editor;
  const group = translate('Objects');
  const isChosen = () => work.selected !== undefined;
  const one = (
    name: string,
    title: string,
    shortcut: string | readonly string[],
    perform: () => void,
    isEnabled: () => boolean = () => true,
  ): Action => ({ name: `object.${name}`, title, group, shortcut, isEnabled, perform });
  const toggle = (which: 'hidden' | 'locked') => {
    if (work.selected) work.toggle(work.selected.index, which);
  };
  return [
    {
      ...one('delete', translate('Delete'), ['Delete', 'Backspace'], () => {
        if (!editor.back()) work.remove();
      }),
      inToolbar: true,
      isEnabled: () => !work.isReadOnly && (isChosen() || editor.mode !== 'select'),
    },
    one('cancel', translate('Cancel, or select nothing'), 'Escape', () => editor.cancel()),
    one(
      'press',
      translate('Set a place by keyboard; finish the outline'),
      'Enter',
      () => editor.press(),
      () => editor.isOnStage,
    ),
    one(
      'line',
      translate('Paint a line from the last place; click outside with the magic tool'),
      'Shift+Enter',
      () => editor.press(editor.mode === 'magic' ? { alt: true } : { shift: true }),
      () => editor.isOnStage,
    ),
    one('next', translate('Next object'), '.', () => editor.selectNext(1)),
    one('previous', translate('Previous object'), ',', () => editor.selectNext(-1)),
    one('list', translate('Go to the list of objects'), 'g', () => editor.focusList()),
    one(
      'answer',
      translate('Answer about the selected object'),
      'a',
      () => editor.focusQuestions(),
      () => work.isAsked,
    ),
    one('hide', translate('Hide or show'), 'Shift+h', () => toggle('hidden'), isChosen),
    one('lock', translate('Lock or unlock'), 'Shift+l', () => toggle('locked'), isChosen),
    one('hideLabel', translate('Hide or show all of the chosen label'), 'Shift+g', () => {
      if (work.label) work.toggleLabel(work.label);
    }),
    one('showAll', translate('Show everything'), 'Shift+a', () => work.showAll()),
    {
      ...one(
        'keep',
        work.hasStart ? translate('Keep as shown') : translate('Nothing to mark'),
        'y',
        () => work.keep(),
      ),
      inToolbar: true,
      isEnabled: () => work.isUntouched && !work.isReadOnly && work.mask !== undefined,
    },
  ];
}
