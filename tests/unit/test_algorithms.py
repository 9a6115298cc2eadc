"""Each rule of the library on cases small enough to work out by hand, or published."""

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from goldwright import algorithms
from goldwright.algorithms import (
    DawidSkene,
    Glad,
    HierarchicalDawidSkene,
    Kos,
    Mace,
    MajorityVote,
    Mmsr,
    OneCoinDawidSkene,
    Temperature,
    VariationalDawidSkene,
    Votes,
    Wawa,
    WeightedMajority,
    WorkerSkill,
    ZeroBasedSkill,
    calibrate,
    cohen_kappa,
    ece,
    ece_by_chance,
    fleiss_kappa,
    krippendorff_alpha,
    mean_square_gap,
    needs_another,
    posterior,
    vote_margin,
)
from goldwright.errors import InvalidInputError


def table(text: str) -> Votes:
    """Votes from rows of `task worker class`, separated by commas."""
    rows = [row.split() for row in text.split(",")]
    return Votes.from_columns(*zip(*rows, strict=True))


def matrix(*rows: str) -> Votes:
    """Votes from one string a worker, one character a task, `.` for none."""
    cells = [
        (f"t{task}", f"w{worker}", value)
        for worker, row in enumerate(rows)
        for task, value in enumerate(row)
        if value != "."
    ]
    return Votes.from_columns(*zip(*cells, strict=True))


def test_majority_counts_shares_margin_and_agreement() -> None:
    votes = table("t a x, t b x, t c y, u a y")

    result = MajorityVote().fit(votes)

    assert result.by_task() == {"t": "x", "u": "y"}
    assert result.share == pytest.approx(np.array([[2 / 3, 1 / 3], [0, 1]]))
    assert result.margin.tolist() == [1, 1]
    assert dict(zip(votes.workers, result.worker_agreement, strict=True)) == {
        "a": 1,
        "b": 1,
        "c": 0,
    }


def test_majority_tie_goes_to_the_first_class_in_order() -> None:
    rows = "t a y, t b x"

    sorted_classes = MajorityVote().fit(table(rows)).by_task()
    given = Votes.from_columns(["t", "t"], ["a", "b"], ["y", "x"], classes=["y", "x"])

    assert sorted_classes == {"t": "x"}
    assert MajorityVote().fit(given).by_task() == {"t": "y"}


def test_majority_counts_weights() -> None:
    votes = Votes.from_columns(["t"] * 3, list("abc"), list("xxy"), weights=[1.0, 1.0, 3.0])

    result = MajorityVote().fit(votes)

    assert result.by_task() == {"t": "y"}
    assert result.margin.tolist() == [1.0]


def test_majority_of_one_class_leads_by_all_its_votes() -> None:
    result = MajorityVote().fit(table("t a x, t b x"))

    assert result.margin.tolist() == [2]


def test_weighted_majority_counts_what_each_worker_is_worth() -> None:
    votes = table("t a x, t b y, t c y, u a y, u b y")

    result = WeightedMajority().fit(votes, weights={"a": 3.0})

    assert result.by_task() == {"t": "x", "u": "y"}
    assert result.share == pytest.approx(np.array([[3 / 5, 2 / 5], [0, 1]]))
    assert result.margin.tolist() == [1.0, 4.0]


def test_a_task_whose_workers_weigh_nothing_goes_by_plain_votes() -> None:
    votes = table("t a x, t b y, t c y, u d x")

    result = WeightedMajority().fit(votes, weights=dict.fromkeys("abc", 0.0))

    assert result.by_task() == {"t": "y", "u": "x"}
    with pytest.raises(InvalidInputError, match="weighs -1"):
        WeightedMajority().fit(votes, weights={"b": -1.0})


def test_wawa_weighs_by_agreement_with_the_majority_and_shares_ties() -> None:
    votes = table("t a x, t b x, t c y, u a x, u c y")

    result = Wawa().fit(votes)

    # Of a's two votes one is with the majority and one in a tie; so is one of c's.
    assert dict(zip(votes.workers, result.worker_weight, strict=True)) == {
        "a": 0.75,
        "b": 1.0,
        "c": 0.25,
    }
    assert result.by_task() == {"t": "x", "u": "x"}


def test_zero_based_skill_comes_to_rest_where_weights_are_agreement() -> None:
    result = ZeroBasedSkill().fit(matrix("xxyyx", "xxyyy", "xxyyx", "yxxyy"))

    assert list(result.by_task().values()) == list("xxyyx")
    assert result.worker_weight == pytest.approx([1.0, 0.8, 1.0, 0.4])


