"""The shipped recordings are whole, and the methods reach their known figures on them."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from goldwright.algorithms import DawidSkene, MajorityVote, Votes, cohen_kappa
from goldwright.demo_data import RecordedSet, load_bluebird, load_pandalm


def votes_of(recorded: RecordedSet) -> Votes:
    tasks, people = zip(*recorded.labels, strict=True)
    return Votes.from_columns(tasks, people, list(recorded.labels.values()))


def accuracy(recorded: RecordedSet, answers: Mapping[Hashable, Hashable]) -> float:
    return 100 * np.mean([answers[task.id] == task.truth for task in recorded.tasks])


@pytest.mark.parametrize(
    ("load", "people", "tasks"), [(load_bluebird, 39, 108), (load_pandalm, 3, 500)]
)
def test_every_person_answered_every_task_with_a_known_class(
    load: Callable[[], RecordedSet], people: int, tasks: int
) -> None:
    recorded = load()

    assert (len(recorded.people), len(recorded.tasks)) == (people, tasks)
    assert set(recorded.labels) == {
        (task.id, person) for task in recorded.tasks for person in recorded.people
    }
    assert set(recorded.labels.values()) == set(recorded.classes)


def test_majority_vote_is_right_on_75_9_percent_of_bluebird() -> None:
    recorded = load_bluebird()

    result = MajorityVote().fit(votes_of(recorded))

    assert accuracy(recorded, result.by_task()) == pytest.approx(75.9, abs=0.05)


def test_dawid_skene_is_right_on_88_9_percent_of_bluebird() -> None:
    recorded = load_bluebird()

    result = DawidSkene().fit(votes_of(recorded))

    assert accuracy(recorded, result.by_task()) == pytest.approx(88.9, abs=0.05)


def test_gold_on_half_of_bluebird_helps_the_other_half() -> None:
    recorded = load_bluebird()
    votes = votes_of(recorded)
    gold = {task.id: task.truth for task in recorded.tasks[::2]}

    without = DawidSkene().fit(votes).by_task()
    with_gold = DawidSkene().fit(votes, gold=gold).by_task()

    rest = replace(recorded, tasks=recorded.tasks[1::2])
    assert accuracy(rest, with_gold) > accuracy(rest, without)
    assert {task: with_gold[task] for task in gold} == gold


def test_pandalm_raters_agree_as_their_authors_report() -> None:
    recorded = load_pandalm()
    votes = votes_of(recorded)

    kappas = [cohen_kappa(votes, pair) for pair in combinations(recorded.people, 2)]

    # The authors give 0.85 to 0.88 for the three pairs.
    assert all(0.85 <= kappa <= 0.88 for kappa in kappas if kappa is not None)
    assert None not in kappas
