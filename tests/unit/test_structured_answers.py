"""Methods for numbers, ordered classes, sets of labels, masks and texts."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from goldwright.algorithms import FormFields, MajorityVote, Votes
from goldwright.algorithms.masks import MaskEM, MaskRasa, MaskVote
from goldwright.algorithms.multi_label import LabelSets, MultiLabel
from goldwright.algorithms.ordinal import OrdinalMedian, OrdinalRaters
from goldwright.algorithms.ratings import GaussianRaters, Ratings, WeightedMean, WeightedMedian
from goldwright.algorithms.texts import Rover, TextMedoid
from goldwright.errors import InvalidInputError


def rated(tasks: int, seed: int) -> tuple[Ratings, np.ndarray, np.ndarray, np.ndarray]:
    """Five of twelve raters on each task; some lean, the last two waver ten times as much."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(50, 10, tasks)
    bias = np.array([6.0, -6.0, *[0.0] * 10])
    spread = np.array([1.0] * 10 + [10.0, 10.0])
    rows = {"task": [], "worker": [], "value": []}
    for task in range(tasks):
        for worker in rng.permutation(12)[:5].tolist():
            rows["task"].append(task)
            rows["worker"].append(worker)
            rows["value"].append(truth[task] + bias[worker] + rng.normal(0, spread[worker]))
    ratings = Ratings.from_table(rows)
    return ratings, truth[ratings.tasks], bias[ratings.workers], spread[ratings.workers]


def test_mean_and_median_are_by_weight() -> None:
    ratings = Ratings.from_table(
        {"task": list("aaab"), "worker": list("uvwu"), "value": [1, 2, 9, 4], "w": [1, 1, 2, 1]},
        weight="w",
    )

    assert WeightedMean().fit(ratings).by_task() == {"a": 5.25, "b": 4}
    assert WeightedMedian().fit(ratings).by_task() == {"a": 2, "b": 4}


def test_model_finds_who_leans_and_who_wavers_and_beats_mean_and_median() -> None:
    ratings, truth, bias, spread = rated(400, seed=1)

    result = GaussianRaters().fit(ratings)

    off = {
        type(method).__name__: np.sqrt(np.mean((method.fit(ratings).value - truth) ** 2))
        for method in (WeightedMean(), WeightedMedian(), GaussianRaters())
    }
    assert result.bias == pytest.approx(bias, abs=1.0)
    assert result.spread == pytest.approx(spread, rel=0.3)
    assert off["GaussianRaters"] < 0.6 * min(off["WeightedMean"], off["WeightedMedian"])


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    inside = {"model": [], "mean": []}
    for seed in range(10):
        ratings, truth, _, _ = rated(200, seed=seed)
        for name, method in (("model", GaussianRaters()), ("mean", WeightedMean())):
            low, high = method.fit(ratings).interval(0.9)
            inside[name] += ((low <= truth) & (truth <= high)).tolist()

    assert 0.85 < np.mean(inside["model"]) < 0.95
    assert 0.85 < np.mean(inside["mean"]) < 0.95


def test_chance_to_be_within_a_tolerance_belongs_to_the_interval() -> None:
    ratings, _, _, _ = rated(20, seed=3)
    result = GaussianRaters().fit(ratings)

    low, high = result.interval(0.9)

    reach = (high - low) / 2
    for task in range(20):
        assert result.within(reach[task])[task] == pytest.approx(0.9)


def test_number_that_is_none_is_refused_with_its_row() -> None:
    with pytest.raises(InvalidInputError, match="Row 1"):
        Ratings.from_table({"task": [1, 1], "worker": [1, 2], "value": [1.0, float("nan")]})