# Three careful workers, and two who say the opposite of what they see: five tasks of each class.
MIXED = matrix("xxxxxyyyyy", "xxxxxyyyyx", "yxxxxyyyyy", "yyyyyxxxxx", "yyyyyxxxxy")


@pytest.mark.parametrize(
    "method",
    [
        DawidSkene(),
        OneCoinDawidSkene(),
        DawidSkene(smoothing=0.1),
        HierarchicalDawidSkene(),
        Mmsr(),
    ],
)
def test_models_learn_who_is_wrong(method: DawidSkene | OneCoinDawidSkene) -> None:
    result = method.fit(MIXED)

    assert list(result.by_task().values()) == list("xxxxxyyyyy")
    assert (result.worker_accuracy[:3] > 0.8).all()
    assert (result.worker_accuracy[3:] < 0.2).all()
    assert getattr(result, "priors", [0.5, 0.5]) == pytest.approx([0.5, 0.5], abs=0.01)


def test_kos_listens_to_reliable_workers_and_turns_round_the_others() -> None:
    result = Kos().fit(MIXED)

    assert list(result.by_task().values()) == list("xxxxxyyyyy")
    assert (result.worker_reliability[:3] > 0.5).all()
    assert (result.worker_reliability[3:] < -0.5).all()


def test_kos_takes_classes_one_against_the_rest() -> None:
    result = Kos().fit(matrix("aabbcc", "aabbcc", "aabbcc", "bcacab"))

    assert list(result.by_task().values()) == list("aabbcc")
    assert result.worker_reliability[3] < result.worker_reliability[:3].min()


def test_mace_finds_who_always_says_the_same() -> None:
    votes = matrix("xxxyyyxy" * 4, "xxxyyyxy" * 4, "xxxyyyyy" * 4, "yyyyyyyy" * 4)

    result = Mace().fit(votes)

    assert list(result.by_task().values()) == list("xxxyyyxy" * 4)
    assert result.worker_competence[3] < 0.1
    assert result.worker_competence[0] > 0.9
    assert result.worker_habit[3, 1] > 0.7


def test_glad_tells_able_workers_and_easy_tasks() -> None:
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 2, 200)
    ability = np.array([4.0, 2.0, 2.0, 1.0, 0.0, -1.0])
    ease = np.repeat([0.3, 2.0], 100)
    chance = 1 / (1 + np.exp(-ability[:, None] * ease))
    given = np.where(rng.random((6, 200)) < chance, truth, 1 - truth)
    votes = matrix(*["".join("xy"[one] for one in row) for row in given])

    result = Glad().fit(votes)

    assert np.mean(result.labels == truth) > 0.85
    assert np.corrcoef(result.worker_ability, ability)[0, 1] > 0.85
    assert result.task_ease[100:].mean() > 1.5 * result.task_ease[:100].mean()


def test_mmsr_finds_the_skills_that_made_the_votes() -> None:
    rng = np.random.default_rng(5)
    truth = rng.integers(0, 3, 3000)
    accuracy = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.05, 0.1])
    wrong = (truth + rng.integers(1, 3, (7, 3000))) % 3
    given = np.where(rng.random((7, 3000)) < accuracy[:, None], truth, wrong)
    votes = matrix(*["".join("xyz"[one] for one in row) for row in given])

    result = Mmsr().fit(votes)

    assert result.worker_accuracy == pytest.approx(accuracy, abs=0.05)


def test_variational_worker_nobody_has_seen_much_of_stays_near_the_prior() -> None:
    truth = {f"t{task}": value for task, value in enumerate("xxyy")}
    votes = matrix("xxyy", "x...")

    confusion = VariationalDawidSkene(right=7, wrong=3).fit(votes, gold=truth).confusion

    assert confusion[0, 0].tolist() == pytest.approx([9 / 12, 3 / 12])
    assert confusion[1].tolist() == pytest.approx(np.array([[8 / 11, 3 / 11], [0.3, 0.7]]))


def test_hierarchical_worker_nobody_has_seen_much_of_is_like_the_crowd() -> None:
    careful, fresh = "xxxxxyyyyy" * 5, "x" + "." * 49
    poor = "yxyxyyxyxy" * 5
    truth = {f"t{task}": value for task, value in enumerate(careful)}

    good = HierarchicalDawidSkene().fit(matrix(careful, careful, careful, fresh), gold=truth)
    bad = HierarchicalDawidSkene().fit(matrix(poor, poor, poor, fresh), gold=truth)

    assert good.worker_accuracy[:3].min() == 1.0
    assert good.confusion[3, 1, 1] > 0.9 > bad.confusion[3, 1, 1]


