"""How good one worker's answers were, over time, by label and by batch, and when that changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np

from goldwright.algorithms.changes import change_points
from goldwright.quality.records import Share, share

_WINDOWS_MAX = 24
_WINDOW_ANSWERS = 20
_SLICES_MAX = 50
_SEED = 1  # the same answers tell the same


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer of which something is known: its agreement with the response of its task.

    `weight` is 1 where that is known to be right, by gold, review or audit; a settled response is
    only likely, and the worker had a part in it, so it tells the less. `labels` are those in the
    response.
    """

    submitted_at: datetime
    batch: str | None
    labels: Sequence[str]
    agreement: float
    weight: float
    is_gold: bool


@dataclass(frozen=True, slots=True)
class Slice(Share):
    """The answers to tasks of one label or batch."""

    name: str


@dataclass(frozen=True, slots=True)
class Window(Share):
    """Answers that followed each other, from the first to the last."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """From the answer of this time on they were better or worse than before, back to the last."""

    at: datetime
    before: Share
    after: Share


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """One worker in a project.

    `over_time` is in order of time, in parts of equal numbers; `by_label` and `by_batch` have the
    most frequent first. A part of the `changes` that one in a hundred unchanging workers shows may
    be chance, and all may be due to tasks that were harder.
    """

    overall: Share
    on_gold: Share
    over_time: list[Window]
    changes: list[Change]
    by_label: list[Slice]
    by_batch: list[Slice]


def track_record(judged: Sequence[Judged]) -> TrackRecord:
    """What these answers, in order of time, tell of the worker who gave them."""
    by_label: dict[str, list[Judged]] = {}
    by_batch: dict[str, list[Judged]] = {}
    for one in judged:
        for label in set(one.labels):
            by_label.setdefault(label, []).append(one)
        if one.batch is not None:
            by_batch.setdefault(one.batch, []).append(one)
    return TrackRecord(
        overall=Share(*_share(judged)),
        on_gold=Share(*_share([one for one in judged if one.is_gold])),
        over_time=_windows(judged),
        changes=_changes(judged),
        by_label=_slices(by_label),
        by_batch=_slices(by_batch),
    )


def _share(judged: Sequence[Judged]) -> tuple[int, float | None, float, float]:
    weight = sum(one.weight for one in judged)
    right = sum(one.weight * one.agreement for one in judged)
    one = share(len(judged), right, weight)
    return one.answers, one.accuracy, one.low, one.high


def _windows(judged: Sequence[Judged]) -> list[Window]:
    count = min(max(len(judged) // _WINDOW_ANSWERS, 1), _WINDOWS_MAX, len(judged))
    ends = [round(len(judged) * place / count) for place in range(count + 1)] if count else []
    return [
        Window(*_share(part), since=part[0].submitted_at, until=part[-1].submitted_at)
        for begin, end in pairwise(ends)
        for part in [judged[begin:end]]
    ]


def _changes(judged: Sequence[Judged]) -> list[Change]:
    places = change_points(
        np.array([one.agreement for one in judged], dtype=np.float64),
        np.array([one.weight for one in judged], dtype=np.float64),
        rng=np.random.default_rng(_SEED),
    )
    ends = [0, *places, len(judged)]
    return [
        Change(
            at=judged[place].submitted_at,
            before=Share(*_share(judged[ends[number] : place])),
            after=Share(*_share(judged[place : ends[number + 2]])),
        )
        for number, place in enumerate(places)
    ]


def _slices(parts: dict[str, list[Judged]]) -> list[Slice]:
    most = sorted(parts, key=lambda name: (-len(parts[name]), name))[:_SLICES_MAX]
    return [Slice(*_share(parts[name]), name=name) for name in most]
