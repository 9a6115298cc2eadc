/**
 * What every `goldwright/task_types/<family>/editor.ts` implements: `export const mountEditor`.
 *
 * An editor draws a task and edits its response. The frame round it keeps time, undo, drafts, keys,
 * help and submits. The same editor, read-only, serves review, comparison and preview.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

/** One thing wrong with a response: a JSON pointer into it (`''` is the whole) and one sentence. */
export interface Fault {
  readonly pointer: string;
  readonly sentence: string;
  /** Words of the instructions that say more. */
  readonly see?: string;
}

export interface Change {
  /**
   * Changes in a row with the same gesture are one step of undo: give each drag, brush stroke or
   * spell of typing a name of its own (`Gestures` makes them). Absent: a step by itself.
   */
  readonly gesture?: string;
}

/** Something a person can do; toolbar, keyboard and help are made from it. */
export interface Action {
  /** Stable and unique in the editor, such as `tool.box`: what a person's own key is stored under. */
  readonly name: string;
  /** What toolbar and help say, translated. */
  readonly title: string;
  /** Heading in the help, translated; absent: the editor's own. */
  readonly group?: string;
  /**
   * tinykeys notation: `b`, `Shift+Digit1`, `$mod+z` ($mod is Ctrl, or Command on a Mac), `g i`.
   * A sign that needs Shift on some keyboards is `[Shift]+?`.
   */
  readonly shortcut?: string | readonly string[];
  /** Whether a button for it stands in the toolbar. */
  readonly inToolbar?: boolean;
  /** Whether the key also counts while a text field has the focus; for keys with $mod or Escape. */
  readonly whileTyping?: boolean;
  /** Absent: always. The frame never performs an action that is not enabled. */
  isEnabled?(): boolean;
  /** For tools and switches: whether it is on now. Absent: it is a plain button. */
  isActive?(): boolean;
  perform(): void;
}

/** The frame's side of the actions. */
export interface Actions {
  /** Replaces all actions of the editor; call it at mount and when the list itself changes. */
  set(actions: readonly Action[]): void;
  /** Says that an `isEnabled` or `isActive` may answer differently now. */
  changed(): void;
  /** The key to print beside an action, after the person's own remapping: `B`, `Ctrl+Z`, or ''. */
  keyOf(name: string): string;
}

/** Fills `{name}` places of a message; a message is its own English text until translated. */
export type Translate = (message: string, values?: Record<string, string | number>) => string;

/** Outlines of objects in a picture, found by the server. */
export interface Assist {
  /** Why there are none here, as a sentence for people; empty when there are. */
  whyNot(): Promise<string>;
  /** The outline of what lies in the box and under the clicks, in pixels of the picture. */
  outline(pointing: {
    readonly url: string;
    readonly box: { left: number; top: number; width: number; height: number } | null;
    readonly clicks: { x: number; y: number; is_inside: boolean }[];
  }): Promise<{ vertices: { x: number; y: number }[]; holes: { x: number; y: number }[][] }>;
}

export interface EditorInput {
  /** The wire name, such as `categorization`; a family may serve several. */
  readonly taskType: string;
  readonly params: JsonObject;
  /** What to start from: draft, prelabel or submitted response. Null: nothing yet. */
  readonly response: JsonObject | null;
  readonly readOnly: boolean;
  /** The same text each time this task is opened by this person: seeds a random order. */
  readonly seed: string;
  /**
   * The response after a change by the person; never called at mount or from `setResponse`.
   * Responses are values: never changed in place, with unchanged parts reused, since undo, the
   * draft log and merging compare parts by identity. It may be incomplete; `validate` tells.
   */
  onChange(response: JsonObject, change?: Change): void;
  /** The faults to show beside the work changed, if the editor looks for them while editing. */
  onFault?(faults: readonly Fault[]): void;
  readonly actions: Actions;
  /** The address from which the browser may load an attachment; always use it. */
  attachmentUrl(attachment: string): string;
  /** Absent where nobody is at work on the task: in review, comparison and preview. */
  readonly assist?: Assist;
  readonly translate: Translate;
}

/** A place of a task: in its response, by JSON pointer, and in what is shown, such as x and y. */
export interface Place {
  readonly pointer?: string;
  readonly position?: Readonly<Record<string, number>>;
}

/** A place to be marked with a name of a character or two. */
export interface Pin extends Place {
  readonly name: string;
}

/** Another answer to the same task, to be laid over the one that is shown. */
export interface Layer {
  /** What it is called in a character or two. */
  readonly name: string;
  /** A colour of its own, as `#rrggbb`. */
  readonly colour: string;
  readonly response: JsonObject;
  /** Pointers to the things in it that not all answers have alike. */
  readonly differing: ReadonlySet<string>;
}

export interface Editor {
  /** Shows another response (undo, redo, a merged draft) and keeps zoom, tool and place. */
  setResponse(response: JsonObject | null): void;
  setReadOnly(readOnly: boolean): void;
  /** Everything the server's `check` would refuse, in reading order; empty when sound. */
  validate(): Fault[];
  /** Brings a place of the response, such as a fault's, into view and puts the focus there. */
  focusFault(pointer: string): void;
  /** What is selected, as a pointer into the response. */
  selection?(): string | null;
  /** What a point of the window shows, for a remark about it; null beside the task. */
  placeAt?(x: number, y: number): Place | null;
  /** Marks these places, until others are given. */
  pin?(pins: readonly Pin[]): void;
  /** Lays other answers over its own, which may be hidden meanwhile; none: as it was. */
  overlay?(layers: readonly Layer[], isOwnHidden: boolean): void;
  /** Puts the focus where work begins. */
  focus(): void;
  /** Removes every listener, timer, worker and node it made. */
  destroy(): void;
}

/** Builds the editor inside `host`, which is empty and belongs to it until `destroy`. */
export type MountEditor = (host: HTMLElement, input: EditorInput) => Editor;

export interface EditorModule {
  readonly mountEditor: MountEditor;
}
