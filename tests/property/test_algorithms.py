"""Laws that hold for any votes: order and names do not matter, unanimity is kept, sums are 1."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    ZeroBasedSkill,
    cohen_kappa,
    ece,
    krippendorff_alpha,
    learn_reliability,
    needs_another,
    posterior,
    vote_margin,
)
from goldwright.algorithms.vote_matrix import NamedCells

Row = tuple[str, str, str]
Model = (
    DawidSkene | OneCoinDawidSkene | VariationalDawidSkene | HierarchicalDawidSkene | Mace | Glad
)
Method = MajorityVote | Wawa | ZeroBasedSkill | Mmsr | Model

BY_SHARE = [MajorityVote(), Wawa(), ZeroBasedSkill()]
MODELS = [
    DawidSkene(),
    DawidSkene(smoothing=0.5),
    OneCoinDawidSkene(),
    VariationalDawidSkene(),
    HierarchicalDawidSkene(),
    Mace(),
    Glad(),
]
METHODS = [*BY_SHARE, *MODELS, Mmsr()]


@st.composite
def vote_rows(draw: st.DrawFn) -> list[Row]:
    """Rows of task, worker and class, each task and worker at most once together."""
    pairs = draw(
        st.sets(
            st.tuples(st.sampled_from("tuvwxyz"), st.sampled_from("abcde")), min_size=1, max_size=35
        )
    )
    return [(task, worker, draw(st.sampled_from(["cat", "dog", "fox"]))) for task, worker in pairs]


def votes_of(rows: list[Row], classes: list[str] | None = None) -> Votes:
    tasks, workers, labels = zip(*rows, strict=True)
    return Votes.from_columns(tasks, workers, labels, classes=classes)


def probabilities(
    method: Method | Kos,
    rows: list[Row],
    **options: Any,  # noqa: ANN401 - gold or nothing
) -> dict[tuple[str, str], float]:
    """Probability, share or score by task id and class id."""
    votes = votes_of(rows)
    result = method.fit(votes, **options)
    found = (getattr(result, name, None) for name in ("posterior", "share", "score"))
    table = next(one for one in found if one is not None)
    return {
        (task, name): table[row, column]
        for row, task in enumerate(votes.tasks)
        for column, name in enumerate(votes.classes)
    }


@pytest.mark.parametrize("method", METHODS)
@given(rows=vote_rows())
def test_probabilities_of_a_task_sum_to_one(method: Method, rows: list[Row]) -> None:
    sums: dict[str, float] = {}
    for (task, _), share in probabilities(method, rows).items():
        assert 0 <= share <= 1
        sums[task] = sums.get(task, 0.0) + share

    assert list(sums.values()) == pytest.approx([1.0] * len(sums))


@pytest.mark.parametrize("method", [*METHODS, Kos()])
@given(rows=vote_rows(), data=st.data())
def test_order_of_the_votes_does_not_matter(
    method: Method | Kos, rows: list[Row], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(rows))

    assert probabilities(method, shuffled) == pytest.approx(probabilities(method, rows), abs=1e-6)


@pytest.mark.parametrize("method", [*METHODS, Kos()])
@given(rows=vote_rows(), data=st.data())
def test_names_of_tasks_workers_and_classes_do_not_matter(
    method: Method | Kos, rows: list[Row], data: st.DataObject
) -> None:
    rename = dict(
        zip(["cat", "dog", "fox"], data.draw(st.permutations(["m", "n", "o"])), strict=True)
    )
    renamed = [(f"task {t}", f"worker {w}", rename[name]) for t, w, name in rows]

    expected = {
        (f"task {task}", rename[name]): share
        for (task, name), share in probabilities(method, rows).items()
    }
    assert probabilities(method, renamed) == pytest.approx(expected, abs=1e-6)


# A confusion matrix says nothing about a class its worker never met, hence everybody meets all.
# With a prior that expects errors a model may rather believe in one class and in errors.
@pytest.mark.parametrize("method", [*BY_SHARE, DawidSkene(), OneCoinDawidSkene(), Mace(), Kos()])
@given(
    answers=st.lists(st.sampled_from(["cat", "dog", "fox"]), min_size=1, max_size=9),
    workers=st.integers(1, 5),
)
def test_workers_who_agree_on_everything_are_believed(
    method: Method, answers: list[str], workers: int
) -> None:
    rows = [
        (f"t{task}", f"w{worker}", answer)
        for task, answer in enumerate(answers)
        for worker in range(workers)
    ]

    by_task = method.fit(votes_of(rows)).by_task()

    assert list(by_task.values()) == answers


@pytest.mark.parametrize("model", MODELS)
@given(rows=vote_rows(), data=st.data())
def test_gold_is_never_overruled(model: Model, rows: list[Row], data: st.DataObject) -> None:
    classes = sorted({name for _, _, name in rows})
    tasks = sorted({task for task, _, _ in rows})
    gold = data.draw(st.dictionaries(st.sampled_from(tasks), st.sampled_from(classes)))

    result = model.fit(votes_of(rows), gold=gold)

    assert gold.items() <= result.by_task().items()


@pytest.mark.parametrize("model", [DawidSkene(iterations=1), DawidSkene(iterations=30)])
@given(rows=vote_rows())
def test_rates_are_probabilities_and_accuracies_shares(model: DawidSkene, rows: list[Row]) -> None:
    result = model.fit(votes_of(rows))

    assert result.confusion.sum(axis=2) == pytest.approx(np.ones(result.confusion.shape[:2]))
    assert ((result.worker_accuracy >= 0) & (result.worker_accuracy <= 1 + 1e-12)).all()
    assert result.priors.sum() == pytest.approx(1.0)


@given(rows=vote_rows())
def test_counting_only_cells_that_votes_name_changes_nothing(rows: list[Row]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)]
    few = Votes.from_columns(*columns, classes=["cat", "dog", "fox"])
    nobodys = [f"none-{number}" for number in range(70)]
    many = Votes.from_columns(*columns, classes=["cat", "dog", "fox", *nobodys])
    assert NamedCells.of(many) is not None

    plain, wide = DawidSkene().fit(few), DawidSkene().fit(many)
    smooth = DawidSkene(smoothing=0.5, iterations=2).fit(many)
    # What is expected of everybody alike is smoothing, and counts all cells.
    expected = np.full((len(many.workers), 73, 73), 0.5)
    counted = DawidSkene(iterations=2).fit(many, prior=expected)

    assert wide.labels.tolist() == plain.labels.tolist()
    assert wide.confusion[:, :3, :3] == pytest.approx(plain.confusion, abs=1e-9)
    assert wide.worker_accuracy == pytest.approx(plain.worker_accuracy)
    assert smooth.posterior == pytest.approx(counted.posterior)
    assert smooth.confusion == pytest.approx(counted.confusion)


@pytest.mark.parametrize("smoothing", [0.0, 0.5])
@given(rows=vote_rows(), data=st.data())
def test_looking_at_named_classes_alone_changes_nothing(
    smoothing: float, rows: list[Row], data: st.DataObject
) -> None:
    classes = ["cat", "dog", "elk", "fox"]
    votes = votes_of(rows, classes)
    gold = data.draw(
        st.dictionaries(st.sampled_from(votes.tasks.tolist()), st.sampled_from(classes))
    )
    method = OneCoinDawidSkene(smoothing=smoothing)

    whole = method.fit(votes, gold=gold)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("goldwright.algorithms.one_coin._MANY_TIMES", 0)
        found = method.fit(votes, gold=gold)

    assert np.allclose(found.posterior, whole.posterior, atol=1e-9)
    assert found.iterations == whole.iterations
    assert found.log_likelihood == pytest.approx(whole.log_likelihood)
    assert np.allclose(found.priors, whole.priors, atol=1e-9)
    best = whole.posterior.max(axis=1)
    assert np.allclose(whole.posterior[np.arange(len(best)), found.labels], best, atol=1e-9)


@given(rows=vote_rows())
def test_more_iterations_never_make_the_votes_less_likely(rows: list[Row]) -> None:
    votes = votes_of(rows)
    found = [
        DawidSkene(iterations=count, tolerance=0.0).fit(votes).log_likelihood
        for count in range(1, 8)
    ]

    assert np.diff(found).min() >= -1e-6


@pytest.mark.parametrize("method", [*METHODS, Kos()])
@given(rows=vote_rows(), weight=st.floats(0.5, 4.0))
def test_a_class_that_nobody_chose_is_never_the_answer(
    method: Method, rows: list[Row], weight: float
) -> None:
    tasks, workers, labels = zip(*rows, strict=True)
    votes = Votes.from_columns(
        tasks, workers, labels, weights=[weight] * len(rows), classes=["ant", "cat", "dog", "fox"]
    )

    result = method.fit(votes)

    assert set(result.by_task().values()) <= set(labels)
    if hasattr(result, "posterior"):
        assert result.posterior[:, ~votes.named()].max(initial=0.0) == 0


# Task, worker, class. In the first two GLAD and KOS had a class that nobody named, since somebody
# says the opposite of the truth; in the third KOS was driven by what rounding leaves of messages
# that cancel, which hangs on their order.
@pytest.mark.parametrize("method", [*METHODS, Kos()])
@pytest.mark.parametrize(
    "rows",
    [
        "w-c-dog v-a-cat u-b-fox w-a-cat t-a-fox u-a-cat v-c-dog",
        "u-c-cat u-a-dog t-b-dog v-c-dog u-b-fox v-a-fox w-b-cat v-b-cat",
        "v-a-cat u-a-cat t-a-dog v-c-cat v-b-dog t-b-cat u-b-cat t-c-cat",
        "w-a-dog x-b-cat t-b-fox u-a-dog v-b-cat t-a-dog w-b-cat u-b-cat v-a-fox x-a-dog",
        (
            "u-a-cat t-d-cat t-e-fox w-e-cat t-c-fox u-d-cat v-c-cat y-c-dog t-a-dog v-b-cat "
            "v-d-fox y-e-fox w-c-fox w-b-dog u-e-dog x-e-cat y-b-dog w-a-cat y-d-cat"
        ),
    ],
)
def test_votes_that_once_broke_a_law_keep_them(method: Method | Kos, rows: str) -> None:
    found = [
        (task, worker, name) for task, worker, name in (one.split("-") for one in rows.split())
    ]

    answers = method.fit(votes_of(found, classes=["ant", "cat", "dog", "fox"])).by_task().values()
    assert "ant" not in answers
    for moved in (sorted(found), found[::-1], found[1::2] + found[::2]):
        expected = pytest.approx(probabilities(method, moved), abs=1e-6)
        assert probabilities(method, found) == expected


@given(rows=vote_rows())
def test_majority_leader_has_the_most_votes(rows: list[Row]) -> None:
    result = MajorityVote().fit(votes_of(rows))

    for task, answer in result.by_task().items():
        given_to_task = [name for other, _, name in rows if other == task]
        assert given_to_task.count(answer) == max(map(given_to_task.count, given_to_task))


def one_task(n_classes: int = 3) -> st.SearchStrategy[list[tuple[int, float]]]:
    vote = st.tuples(st.integers(0, n_classes - 1), st.floats(0.0, 1.0))
    return st.lists(vote, min_size=1, max_size=9)


@given(given_votes=one_task(), answer=st.integers(0, 2))
def test_online_posterior_keeps_unanimity(
    given_votes: list[tuple[int, float]], answer: int
) -> None:
    labels = np.full(len(given_votes), answer, dtype=np.int32)
    accuracies = np.array([accuracy for _, accuracy in given_votes])

    chances = posterior(labels, accuracies, n_classes=3)

    assert chances.sum() == pytest.approx(1.0)
    assert chances[answer] == pytest.approx(chances.max())


@given(given_votes=one_task(), data=st.data())
def test_online_posterior_and_margin_ignore_order(
    given_votes: list[tuple[int, float]], data: st.DataObject
) -> None:
    both = [given_votes, data.draw(st.permutations(given_votes))]

    labels = [np.array([label for label, _ in each], dtype=np.int32) for each in both]
    chances = [
        posterior(label, np.array([accuracy for _, accuracy in each]), n_classes=3)
        for label, each in zip(labels, both, strict=True)
    ]

    assert chances[0] == pytest.approx(chances[1])
    assert vote_margin(labels[0], n_classes=3) == vote_margin(labels[1], n_classes=3)


@given(given_votes=one_task(), label=st.integers(0, 2), accuracy=st.floats(0.4, 1.0))
def test_another_vote_for_a_class_never_lowers_it(
    given_votes: list[tuple[int, float]], label: int, accuracy: float
) -> None:
    labels = np.array([each for each, _ in given_votes], dtype=np.int32)
    accuracies = np.array([each for _, each in given_votes])

    before = posterior(labels, accuracies, n_classes=3)
    after = posterior(
        np.append(labels, np.int32(label)), np.append(accuracies, accuracy), n_classes=3
    )

    assert after[label] >= before[label] - 1e-12


@given(
    confidence=st.floats(0, 1),
    margin=st.integers(0, 9),
    collected=st.integers(0, 12),
    minimum=st.integers(1, 5),
    extra=st.integers(0, 5),
)
def test_collecting_always_ends_between_minimum_and_maximum(
    *, confidence: float, margin: int, collected: int, minimum: int, extra: int
) -> None:
    maximum = minimum + extra
    asked = needs_another(confidence, margin, collected=collected, minimum=minimum, maximum=maximum)

    assert not (asked and collected >= maximum)
    assert asked or collected >= min(max(minimum, 3), maximum)
    assert asked or collected >= maximum or (confidence >= 0.98 and margin >= 3)


@given(
    rows=st.lists(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), min_size=1, max_size=8),
    value=st.floats(0.2, 10),
)
def test_temperature_keeps_sums_and_order(rows: list[list[float]], value: float) -> None:
    chances = np.array(rows) / np.sum(rows, axis=1, keepdims=True)

    scaled = Temperature(value).apply(chances)

    assert scaled.sum(axis=1) == pytest.approx(np.ones(len(rows)))
    best = scaled.max(axis=1)
    assert scaled[np.arange(len(rows)), chances.argmax(axis=1)] == pytest.approx(best)
    assert Temperature(1.0).apply(chances) == pytest.approx(chances)


@given(outcomes=st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_calibration_error_is_a_share(outcomes: list[tuple[float, bool]]) -> None:
    confidence = np.array([one for one, _ in outcomes])
    is_correct = np.array([one for _, one in outcomes])

    assert -1e-12 <= ece(confidence, is_correct) <= 1 + 1e-12


@given(
    outcomes=st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=80),
    weight=st.sampled_from([0.1, 1.0, 4.0]),
)
def test_what_a_confidence_is_worth_never_falls_and_is_never_certain(
    outcomes: list[tuple[float, bool]], weight: float
) -> None:
    confidence, is_right = zip(*outcomes, strict=True)

    learnt = learn_reliability(confidence, is_right, [weight] * len(outcomes))

    assert list(learnt.shares) == sorted(learnt.shares)
    assert len(learnt.shares) == len(learnt.starts) + 1
    assert 0 < learnt.shares[0] <= learnt.shares[-1] < 1


@given(rows=vote_rows(), data=st.data())
def test_agreement_ignores_order_and_is_at_most_one(rows: list[Row], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(rows))
    pair = (rows[0][1], rows[-1][1])

    for measure in (krippendorff_alpha, lambda votes: cohen_kappa(votes, pair)):
        value = measure(votes_of(rows))
        assert value == pytest.approx(measure(votes_of(shuffled)))
        assert value is None or value <= 1 + 1e-12


@given(rows=vote_rows())
def test_alpha_with_the_nominal_distance_is_alpha(rows: list[Row]) -> None:
    votes = votes_of(rows)

    spelled_out = krippendorff_alpha(votes, distance=lambda one, two: float(one != two))

    assert spelled_out == pytest.approx(krippendorff_alpha(votes))
