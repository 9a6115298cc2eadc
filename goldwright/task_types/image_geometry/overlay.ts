/** What stands above the shapes: ties, the selection with its handles, what the pointer is over. */
import { type Point, grown, holds } from '@web/canvas/geometry';
import { paintArrow, paintHandles, paintShape } from '@web/canvas/paint';
import { handles, shapeBounds } from '@web/canvas/shapes';
import type { Stage } from '@web/canvas/stage';
import type { Overlay } from '@web/canvas/tool';
import { visible } from '@web/canvas/view';
import type { Tie } from './showing';
import type { Work } from './work';

const PIN_PX = 10;
const MOST_MARKED = 400; // of a larger selection, only these are drawn anew each frame

export interface OverlayState {
  readonly work: Work;
  readonly stage: Stage;
  readonly ties: readonly Tie[];
  readonly hovered: string | undefined;
  readonly activeHandle: string | undefined;
  readonly hasHandles: boolean;
  readonly snapped: Point | undefined;
  readonly pins: readonly { readonly at: Point; readonly name: string }[];
}

export function paintOverlay(overlay: Overlay, state: OverlayState): void {
  const { context, px } = overlay;
  const { work, stage, hovered, snapped } = state;
  for (const { from, to, colour, hasHead } of state.ties) {
    paintArrow(context, from, to, { px, colour, hasHead });
  }
  const hover = hovered === undefined ? undefined : stage.scene.get(hovered);
  if (hover && !hover.isHidden && !work.selection.has(hover.id)) {
    paintShape(context, hover.shape, hover.look, { px, width: 2.5, hasHalo: true });
  }
  let marked = 0;
  for (const key of work.selection) {
    const item = stage.scene.get(key);
    if (!item || item.isHidden || (marked += 1) > MOST_MARKED) continue;
    const dash = item.look.dash;
    paintShape(context, item.shape, { ...item.look, dash }, { px, width: 3, hasHalo: true });
    paintLines(overlay, state, key);
  }
  paintSelectionHandles(overlay, state);
  if (snapped) {
    context.beginPath();
    context.arc(snapped.x, snapped.y, 7 * px, 0, 2 * Math.PI);
    context.strokeStyle = '#fff';
    context.lineWidth = 2 * px;
    context.stroke();
  }
  for (const { at, name } of state.pins) paintPin(overlay, at, name);
}

/** A disc with a name for each place that a remark is about. */
function paintPin({ context, px }: Overlay, at: Point, name: string): void {
  context.save(); // tags are written with the settings they expect
  context.beginPath();
  context.arc(at.x, at.y, PIN_PX * px, 0, 2 * Math.PI);
  context.fillStyle = '#7a4f00';
  context.fill();
  context.strokeStyle = '#fff';
  context.lineWidth = 2 * px;
  context.stroke();
  context.font = `bold ${PIN_PX * 1.3 * px}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = '#fff';
  context.fillText(name, at.x, at.y);
  context.restore();
}

function paintSelectionHandles({ context, px }: Overlay, state: OverlayState): void {
  const { work, stage } = state;
  const [key, ...others] = work.selection;
  if (!state.hasHandles || key === undefined || others.length || !work.canReshape(key)) return;
  const item = stage.scene.get(key);
  if (!item || item.isHidden) return;
  const seen = grown(visible(stage.view, stage.size), stage.reach);
  const shown = handles(item.shape, stage.reach).filter(({ at }) => holds(seen, at));
  paintHandles(context, shown, { px, active: state.activeHandle });
}

/** The lines across a box that attributes of the kinds `x_line` and `y_line` tell of. */
function paintLines({ context, px }: Overlay, { work, stage }: OverlayState, key: string): void {
  const object = work.drawing.get(key);
  const item = stage.scene.get(key);
  if (!object || !item) return;
  const { left, top, right, bottom } = shapeBounds(item.shape);
  for (const { name, kind } of work.task.attributes) {
    const offset = object.answers[name];
    if (typeof offset !== 'number' || (kind !== 'x_line' && kind !== 'y_line')) continue;
    context.beginPath();
    if (kind === 'x_line') {
      context.moveTo(left + offset, top);
      context.lineTo(left + offset, bottom);
    } else {
      context.moveTo(left, top + offset);
      context.lineTo(right, top + offset);
    }
    context.setLineDash([4 * px, 3 * px]);
    context.strokeStyle = '#fff';
    context.lineWidth = 1.5 * px;
    context.stroke();
    context.setLineDash([]);
  }
}