def ordinal_votes(seed: int) -> tuple[Votes, list[int]]:
    """Five classes; a third of the raters name a class too high, a third waver."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 5, 300)
    shift = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0]
    noise = [0.3] * 6 + [1.5] * 3
    rows = [
        (task, worker, int(np.clip(np.rint(truth[task] + shift[worker] + error), 0, 4)))
        for task in range(300)
        for worker in rng.permutation(9)[:4].tolist()
        for error in [rng.normal(0, noise[worker])]
    ]
    tasks, workers, labels = zip(*rows, strict=True)
    return Votes.from_columns(tasks, workers, labels, classes=range(5)), truth.tolist()


def test_ordinal_median_is_the_class_in_the_middle() -> None:
    votes = Votes.from_columns(
        list("aaabb"), list("uvwuv"), ["low", "high", "mid", "low", "high"],
        classes=["low", "mid", "high"],
    )  # fmt: skip

    assert OrdinalMedian().fit(votes).by_task() == {"a": "mid", "b": "low"}


def test_raters_who_lean_along_the_scale_are_corrected() -> None:
    votes, truth = ordinal_votes(seed=2)

    result = OrdinalRaters().fit(votes)
    plain = OrdinalMedian().fit(votes).by_task()

    by_worker = dict(zip(votes.workers.tolist(), result.shift.tolist(), strict=True))
    answers = result.by_task()
    right = np.mean([answers[task] == true for task, true in enumerate(truth)])
    lean = np.mean([by_worker[worker] for worker in (3, 4, 5)])
    straight = np.mean([by_worker[worker] for worker in (0, 1, 2)])
    assert lean - straight == pytest.approx(1.0, abs=0.3)
    assert right > 0.1 + np.mean([plain[task] == true for task, true in enumerate(truth)])


def test_ordinal_gold_is_kept_and_posteriors_mean_what_they_say() -> None:
    votes, truth = ordinal_votes(seed=4)
    gold = {task: truth[task] for task in range(40)}

    result = OrdinalRaters().fit(votes, gold=gold)

    answers = result.by_task()
    assert all(answers[task] == true for task, true in gold.items())
    places = [votes.tasks.tolist().index(task) for task in range(40, 300)]
    top = result.posterior[places].max(axis=1)
    right = result.posterior[places].argmax(axis=1) == np.array(truth[40:])
    assert np.mean(top) == pytest.approx(np.mean(right), abs=0.06)


def label_sets(seed: int) -> tuple[LabelSets, np.ndarray]:
    """Six labels, four of eight workers a task; two of the workers name anything."""
    rng = np.random.default_rng(seed)
    truth = rng.random((250, 6)) < [0.5, 0.3, 0.3, 0.2, 0.1, 0.1]
    rows = {"task": [], "worker": [], "labels": []}
    for task in range(250):
        for worker in rng.permutation(8)[:4].tolist():
            hit, false = (0.5, 0.5) if worker > 5 else (0.85, 0.05)
            named = rng.random(6) < np.where(truth[task], hit, false)
            rows["task"].append(task)
            rows["worker"].append(worker)
            rows["labels"].append([f"l{label}" for label in np.flatnonzero(named)])
    sets = LabelSets.from_table(rows, labels=[f"l{label}" for label in range(6)])
    return sets, truth[sets.tasks]


def test_sets_of_labels_are_found_better_than_by_majority_with_honest_probabilities() -> None:
    sets, truth = label_sets(seed=5)

    result = MultiLabel().fit(sets)

    counts = np.zeros(truth.shape)
    np.add.at(counts, sets.task, sets.marks)
    majority = ((counts > 2) == truth).all(axis=1)
    right = (result.chosen() == truth).all(axis=1)
    by_worker = dict(zip(sets.workers.tolist(), result.sensitivity.mean(axis=1), strict=True))
    assert right.mean() > 0.05 + majority.mean()
    assert result.probability().mean() == pytest.approx(right.mean(), abs=0.08)
    assert min(by_worker[worker] for worker in range(6)) > 0.75
    assert max(by_worker[worker] for worker in (6, 7)) < 0.7


def test_label_that_is_not_among_those_given_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="'b'"):
        LabelSets.from_table({"task": [1], "worker": [1], "labels": [["b"]]}, labels=["a"])


def drawn(seed: int, workers: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Masks of a disc by people of whom the last draws it in a wrong place."""
    rng = np.random.default_rng(seed)
    down, across = np.mgrid[:40, :50]
    truth = (across - 25) ** 2 + (down - 20) ** 2 < 150
    masks = []
    for worker in range(workers):
        left, top = rng.normal(0, 1.5 if worker < workers - 1 else 15, 2)
        masks.append((across - 25 - left) ** 2 + (down - 20 - top) ** 2 < 150)
    return np.stack(masks), truth


def test_pixels_are_voted_on_and_a_tie_is_inside() -> None:
    masks = np.array([[[True, False]], [[False, False]]])

    result = MaskVote().fit(masks)

    assert result.mask.tolist() == [[True, False]]
    assert result.share.tolist() == [[0.5, 0.0]]