def test_confusion_rows_are_true_classes_and_columns_what_was_given() -> None:
    votes = matrix("aabbcc", "aabbcc", "aabbcc", "aabbbb")

    confusion = DawidSkene().fit(votes).confusion[3]

    assert confusion == pytest.approx(np.array([[1, 0, 0], [0, 1, 0], [0, 1, 0]]), abs=1e-6)


def test_smoothing_adds_to_every_cell_of_the_confusion() -> None:
    votes = matrix("xxyy", "xxyy", "xxyy")
    truth = {"t0": "x", "t1": "x", "t2": "y", "t3": "y"}

    confusion = DawidSkene(smoothing=1.0).fit(votes, gold=truth).confusion

    # Two tasks of each class, always right: (2 + 1) of (2 + 1 + 1).
    assert confusion == pytest.approx(np.array([[[0.75, 0.25], [0.25, 0.75]]] * 3))


def test_gold_outvotes_everybody_and_teaches_the_rest() -> None:
    votes = matrix("xxxyyyx", "xxxyyyx", "yyyxxxy")
    truth = {f"t{task}": value for task, value in enumerate("yyyxxx")}

    result = DawidSkene(smoothing=0.1).fit(votes, gold=truth)

    assert result.by_task() == truth | {"t6": "y"}
    assert result.posterior[0].tolist() == [0.0, 1.0]


def test_prior_is_what_is_believed_of_a_worker_until_votes_say_otherwise() -> None:
    truth = {"t0": "x", "t1": "x", "t2": "y", "t3": "y"}
    votes = matrix("xxyy", "xxyy", "xxyy")
    prior = np.full((3, 2, 2), 1.0)
    prior[2] = [[1e6, 1e6], [3e6, 1e6]]

    confusion = DawidSkene().fit(votes, gold=truth, prior=prior).confusion

    assert confusion[0] == pytest.approx(np.array([[0.75, 0.25], [0.25, 0.75]]))
    assert confusion[2] == pytest.approx(np.array([[0.5, 0.5], [0.75, 0.25]]), abs=1e-5)


@pytest.mark.parametrize("prior", [np.ones((3, 2, 3)), np.zeros((3, 2, 2))])
def test_prior_that_does_not_fit_is_refused(prior: np.ndarray) -> None:
    with pytest.raises(InvalidInputError, match="does not fit"):
        DawidSkene().fit(matrix("xy", "xy", "xx"), prior=prior)


@pytest.mark.parametrize(
    "method",
    [
        DawidSkene(),
        OneCoinDawidSkene(),
        VariationalDawidSkene(),
        HierarchicalDawidSkene(),
        Mace(),
        Glad(),
        Mmsr(),
        Kos(),
        Wawa(),
        ZeroBasedSkill(),
    ],
)
def test_models_answer_when_there_is_one_vote_or_one_class(
    method: DawidSkene | Kos | Wawa,
) -> None:
    assert method.fit(table("t a x")).by_task() == {"t": "x"}
    assert method.fit(table("t a x, t b x, u a x")).by_task() == {"t": "x", "u": "x"}


def test_iterations_are_a_bound() -> None:
    assert DawidSkene(iterations=1).fit(MIXED).iterations == 1


@pytest.mark.parametrize("settings", [{"iterations": 0}, {"tolerance": -1.0}, {"smoothing": -0.1}])
@pytest.mark.parametrize("method", [DawidSkene, OneCoinDawidSkene])
def test_smoothing_and_steps_that_cannot_be_fitted_are_refused(
    method: type[DawidSkene | OneCoinDawidSkene], settings: dict[str, float]
) -> None:
    with pytest.raises(InvalidInputError, match="cannot be fitted"):
        method(**settings)


@pytest.mark.parametrize("settings", [{"iterations": 0}, {"tolerance": -1.0}])
@pytest.mark.parametrize(
    "method", [VariationalDawidSkene, HierarchicalDawidSkene, Mace, Glad, Mmsr]
)
def test_settings_that_cannot_be_fitted_are_refused(
    method: type[Mace], settings: dict[str, float]
) -> None:
    with pytest.raises(InvalidInputError, match="cannot be fitted"):
        method(**settings)


