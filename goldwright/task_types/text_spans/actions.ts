/** Everything a person can do here, by name and key: toolbar, keyboard and help are made of it. */
import type { Action, Translate } from '@web/editor/contract';
import type { SpanEditor } from './editor';

const KEYED = 20; // ten digits, and ten more with Shift
const MANY_LABELS = 20;

export function spanActions(editor: SpanEditor, translate: Translate): Action[] {
  return [
    ...labelActions(editor, translate),
    ...linkActions(editor, translate),
    ...spanOwn(editor, translate),
    ...findActions(editor, translate),
  ];
}

function labelActions(editor: SpanEditor, translate: Translate): Action[] {
  return editor.task.labels.map((label) => {
    return {
      name: `label.${label.place + 1}`,
      title: translate('Label: {label}', { label: label.title }),
      group: translate('Labels'),
      shortcut: digit(label.place),
      isEnabled: () => editor.canEdit && !editor.isLinking,
      isActive: () => editor.armed === label.name,
      perform: () => editor.label(label),
    };
  });
}

function linkActions(editor: SpanEditor, translate: Translate): Action[] {
  const kinds = editor.task.relationships.map((kind, place): Action => {
    return {
      name: `link.${place + 1}`,
      title: translate('Link: {name}', { name: kind.name }),
      group: translate('Links'),
      shortcut: digit(place),
      isEnabled: () => editor.canEdit && editor.isLinking && editor.kinds?.includes(kind) === true,
      perform: () => editor.link(kind),
    };
  });
  if (kinds.length === 0) return [];
  const begin: Action = {
    name: 'link.begin',
    title: translate('Link to another span'),
    group: translate('Links'),
    shortcut: 'r',
    inToolbar: true,
    isEnabled: () => editor.canEdit && editor.selected !== undefined && !editor.isLinking,
    isActive: () => editor.isLinking,
    perform: () => editor.beginLink(),
  };
  return [begin, ...kinds];
}

function spanOwn(editor: SpanEditor, translate: Translate): Action[] {
  const canChange = () => editor.canEdit && editor.selected !== undefined && !editor.isLinking;
  const edge = (name: string, title: string, shortcut: string, perform: () => void): Action => {
    return { name, title, shortcut, isEnabled: canChange, perform };
  };
  return [
    {
      name: 'span.mark',
      title: translate('Mark the selected words, or the word at the caret'),
      shortcut: 'Enter',
      isEnabled: () => editor.canEdit,
      perform: () => editor.mark(),
    },
    {
      name: 'span.remove',
      title: translate('Remove the span'),
      shortcut: ['Delete', 'Backspace'],
      inToolbar: true,
      isEnabled: canChange,
      perform: () => editor.remove(),
    },
    {
      name: 'span.next',
      title: translate('Next span'),
      shortcut: ['.', ']'],
      inToolbar: true,
      isEnabled: () => editor.hasSpans,
      perform: () => editor.step(true),
    },
    {
      name: 'span.previous',
      title: translate('Previous span'),
      shortcut: [',', '['],
      inToolbar: true,
      isEnabled: () => editor.hasSpans,
      perform: () => editor.step(false),
    },
    edge('span.start.back', translate('Begin a word earlier'), 'q', () =>
      editor.moveEdge('start', false),
    ),
    edge('span.start.on', translate('Begin a word later'), 'Shift+q', () =>
      editor.moveEdge('start', true),
    ),
    edge('span.end.on', translate('End a word later'), 'w', () => editor.moveEdge('end', true)),
    edge('span.end.back', translate('End a word earlier'), 'Shift+w', () =>
      editor.moveEdge('end', false),
    ),
    {
      name: 'span.questions',
      title: translate('Answer the questions about the span'),
      shortcut: 'a',
      isEnabled: canChange,
      perform: () => editor.focusQuestion(),
    },
    {
      name: 'answer.keep',
      title: editor.task.start ? translate('Keep as shown') : translate('Nothing to mark'),
      shortcut: 'x',
      inToolbar: true,
      isEnabled: () => editor.canEdit && !editor.isAnswered,
      perform: () => editor.keep(),
    },
    {
      name: 'cancel',
      title: translate('Leave what was begun'),
      shortcut: 'Escape',
      whileTyping: true,
      isEnabled: () => editor.canCancel,
      perform: () => editor.cancel(),
    },
  ];
}

function findActions(editor: SpanEditor, translate: Translate): Action[] {
  const find: Action[] = [
    {
      name: 'find',
      title: translate('Find in the text'),
      shortcut: '/',
      perform: () => editor.focusFind(),
    },
    {
      name: 'find.next',
      title: translate('Next place'),
      shortcut: 'F3',
      perform: () => editor.findNext(true),
    },
    {
      name: 'find.previous',
      title: translate('Previous place'),
      shortcut: 'Shift+F3',
      perform: () => editor.findNext(false),
    },
  ];
  if (editor.task.labels.length <= MANY_LABELS) return find;
  const narrow = {
    name: 'label.find',
    title: translate('Find a label'),
    shortcut: 'l',
    perform: () => editor.focusFilter(),
  };
  return [...find, narrow];
}

/** By the place of the key, since on some keyboards digits need Shift. */
function digit(place: number): readonly string[] {
  if (place >= KEYED) return [];
  const key = `${(place + 1) % 10}`;
  return place < 10 ? [`Digit${key}`, `Numpad${key}`] : [`Shift+Digit${key}`];
}