def test_mask_weights_count() -> None:
    masks = np.array([[[True, False]], [[False, True]]])

    assert MaskVote().fit(masks, weights=np.array([1.0, 3.0])).mask.tolist() == [[False, True]]


def test_who_draws_elsewhere_is_found() -> None:
    masks, truth = drawn(seed=6)

    learnt, weighed = MaskEM().fit(masks), MaskRasa().fit(masks)

    assert learnt.worker_accuracy.argmin() == weighed.worker_weight.argmin() == 4
    for mask in (learnt.mask, weighed.mask):
        assert (mask & truth).sum() / (mask | truth).sum() > 0.7


def test_many_workers_give_the_mask_that_few_would() -> None:
    masks, _ = drawn(seed=7, workers=3)

    many = MaskVote().fit(np.repeat(masks, 11, axis=0))
    few = MaskVote().fit(masks)

    assert (many.mask == few.mask).all()
    assert many.share == pytest.approx(few.share)


def test_nobody_marked_anything() -> None:
    nothing = np.zeros((3, 4, 4), dtype=bool)

    result = MaskEM().fit(nothing)

    assert not result.mask.any()
    assert result.probability.max() == 0


def test_rover_takes_the_words_of_the_majority() -> None:
    texts = ["the cat sat", "a cat sat down", "the cat set"]

    result = Rover().fit([text.split() for text in texts])

    assert " ".join(result.words) == "the cat sat"
    assert [sum(slot.values()) for slot in result.slots] == [3.0] * len(result.slots)


def test_rover_counts_weights() -> None:
    result = Rover().fit([["cat"], ["dog"], ["dog"]], weights=[5.0, 1.0, 1.0])

    assert result.words == ("cat",)
    assert result.slots == ({"cat": 5.0, "dog": 2.0},)


def test_medoid_is_the_text_nearest_to_all_others_and_the_first_of_equals() -> None:
    texts = ["colour", "color", "dog", "color"]

    result = TextMedoid().fit(texts)

    assert result.place == 1
    assert TextMedoid().fit(["ab", "cd"]).place == 0


def test_medoid_of_words_counts_words() -> None:
    texts = [["a", "b", "c"], ["a", "b", "d"], ["x", "b", "d"]]

    result = TextMedoid().fit(texts)

    assert result.place == 1
    assert result.likeness == pytest.approx((2 / 3 + 1 + 2 / 3) / 3)


FORMS = {
    "task": ["t", "t", "t", "u", "u", "u"],
    "worker": ["ann", "bob", "eve", "ann", "bob", "eve"],
    "species": ["oak", "oak", "elm", "elm", None, "elm"],
    "height": [10.0, 11.0, 12.0, None, 5.0, 6.0],
    "colours": [["red"], ["red"], ["red", "blue"], [], ["blue"], ["blue"]],
    "note": ["a hollow tree", "a hollow tree", "hollow", None, None, None],
}


@pytest.mark.parametrize("wrap", [dict, pa.table])
def test_a_form_is_filled_field_by_field(wrap: Any) -> None:  # noqa: ANN401 - kinds of tables
    form = FormFields(
        {
            "species": MajorityVote(),
            "height": WeightedMedian(),
            "colours": MultiLabel(),
            "note": Rover(),
        }
    )

    result = form.fit(wrap(FORMS))

    assert result.by_task() == {
        "t": {
            "species": "oak",
            "height": 11.0,
            "colours": frozenset({"red"}),
            "note": "a hollow tree",
        },
        "u": {"species": "elm", "height": 5.0, "colours": frozenset({"blue"})},
    }
    assert set(result.results) == set(form.methods)
    typical = FormFields({"note": TextMedoid()}).fit(wrap(FORMS)).by_task()
    assert typical == {"t": {"note": "a hollow tree"}}


def test_a_form_that_cannot_be_filled_is_refused_by_field() -> None:
    with pytest.raises(InvalidInputError, match="no fields"):
        FormFields({})
    with pytest.raises(InvalidInputError, match="Nobody filled the field 'note'"):
        FormFields({"note": Rover()}).fit({**FORMS, "note": [None] * 6})
    with pytest.raises(InvalidInputError, match="no column 'age'"):
        FormFields({"age": WeightedMean()}).fit(FORMS)
    with pytest.raises(InvalidInputError, match="Worker 'ann' wrote 10"):
        FormFields({"height": Rover()}).fit(FORMS)
