"""Labels saved by adaptive redundancy in whole projects of recorded people, through the server.

    python -m bench.end_to_end FOLDER [--sets bluebird,dog] [--tasks 200] [--gold 50] [--repeats 1]
                               [--mixed 0.2]

FOLDER as for `bench.replay`. For each set `goldwright up` runs on a folder of its own: a customer
makes projects, gold and tasks over HTTP, everybody who answered signs in as one worker, leases,
says what they once said and submits, and the runner settles. A task may be answered by as many of
those who did, drawn, as four tasks in five have; tasks with fewer are left out. Three projects get
the same tasks, gold and people:

- fixed: every task asks all of those it may,
- adaptive: from two up to as many, until the project's default targets are met,
- budget, with `--budget`: the same with money for that part of what fixed costs.

Everybody is given all of their gold before work, as in `bench.promises`; with `--mixed` gold and
work come mixed, as they do in most projects, and early tasks are settled before gold shows much.

Beside it the same draw goes through the rules without a server, as in `bench.promises`. The result
file is written after each set and keeps the rows of the sets that are not run, so that they can be
run one by one; those with `--mixed` have a file of their own. Of each set are told the share right,
answers a task, the expected calibration error, and whether no more was wrong than the server's
outlook on the project states.

Recorded people answered some tasks only. Before anybody works each is set down as having skipped
every other one, in the rows that the server itself writes for a skip: so dispatch draws, unchanged,
among those who have an answer. The runner is waited for as people would, who take seconds for what
a replay does in milliseconds.
"""

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any, LiteralString

import numpy as np
import orjson
import uvloop

from bench.promises import FIRST, Project, read_once, shuffled
from bench.support.client import Client
from bench.support.machine import commit
from bench.support.people import sign_in_workers
from bench.support.recorded import Recorded
from bench.support.report import RESULTS, save, say
from bench.support.tree import Tree, running_tree
from goldwright.algorithms import ece, ece_by_chance
from goldwright.api.who import session_digest
from goldwright.db import Database
from goldwright.db.identity import runner
from goldwright.quality.records import Overlap

RATE_MICROS = 10_000
_AT_ONCE = 4  # people who work at the same moment
_BEHIND = 50  # answers that the runner may be behind before people pause
_PATIENCE_SECONDS = 300
_HAVE_IT = 0.8  # the share of tasks that must have as many answers as each may be asked


@dataclass(frozen=True, slots=True)
class Draw:
    """What one project of a set is about: who may answer what, and which tasks are gold."""

    recorded: Recorded
    gold: Sequence[str]
    work: Sequence[str]
    most: int


@dataclass(frozen=True, slots=True)
class Came:
    """What a project delivered: answers bought for each task, and how right and sure they were."""

    right: float
    answers: float
    ece: float
    ece_by_chance: float
    wrong_at_most: float | None = None  # as the server states it

    def figures(self) -> dict[str, float]:
        """For the result file."""
        found = {
            "right_percent": round(100 * self.right, 2),
            "answers_each": round(self.answers, 3),
            "ece": round(self.ece, 3),
            "ece_by_chance": round(self.ece_by_chance, 3),
        }
        if self.wrong_at_most is not None:
            found["wrong_at_most_percent"] = round(100 * self.wrong_at_most, 2)
            found["kept"] = float(1 - self.right <= self.wrong_at_most)
        return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", help="names separated by commas; all there are unless told")
    parser.add_argument("--tasks", type=int, default=200, help="of a project at most, drawn")
    parser.add_argument("--gold", type=int, default=50, help="gold tasks of a project at most")
    parser.add_argument("--budget", type=float, help="part of what fixed costs; none unless told")
    parser.add_argument("--repeats", type=int, default=1, help="draws of each set")
    parser.add_argument("--mixed", type=float, help="part of answers that are to gold, among work")
    given = parser.parse_args()
    names = (
        given.sets.split(",") if given.sets else sorted(one.name for one in given.folder.iterdir())
    )
    result = "end_to_end" if given.mixed is None else "end_to_end-mixed"
    sets = _rows_so_far(result)
    for name in names:
        draws = [
            draw(read_once(given.folder / name), Random(f"{name} {n}"), given.tasks, given.gold)
            for n in range(given.repeats)
        ]
        with running_tree() as tree:
            ran = [
                uvloop.run(_run(tree, f"{name}-{n}", one, given.budget, given.mixed))
                for n, one in enumerate(draws)
            ]
            say(tree.command("verify").strip().splitlines()[-1])
            say(f"processor seconds: {tree.cpu_seconds()}")
        arms = {
            arm: {key: round(fmean(one[arm][key] for one in ran), 3) for key in ran[0][arm]}
            for arm in ran[0]
        }
        about = {
            "draws": len(draws),
            "tasks": len(draws[0].work),
            "gold": len(draws[0].gold),
            "commit": commit(),
        }
        sets[name] = {**about, **arms}
        save(result, {"means": _means(sets), "sets": dict(sorted(sets.items()))})
    _print_table(sets)


