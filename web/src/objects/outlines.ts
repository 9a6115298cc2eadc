/** Outlines that the server finds round what a person points at. */
import type { Assist, Translate } from '../editor/contract';
import type { Outline, Pointed, PointingHost } from '../canvas/tools/pointing';

export async function findOutline(
  assist: Assist | undefined,
  url: string,
  { box, clicks }: Pointed,
  translate: Translate,
): Promise<Outline> {
  if (!assist) throw new Error(translate('Outlines are found for people at work only.'));
  return await assist.outline({
    url,
    box: box
      ? {
          left: box.left,
          top: box.top,
          width: box.right - box.left,
          height: box.bottom - box.top,
        }
      : null,
    clicks: clicks.map(({ at, isInside }) => ({
      x: at.x,
      y: at.y,
      is_inside: isInside,
    })),
  });
}

/** How the search stands, as a sentence. */
export function told(state: Parameters<PointingHost['tell']>[0], translate: Translate): string {
  const sentences = {
    looking: translate('Looking for the outline…'),
    found: translate('Enter takes the outline; further clicks correct it.'),
    nothing: translate('No outline was found here; drag a box or click somewhere else.'),
  };
  return state instanceof Error ? state.message : sentences[state];
}
