"""Forms: every field is a question of its own, answered by the method that suits its kind.

    form = FormFields({"species": DawidSkene(), "height": GaussianRaters(), "note": TextMedoid()})
    form.fit(table).by_task()["t1"]  # {"species": "oak", "height": 12.4, "note": "hollow"}

Fields are taken to err independently. To learn a worker's skill from all of them together, as in
Shan, C., Mamoulis, N., Li, G., Cheng, R., Huang, Z. and Zheng, Y. (2018): T-Crowd: effective
crowdsourcing for tabular data. IEEE International Conference on Data Engineering, 1316-1319, takes
fields that are alike.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from goldwright.algorithms.columns import picked, values_of
from goldwright.algorithms.multi_label import LabelSets, MultiLabel, MultiLabelResult
from goldwright.algorithms.ratings import (
    GaussianRaters,
    NumericResult,
    Ratings,
    WeightedMean,
    WeightedMedian,
)
from goldwright.algorithms.texts import MedoidResult, Rover, RoverResult, TextMedoid
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError


class ClassResult(Protocol):
    """What any method that names one class a task gives."""

    def by_task(self) -> dict[Hashable, Hashable]:
        """Class of each task, by their ids."""
        ...


class ClassMethod(Protocol):
    """A method that names one class a task."""

    def fit(self, votes: Votes, /) -> ClassResult:
        """The classes."""
        ...


Texts: TypeAlias = Rover | TextMedoid
Method: TypeAlias = (
    ClassMethod | GaussianRaters | WeightedMean | WeightedMedian | MultiLabel | Texts
)
TextResults: TypeAlias = Mapping[Hashable, RoverResult | MedoidResult]
Result: TypeAlias = ClassResult | NumericResult | MultiLabelResult | TextResults


@dataclass(frozen=True, slots=True, eq=False)
class FormResult:
    """`answers` by field, then task; `results` by field are the methods' own, of texts by task."""

    answers: Mapping[str, Mapping[Hashable, Any]]
    results: Mapping[str, Result]

    def by_task(self) -> dict[Hashable, dict[str, Any]]:
        """The filled form of each task; fields that nobody filled are missing."""
        found: dict[Hashable, dict[str, Any]] = {}
        for field, by_task in self.answers.items():
            for task, answer in by_task.items():
                found.setdefault(task, {})[field] = answer
        return found


@dataclass(frozen=True, slots=True)
class FormFields:
    """A method for each field: any for classes, those for numbers, `MultiLabel`, or for texts."""

    methods: Mapping[str, Method]

    def __post_init__(self) -> None:
        """Refuse a form without fields."""
        if not self.methods:
            raise InvalidInputError("The form has no fields; give a method for each field.")

    def fit(
        self,
        table: Any,  # noqa: ANN401 - Arrow, pandas, Polars and a dict of lists share no type
        *,
        task: str = "task",
        worker: str = "worker",
    ) -> FormResult:
        """Every field's answers, from a table with a row a form and a column a field.

        A field without a value in a row was not filled by that worker.
        """
        columns = picked(table, [task, worker, *self.methods])
        tasks, workers = (
            values_of(column, what)
            for column, what in zip(columns[:2], ("tasks", "workers"), strict=True)
        )
        answers: dict[str, Mapping[Hashable, Any]] = {}
        results: dict[str, Result] = {}
        for (field, method), column in zip(self.methods.items(), columns[2:], strict=True):
            given = values_of(column, field)
            rows = [row for row, value in enumerate(given) if value is not None]
            if not rows:
                raise InvalidInputError(f"Nobody filled the field {field!r}; leave it out.")
            filled = [[column[row] for row in rows] for column in (tasks, workers, given)]
            answers[field], results[field] = _field(method, filled[0], filled[1], filled[2])
        return FormResult(answers, results)


def _field(
    method: Method, tasks: Sequence[Hashable], workers: Sequence[Hashable], given: Sequence[Any]
) -> tuple[Mapping[Hashable, Any], Result]:
    """The answers by task, and the method's own result."""
    if isinstance(method, Rover | TextMedoid):
        return _texts(method, tasks, workers, given)
    table = {"task": tasks, "worker": workers, "value": given}
    result: ClassResult | NumericResult | MultiLabelResult
    if isinstance(method, GaussianRaters | WeightedMean | WeightedMedian):
        result = method.fit(Ratings.from_table(table))
    elif isinstance(method, MultiLabel):
        result = method.fit(LabelSets.from_table(table, named="value"))
    else:
        result = method.fit(Votes.from_table(table, label="value"))
    return result.by_task(), result


def _texts(
    method: Texts, tasks: Sequence[Hashable], workers: Sequence[Hashable], given: Sequence[Any]
) -> tuple[Mapping[Hashable, str], TextResults]:
    """Texts in the order of their workers, so that the order of the rows decides nothing."""
    by_task: dict[Hashable, list[tuple[str, str]]] = {}
    for one, worker, text in zip(tasks, workers, given, strict=True):
        if not isinstance(text, str):
            raise InvalidInputError(
                f"Worker {worker!r} wrote {text!r} on task {one!r}; texts are strings."
            )
        by_task.setdefault(one, []).append((repr(worker), text))
    answers: dict[Hashable, str] = {}
    results: dict[Hashable, RoverResult | MedoidResult] = {}
    for one, written in by_task.items():
        texts = [text for _, text in sorted(written)]
        if isinstance(method, Rover):
            voted = method.fit([text.split() for text in texts])
            answers[one], results[one] = " ".join(voted.words), voted
        else:
            typical = method.fit(texts)
            answers[one], results[one] = texts[typical.place], typical
    return answers, results
