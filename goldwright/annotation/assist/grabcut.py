"""GrabCut: the object by the colours inside a box or round a click. Rother and others 2004."""

from collections.abc import Iterator

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from goldwright.annotation.assist.finding import Found, Mask, Picture, Window
from goldwright.annotation.assist.records import Click, Prompt

_SIDE = 512  # pixels; its time grows with their number
_ROUNDS = 4
_FINER = 1.4  # a second, closer look pays from this much more detail on
_MARGIN = 0.3  # of the object's size, so that there is background to learn from
_BAND = 3  # pixels of the first look on either side of its border, decided anew in the second
_TOLERANCES = (6, 9, 13, 18, 25, 34, 46)  # in Lab, for the region round a click
_LARGEST_REGION = 0.6  # of the picture: more is its background
_OUT, _IN, _MAYBE_OUT, _MAYBE_IN = (
    int(one) for one in (cv2.GC_BGD, cv2.GC_FGD, cv2.GC_PR_BGD, cv2.GC_PR_FGD)
)

_NO_BOX = (0, 0, 0, 0)  # the marks say it all

Marks = NDArray[np.uint8]


class GrabCut:
    """Needs no model: what it knows of the object are the colours in the picture."""

    def find(self, key: str, picture: Picture, prompt: Prompt) -> Found:  # noqa: ARG002  the picture is enough
        """What is meant, looked for at 512 pixels and once more, closer, when it is small."""
        height, width = picture.shape[:2]
        whole = Window(0, 0, width, height)
        first = _Look(picture, whole if prompt.box is None else _round(prompt.box, whole))
        marks = first.marks_of_box(prompt.box) if prompt.box else first.marks_of_clicks(prompt)
        mask = first.cut(marks, prompt)
        if not mask.any():
            return Found(first.window, mask)
        second = _Look(picture, _round(first.bounds(mask), whole))
        if second.scale < _FINER * first.scale:
            return Found(first.window, mask)
        return Found(second.window, second.cut(second.marks_of_mask(first, mask), prompt, rounds=2))