def _rows_so_far(result: str) -> dict[str, dict[str, Any]]:
    path = RESULTS / f"{result}.json"
    return json.loads(path.read_text())["sets"] if path.exists() else {}


def draw(recorded: Recorded, rng: Random, tasks: int, gold: int) -> Draw:
    """So many tasks, each with as many answers as most have; those whose truth is known first."""
    counts = sorted(len(recorded.labels[task]) for task in recorded.truth)
    most = max(counts[int(len(counts) * (1 - _HAVE_IT))], FIRST)
    labels = {
        task: dict(list(shuffled(recorded.labels[task], rng).items())[:most])
        for task in sorted(recorded.labels)
        if len(recorded.labels[task]) >= most
    }
    known = rng.sample(sorted(recorded.truth.keys() & labels), len(recorded.truth.keys() & labels))
    known_gold = known[: min(gold, len(known) // 2)]
    work = known[len(known_gold) :][:tasks]
    others = sorted(labels.keys() - recorded.truth.keys())
    work += rng.sample(others, min(len(others), tasks - len(work)))
    rng.shuffle(work)
    chosen = {*known_gold, *work}
    # Gold comes in the place of work that waits: who has none to answer is never given any.
    at_work = {person for task in work for person in labels[task]}
    return Draw(
        Recorded(
            {
                task: {person: label for person, label in given.items() if person in at_work}
                for task, given in labels.items()
                if task in chosen
            },
            {task: truth for task, truth in recorded.truth.items() if task in chosen},
            recorded.classes,
        ),
        known_gold,
        work,
        most,
    )


async def _run(
    tree: Tree, name: str, drawn: Draw, budget: float | None, mixed: float | None
) -> dict[str, dict[str, float]]:
    """Every project of one draw, one after the other, and the same without a server."""
    people = sorted({person for given in drawn.recorded.labels.values() for person in given})
    say(f"{name}: {len(people)} people, {len(drawn.work)} tasks of up to {drawn.most} answers")
    tokens = dict(zip(people, await sign_in_workers(tree.database_url, len(people)), strict=True))
    # Unless they are mixed, everybody is given all of their gold before work.
    share = {"gold_share": mixed or 1.0}
    adaptive = {**share, "annotations_wanted": FIRST, "annotations_max": drawn.most}
    arms: dict[str, Mapping[str, object]] = {
        "fixed": {**share, "annotations_wanted": drawn.most},
        "adaptive": adaptive,
    }
    if budget is not None:
        money = round(budget * drawn.most * len(drawn.work)) * RATE_MICROS
        arms["budget"] = {**adaptive, "budget_micros": money}
    found: dict[str, dict[str, float]] = {}
    for arm, settings in arms.items():
        found[arm] = (await _project(tree, f"{name}-{arm}", drawn, settings, tokens)).figures()
        say(f"{name} {arm}: {found[arm]}")
    for arm, first, most in (("fixed", drawn.most, None), ("adaptive", FIRST, drawn.most)):
        overlap = Overlap(most, 0.98, 3)
        found[f"library {arm}"] = _without_server(drawn, overlap, first, Random(name)).figures()
    return found


def _without_server(drawn: Draw, overlap: Overlap, first: int, rng: Random) -> Came:
    project = Project(drawn.recorded, overlap, first=first)
    project.meet_gold(drawn.gold, rng)
    project.work(drawn.work, rng)
    return _came(project.right, project.confidences, project.bought / len(drawn.work))


async def _project(
    tree: Tree, name: str, drawn: Draw, settings: Mapping[str, object], tokens: dict[str, str]
) -> Came:
    """One project from its first call to its export."""
    customer = Client.with_key(tree.address, tree.live_key)
    await customer.call("POST", "/v1/projects", {"type": "categorization", "name": name})
    wanted = {"rate_micros": RATE_MICROS, **settings}
    await customer.call("PATCH", f"/api/projects/{name}", wanted)
    for task in drawn.gold:
        known = {"category": drawn.recorded.truth[task]}
        body = {"task": _params(drawn, task), "expected_response": known}
        await customer.call("POST", f"/api/projects/{name}/gold", body)
    lines = b"".join(
        orjson.dumps(
            {"unique_id": f"{name} {task}", **_params(drawn, task)},
            option=orjson.OPT_APPEND_NEWLINE,
        )
        for task in drawn.work
    )

    async def pieces():  # noqa: ANN202  an asynchronous generator of bytes
        yield lines

    sent = customer.stream("POST", f"/api/projects/{name}/tasks", pieces())
    told = b"".join([piece async for piece in sent])
    assert told.count(b'"created"') == len(drawn.work), told[-300:]
    async with Database(tree.database_url, role="goldwright_runner", size=2) as db:
        await _skip(db, name, drawn, tokens)
        await _Crowd(tree, db, name, drawn, tokens).work(gold_first=settings["gold_share"] == 1.0)
    outlook = await customer.call("GET", f"/api/projects/{name}/outlook")
    return _delivered(
        drawn,
        await customer.call_raw("GET", _export(name), b""),
        await customer.call_raw("GET", _export(name) + "&receipts=true", b""),
        wrong_at_most=outlook["promise"]["wrong_at_most"],
    )


async def _skip(db: Database, name: str, drawn: Draw, tokens: dict[str, str]) -> None:
    """Everybody let go, as the server has it, of what they have no recorded answer to."""
    pairs = [(task, one) for task, given in drawn.recorded.labels.items() for one in given]
    people = list(tokens)
    values = {
        "project": name,
        "people": people,
        "digests": [session_digest(tokens[one]) for one in people],
        "tasks": [task for task, _ in pairs],
        "answerers": [one for _, one in pairs],
    }
    async with db.transaction(runner(1, "live")) as conn:
        await conn.execute(_SKIP, values)


class _Crowd:
    """Recorded people at work in one project."""

    def __init__(
        self,
        tree: Tree,
        db: Database,
        name: str,
        drawn: Draw,
        tokens: dict[str, str],
    ) -> None:
        self._clients = {
            one: Client.with_token(tree.address, token) for one, token in tokens.items()
        }
        self._db, self._name, self._drawn = db, name, drawn
        self._rng = Random(name)
        self._waiting: list[str] = []
        self._may_answer: dict[str, int] = {}
        self._turn = asyncio.Lock()

    async def work(self, *, gold_first: bool) -> None:
        """Until every task is done; fails when nobody has anything to do before that."""
        patience = asyncio.timeout(_PATIENCE_SECONDS + 0.1 * len(self._drawn.work) * 50)
        async with patience:
            if gold_first:
                labels = self._drawn.recorded.labels
                self._may_answer = Counter(
                    person for task in self._drawn.gold for person in labels[task]
                )
                await self._all_hands()
            while await self._left():
                self._may_answer = dict.fromkeys(self._clients, len(self._drawn.work))
                if not await self._all_hands():
                    # What was being moved while all looked is found again two seconds later.
                    await asyncio.sleep(0.5)
        for client in self._clients.values():
            client.close()

    async def _all_hands(self) -> int:
        """Let people work until nobody gets anything, or they have what they may answer."""
        self._waiting = [person for person, answers in self._may_answer.items() if answers]
        answered = await asyncio.gather(*(self._hand() for _ in range(_AT_ONCE)))
        await self._settled(behind=0)
        return sum(answered)

    async def _hand(self) -> int:
        """Let drawn people work one task each, until nobody gets any; how many were answered."""
        answered = 0
        while self._waiting:
            person = self._waiting.pop(self._rng.randrange(len(self._waiting)))
            if not await self._answer(person):
                continue
            answered += 1
            self._may_answer[person] -= 1
            if self._may_answer[person]:
                self._waiting.append(person)
            if answered % 10 == 0:
                await self._settled(behind=_BEHIND)
        return answered

    async def _answer(self, person: str) -> bool:
        wish = {"project": self._name, "hold": 1}
        held = (await self._call(person, "/api/assignments/next", wish))["assignments"]
        if not held:
            return False
        label = self._drawn.recorded.labels[held[0]["params"]["attachment"]][person]
        path = f"/api/assignments/{held[0]['assignment_id']}/submit"
        body = {"response": {"category": label}, "active_seconds": 2.0}
        await self._call(person, path, body)
        return True

    async def _call(self, person: str, path: str, body: object) -> Any:  # noqa: ANN401  JSON
        """Once more where the server had just let a quiet connection go; both calls may repeat."""
        try:
            return await self._clients[person].call("POST", path, body)
        except (ConnectionError, asyncio.IncompleteReadError):
            return await self._clients[person].call("POST", path, body)

    async def _left(self) -> int:
        return await self._count(
            "SELECT count(*) AS found FROM task JOIN project AS p ON p.id = project_id"
            " WHERE p.name = %(name)s AND purpose = 'work' AND task.status <> 'completed'"
        )

    async def _settled(self, *, behind: int) -> None:
        """Wait until the runner has no more than so many events to go."""
        async with self._turn:
            while await self._count(_PENDING) > behind:  # noqa: ASYNC110  another process's work
                await asyncio.sleep(0.05)

    async def _count(self, query: LiteralString) -> int:
        async with self._db.transaction(runner(1, "live")) as conn:
            row = await (await conn.execute(query, {"name": self._name})).fetchone()
        assert row is not None
        return int(row["found"])


def _params(drawn: Draw, task: str) -> dict[str, object]:
    return {
        "instruction": "Which class is it?",
        "attachment_type": "text",
        "attachment": task,
        "categories": list(drawn.recorded.classes),
    }


def _export(name: str) -> str:
    return f"/api/projects/{name}/export?format=jsonl"


def _delivered(drawn: Draw, tasks: bytes, receipts: bytes, *, wrong_at_most: float) -> Came:
    """What the customer got, by its exports."""
    rows = [orjson.loads(line) for line in tasks.splitlines()]
    assert len(rows) == len(drawn.work)
    assert all(row["status"] == "completed" for row in rows)
    paid = [orjson.loads(line) for line in receipts.splitlines()]
    bought = [one for one in paid if one["purpose"] == "work" and one["counted"]]
    assert all(one["pay_micros"] == RATE_MICROS for one in paid)
    known = [row for row in rows if row["params"]["attachment"] in drawn.recorded.truth]
    right = [
        row["response"]["category"] == drawn.recorded.truth[row["params"]["attachment"]]
        for row in known
    ]
    came = _came(right, [row["confidence"] for row in known], len(bought) / len(rows))
    return replace(came, wrong_at_most=wrong_at_most)


def _came(right: Sequence[bool], confidences: Sequence[float], answers: float) -> Came:
    sure = np.array(confidences)
    return Came(fmean(right), answers, float(ece(sure, np.array(right))), ece_by_chance(sure))


def _means(sets: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Savings and points over the sets, of the server and without it."""
    found: dict[str, float] = {}
    rows = list(sets.values())
    for arm in ("adaptive", "budget", "library adaptive"):
        if not all(arm in row for row in rows):
            continue
        points = [_points(row, arm) for row in rows]
        found |= {
            f"{arm}: points": round(fmean(points), 2),
            f"{arm}: worst points": round(min(points), 2),
            f"{arm}: saved share": round(fmean(_saved(row, arm) for row in rows), 3),
            **{
                f"{arm}: {name}": round(fmean(row[arm][name] for row in rows), 3)
                for name in ("ece", "ece_by_chance", "kept")
                if name in rows[0][arm]
            },
        }
    return found


def _points(row: Mapping[str, Any], arm: str) -> float:
    return row[arm]["right_percent"] - row[_fixed(arm)]["right_percent"]


def _saved(row: Mapping[str, Any], arm: str) -> float:
    return 1 - row[arm]["answers_each"] / row[_fixed(arm)]["answers_each"]


def _fixed(arm: str) -> str:
    return "library fixed" if arm.startswith("library") else "fixed"


def _print_table(sets: Mapping[str, Mapping[str, Any]]) -> None:
    """As `README.md` has it."""
    print(
        "| set | fixed | adaptive | saved | points | error | by chance | wrong, at most | wrong |"
        " saved without a server | points |"
    )
    print("|---" * 11 + "|")
    for name, row in sorted(sets.items()):
        fixed, came = row["fixed"], row["adaptive"]
        print(
            f"| {name} | {fixed['right_percent']:.1f} % of {fixed['answers_each']:.2f} |"
            f" {came['right_percent']:.1f} % of {came['answers_each']:.2f} |"
            f" {_saved(row, 'adaptive'):.0%} | {_points(row, 'adaptive'):+.1f} |"
            f" {came['ece']:.3f} | {came['ece_by_chance']:.3f} |"
            f" {came['wrong_at_most_percent']:.1f} % | {100 - came['right_percent']:.1f} % |"
            f" {_saved(row, 'library adaptive'):.0%} | {_points(row, 'library adaptive'):+.1f} |"
        )
    for name, value in _means(sets).items():
        print(f"{name}: {value}")


_PENDING = """
SELECT count(*) AS found FROM event
 WHERE pending_for IN ('quality', 'worker_model', 'confidence')"""
_SKIP = """
INSERT INTO assignment (organisation_id, environment, id, task_id, project_id, stage, purpose,
  worker_id, status, price_micros, currency, lease_seconds, leased_at, lease_expires_at, ended_at,
  skip_reason)
SELECT t.organisation_id, t.environment, new_id('asg'), t.id, t.project_id, 'annotate', t.purpose,
       s.worker_id, 'skipped', 0, 'USD', 1, now(), now(), now(), 'has no recorded answer'
  FROM project AS p
  JOIN task AS t ON t.project_id = p.id
 CROSS JOIN unnest(%(people)s::text[], %(digests)s::bytea[]) AS w (name, digest)
  JOIN session AS s ON s.token_hash = w.digest
 WHERE p.name = %(project)s
   AND (t.params ->> 'attachment', w.name) NOT IN (
         SELECT * FROM unnest(%(tasks)s::text[], %(answerers)s::text[]))
"""


if __name__ == "__main__":
    main()
