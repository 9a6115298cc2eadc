/** Everything a person can do here, as actions with keys. */
import type { Action } from '@web/editor/contract';
import {
  type PictureCommands,
  labelActions,
  moveActions,
  viewActions,
} from '@web/objects/picture_actions';
import type { GeometryName } from './task';
import type { Mode } from './toolbox';
import type { Work } from './work';

/** What the actions call; the editor is one. */
export interface Commands extends PictureCommands {
  readonly work: Work;
  readonly mode: Mode;
  readonly canCancel: boolean;
  readonly isSnapping: boolean;
  readonly hasTags: boolean;
  readonly isFilled: boolean;
  readonly isFollowing: boolean;
  readonly hasPatterns: boolean;
  readonly hasMagic: boolean;
  setMode(mode: Mode): void;
  draw(geometry: GeometryName): void;
  /** Draws the same shape once more, of the same size, where mouse or keyboard point. */
  repeat(): void;
  cancel(): void;
  finish(): void;
  back(): boolean;
  remove(): void;
  nextHandle(step: 1 | -1): void;
  insertVertex(): void;
  startLink(): void;
  toggleSnapping(): void;
  toggleTags(): void;
  toggleFill(): void;
  toggleFollowing(): void;
  togglePatterns(): void;
  pointOutside(): void;
  join(): void;
  /** Goes to the next object that is asked about, and to its questions. */
  answerAbout(step: 0 | 1 | -1): void;
  focusList(): void;
}

const DRAW_KEYS: Record<GeometryName, string> = {
  box: 'r',
  polygon: 'p',
  line: 'l',
  point: 'k',
  ellipse: 'o',
  cuboid: 'u',
};
const DRAW_TITLES: Record<GeometryName, string> = {
  box: 'Box',
  polygon: 'Polygon',
  line: 'Line',
  point: 'Point',
  ellipse: 'Ellipse',
  cuboid: 'Cuboid',
};
export function editorActions(editor: Commands): Action[] {
  const { work } = editor;
  return [
    ...toolActions(editor),
    ...labelActions(editor, work.task.labels.values(), () => !work.isReadOnly),
    ...objectActions(editor),
    ...vertexActions(editor),
    ...moveActions(editor),
    ...viewActions(editor, () => work.selection.size > 0),
    ...showingActions(editor),
  ];
}

function toolActions(editor: Commands): Action[] {
  const { translate, work } = editor;
  const group = translate('Tools');
  const mode = (name: Mode, title: string, shortcut: string): Action => ({
    name: `tool.${name}`,
    title,
    group,
    shortcut,
    inToolbar: true,
    isActive: () => editor.mode === name,
    perform: () => editor.setMode(name),
  });
  const draw = [...work.task.geometries.keys()].map((geometry): Action => ({
    name: `tool.${geometry}`,
    title: translate(DRAW_TITLES[geometry]),
    group,
    shortcut: DRAW_KEYS[geometry],
    inToolbar: true,
    isEnabled: () => work.canAdd,
    isActive: () => editor.mode === 'draw' && work.geometry === geometry,
    perform: () => editor.draw(geometry),
  }));
  const hole: Action = {
    ...mode('hole', translate('Hole'), 'Shift+p'),
    isEnabled: () => work.cuttable !== undefined,
  };
  const split: Action = {
    ...mode('split', translate('Split'), 'x'),
    isEnabled: () => work.cuttable !== undefined && work.canAdd,
  };
  const follow: Action = {
    name: 'tool.follow',
    title: translate('Follow edges'),
    group,
    shortcut: 'q',
    inToolbar: true,
    isEnabled: () => work.canAdd,
    isActive: () => editor.isFollowing,
    perform: () => editor.toggleFollowing(),
  };
  const magic: Action[] = [
    { ...mode('magic', translate('Magic'), 'w'), isEnabled: () => work.canAdd },
    {
      name: 'magic.outside',
      title: translate('Click outside, for the magic tool'),
      group,
      shortcut: 'Shift+Enter',
      isEnabled: () => editor.mode === 'magic' && editor.isOnStage,
      perform: () => editor.pointOutside(),
    },
  ];
  const hasPaths = work.task.geometries.has('polygon') || work.task.geometries.has('line');
  const again: Action = {
    name: 'tool.again',
    title: translate('Draw again'),
    group,
    shortcut: 'n',
    isEnabled: () => work.canAdd,
    perform: () => editor.draw(work.geometry),
  };
  const repeat: Action = {
    name: 'tool.repeat',
    title: translate('The same shape once more, at the pointer'),
    group,
    shortcut: 'Shift+d',
    isEnabled: () => work.canAdd && work.drawing.objects.length > 0,
    perform: () => editor.repeat(),
  };
  return [
    mode('select', translate('Select'), 'v'),
    mode('pan', translate('Pan'), 'h'),
    ...draw,
    ...(editor.hasMagic ? magic : []),
    ...(hasPaths ? [follow] : []),
    ...(work.task.geometries.has('polygon') ? [hole, split] : []),
    again,
    repeat,
  ];
}

