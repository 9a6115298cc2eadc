import math
import random

import pytest

from goldwright.quality.fitting import fit
from goldwright.quality.worker_model import (
    AnsweredTask,
    Learnt,
    Rates,
    Vote,
    WorkerModel,
    expected_rates,
)
from goldwright.task_types.voting import plurality

CLASSES = ("cat", "dog", "eel")
NOTHING = WorkerModel.of(Learnt())


def votes(*choices: str, weights: tuple[float, ...] = ()) -> list[Vote]:
    return [
        Vote(f"worker {place}", choice, weight)
        for place, (choice, weight) in enumerate(
            zip(choices, weights or (1.0,) * len(choices), strict=True)
        )
    ]


def gold(given: dict[str, str], right: str, number: int) -> AnsweredTask:
    ballots = {worker: {"category": choice} for worker, choice in given.items()}
    return AnsweredTask(f"gold {number}", ballots, {"category": right}, is_gold=True)


@pytest.mark.parametrize("seed", range(20))
def test_votes_decide_by_their_weights_while_nothing_is_known(seed: int) -> None:
    rng = random.Random(seed)
    given = votes(
        *rng.choices(CLASSES, k=5), weights=tuple(rng.uniform(0.05, 3.3) for _ in range(5))
    )

    choice, confidence = NOTHING.decide("category", CLASSES, given)

    winner, posterior = plurality(
        [(one.choice, one.weight) for one in given], order=CLASSES.index, classes=len(CLASSES)
    )
    assert choice == winner
    assert confidence == pytest.approx(posterior)


def test_tie_goes_to_the_first_class() -> None:
    assert NOTHING.decide("category", CLASSES, votes("eel", "dog"))[0] == "dog"


def test_order_of_votes_changes_nothing() -> None:
    learnt = Learnt([("q", "cat", 30.0), ("q", "dog", 3.0)], [("worker 0", "q", "cat", "dog", 9.0)])
    model = WorkerModel.of(learnt)
    given = votes("dog", "cat", "eel", "dog", weights=(0.3, 1.2, 0.7, 2.0))

    assert model.decide("q", CLASSES, given) == model.decide("q", CLASSES, given[::-1])


def test_expected_rates_of_all_classes_are_probabilities() -> None:
    for weight in (0.05, 1.0, 3.3):
        right, wrong = expected_rates(weight, 4)

        assert right + 3 * wrong == pytest.approx(1)
        assert right > wrong
    assert expected_rates(1.0, 4)[0] == pytest.approx(0.8)


def test_rates_of_a_worker_add_up_to_one_for_each_true_class() -> None:
    counts = {("cat", "dog"): 7.0, ("dog", "dog"): 2.5, ("eel", "cat"): 0.4}

    rates = Rates(CLASSES, weight=0.8, counts=counts)

    told = [rates.tell(one) for one in CLASSES]
    for truth in range(len(CLASSES)):
        assert math.fsum(math.exp(one[truth]) for one in told) == pytest.approx(1)


def test_common_class_is_likelier_but_nobody_is_delivered_what_no_worker_said() -> None:
    model = WorkerModel.of(Learnt([("category", "cat", 990.0), ("category", "dog", 10.0)]))

    disputed = model.decide("category", ("cat", "dog"), votes("cat", "dog"))
    unanimous = model.decide("category", ("cat", "dog"), votes("dog"))

    assert disputed[0] == "cat"
    assert unanimous[0] == "dog"
    assert unanimous[1] < 0.1


def test_worker_is_turned_round_by_many_answers_and_not_by_a_few() -> None:
    def counting(answers: float) -> WorkerModel:
        swapped = [("cat", "dog"), ("dog", "cat")]
        return WorkerModel.of(
            Learnt([], [("worker 0", "category", *pair, answers) for pair in swapped])
        )

    found = [
        counting(answers).decide(
            "category", ("cat", "dog"), votes("dog", "cat", weights=(1.0, 0.05))
        )
        for answers in (0.0, 1.0, 2.0, 40.0)
    ]

    assert [choice for choice, _ in found] == ["dog", "dog", "dog", "cat"]


def test_gold_shows_which_class_a_worker_takes_for_which() -> None:
    tasks = [
        gold({"ann": right, "bob": "dog"}, right, number)
        for number, right in enumerate(["cat", "dog", "eel"] * 4)
    ]

    learnt = fit(tasks, {})

    bob = {
        (truth, given): answers
        for worker, _, truth, given, answers in learnt.counts
        if worker == "bob"
    }
    assert bob == pytest.approx({("cat", "dog"): 4, ("dog", "dog"): 4, ("eel", "dog"): 4})
    assert {one: tasks for _, one, tasks in learnt.shares} == {"cat": 0, "dog": 0, "eel": 0}


def test_answers_of_all_tasks_together_show_who_errs() -> None:
    rng = random.Random(1)
    tasks = []
    for number in range(200):
        right = rng.choice(["cat", "dog"])
        other = "dog" if right == "cat" else "cat"
        given = {name: right if rng.random() < 0.9 else other for name in ("ann", "bob", "cy")}
        given["rob"] = "cat"
        ballots = {worker: {"category": choice} for worker, choice in given.items()}
        tasks.append(AnsweredTask(f"task {number}", ballots, None, is_gold=False))

    learnt = fit(tasks, {})

    rob = {
        (truth, given): answers
        for worker, _, truth, given, answers in learnt.counts
        if worker == "rob"
    }
    assert set(rob) == {("cat", "cat"), ("dog", "cat")}
    assert rob["dog", "cat"] == pytest.approx(100, abs=20)
    assert fit(tasks, {}) == learnt


def test_no_answers_teach_nothing() -> None:
    assert fit([], {}) == Learnt()
