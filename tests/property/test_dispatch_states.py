"""Whatever workers, customers and the clock do, in any order, the invariants hold.

One action at a time here, or one turn of many workers; side by side they are in
`tests/flow/test_many_workers_at_once.py`.
"""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import Literal, TypeVar

import orjson
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from goldwright.annotation import actions as annotation
from goldwright.api.turns import Turns
from goldwright.api.who import Caller
from goldwright.db import Database
from goldwright.dispatch import actions as dispatch
from goldwright.dispatch.jobs import expire_leases
from goldwright.errors import ConflictError, InvalidInputError
from goldwright.intake.tasks import cancel_task
from goldwright.quality.audit import Remark, audit
from goldwright.quality.records import Audit
from goldwright.review.actions import Opinion, send
from goldwright.review.records import Verdict
from goldwright.verify import verify
from tests.support.crowd import Crowd, Worker
from tests.support.crowd import crowd as crowd_of

WORKERS = 4
# Ask as often as is allowed: a worker whose queue was empty looks behind their cursor only then.
LOOK_AGAIN = "UPDATE queue_cursor SET rewound_at = now() - interval '1 hour' WHERE worker_id = %s"
RUN_OUT = "UPDATE assignment SET lease_expires_at = now() WHERE id = %s AND status = 'leased'"
RUN_ALL_OUT = "UPDATE assignment SET lease_expires_at = now() WHERE status = 'leased'"
# What a worker should have been given: it waits, and they have not met it.
WAITING = """
SELECT o.task_id FROM opening AS o
 WHERE o.project_id = %s AND o.slots_left > 0
   AND NOT EXISTS (SELECT FROM assignment AS a WHERE a.task_id = o.task_id AND a.worker_id = %s
                      AND CASE WHEN a.stage = o.stage
                               THEN a.status IN ('leased', 'submitted', 'late', 'skipped')
                               ELSE o.stage <> 'annotate'
                                    AND (a.status IN ('leased', 'submitted', 'late')
                                         OR a.stage = 'annotate' AND a.status = 'expired') END)
"""
UNFINISHED = """
SELECT t.id, t.status FROM task AS t LEFT JOIN settlement AS s ON s.task_id = t.id
 WHERE t.project_id = %s AND t.status NOT IN ('completed', 'cancelled')
   AND s.state IS DISTINCT FROM 'needs_review'
"""
Result = TypeVar("Result")
workers = st.integers(0, WORKERS - 1)
answers = st.sampled_from([{"category": "cat"}, {"category": "dog"}])


@dataclass(frozen=True)
class Place:
    """Where all examples happen, each in a project of its own."""

    run: asyncio.Runner
    crowd: Crowd
    app: Database


@dataclass(frozen=True)
class Held:
    """An assignment that a worker was given at some time."""

    worker: Worker
    assignment_id: str


