"""Laws of deciding by which class each worker takes for which, whatever was learnt."""

from hypothesis import given
from hypothesis import strategies as st

from goldwright.quality.worker_model import Learnt, Rates, Vote, WorkerModel

CLASSES = ("cat", "dog", "eel")
WORKERS = ("ann", "bob", "cy", "dan")
choices = st.sampled_from(CLASSES)
votes = st.lists(
    st.builds(Vote, st.sampled_from(WORKERS), choices, st.floats(0.05, 3.4)), min_size=1, max_size=9
)
amounts = st.floats(0, 1e6)
models = st.builds(
    lambda shares, counts: WorkerModel.of(
        Learnt(
            [("q", name, tasks) for name, tasks in shares.items()],
            [(worker, "q", *pair, answers) for (worker, *pair), answers in counts.items()],
        )
    ),
    st.dictionaries(choices, amounts),
    st.dictionaries(st.tuples(st.sampled_from(WORKERS), choices, choices), amounts),
)


@given(model=models, cast=votes, data=st.data())
def test_order_of_votes_never_matters(
    model: WorkerModel, cast: list[Vote], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(cast))

    assert model.decide("q", CLASSES, shuffled) == model.decide("q", CLASSES, cast)


@given(model=models, cast=votes)
def test_what_is_decided_was_given_and_its_confidence_is_a_probability(
    model: WorkerModel, cast: list[Vote]
) -> None:
    choice, confidence = model.decide("q", CLASSES, cast)

    assert choice in {one.choice for one in cast}
    assert 0 <= confidence <= 1


@given(model=models, cast=votes)
def test_another_question_is_decided_as_if_nothing_were_known(
    model: WorkerModel, cast: list[Vote]
) -> None:
    unknown = WorkerModel.of(Learnt())

    assert model.decide("other", CLASSES, cast) == unknown.decide("other", CLASSES, cast)


@given(model=models, one=st.sampled_from(WORKERS), weight=st.floats(0.05, 3.4), choice=choices)
def test_no_answer_is_impossible(model: WorkerModel, one: str, weight: float, choice: str) -> None:
    counts = model.counts.get(one, {}).get("q", {})

    told = Rates(CLASSES, weight=weight, counts=counts).tell(choice)

    assert all(-25 < part <= 0 for part in told)
