"""Laws of the methods that are made of others: order does not matter, gold and zeros are kept."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldwright.algorithms import (
    AutomaticChoice,
    ClassifierAided,
    Votes,
    answers_alpha,
    krippendorff_alpha,
    over_tasks,
    worker_skills,
)
from goldwright.algorithms.held_out import folds, records

Row = tuple[str, str, str]
NAMES = ["cat", "dog", "fox"]


@st.composite
def vote_rows(draw: st.DrawFn) -> list[Row]:
    pairs = draw(
        st.sets(
            st.tuples(st.sampled_from("tuvwxyz"), st.sampled_from("abcde")), min_size=1, max_size=35
        )
    )
    return [(task, worker, draw(st.sampled_from(NAMES))) for task, worker in sorted(pairs)]


def votes_of(rows: list[Row], classes: list[str] | None = None) -> Votes:
    tasks, workers, labels = zip(*rows, strict=True)
    return Votes.from_columns(tasks, workers, labels, classes=classes)


@settings(max_examples=20)
@given(rows=vote_rows(), data=st.data())
def test_a_choice_ignores_order_keeps_gold_and_names_no_stranger(
    rows: list[Row], data: st.DataObject
) -> None:
    classes = ["ant", *NAMES]
    seen = sorted({name for _, _, name in rows})
    gold = data.draw(
        st.dictionaries(st.sampled_from([task for task, _, _ in rows]), st.sampled_from(seen))
    )
    shuffled = data.draw(st.permutations(rows))

    one = AutomaticChoice().fit(votes_of(rows, classes), gold=gold)
    two = AutomaticChoice().fit(votes_of(shuffled, classes), gold=gold)

    assert one.posterior.sum(axis=1) == pytest.approx(np.ones(len(one.labels)))
    assert gold.items() <= one.by_task().items()
    assert set(one.by_task().values()) <= set(seen)
    order = [two.votes.tasks.tolist().index(task) for task in one.votes.tasks.tolist()]
    assert two.posterior[order] == pytest.approx(one.posterior, abs=1e-6)
    assert sum(each.weight for each in one.evidence) == pytest.approx(1)


@settings(max_examples=8)
@given(rows=vote_rows(), data=st.data())
def test_a_classifier_keeps_gold_and_names_no_stranger(
    rows: list[Row], data: st.DataObject
) -> None:
    seen = sorted({name for _, _, name in rows})
    gold = data.draw(
        st.dictionaries(st.sampled_from([task for task, _, _ in rows]), st.sampled_from(seen))
    )
    votes = votes_of(rows, ["ant", *NAMES])
    features = np.random.default_rng(len(rows)).normal(size=(len(votes.tasks), 2))

    result = ClassifierAided(rounds=1).fit(votes, features=features, gold=gold)

    assert result.posterior.sum(axis=1) == pytest.approx(np.ones(len(votes.tasks)))
    assert gold.items() <= result.by_task().items()
    assert set(result.by_task().values()) <= set(seen)


@given(rows=vote_rows(), seed=st.integers(0, 9))
def test_every_vote_but_a_lone_one_is_held_out_once(rows: list[Row], seed: int) -> None:
    votes = votes_of(rows)
    held = np.zeros(len(votes), dtype=int)
    for fold in folds(votes, np.random.default_rng(seed)):
        assert not fold.left[fold.held].any()
        assert (np.diff(votes.where(fold.left).task_start) >= 1).all()
        held[fold.held] += 1

    assert (held == (np.diff(votes.task_start)[votes.task] > 1)).all()


@given(rows=vote_rows(), data=st.data())
def test_records_are_the_rates_of_workers_drawn_towards_the_crowd(
    rows: list[Row], data: st.DataObject
) -> None:
    votes = votes_of(rows)
    left = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))))
    chance = votes.shares()
    classes = len(votes.classes)
    count = np.zeros((len(votes.workers), classes, classes))
    np.add.at(count, (votes.worker[left], votes.label[left]), chance[votes.task[left]])
    crowd = count.sum(axis=0) + 3 / max(classes - 1, 1)
    np.fill_diagonal(crowd, count.sum(axis=0).diagonal() + 7)
    crowd /= crowd.sum(axis=0)
    rate = (count + 10 * crowd) / (count.sum(axis=1, keepdims=True) + 10)
    everybody = np.arange(len(votes))

    found = records(votes, chance, rows=left, at=everybody)

    assert rate.sum(axis=1) == pytest.approx(np.ones((len(votes.workers), classes)))
    assert found == pytest.approx(rate[votes.worker, votes.label])


@given(rows=vote_rows(), data=st.data())
def test_votes_drawn_or_left_are_those_asked_for(rows: list[Row], data: st.DataObject) -> None:
    votes = votes_of(rows)
    places = data.draw(st.lists(st.integers(0, len(votes.tasks) - 1), min_size=1))
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))))

    drawn, left = votes.drawn(np.array(places)), votes.where(kept)

    assert drawn.tally() == pytest.approx(votes.tally()[places])
    named = [
        (left.tasks[task], left.workers[worker], left.classes[label])
        for task, worker, label in zip(left.task, left.worker, left.label, strict=True)
    ]
    assert set(named) == {
        (votes.tasks[task], votes.workers[worker], votes.classes[label])
        for task, worker, label in zip(
            votes.task[kept], votes.worker[kept], votes.label[kept], strict=True
        )
    }


@given(rows=vote_rows())
def test_alpha_of_answers_of_any_form_is_alpha(rows: list[Row]) -> None:
    votes = votes_of(rows)
    by_task = [[name for task, _, name in rows if task == one] for one in "tuvwxyz"]

    found = answers_alpha([one for one in by_task if one], lambda one, two: float(one != two))

    assert found == pytest.approx(krippendorff_alpha(votes))


@settings(max_examples=15)
@given(rows=vote_rows(), seed=st.integers(0, 9))
def test_intervals_are_repeatable_and_ordered(rows: list[Row], seed: int) -> None:
    votes = votes_of(rows)

    found = over_tasks(krippendorff_alpha, votes, draws=20, seed=seed)

    if found is not None:
        assert found.low <= found.high <= 1 + 1e-12
        assert found == over_tasks(krippendorff_alpha, votes, draws=20, seed=seed)


@given(rows=vote_rows(), data=st.data())
def test_records_of_workers_count_their_votes(rows: list[Row], data: st.DataObject) -> None:
    votes = votes_of(rows)
    gold = data.draw(
        st.dictionaries(
            st.sampled_from(votes.tasks.tolist()), st.sampled_from(votes.classes.tolist())
        )
    )

    found = worker_skills(votes, votes.shares(), gold=gold)

    for worker, record in found.items():
        own = [(task, name) for task, who, name in rows if who == worker]
        assert record.votes == len(own)
        assert record.gold_votes == sum(task in gold for task, _ in own)
        assert record.gold_right == sum(gold.get(task) == name for task, name in own)
        assert 0 <= record.low <= record.accuracy + 1e-12
        assert record.accuracy <= record.high + 1e-12 <= 1 + 1e-9