class Dispatching(RuleBasedStateMachine):
    """One project, from its first task to the moment when nothing is left to do."""

    tasks = Bundle("tasks")
    given = Bundle("given")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.crowd, self.app, self._runner = place.crowd, place.app, place.run
        self.turns = Turns(place.app)
        self.project = ""
        self.workers: list[Worker] = []

    def run(self, doing: Coroutine[object, object, Result]) -> Result:
        """What comes of an action."""
        return self._runner.run(doing)

    def attempt(self, doing: Coroutine[object, object, object]) -> None:
        """Do what the present state may refuse; it must say so in our own words."""
        with suppress(ConflictError):
            self.run(doing)

    @initialize(
        wanted=st.integers(1, 2),
        most=st.sampled_from([None, None, 4]),
        reviewed=st.sampled_from([0, 0.5, 1]),
        twice=st.sampled_from([0, 1]),
        blind=st.sampled_from([None, "second_decides", "customer_decides"]),
        rejections=st.integers(0, 2),
        seeded=st.sampled_from([0, 0, 1]),
    )
    def open_project(
        self,
        wanted: int,
        most: int | None,
        reviewed: float,
        twice: int,
        blind: str | None,
        rejections: int,
        seeded: float,
    ) -> None:
        """A project that pays, of one or several answers, reviewed or not, and its people."""

        async def opened() -> None:
            self.project = await self.crowd.project(
                rate_micros=1001,
                annotations_wanted=wanted,
                annotations_max=most,
                review_share=reviewed,
                second_review_share=twice,
                second_review_is_blind=blind is not None,
                differing_reviews=blind or "second_decides",
                review_rate_micros=17,
                rejections_max=rejections,
                overlap_share=seeded,
            )
            self.workers = [
                await self.crowd.reviewer(f"{self.project} {place}", self.project)
                for place in range(WORKERS)
            ]

        self.wanted = wanted
        self.run(opened())

    @rule(target=tasks)
    def add_task(self) -> str:
        """A task arrives."""
        return self.run(self.crowd.task(self.project, wanted=self.wanted))

    @rule(target=given, who=workers, hold=st.integers(1, 3))
    def lease(self, who: int, hold: int) -> object:
        """A worker asks for work and is given all there is, up to what they hold."""
        worker = self.workers[who]
        held = self.run(self._lease(worker, hold))
        if len(held) < hold:
            self.run(self._write(LOOK_AGAIN, worker.id))
            held = self.run(self._lease(worker, hold))
        assert len(held) == len(set(held))
        if len(held) < hold:
            assert self.run(self.crowd.rows(WAITING, self.project, worker.id)) == []
        return multiple(*(Held(worker, one) for one in held))

    @rule(target=given, holds=st.lists(st.integers(1, 3), min_size=WORKERS, max_size=WORKERS))
    def lease_together(self, holds: list[int]) -> object:
        """All workers ask in the same moment; the first of them alone, for nobody waited yet."""

        async def leased() -> list[list[str]]:
            asking = zip(self.workers, holds, strict=True)
            return await asyncio.gather(*(self._lease(worker, hold) for worker, hold in asking))

        self.run(leased())
        for worker in self.workers:
            self.run(self._write(LOOK_AGAIN, worker.id))
        given = self.run(leased())
        for worker, hold, held in zip(self.workers, holds, given, strict=True):
            assert len(held) == len(set(held))
            if len(held) < hold:
                assert self.run(self.crowd.rows(WAITING, self.project, worker.id)) == []
        pairs = zip(self.workers, given, strict=True)
        return multiple(*(Held(worker, one) for worker, held in pairs for one in held))

    @rule(sent=st.lists(st.tuples(given, answers), min_size=2, max_size=6))
    def submit_together(self, sent: list[tuple[Held, dict[str, str]]]) -> None:
        """Some submit in the same moment, one of them twice or two answers to one task."""

        async def submitted() -> list[str | BaseException]:
            return await asyncio.gather(
                *(self._submit(held, answer) for held, answer in sent), return_exceptions=True
            )

        for told, (held, _) in zip(self.run(submitted()), sent, strict=True):
            assert (
                isinstance(told, ConflictError)
                or orjson.loads(str(told))["assignment_id"] == held.assignment_id
            )

    @rule(held=given, response=answers)
    def submit(self, held: Held, response: dict[str, str]) -> None:
        """A worker submits, at any time, and the network sends it twice."""

        async def submitted() -> None:
            told = [await self._submit(held, response) for _ in range(2)]
            assert told[0] == told[1]

        self.attempt(submitted())

    @rule(held=given, verdict=st.sampled_from(Verdict), response=answers)
    def judge(self, held: Held, verdict: Verdict, response: dict[str, str]) -> None:
        """A reviewer sends a verdict, at any time, and the network sends it twice."""
        fix = response if verdict is Verdict.FIXED else None

        async def judged() -> None:
            told = [await self._judge(held, verdict, fix) for _ in range(2)]
            assert told[0] == told[1]

        with suppress(InvalidInputError):  # a fix that changes nothing
            self.attempt(judged())

    @rule(held=given, response=answers)
    def revise(self, held: Held, response: dict[str, str]) -> None:
        """A worker thinks better of it."""

        async def revised() -> None:
            async with self.app.connection() as conn:
                await annotation.revise(
                    conn, held.worker.token, held.assignment_id, response=response, key=None
                )

        if self.run(self._is_submitted(held)):
            self.attempt(revised())

    @rule(held=given, status=st.sampled_from(["skipped", "released"]))
    def give_back(self, held: Held, status: Literal["skipped", "released"]) -> None:
        """A worker passes a task over, or lets it go."""

        async def given_back() -> None:
            async with self.app.connection() as conn, conn.transaction():
                me = await dispatch.act_as_worker(conn, held.worker.token)
                await dispatch.give_back(conn, me, held.assignment_id, status=status, reason="hm")

        self.attempt(given_back())

    @rule(held=given)
    def show_and_extend(self, held: Held) -> None:
        """A worker opens a task and asks for more time."""

        async def extended() -> None:
            async with self.app.connection() as conn, conn.transaction():
                me = await dispatch.act_as_worker(conn, held.worker.token)
                await dispatch.show(conn, me, held.assignment_id)
                await dispatch.extend(conn, me, held.assignment_id)

        self.attempt(extended())

    @rule(held=given, is_noticed=st.booleans())
    def run_out(self, held: Held, *, is_noticed: bool) -> None:
        """The time of a lease passes; the runner notices, or has not yet."""
        self.run(self._write(RUN_OUT, held.assignment_id))
        if is_noticed:
            self.run(expire_leases(self.crowd.db))

    @rule()
    def settle(self) -> None:
        """The runner settles what has its answers, or asks for more."""
        self.run(self.crowd.settle())

    @rule(task=tasks)
    def cancel(self, task: str) -> None:
        """The customer wants a task no more."""

        async def cancelled() -> None:
            async with self.crowd.db.transaction(self.crowd.identity) as conn:
                await cancel_task(conn, self.crowd.identity, task, clears_unique_id=False)

        self.attempt(cancelled())

    @rule(task=tasks)
    def reject(self, task: str) -> None:
        """The customer sends an answer back to work."""

        async def rejected() -> None:
            caller = Caller(self.crowd.organisation_id, "live", "manager", None, None)
            async with self.crowd.db.transaction(self.crowd.identity) as conn:
                await audit(conn, caller, task, Remark(Audit.REJECTED))

        self.attempt(rejected())

    @invariant()
    def is_sound(self) -> None:
        """What `goldwright verify` looks for is nowhere."""
        assert self.run(verify(self.crowd.db)) == []

    def teardown(self) -> None:
        """Once new people have taken all that waits, no task is left behind."""
        if not self.project:
            return

        async def finish() -> list[dict[str, object]]:
            await self._write(RUN_ALL_OUT)
            await expire_leases(self.crowd.db)
            await self.crowd.settle()
            for place in range(9):
                fresh = await self.crowd.reviewer(f"{self.project} fresh {place}", self.project)
                for assignment_id in await self._lease(fresh, 100):
                    await self._finish(Held(fresh, assignment_id))
                await self.crowd.settle()
            return await self.crowd.rows(UNFINISHED, self.project)

        assert self.run(finish()) == []
        self.is_sound()

    async def _lease(self, worker: Worker, hold: int) -> list[str]:
        wish = dispatch.Wish(self.project, hold, [])
        shown = await dispatch.lease(self.turns, worker.token, wish)
        return [orjson.loads(one)["assignment_id"] for one in shown]

    async def _finish(self, held: Held) -> None:
        """Answer, or accept what can be accepted."""
        async with self.app.connection() as conn:
            shown = await dispatch.assignment_content(conn, held.worker.token, held.assignment_id)
        if orjson.loads(shown)["stage"] == "annotate":
            await self._submit(held, {"category": "cat"})
        else:
            await self._judge(held, Verdict.ACCEPTED, None)

    async def _judge(self, held: Held, verdict: Verdict, response: dict[str, str] | None) -> str:
        fixed = None if response is None else dict(response)
        opinion = Opinion(verdict, "hm", fixed, [], None, 1)
        return await send(self.app, held.worker.token, held.assignment_id, opinion)

    async def _submit(self, held: Held, response: dict[str, str]) -> str:
        told, _ = await annotation.submit(
            self.turns,
            held.worker.token,
            held.assignment_id,
            response=dict(response),
            key=None,
            active_seconds=1,
            wish=None,
        )
        return told

    async def _is_submitted(self, held: Held) -> bool:
        return bool(
            await self.crowd.rows(
                "SELECT FROM annotation WHERE assignment_id = %s", held.assignment_id
            )
        )

    async def _write(self, statement: str, *values: object) -> None:
        async with self.crowd.db.transaction(self.crowd.identity) as conn:
            await conn.execute(statement, values)


def test_invariants_hold_after_every_action(fresh_database_url: str) -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        crowd = runner.run(stack.enter_async_context(crowd_of(fresh_database_url)))
        app = Database(fresh_database_url, role="goldwright_app", size=1)
        runner.run(stack.enter_async_context(app))
        place = Place(runner, crowd, app)
        try:
            run_state_machine_as_test(
                lambda: Dispatching(place),
                settings=settings(
                    max_examples=12,
                    stateful_step_count=25,
                    deadline=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(stack.aclose())