def test_more_rates_than_memory_are_refused_with_another_method() -> None:
    count = 600
    ids = np.arange(count)
    votes = Votes.from_columns(ids, ids, ids)

    with pytest.raises(InvalidInputError, match="OneCoinDawidSkene"):
        DawidSkene().fit(votes)


def test_skill_starts_at_its_prior_and_follows_the_evidence() -> None:
    fresh = WorkerSkill()

    after = fresh
    for _ in range(90):
        after = after.learn(0.0)

    assert fresh.accuracy == pytest.approx(0.8)
    assert after.accuracy == pytest.approx(8 / 100)
    assert fresh.learn(0.75, weight=2.0) == WorkerSkill(correct=1.5, wrong=0.5)
    with pytest.raises(InvalidInputError):
        fresh.learn(1.5)


def test_posterior_of_one_task_is_bayes_rule() -> None:
    labels = np.array([0, 0, 1], dtype=np.int32)

    probabilities = posterior(labels, np.array([0.8, 0.6, 0.9]), n_classes=2)

    left, right = 0.8 * 0.6 * 0.1, 0.2 * 0.4 * 0.9
    assert probabilities == pytest.approx([left / (left + right), right / (left + right)])


def test_posterior_without_votes_is_the_prior() -> None:
    none = np.array([], dtype=np.int32)

    assert posterior(none, np.array([]), n_classes=4) == pytest.approx([0.25] * 4)
    given = posterior(none, np.array([]), n_classes=2, prior=np.array([0.9, 0.1]))
    assert given == pytest.approx([0.9, 0.1])


def test_posterior_does_not_turn_bad_workers_round() -> None:
    labels = np.array([1, 1, 1], dtype=np.int32)

    probabilities = posterior(labels, np.array([0.0, 0.1, 0.2]), n_classes=2)

    assert probabilities == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(
    ("labels", "margin"), [([], 0), ([2], 1), ([0, 1], 0), ([0, 0, 1, 0], 2), ([1, 1, 1], 3)]
)
def test_vote_margin_is_first_less_second(labels: list[int], margin: int) -> None:
    assert vote_margin(np.array(labels, dtype=np.int32), n_classes=3) == margin


@pytest.mark.parametrize(
    ("confidence", "margin", "collected", "minimum", "maximum", "expected"),
    [
        (0.99, 3, 3, 1, 9, False),
        (0.99, 2, 4, 1, 9, True),
        (0.97, 3, 3, 1, 9, True),
        (1.0, 2, 2, 1, 9, True),
        (1.0, 1, 1, 1, 9, True),
        (1.0, 2, 2, 1, 2, False),
        (1.0, 4, 4, 5, 9, True),
        (0.1, 0, 9, 5, 9, False),
        (0.1, 0, 9, 5, 4, False),
    ],
)
def test_task_is_asked_again_until_both_targets_or_the_maximum(
    *, confidence: float, margin: int, collected: int, minimum: int, maximum: int, expected: bool
) -> None:
    answer = needs_another(
        confidence, margin, collected=collected, minimum=minimum, maximum=maximum
    )

    assert answer is expected


def test_two_votes_never_end_a_task_however_low_its_targets() -> None:
    answer = needs_another(
        1.0, 2, collected=2, minimum=1, maximum=5, target_confidence=0.5, target_margin=1
    )

    assert answer


def test_calibration_finds_the_temperature_that_made_a_model_overconfident() -> None:
    rng = np.random.default_rng(7)
    sound = rng.dirichlet([1.0, 1.0, 1.0], size=20_000)
    known = (sound.cumsum(axis=1) < rng.random((len(sound), 1))).sum(axis=1).astype(np.int32)
    overconfident = Temperature(1 / 3).apply(sound)

    temperature = calibrate(overconfident, known)

    assert temperature.value == pytest.approx(3.0, rel=0.05)
    assert temperature.apply(overconfident) == pytest.approx(sound, abs=0.03)


def test_a_handful_of_right_gold_tasks_does_not_promise_certainty() -> None:
    share = np.array([[0.7, 0.3]] * 3)

    temperature = calibrate(share, np.zeros(3, dtype=np.int32))

    assert temperature.apply(share)[0, 0] < 0.9


def test_calibration_without_gold_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="at least one gold task"):
        calibrate(np.empty((0, 2)), np.array([], dtype=np.int32))


