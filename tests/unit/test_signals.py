"""Signals of people who do not look: they are found, and honest ones are left alone."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bench.pasting import measure
from bench.signals import project
from bench.support.recorded import Recorded
from goldwright.algorithms.changes import change_points
from goldwright.algorithms.discoveries import discovered
from goldwright.algorithms.pasting import CHARACTERS_MIN, ORDINARY_PASTED, is_pasted
from goldwright.algorithms.rapid import ORDINARY_UNPAIRED, rapid_answers
from goldwright.algorithms.tails import hits_at_least, normal_below, skewed_above
from goldwright.demo_data import load_bluebird
from goldwright.errors import InvalidInputError
from goldwright.quality.signals import Given, Kind, find_signals
from goldwright.quality.track_record import Judged, track_record

HONEST_PROJECTS = 80


@pytest.fixture(scope="module")
def birds() -> Recorded:
    """Real answers of 39 people to 108 pictures, many of them hard for everybody."""
    recorded = load_bluebird()
    labels: dict[str, dict[str, str]] = {}
    for (task, worker), label in recorded.labels.items():
        labels.setdefault(task, {})[worker] = label
    truth = {one.id: one.truth for one in recorded.tasks if one.truth is not None}
    return Recorded(labels, truth, list(recorded.classes))


def signals_of(recorded: Recorded, seed: int, *, with_crooks: bool, tasks: int = 300) -> list:
    given = project(recorded, seed, tasks=tasks, with_crooks=with_crooks)
    return find_signals(given, {"q": recorded.classes})


def test_honest_projects_are_suspected_no_more_often_than_stated(birds: Recorded) -> None:
    with_any = sum(
        bool(signals_of(birds, seed, with_crooks=False)) for seed in range(HONEST_PROJECTS)
    )

    # 10 or more of 80 would come of a true share of 5 % once in 140 times.
    assert with_any < 10


def test_those_who_do_not_look_are_found(birds: Recorded) -> None:
    found: Counter[tuple[str, Kind]] = Counter()
    for seed in range(10):
        signals = signals_of(birds, seed, with_crooks=True, tasks=1500)
        found.update({(one.worker_id, one.kind) for one in signals})

    assert found["even", Kind.GUESSING] >= 3  # honest people agree little on these birds, too
    assert found["first", Kind.LEANING] == 10
    assert found["rushed", Kind.RAPID] == 10
    assert found["copier 1", Kind.COPYING] >= 8


def test_copiers_are_told_with_whom_they_are_alike() -> None:
    rng = np.random.default_rng(5)
    given: list[Given] = []
    for task in range(200):
        truth = str(rng.integers(4))
        said = {
            worker: truth if rng.random() < 0.75 else str(rng.integers(4))
            for worker in ("ann", "ben", "cleo", "dan", "eve")
        }
        said["fay"] = said["eve"]
        given += [Given(str(task), who, 10.0, {"q": label}, {}) for who, label in said.items()]

    signals = find_signals(given, {})

    assert [(one.kind, one.worker_id, one.others) for one in signals][:2] == [
        (Kind.COPYING, "eve", ["fay"]),
        (Kind.COPYING, "fay", ["eve"]),
    ]
    assert signals[0].seen == signals[0].answers == 200 > signals[0].expected + 30


def test_signals_need_neither_votes_nor_time() -> None:
    nothing = [Given(str(task), "ann", 0.0, {}, {}) for task in range(50)]

    assert find_signals([], {}) == []
    assert find_signals(nothing, {}) == []


def test_who_pastes_what_others_type_is_found() -> None:
    rng = np.random.default_rng(2)
    habits = {"ann": 0.0, "ben": 0.1, "cleo": 0.2, "dan": 0.05, "eve": 0.1, "fay": 0.9}
    given = [
        Given(str(task), who, 60.0, {}, {}, is_pasted=bool(rng.random() < share))
        for task in range(40)
        for who, share in habits.items()
    ]
    told_of_nobody = [Given(str(task), "gus", 60.0, {}, {}) for task in range(40)]

    (found,) = find_signals([*given, *told_of_nobody], {})

    assert (found.kind, found.worker_id, found.answers) == (Kind.PASTING, "fay", 40)
    assert found.seen > 0.8
    assert found.expected == ORDINARY_PASTED


def test_nobody_is_suspected_of_what_the_work_asks_for() -> None:
    given = [
        Given(str(task), who, 60.0, {}, {}, is_pasted=True)
        for task in range(40)
        for who in "abcdefgh"
    ]

    assert find_signals(given, {}) == []


def test_only_text_that_was_told_of_is_looked_at() -> None:
    assert is_pasted(10, 100) is True
    assert is_pasted(100, 10) is False
    assert is_pasted(0, CHARACTERS_MIN - 1) is None  # a name or a number
    assert is_pasted(None, None) is None


@pytest.mark.parametrize("habit", ["few paste", "all paste"])
def test_ordinary_habits_of_pasting_are_seldom_suspected(habit: str) -> None:
    seen = measure(habit, 100, 0, projects=100)

    # 10 or more of 100 would come of a true share of 3 % once in a thousand times.
    assert seen["projects_with_an_ordinary_one"] < 0.1


def test_usual_time_of_a_task_is_that_of_the_others() -> None:
    task = np.array([0, 0, 0, 0, 1], dtype=np.int32)
    worker = np.array([0, 1, 2, 3, 0], dtype=np.int32)
    seconds = np.array([1.0, 20.0, 30.0, 40.0, 0.0])

    found = rapid_answers(task, worker, seconds, workers=4)

    assert found.usual[:4].tolist() == [30.0, 30.0, 20.0, 20.0]
    assert found.is_rapid.tolist() == [True, False, False, False, False]
    assert found.answers.tolist() == [1, 1, 1, 1]  # an answer without time is none


def test_more_rapid_answers_are_ordinary_where_nobody_else_did_the_task() -> None:
    task = np.arange(40, dtype=np.int32)
    worker = np.repeat(np.arange(4, dtype=np.int32), 10)
    seconds = np.where(task == 0, 1.0, 20.0)

    found = rapid_answers(task, worker, seconds, workers=4)

    assert found.ordinary == pytest.approx([ORDINARY_UNPAIRED] * 4)
    assert found.chance[0] == pytest.approx(1 - 0.9**10)


def test_shown_findings_are_those_of_benjamini_and_hochberg() -> None:
    chances = np.array([0.9, 0.009, 0.04, 0.0001, 0.02])

    assert discovered(chances).tolist() == [False, True, True, True, True]
    assert not discovered(np.array([0.06, 0.3])).any()
    assert discovered(np.zeros(0)).tolist() == []
    with pytest.raises(InvalidInputError):
        discovered(chances, share=0.0)


def test_tails_are_those_of_the_tables() -> None:
    assert hits_at_least(np.array([0.0, 2.0]), np.array([10.0, 2.0]), 0.05) == pytest.approx(
        [1.0, 0.0025]
    )
    assert normal_below(np.array([-1.959964])) == pytest.approx([0.025])
    assert skewed_above(np.array([1.644854]), np.array([0.0])) == pytest.approx([0.05], rel=0.03)
    assert skewed_above(np.array([3.0]), np.array([1.0])) > 5 * (1 - normal_below(np.array([3.0])))


def test_a_change_is_found_where_it_happened() -> None:
    rng = np.random.default_rng(3)
    outcomes = (rng.random(300) < np.repeat([0.95, 0.6], [180, 120])).astype(np.float64)

    (place,) = change_points(outcomes, np.ones(300), rng=rng)

    assert 165 <= place <= 195


def test_who_stays_the_same_seldom_seems_to_change() -> None:
    rng = np.random.default_rng(4)
    changed = sum(
        bool(change_points((rng.random(120) < 0.8) * 1.0, rng.uniform(0.3, 1.0, 120), rng=rng))
        for _ in range(300)
    )

    # 9 or more of 300 would come of a true chance of 1 % once in 250 times.
    assert changed < 9


def test_outcomes_without_weight_tell_of_no_change() -> None:
    rng = np.random.default_rng(4)

    assert change_points(np.repeat([1.0, 0.0], 40), np.zeros(80), rng=rng) == []
    assert change_points(np.zeros(0), np.zeros(0), rng=rng) == []
    with pytest.raises(InvalidInputError):
        change_points(np.zeros(3), np.ones(2), rng=rng)


def test_track_record_tells_of_time_labels_and_batches() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    judged = [
        Judged(
            submitted_at=start + timedelta(hours=hour),
            batch="late" if hour >= 60 else "early",
            labels=["cat" if hour % 2 else "dog"],
            agreement=0.0 if hour >= 60 and hour % 2 else 1.0,
            weight=1.0 if hour % 10 == 0 else 0.5,
            is_gold=hour % 10 == 0,
        )
        for hour in range(120)
    ]

    record = track_record(judged)

    assert record.on_gold.answers == 12
    assert record.on_gold.accuracy == 1.0
    assert [one.answers for one in record.over_time] == [20] * 6
    assert record.over_time[0].accuracy == 1.0
    assert {one.name: one.answers for one in record.by_batch} == {"early": 60, "late": 60}
    assert {one.name: round(one.accuracy or 0, 2) for one in record.by_label} == {
        "cat": 0.5,
        "dog": 1.0,
    }
    (change,) = record.changes
    assert abs(change.at - judged[60].submitted_at) < timedelta(hours=8)
    assert (change.before.accuracy or 0) > (change.after.accuracy or 0)
    assert track_record([]).overall.accuracy is None