function objectActions(editor: Commands): Action[] {
  const { translate, work } = editor;
  const group = translate('Objects');
  const hasSelection = () => work.selection.size > 0;
  const canEdit = () => hasSelection() && !work.isReadOnly;
  return [
    {
      name: 'object.delete',
      title: translate('Delete'),
      group,
      shortcut: ['Delete', 'Backspace'],
      inToolbar: true,
      isEnabled: () => canEdit() || (editor.mode !== 'select' && editor.mode !== 'pan'),
      perform: () => {
        if (!editor.back()) editor.remove();
      },
    },
    {
      name: 'object.cancel',
      title: translate('Cancel, or select nothing'),
      group,
      shortcut: 'Escape',
      isEnabled: () => editor.canCancel,
      perform: () => editor.cancel(),
    },
    {
      name: 'object.finish',
      title: translate('Finish the shape; set a place by keyboard; answer about the selected'),
      group,
      shortcut: 'Enter',
      isEnabled: () => editor.isOnStage,
      perform: () => editor.finish(),
    },
    {
      name: 'object.next',
      title: translate('Next object'),
      group,
      shortcut: '.',
      perform: () => work.selectNext(1),
    },
    {
      name: 'object.previous',
      title: translate('Previous object'),
      group,
      shortcut: ',',
      perform: () => work.selectNext(-1),
    },
    {
      name: 'object.list',
      title: translate('Go to the list of objects'),
      group,
      shortcut: 'g',
      perform: () => editor.focusList(),
    },
    {
      name: 'object.all',
      title: translate('Select all'),
      group,
      shortcut: '$mod+a',
      perform: () => work.selectAll(),
    },
    {
      name: 'object.copy',
      title: translate('Copy'),
      group,
      shortcut: '$mod+c',
      isEnabled: hasSelection,
      perform: () => work.copy(),
    },
    {
      name: 'object.paste',
      title: translate('Paste'),
      group,
      shortcut: '$mod+v',
      isEnabled: () => work.canPaste,
      perform: () => work.paste(),
    },
    {
      name: 'object.duplicate',
      title: translate('Duplicate'),
      group,
      shortcut: '$mod+d',
      isEnabled: () => hasSelection() && work.canAdd,
      perform: () => work.duplicate(),
    },
    {
      name: 'object.front',
      title: translate('To the front'),
      group,
      shortcut: ']',
      isEnabled: canEdit,
      perform: () => work.stack('front'),
    },
    {
      name: 'object.back',
      title: translate('To the back'),
      group,
      shortcut: '[',
      isEnabled: canEdit,
      perform: () => work.stack('back'),
    },
    {
      name: 'object.hide',
      title: translate('Hide or show'),
      group,
      shortcut: 'Shift+h',
      isEnabled: hasSelection,
      perform: () => work.toggleHidden(),
    },
    {
      name: 'object.lock',
      title: translate('Lock or unlock'),
      group,
      shortcut: 'Shift+l',
      isEnabled: hasSelection,
      perform: () => work.toggleLocked(),
    },
    {
      name: 'object.hideLabel',
      title: translate('Hide or show all of the chosen label'),
      group,
      shortcut: 'Shift+g',
      isEnabled: () => work.label !== undefined,
      perform: () => {
        if (work.label) work.toggleLabel(work.label);
      },
    },
    {
      name: 'object.showAll',
      title: translate('Show everything'),
      group,
      shortcut: 'Shift+a',
      perform: () => work.showAll(),
    },
    {
      name: 'object.join',
      title: translate('Join'),
      group,
      shortcut: 'Shift+j',
      isEnabled: () => work.canJoin,
      perform: () => editor.join(),
    },
    ...(work.task.attributes.some((one) => !one.isGlobal) ? answerActions(editor, group) : []),
    ...(work.task.links.length
      ? [
          {
            name: 'object.link',
            title: translate('Link'),
            group,
            shortcut: 'm',
            inToolbar: true,
            isEnabled: () => work.linkKinds().length > 0,
            perform: () => editor.startLink(),
          },
        ]
      : []),
    ...(work.task.links.some((one) => one.isBidirectional) ? groupActions(editor, group) : []),
    {
      name: 'object.keep',
      title: work.task.start ? translate('Keep as shown') : translate('Nothing to mark'),
      group,
      shortcut: 'y',
      inToolbar: true,
      isEnabled: () => work.isUntouched && !work.isReadOnly,
      perform: () => work.keep(),
    },
  ];
}

