import math

import numpy as np
import pytest

from goldwright.algorithms import WorkerSkill
from goldwright.quality.records import Answer, Method, Overlap, State
from goldwright.quality.rules import judge, learnt, passes_onboarding, weight
from goldwright.quality.worker_model import Learnt, WorkerModel
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject, TaskType, Weighted

CATEGORIZATION = registry()["categorization"]
PARAMS: JsonObject = {"categories": ["cat", "dog", "eel"], "allow_multiple": False}
FIXED = Overlap(most=None, target_confidence=0.98, target_margin=3)
ADAPTIVE = Overlap(most=9, target_confidence=0.98, target_margin=3)


def answers(*categories: str, weights: tuple[float, ...] = ()) -> list[Answer]:
    counts = weights or (1.0,) * len(categories)
    return [
        Answer(f"worker {place}", {"category": category}, count)
        for place, (category, count) in enumerate(zip(categories, counts, strict=True))
    ]


def test_nothing_is_decided_before_all_asked_for_have_answered() -> None:
    verdict = judge(CATEGORIZATION, PARAMS, answers("cat", "cat"), asked=3, overlap=FIXED)

    assert verdict.state is State.OPEN
    assert verdict.ask == 0


def test_fixed_overlap_settles_however_unsure() -> None:
    verdict = judge(CATEGORIZATION, PARAMS, answers("cat", "dog"), asked=2, overlap=FIXED)

    assert verdict.state is State.SETTLED
    assert verdict.method is Method.WEIGHTED
    assert verdict.margin == 0
    assert verdict.agreements == (1, 0)


def test_heavier_worker_outvotes_two_light_ones() -> None:
    given = answers("cat", "dog", "dog", weights=(2.5, 1.0, 1.0))

    verdict = judge(CATEGORIZATION, PARAMS, given, asked=3, overlap=FIXED)

    assert verdict.response == {"category": "cat"}
    assert verdict.margin == -1


@pytest.mark.parametrize(
    ("categories", "ask"),
    [
        (("cat",), 2),
        (("cat", "cat"), 1),
        (("cat", "cat", "cat"), 0),
        (("cat", "dog"), 3),
        (("cat", "cat", "dog"), 2),
        (("cat", "cat", "cat", "cat", "dog"), 0),
        (("cat", "dog", "eel", "cat", "dog", "eel", "cat", "dog"), 1),
        (("cat", "dog", "eel", "cat", "dog", "eel", "cat", "dog", "eel"), 0),
    ],
)
def test_adaptive_overlap_asks_for_what_the_margin_needs(
    categories: tuple[str, ...], ask: int
) -> None:
    verdict = judge(
        CATEGORIZATION, PARAMS, answers(*categories), asked=len(categories), overlap=ADAPTIVE
    )

    assert verdict.ask == ask
    assert verdict.state is (State.OPEN if ask else State.SETTLED)


def test_confidence_below_target_asks_for_one_more_though_the_margin_is_met() -> None:
    given = answers("cat", "cat", "cat", weights=(0.1, 0.1, 0.1))

    verdict = judge(CATEGORIZATION, PARAMS, given, asked=3, overlap=ADAPTIVE)

    assert verdict.ask == 1


SWAPPERS = WorkerModel.of(
    Learnt(
        counts=[
            (worker, "category", *pair, 60.0)
            for worker in ("worker 0", "worker 1")
            for pair in (("cat", "dog"), ("dog", "cat"))
        ]
    )
)


def test_model_of_workers_decides_and_the_margin_stays_in_plain_votes() -> None:
    given = answers("dog", "dog", "cat", weights=(0.05, 0.05, 1.0))

    verdict = judge(CATEGORIZATION, PARAMS, given, asked=3, overlap=FIXED, model=SWAPPERS)

    assert verdict.response == {"category": "cat"}
    assert verdict.confidence > 0.9
    assert verdict.margin == -1
    assert verdict.agreements == (0, 0, 1)


