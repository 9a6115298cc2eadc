"""What confidences are worth where answers are no votes: spans, texts, boxes, points and so on.

    python -m bench.certainty FOLDER [--kinds boxes,points] [--gold 50] [--answers 3] [--repeats 20]

FOLDER as for `bench.replay`; from it come spans (`conll_ner_amt`), transcripts (`crowdspeech_*`)
and translations (`crowdwsa_*`) of real people, where it has them. The other kinds are made up, as
no set at hand has several people's answers and a truth: each project has a crowd of its own, some
careless, and tasks that are hard for everybody.

A project of at most `--tasks` tasks goes through our own rules as a server would have it: gold
first, then every task with so many answers in a drawn order. Right is what the engine counts as
right: an agreement with the truth of a half or more. Printed are, for each kind, the share that is
handed over to a person and, of what is delivered, the share right, the mean belief of the rules,
the expected calibration error (15 bins) of that belief and of the confidence without gold and with
gold, each the mean over projects, and what the last one is by chance alone.
"""

import argparse
import json
import math
import multiprocessing
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import fmean

import numpy as np

from bench.support.machine import machine
from bench.support.recorded import rows
from goldwright.algorithms import WorkerSkill, ece, ece_by_chance
from goldwright.algorithms.reliability import FEWEST_TASKS, Reliability
from goldwright.quality.calibrating import expected_of, reliability_for
from goldwright.quality.records import Answer, Overlap, State, Verdict
from goldwright.quality.rules import judge, learnt, weight
from goldwright.quality.trials import KnownAnswered, is_right, reliability_of, run_trials
from goldwright.task_types import registry
from goldwright.task_types.contract import Json, JsonObject

_PEOPLE = 25
_ANSWERED = 7
_SIDE = 1000.0
_LABELS = ("a", "b", "c")


@dataclass(frozen=True)
class Outcome:
    """One project: what was delivered, as it was told, and how much was handed over."""

    belief: Sequence[float]
    without_gold: Sequence[float]
    with_gold: Sequence[float]
    right: Sequence[bool]
    handed_over: int


@dataclass
class _Crowd:
    """A crowd and a kind of task, drawn anew for each project."""

    rng: Random
    care: float = field(init=False)
    hard: float = field(init=False)
    people: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        """How bad people are, 0 to 1, and how many tasks are hard for everybody."""
        self.care = self.rng.uniform(0.1, 0.5)
        self.hard = self.rng.uniform(0.0, 0.4)
        self.people = {
            f"w{one}": min(1.0, self.rng.betavariate(3 * self.care, 3 * (1 - self.care)))
            for one in range(_PEOPLE)
        }

    def hardness(self) -> float:
        """What is added to how bad anybody is, on one task."""
        return self.rng.uniform(0.2, 0.7) if self.rng.random() < self.hard else 0.0

    def near(self, value: float, spread: float) -> float:
        """A number about another."""
        return self.rng.gauss(value, spread)


def _marks(
    crowd: _Crowd, task: str, *, write: Callable[[float, float, float, float], JsonObject]
) -> KnownAnswered:
    """Things on a picture: missed, seen where none is, put beside their place, or misnamed."""
    rng = crowd.rng
    hardness = crowd.hardness()

    def thing() -> tuple[float, float, float, float, str]:
        size = math.exp(rng.gauss(4.4, 0.5))
        return rng.uniform(0, _SIDE), rng.uniform(0, _SIDE), size, size, rng.choice(_LABELS)

    there = [thing() for _ in range(rng.choice((1, 1, 2, 3, 5)))]
    decoys = [thing() for _ in range(rng.choice((0, 0, 1, 2)))]

    def drawn(bad: float) -> JsonObject:
        seen = [one for one in there if rng.random() > 0.05 + 0.5 * bad]
        seen += [one for one in decoys if rng.random() < 0.05 + 0.5 * bad]
        seen += [thing() for _ in range(2) if rng.random() < 0.2 * bad]
        away = 0.03 + 0.3 * bad
        objects: list[Json] = []
        for left, top, width, height, label in seen:
            shape = write(
                crowd.near(left, away * width),
                crowd.near(top, away * height),
                width * math.exp(crowd.near(0, away)),
                height * math.exp(crowd.near(0, away)),
            )
            named = rng.choice(_LABELS) if rng.random() < 0.3 * bad else label
            objects.append({**shape, "label": named, "uuid": f"{len(objects)}"})
        return {"annotations": objects}

    truth: list[Json] = [
        {**write(*one[:4]), "label": one[4], "uuid": f"{place}"} for place, one in enumerate(there)
    ]
    geometry = str(write(0, 0, 1, 1)["type"])
    params: JsonObject = {
        "attachment_type": "image",
        "attachment": f"https://example.com/{task}.jpg",
        "geometries": {geometry: {"objects_to_annotate": list(_LABELS)}},
    }
    return _known(crowd, "imageannotation", task, params, {"annotations": truth}, drawn, hardness)