/** Several objects as one, by links without a direction. */
function groupActions({ translate, work }: Commands, group: string): Action[] {
  return [
    {
      name: 'object.group',
      title: translate('Group'),
      group,
      shortcut: 'Shift+m',
      isEnabled: () => work.groupKind !== undefined,
      perform: () => work.group(),
    },
    {
      name: 'object.ungroup',
      title: translate('Take out of the group'),
      group,
      shortcut: 'Shift+u',
      isEnabled: () => work.isGrouped && !work.isReadOnly,
      perform: () => work.ungroup(),
    },
    {
      name: 'object.wholeGroup',
      title: translate('Select the whole group'),
      group,
      shortcut: 'Shift+v',
      isEnabled: () => work.isGrouped,
      perform: () => work.selectGroups(),
    },
  ];
}

/** Answering about one object after the other without leaving the questions. */
function answerActions(editor: Commands, group: string): Action[] {
  const { translate } = editor;
  return [
    {
      name: 'object.answer',
      title: translate('Answer about the objects, one by one'),
      group,
      shortcut: 'a',
      perform: () => editor.answerAbout(0),
    },
    {
      name: 'object.answerNext',
      title: translate('Answer about the next object'),
      group,
      shortcut: 'PageDown',
      whileTyping: true,
      perform: () => editor.answerAbout(1),
    },
    {
      name: 'object.answerPrevious',
      title: translate('Answer about the object before'),
      group,
      shortcut: 'PageUp',
      whileTyping: true,
      perform: () => editor.answerAbout(-1),
    },
  ];
}

function vertexActions(editor: Commands): Action[] {
  const { translate, work } = editor;
  const group = translate('Corners and vertices');
  const isEnabled = () => work.selection.size === 1 && !work.isReadOnly;
  return [
    {
      name: 'handle.next',
      title: translate('Next corner or vertex'),
      group,
      shortcut: 'e',
      isEnabled,
      perform: () => editor.nextHandle(1),
    },
    {
      name: 'handle.previous',
      title: translate('Previous corner or vertex'),
      group,
      shortcut: 'Shift+e',
      isEnabled,
      perform: () => editor.nextHandle(-1),
    },
    {
      name: 'handle.insert',
      title: translate('New vertex after this one'),
      group,
      shortcut: 'i',
      isEnabled,
      perform: () => editor.insertVertex(),
    },
  ];
}

/** What is shown, and how. */
function showingActions(editor: Commands): Action[] {
  const { translate } = editor;
  const group = translate('View');
  return [
    {
      name: 'view.snap',
      title: translate('Snap to shapes'),
      group,
      shortcut: 's',
      isActive: () => editor.isSnapping,
      perform: () => editor.toggleSnapping(),
    },
    {
      name: 'view.tags',
      title: translate('Show names'),
      group,
      shortcut: 't',
      isActive: () => editor.hasTags,
      perform: () => editor.toggleTags(),
    },
    {
      name: 'view.fill',
      title: translate('Fill shapes'),
      group,
      shortcut: 'j',
      isActive: () => editor.isFilled,
      perform: () => editor.toggleFill(),
    },
    {
      name: 'view.patterns',
      title: translate('Patterns in place of colours alone'),
      group,
      shortcut: 'Shift+t',
      isActive: () => editor.hasPatterns,
      perform: () => editor.togglePatterns(),
    },
  ];
}