class _Look:
    """A window of the picture, at most so many pixels wide and high."""

    def __init__(self, picture: Picture, window: Window) -> None:
        self.window = window
        width, height = window.size
        self.scale = min(1.0, _SIDE / max(width, height))
        size = max(1, round(width * self.scale)), max(1, round(height * self.scale))
        part = picture[window.top : window.bottom, window.left : window.right]
        self.pixels = cv2.resize(part, size, interpolation=cv2.INTER_AREA)

    def cut(self, marks: Marks, prompt: Prompt, *, rounds: int = _ROUNDS) -> Mask:
        """What belongs to the object, the marks being where it starts from."""
        for at, is_inside in self._clicks(prompt):
            cv2.circle(marks, at, self._disc, _IN if is_inside else _OUT, cv2.FILLED)
        is_in = np.isin(marks, (_IN, _MAYBE_IN))
        if not is_in.any() or is_in.all():
            return is_in
        cv2.setRNGSeed(0)  # the same prompt finds the same outline
        models = np.zeros((1, 65)), np.zeros((1, 65))
        cv2.grabCut(self.pixels, marks, _NO_BOX, *models, rounds, cv2.GC_INIT_WITH_MASK)
        return _meant(np.isin(marks, (_IN, _MAYBE_IN)), self._clicks(prompt))

    def marks_of_box(self, box: tuple[float, float, float, float]) -> Marks:
        """Perhaps inside the box, surely not outside."""
        left, top = self._at(box[0], box[1])
        right, bottom = self._at(box[2], box[3])
        marks = np.full(self.pixels.shape[:2], _OUT, np.uint8)
        marks[top : bottom + 1, left : right + 1] = _MAYBE_IN
        return marks

    def marks_of_clicks(self, prompt: Prompt) -> Marks:
        """Perhaps where the colour is like that of the clicks, perhaps not close round it.

        Nowhere when no click that belongs to the object is in the picture.
        """
        region = np.zeros(self.pixels.shape[:2], np.bool_)
        lab = cv2.cvtColor(cv2.medianBlur(self.pixels, 5), cv2.COLOR_BGR2Lab)
        for at, is_inside in self._clicks(prompt):
            if is_inside:
                region |= _region(lab, at)
        marks = np.full(region.shape, _OUT, np.uint8)
        if not region.any():
            return marks
        left, top, right, bottom = _bounds(region)
        margin = max(4, round(_MARGIN / 2 * max(right - left, bottom - top)))
        rows = slice(max(0, top - margin), bottom + margin)
        columns = slice(max(0, left - margin), right + margin)
        marks[rows, columns] = _MAYBE_OUT
        marks[region] = _MAYBE_IN
        return marks

    def marks_of_mask(self, look: "_Look", mask: Mask) -> Marks:
        """What another look found, open again near its border."""
        size = self.pixels.shape[1], self.pixels.shape[0]
        at = [
            (self.window.left - look.window.left) * look.scale,
            (self.window.top - look.window.top) * look.scale,
        ]
        step = look.scale / self.scale
        moved = np.array([[step, 0, at[0]], [0, step, at[1]]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        share = cv2.warpAffine(mask.astype(np.float32), moved, size, flags=flags)
        is_in = (share > 0.5).astype(np.uint8)  # noqa: PLR2004  half
        reach = round(_BAND * self.scale / look.scale)
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
        marks = np.full(is_in.shape, _OUT, np.uint8)
        marks[cv2.dilate(is_in, disc) > 0] = _MAYBE_OUT
        marks[is_in > 0] = _MAYBE_IN
        marks[cv2.erode(is_in, disc) > 0] = _IN
        return marks

    def bounds(self, mask: Mask) -> tuple[float, float, float, float]:
        """The bounds of a mask of this look, in pixels of the picture."""
        left, top, right, bottom = (one / self.scale for one in _bounds(mask))
        x, y = self.window.left, self.window.top
        return x + left, y + top, x + right, y + bottom

    @property
    def _disc(self) -> int:
        return max(2, max(self.pixels.shape[:2]) // 120)

    def _clicks(self, prompt: Prompt) -> Iterator[tuple[tuple[int, int], bool]]:
        for one in prompt.clicks:
            if self._holds(one):
                yield self._at(one.x, one.y), one.is_inside

    def _holds(self, click: Click) -> bool:
        window = self.window
        return window.left <= click.x < window.right and window.top <= click.y < window.bottom

    def _at(self, x: float, y: float) -> tuple[int, int]:
        height, width = self.pixels.shape[:2]
        column = int((x - self.window.left) * self.scale)
        row = int((y - self.window.top) * self.scale)
        return min(max(column, 0), width - 1), min(max(row, 0), height - 1)


def _region(lab: MatLike, at: tuple[int, int]) -> Mask:
    """The pixels of a like colour that are joined to a place.

    Of several tolerances the one whose region changes least with the next counts, as in maximally
    stable regions (Matas and others 2002).
    """
    regions: list[Mask] = []
    for tolerance in _TOLERANCES:
        filled = np.zeros((lab.shape[0] + 2, lab.shape[1] + 2), np.uint8)
        flags = 4 | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
        step = (tolerance,) * 3
        cv2.floodFill(lab.copy(), filled, at, (0, 0, 0), step, step, flags)
        region = filled[1:-1, 1:-1] > 0
        if regions and region.mean() > _LARGEST_REGION:
            break
        regions.append(region)
    sizes = np.array([region.sum() for region in regions], np.float64)
    if len(sizes) == 1:
        return regions[0]
    growth = sizes[1:] / sizes[:-1]
    is_speck = sizes[:-1] < 0.0005 * lab.shape[0] * lab.shape[1]
    return regions[int(np.argmin(np.where(is_speck, np.inf, growth)))]


def _meant(mask: Mask, clicks: Iterator[tuple[tuple[int, int], bool]]) -> Mask:
    """The piece under the first click inside, else the largest."""
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    if count <= 1:
        return mask
    clicked = [int(pieces[y, x]) for (x, y), is_inside in clicks if is_inside and pieces[y, x]]
    largest = int(np.argmax(stats[1:, cv2.CC_STAT_AREA])) + 1
    return pieces == (clicked[0] if clicked else largest)


def _bounds(mask: Mask) -> tuple[int, int, int, int]:
    """Left, top, right and bottom, the last two outside."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _round(box: tuple[float, float, float, float], whole: Window) -> Window:
    """The box with a margin, in whole pixels of the picture."""
    left, top, right, bottom = box
    margin = max(8.0, _MARGIN * max(right - left, bottom - top))
    x = min(max(0, int(left - margin)), whole.right - 1)
    y = min(max(0, int(top - margin)), whole.bottom - 1)
    return Window(
        x,
        y,
        min(max(x + 1, int(right + margin) + 1), whole.right),
        min(max(y + 1, int(bottom + margin) + 1), whole.bottom),
    )