def _boxes(crowd: _Crowd, task: str) -> KnownAnswered:
    def box(left: float, top: float, width: float, height: float) -> JsonObject:
        return {"type": "box", "left": left, "top": top, "width": width, "height": height}

    return _marks(crowd, task, write=box)


def _points(crowd: _Crowd, task: str) -> KnownAnswered:
    return _marks(
        crowd, task, write=lambda left, top, _width, _height: {"type": "point", "x": left, "y": top}
    )


def _ranking(crowd: _Crowd, task: str) -> KnownAnswered:
    """Five things in an order that everybody feels with some noise."""
    worth = {f"thing {one}": crowd.rng.gauss(0, 1) for one in range(5)}
    hardness = crowd.hardness()

    def felt(bad: float) -> JsonObject:
        told = {one: crowd.near(value, 0.2 + 3 * bad) for one, value in worth.items()}
        return {"annotations": {"order": _best_first(told)}}

    asked: JsonObject = {"type": "ranking_order", "field_id": "order", "options": [*worth]}
    return _form(crowd, task, [asked], {"order": _best_first(worth)}, felt, hardness)


def _best_first(worth: Mapping[str, float]) -> Json:
    return [one for _, one in sorted(((value, one) for one, value in worth.items()), reverse=True)]


def _number(crowd: _Crowd, task: str) -> KnownAnswered:
    """A count: most are near it, careless people guess."""
    true = round(math.exp(crowd.rng.gauss(2.5, 1.0)))
    hardness = crowd.hardness()

    def counted(bad: float) -> JsonObject:
        if crowd.rng.random() < bad:
            return {"annotations": {"count": round(math.exp(crowd.near(2.5, 1.0)))}}
        return {"annotations": {"count": round(true * math.exp(crowd.near(0, 0.05 + 0.3 * bad)))}}

    asked: JsonObject = {"type": "number", "field_id": "count"}
    return _form(crowd, task, [asked], {"count": true}, counted, hardness)


def _several(crowd: _Crowd, task: str) -> KnownAnswered:
    """A form of four questions with four choices each."""
    names = ("one", "two", "three", "four")
    truth = {name: crowd.rng.choice("wxyz") for name in names}
    decoy = {name: crowd.rng.choice("wxyz") for name in names}
    hardness = crowd.hardness()

    def filled(bad: float) -> JsonObject:
        said: JsonObject = {}
        for name in names:
            draw = crowd.rng.random()
            taken = truth[name] if draw > bad else decoy[name]
            said[name] = [taken if draw > bad / 2 else crowd.rng.choice("wxyz")]
        return {"annotations": said}

    asked: list[JsonObject] = [
        {"type": "category", "field_id": name, "choices": list("wxyz")} for name in names
    ]
    return _form(crowd, task, asked, {name: [one] for name, one in truth.items()}, filled, hardness)


def _form(
    crowd: _Crowd,
    task: str,
    fields: Sequence[JsonObject],
    truth: JsonObject,
    said: Callable[[float], JsonObject],
    hardness: float,
) -> KnownAnswered:
    asked: list[Json] = [{**one, "title": "Asked", "required": True} for one in fields]
    params: JsonObject = {"attachments": [{"type": "text", "content": task}], "fields": asked}
    return _known(crowd, "textcollection", task, params, {"annotations": truth}, said, hardness)


