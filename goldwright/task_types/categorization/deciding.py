"""Checking, comparing and settling chosen classes.

A task is a set of questions: `category` and each taxonomy. A question with `allow_multiple` is
judged as one yes/no question per class.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import orjson
from pydantic import TypeAdapter

from goldwright.task_types.categorization.schema import Response, Taxonomy
from goldwright.task_types.categorization.schema import read_params as read_asked
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.json_values import canonical, escaped, object_at
from goldwright.task_types.labels import label_names
from goldwright.task_types.reading import sentences as shape_sentences
from goldwright.task_types.reading import with_sound_prelabel
from goldwright.task_types.voting import plurality


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide: where its answer stands, and what can be chosen.

    It is voted on by its name.
    """

    path: tuple[str, ...]
    choices: tuple[str, ...]
    is_multiple: bool
    name: str

    def answer(self, response: JsonObject) -> Json:
        """What the response says here, None when nothing."""
        *parents, name = self.path
        return (object_at(response, parents[0]) if parents else response).get(name)

    def chosen(self, response: JsonObject) -> list[str]:
        """The classes that the response names here."""
        answer = self.answer(response)
        named = answer if isinstance(answer, list) else [answer]
        return [one for one in named if isinstance(one, str)]

    def key(self, choice: str) -> str:
        """The name under which one of its classes is voted on."""
        return f"{self.name}/{escaped(choice)}"


def questions(params: JsonObject) -> Sequence[Question]:
    """What these params ask, in their order."""
    return _read(orjson.dumps([params.get(name) for name in _ASKING]))


_ASKING = ("categories", "allow_multiple", "taxonomies")
_TAXONOMIES = TypeAdapter(dict[str, Taxonomy])


# Settling a task asks for them a dozen times, and the tasks of a project mostly ask the same.
@lru_cache(maxsize=256)
def _read(asking: bytes) -> Sequence[Question]:
    categories, allow_multiple, taxonomies = orjson.loads(asking)
    found: list[Question] = []
    if categories:
        choices = tuple(dict.fromkeys(one for one in categories if isinstance(one, str)))
        found.append(Question(("category",), choices, allow_multiple is True, "category"))
    if taxonomies:
        for name, taxonomy in _TAXONOMIES.validate_python(taxonomies).items():
            choices = tuple(label_names(taxonomy.choices))
            path = ("taxonomies", name)
            found.append(Question(path, choices, taxonomy.allow_multiple, escaped(*path)))
    return tuple(found)


def read_params(params: JsonObject) -> JsonObject:
    """Checked params, with a prelabel in which all could stand in an answer."""
    return with_sound_prelabel(read_asked(params), check)


def chosen(params: JsonObject, response: JsonObject) -> list[str]:
    """Every class that the response names, question by question."""
    return [one for question in questions(params) for one in question.chosen(response)]


def check(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences on unanswered questions, unknown classes and the wrong number of them."""
    sentences = shape_sentences(Response, response)
    if sentences:
        return sentences
    asked = questions(params)
    for question in asked:
        sentences.extend(_faults(question, question.answer(response)))
    known = {question.path for question in asked}
    if response.get("category") is not None and ("category",) not in known:
        sentences.append("category is not asked for: this task has taxonomies only.")
    sentences.extend(
        f"taxonomies.{name} is not one of the taxonomies."
        for name in object_at(response, "taxonomies")
        if ("taxonomies", name) not in known
    )
    return sentences


def agree(params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """Mean over the questions: equal or not; Jaccard of the sets where several may be chosen."""
    asked = questions(params)
    alike = [_jaccard(set(each.chosen(one)), set(each.chosen(two))) for each in asked]
    return math.fsum(alike) / len(asked)


def aggregate(params: JsonObject, weighted: Sequence[Weighted]) -> Aggregate:
    """Every question settled by weighted vote; confidence is the product of their posteriors."""
    asked = questions(params)
    ballots = [(_ballot(asked, one.response), one.weight) for one in weighted]
    settled: dict[str, str] = {}
    confidence = 1.0
    for key, order in _classes(asked).items():
        settled[key], posterior = plurality(
            [(ballot[key], weight) for ballot, weight in ballots],
            order=partial(_index, order),
            classes=len(order),
        )
        confidence *= posterior
    first = weighted[0].response
    if all(one.response == first for one in weighted):
        return Aggregate(first, confidence)
    return Aggregate(with_votes(params, settled), confidence)


def votes(params: JsonObject, response: JsonObject) -> dict[str, str]:
    """`category` → class, or `category/<class>` → yes or no; taxonomies under `taxonomies/`."""
    return _ballot(questions(params), response)


def with_votes(params: JsonObject, ballot: dict[str, str]) -> JsonObject:
    """The response that has these votes, classes in the order of the params."""
    response: JsonObject = {}
    taxonomies: JsonObject = {}
    for question in questions(params):
        answer: Json
        if question.is_multiple:
            answer = [
                choice for choice in question.choices if ballot.get(question.key(choice)) == "yes"
            ]
        else:
            answer = ballot[question.name]
        (response if question.path[0] == "category" else taxonomies)[question.path[-1]] = answer
    return {**response, "taxonomies": taxonomies} if taxonomies else response


def classes(params: JsonObject) -> dict[str, tuple[str, ...]]:
    """The classes of each question; no and yes for each class where several may be chosen."""
    return _classes(questions(params))


def sample(params: JsonObject) -> JsonObject:
    """The first class of every question."""
    first: dict[str, str] = {}
    for question in questions(params):
        choice = question.choices[0]
        first[question.key(choice)], first[question.name] = "yes", choice
    return with_votes(params, first)


def _classes(asked: Sequence[Question]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for question in asked:
        if question.is_multiple:
            found.update({question.key(choice): ("no", "yes") for choice in question.choices})
        else:
            found[question.name] = question.choices
    return found


def _ballot(asked: Sequence[Question], response: JsonObject) -> dict[str, str]:
    ballot: dict[str, str] = {}
    for question in asked:
        chosen = question.chosen(response)
        if question.is_multiple:
            for choice in question.choices:
                ballot[question.key(choice)] = "yes" if choice in chosen else "no"
        else:
            ballot[question.name] = chosen[0]
    return ballot


def _faults(question: Question, answer: Json) -> list[str]:
    where = ".".join(question.path)
    if answer is None:
        return [f"{where} is not answered."]
    if isinstance(answer, list) != question.is_multiple:
        return [f"{where} must be {'a list of classes' if question.is_multiple else 'one class'}."]
    chosen = answer if isinstance(answer, list) else [answer]
    sentences = [
        f"{where} {canonical(one)} is not one of the classes."
        for one in chosen
        if one not in question.choices
    ]
    if any(one in chosen[:place] for place, one in enumerate(chosen)):
        sentences.append(f"{where} names a class twice.")
    return sentences


def _jaccard(one: set[str], two: set[str]) -> float:
    return len(one & two) / len(one | two) if one | two else 1.0


def _index(order: Sequence[str], choice: str) -> int:
    return order.index(choice)
