/** What the pointer, or the keyboard in its place, does on a stage. */
import type { Point } from './geometry';
import type { Context } from './paint';

export interface StagePointer {
  /** In pixels of the image. */
  readonly at: Point;
  /** How near is near, in pixels of the image; more for fingers. */
  readonly reach: number;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly mod: boolean;
  /** The second press in a row at one place. */
  readonly isDouble: boolean;
  readonly isKeyboard: boolean;
}

/** The canvas above the shapes, in pixels of the image. */
export interface Overlay {
  readonly context: Context;
  /** Image pixels per screen pixel. */
  readonly px: number;
}

export interface Tool {
  readonly cursor: string;
  /** Shows lines through the pointer. */
  readonly hasCrosshair?: boolean;
  /** Whether a shape was begun and not ended. */
  readonly isBusy?: boolean;
  down?(pointer: StagePointer): void;
  /** With or without the button held. */
  move?(pointer: StagePointer, isHeld: boolean): void;
  up?(pointer: StagePointer): void;
  /** Ends what was begun, as Enter does; false when nothing was begun. */
  finish?(): boolean;
  /** Takes back the last step of what was begun; false when there was none. */
  back?(): boolean;
  /** Drops what was begun; false when nothing was. */
  cancel?(): boolean;
  /** The cursor for a place, where it differs from `cursor`. */
  cursorAt?(pointer: StagePointer): string | undefined;
  paint?(overlay: Overlay): void;
  /** What the wheel does with Alt held, up or down; absent: it zooms. */
  turn?(step: 1 | -1): void;
}

/** How a drawing tool reaches its surroundings. */
export interface DrawHost {
  /** The point snapped, rounded and kept in the image; `from` fixes directions with Shift. */
  place(pointer: StagePointer): Point;
  repaint(): void;
}