def _known(
    crowd: _Crowd,
    name: str,
    task: str,
    params: JsonObject,
    truth: JsonObject,
    said: Callable[[float], JsonObject],
    hardness: float,
) -> KnownAnswered:
    task_type = registry()[name]
    workers = crowd.rng.sample(sorted(crowd.people), _ANSWERED)
    answers = {one: said(min(1.0, crowd.people[one] + hardness)) for one in workers}
    return KnownAnswered(task, task_type, task_type.read_params(params), truth, answers)


MADE_UP: Mapping[str, Callable[[_Crowd, str], KnownAnswered]] = {
    "boxes": _boxes,
    "points": _points,
    "rankings": _ranking,
    "numbers": _number,
    "forms of four": _several,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kinds", help="names separated by commas; all there are unless told")
    parser.add_argument("--gold", type=int, default=50, help="gold tasks of a project at most")
    parser.add_argument("--answers", type=int, default=3, help="bought for each task")
    parser.add_argument("--tasks", type=int, default=200, help="of a project at most, drawn")
    parser.add_argument("--repeats", type=int, default=20, help="projects of each kind")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    recorded = [one.name for one in sorted(given.folder.iterdir()) if _reader(one) is not None]
    names = given.kinds.split(",") if given.kinds else [*recorded, *MADE_UP]
    found: dict[str, dict[str, float]] = {}
    processes = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(mp_context=processes) as pool:
        jobs = {
            name: [
                pool.submit(run, given.folder, name, seed, given.gold, given.answers, given.tasks)
                for seed in range(given.repeats)
            ]
            for name in names
        }
        for name, waiting in jobs.items():
            found[name] = figures([one.result() for one in waiting])
            if len(found) == 1:
                print("| kind | " + " | ".join(one.replace("_", " ") for one in found[name]) + " |")
                print("|---" * (len(found[name]) + 1) + "|")
            told = [f"{value:.3f}" for value in found[name].values()]
            print(f"| {name} | {' | '.join(told)} |", flush=True)
    if given.json:
        given.json.write_text(json.dumps({"machine": machine(), "kinds": found}, indent=1) + "\n")


def run(folder: Path, name: str, seed: int, gold: int, answers: int, most: int) -> Outcome:
    """One project."""
    rng = Random(f"{name} {seed}")
    if name in MADE_UP:
        crowd = _Crowd(rng)
        tasks = [MADE_UP[name](crowd, str(one)) for one in range(gold + most)]
    else:
        reader = _reader(folder / name)
        assert reader is not None
        tasks = [one for one in reader(folder / name) if len(one.answers) >= answers]
        rng.shuffle(tasks)
    gold = min(gold, len(tasks) // 2)
    known, work = tasks[:gold], tasks[gold : gold + most]
    skills: dict[str, WorkerSkill] = defaultdict(WorkerSkill)
    for task in known:
        for worker, response in task.answers.items():
            agreement = task.task_type.agree(task.params, response, task.known)
            skills[worker] = skills[worker].learn(agreement)
    tried = run_trials(known, skills, None, least=answers, most=answers, rng=rng)
    before = reliability_for(tasks[0].task_type, None)
    after, overlap = before, _only(answers)
    if len({one.task_id for one in tried}) >= FEWEST_TASKS:
        after = reliability_of(tried, overlap, expected=expected_of(tasks[0].task_type))
    told: list[tuple[float, float, float, bool]] = []
    for task in work:
        verdict, right = _settle(task, answers, skills, rng)
        if verdict.state is State.SETTLED and verdict.belief is not None:
            sure = verdict.belief
            told.append((sure, _at(before, sure), _at(after, sure), right))
    belief, without_gold, with_gold, right = zip(*told, strict=True)
    return Outcome(belief, without_gold, with_gold, right, len(work) - len(told))


def _settle(
    task: KnownAnswered, answers: int, skills: dict[str, WorkerSkill], rng: Random
) -> tuple[Verdict, bool]:
    """What the rules make of a task's first answers, which teach of its workers in turn."""
    order = rng.sample(sorted(task.answers), len(task.answers))[:answers]
    given = [Answer(one, task.answers[one], weight(skills[one])) for one in order]
    overlap = _only(answers)
    verdict = judge(task.task_type, task.params, given, asked=len(given), overlap=overlap)
    if verdict.state is not State.SETTLED or verdict.response is None:
        return verdict, False
    assert verdict.confidence is not None
    for worker, agreement in zip(order, verdict.agreements, strict=True):
        shown = learnt(agreement, confidence=verdict.confidence, answers=len(given))
        skills[worker] = WorkerSkill(
            skills[worker].correct + shown.correct, skills[worker].wrong + shown.wrong
        )
    return verdict, is_right(task, verdict.response)


def _only(answers: int) -> Overlap:
    """Settle these, and ask no further; one answer is wanted even where all could be given."""
    return Overlap(answers, 1.0, 0.0)


def _at(reliability: Reliability | None, belief: float) -> float:
    return belief if reliability is None else reliability.at(belief)


def figures(runs: Sequence[Outcome]) -> dict[str, float]:
    """Of one kind, each the mean over its projects."""
    right = [np.array(one.right) for one in runs]
    told = {
        "as_believed": [np.array(one.belief) for one in runs],
        "without_gold": [np.array(one.without_gold) for one in runs],
        "with_gold": [np.array(one.with_gold) for one in runs],
    }
    errors = {
        name: fmean(float(ece(sure, was)) for sure, was in zip(all_of, right, strict=True))
        for name, all_of in told.items()
    }
    return {
        "handed_over": fmean(one.handed_over / (one.handed_over + len(one.right)) for one in runs),
        "right": fmean(float(one.mean()) for one in right),
        "belief": fmean(float(one.mean()) for one in told["as_believed"]),
        **errors,
        "by_chance": fmean(ece_by_chance(one) for one in told["with_gold"]),
    }


def _reader(folder: Path) -> Callable[[Path], list[KnownAnswered]] | None:
    """How a recorded set is read; None for one of another kind."""
    return {"conll": _spans, "crowdspeech": _texts, "crowdwsa": _texts}.get(
        folder.name.split("_")[0]
    )


def _texts(folder: Path) -> list[KnownAnswered]:
    """What somebody said, or what it means in another language, written down by several."""
    task_type = registry()["transcription"]
    params = task_type.read_params(
        {
            "attachment_type": "audio",
            "attachment": "https://example.com/a.mp3",
            "fields": {"text": "What is said"},
        }
    )

    def response(row: Mapping[str, str]) -> JsonObject:
        return {"fields": {"text": row["text"].lower()}, "repeatable_fields": [None, None]}

    truth = {row["task"]: response(row) for row in rows(folder / "truth.csv.gz")}
    answers: dict[str, dict[str, JsonObject]] = defaultdict(dict)
    for row in rows(folder / "labels.csv.gz"):
        answers[row["task"]][row["worker"]] = response(row)
    return [
        KnownAnswered(task, task_type, params, known, answers[task])
        for task, known in truth.items()
    ]


def _spans(folder: Path) -> list[KnownAnswered]:
    """Named things in news, tagged word by word."""
    task_type = registry()["namedentityrecognition"]
    labels: list[Json] = [{"name": name} for name in ("LOC", "MISC", "ORG", "PER")]
    truth = {row["task"]: row for row in rows(folder / "truth.csv.gz")}
    tags: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(folder / "labels.csv.gz"):
        tags[row["task"]][row["worker"]] = row["tags"]
    return [
        KnownAnswered(
            task,
            task_type,
            task_type.read_params({"text": row["tokens"], "labels": labels}),
            _marked(row["tokens"], row["tags"]),
            {worker: _marked(row["tokens"], told) for worker, told in tags[task].items()},
        )
        for task, row in truth.items()
    ]


def _marked(tokens: str, tags: str) -> JsonObject:
    """Spans of letters from the tags of words, of which those of one thing go on with `I-`."""
    spans: list[JsonObject] = []
    start = 0
    before = "O"
    for word, tag in zip(tokens.split(" "), tags.split(" "), strict=True):
        end = start + len(word)
        if tag.startswith("I-") and before[1:] == tag[1:]:
            spans[-1] |= {"end": end, "text": tokens[int(str(spans[-1]["start"])) : end]}
        elif tag != "O":
            spans.append(
                {
                    "id": str(len(spans)),
                    "start": start,
                    "end": end,
                    "text": word,
                    "label": tag[2:],
                }
            )
        start, before = end + 1, tag
    return {"annotations": [*spans]}


if __name__ == "__main__":
    main()