def test_adaptive_overlap_asks_on_while_the_model_contradicts_most_answers() -> None:
    given = answers("dog", "dog", "cat", weights=(0.05, 0.05, 1.0))

    verdict = judge(CATEGORIZATION, PARAMS, given, asked=3, overlap=ADAPTIVE, model=SWAPPERS)

    assert (verdict.state, verdict.ask) == (State.OPEN, 4)


def test_confidence_in_what_can_hardly_be_right_can_still_be_stored() -> None:
    counts = [
        (f"worker {place}", "category", *pair, 1e6)
        for place in range(39)
        for pair in (("cat", "dog"), ("dog", "cat"))
    ]
    given = answers(*["cat"] * 39)

    verdict = judge(
        CATEGORIZATION,
        PARAMS,
        given,
        asked=39,
        overlap=FIXED,
        model=WorkerModel.of(Learnt(counts=counts)),
    )

    assert verdict.response == {"category": "cat"}
    assert np.float32(verdict.confidence) > 0


def test_model_that_knows_nothing_changes_no_verdict() -> None:
    given = answers("cat", "dog", "dog", "eel", weights=(2.5, 1.0, 1.2, 0.3))

    plain = judge(CATEGORIZATION, PARAMS, given, asked=4, overlap=FIXED)
    modelled = judge(
        CATEGORIZATION, PARAMS, given, asked=4, overlap=FIXED, model=WorkerModel.of(Learnt())
    )

    assert modelled.response == plain.response
    assert modelled.confidence == pytest.approx(plain.confidence)
    assert (modelled.margin, modelled.agreements) == (plain.margin, plain.agreements)


def test_unknown_worker_counts_as_an_ordinary_one() -> None:
    assert weight(WorkerSkill()) == pytest.approx(1)


def test_weight_grows_with_right_answers_and_stays_within_bounds() -> None:
    weights = [weight(WorkerSkill(right, 100 - right)) for right in range(101)]

    assert weights == sorted(weights)
    assert weights[0] == 0.05
    assert weight(WorkerSkill(1e9, 0)) == pytest.approx(math.log(99) / math.log(4))


def test_lone_answer_teaches_nothing_about_its_worker() -> None:
    assert learnt(1.0, confidence=1.0, answers=1) == WorkerSkill(0, 0)


def test_answer_counts_less_the_less_sure_the_response_is() -> None:
    sure = learnt(1.0, confidence=0.9, answers=3)
    unsure = learnt(1.0, confidence=0.6, answers=3)

    assert sure.correct == pytest.approx(0.6)
    assert unsure.correct == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("total", "answered", "agreement", "passes"),
    [(0, 0, 1.0, False), (3, 2, 1.0, False), (3, 3, 0.8, True), (3, 3, 0.79, False)],
)
def test_onboarding_is_passed_when_all_is_answered_well_enough(
    total: int, answered: int, agreement: float, *, passes: bool
) -> None:
    found = passes_onboarding(total=total, answered=answered, agreement=agreement, pass_share=0.8)

    assert found is passes


COUNTED = [one for one in registry().values() if one.with_votes and one.aggregate]


@pytest.mark.parametrize("task_type", COUNTED, ids=lambda one: one.name)
def test_equal_answers_may_be_counted_as_one_with_their_weights_added(task_type: TaskType) -> None:
    params = task_type.read_params(dict(task_type.example["params"]))
    one, two = task_type.example["response"], task_type.sample(params)

    apart = task_type.aggregate(
        params, [Weighted(one, 0.5), Weighted(two, 1.2), Weighted(one, 0.25)]
    )
    together = task_type.aggregate(params, [Weighted(one, 0.75), Weighted(two, 1.2)])

    assert together.response == apart.response
    assert together.confidence == pytest.approx(apart.confidence)


def test_sharing_equal_answers_changes_no_verdict() -> None:
    cat, dog = {"category": "cat"}, {"category": "dog"}
    shared = [Answer("a", cat, 0.5), Answer("b", dog, 0.9), Answer("c", cat, 0.6)]
    copied = [Answer(one.worker_id, dict(one.response), one.weight) for one in shared]

    assert judge(CATEGORIZATION, PARAMS, shared, asked=3, overlap=FIXED) == judge(
        CATEGORIZATION, PARAMS, copied, asked=3, overlap=FIXED
    )