def test_calibration_error_is_the_mean_gap() -> None:
    confidence = np.array([0.9, 0.9, 0.9, 0.9, 0.6, 0.6])
    is_correct = np.array([True, True, True, False, False, False])

    error = ece(confidence, is_correct)

    assert error == pytest.approx((4 * 0.15 + 2 * 0.6) / 6)


def test_calibration_error_by_chance_is_that_of_true_confidences() -> None:
    # The mean distance of a share of 100 from 0.8 is 0.8 times its deviation of 0.04.
    assert ece_by_chance(np.full(100, 0.8), draws=4000) == pytest.approx(0.032, abs=0.002)
    assert ece_by_chance(np.ones(9)) == 0
    with pytest.raises(InvalidInputError):
        ece_by_chance(np.array([]))


def test_mean_square_gap_has_no_bias_of_few_tasks() -> None:
    rng = np.random.default_rng(11)
    true = rng.choice([0.3, 0.65, 0.95], size=(4000, 40))
    right = rng.random(true.shape) < true

    none = np.mean([mean_square_gap(*one) for one in zip(true, right, strict=True)])
    some = np.mean([mean_square_gap(*one) for one in zip(true - 0.1, right, strict=True)])

    assert none == pytest.approx(0.0, abs=0.0004)
    assert some == pytest.approx(0.01, abs=0.0007)
    assert mean_square_gap(np.array([0.1, 0.9]), np.array([True, False])) == 0


@pytest.mark.parametrize("measure", [ece, mean_square_gap])
def test_calibration_error_of_nothing_is_refused(
    measure: Callable[[NDArray[np.float64], NDArray[np.bool_]], float],
) -> None:
    with pytest.raises(InvalidInputError):
        measure(np.array([]), np.array([], dtype=bool))


def test_krippendorff_alpha_gives_the_published_values() -> None:
    # Krippendorff (2011), section C: four observers, twelve units, missing values.
    observers = matrix("123321412...", "1233224125.3", ".3332342251.", "12332441251.")

    nominal = krippendorff_alpha(observers)
    interval = krippendorff_alpha(observers, distance=lambda one, two: (int(one) - int(two)) ** 2)

    assert nominal == pytest.approx(0.743, abs=0.0005)
    assert interval == pytest.approx(0.849, abs=0.0005)


def test_fleiss_kappa_gives_the_published_value() -> None:
    counts = [
        (0, 0, 0, 0, 14),
        (0, 2, 6, 4, 2),
        (0, 0, 3, 5, 6),
        (0, 3, 9, 2, 0),
        (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0),
        (3, 2, 6, 3, 0),
        (2, 5, 3, 2, 2),
        (6, 5, 2, 1, 0),
        (0, 2, 2, 3, 7),
    ]
    rows = [np.repeat(np.arange(5), row) for row in counts]
    votes = Votes.from_columns(
        np.repeat(np.arange(10), 14), np.tile(np.arange(14), 10), np.concatenate(rows)
    )

    assert fleiss_kappa(votes) == pytest.approx(0.210, abs=0.0005)


def test_cohen_kappa_is_agreement_beyond_chance() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.7 observed against 0.5 by chance.
    votes = matrix("y" * 25 + "n" * 25, "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15)

    assert cohen_kappa(votes, ("w0", "w1")) == pytest.approx(0.4)


def test_agreement_without_meaning_is_none() -> None:
    one_class = matrix("xx", "xx")
    apart = matrix("xy..", "..yx")

    assert krippendorff_alpha(one_class) is None
    assert fleiss_kappa(one_class) is None
    assert cohen_kappa(one_class, ("w0", "w1")) is None
    assert krippendorff_alpha(apart) is None
    assert cohen_kappa(apart, ("w0", "w1")) is None


def test_agreement_names_what_it_cannot_use() -> None:
    with pytest.raises(InvalidInputError, match="1 to 2 votes"):
        fleiss_kappa(matrix("xx", "x."))
    with pytest.raises(InvalidInputError, match="'nobody'"):
        cohen_kappa(matrix("xx", "xy"), ("w0", "nobody"))


def test_the_rules_of_the_hot_path_load_neither_arrow_nor_scipy() -> None:
    program = (
        "import sys; from goldwright.algorithms import needs_another, posterior; "
        "sys.exit(bool({'pyarrow', 'scipy', 'psycopg'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_every_public_name_can_be_imported_and_others_are_told() -> None:
    assert all(getattr(algorithms, name) is not None for name in algorithms.__all__)
    with pytest.raises(AttributeError, match="has no Oracle"):
        _ = algorithms.Oracle
