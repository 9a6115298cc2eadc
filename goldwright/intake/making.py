"""Tasks that customers create one by one, many at a time.

What a task is checked against is looked up once for all that ask at the same moment, and tasks of
one project and batch that arrive while others are being stored are stored together: a statement
for eight tasks costs little more than for one, and they share one commit.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from psycopg.rows import DictRow

from goldwright.api.checking import checked
from goldwright.db import Database
from goldwright.db.identity import Identity
from goldwright.intake.records import Address, Destination, NewTask
from goldwright.intake.rules import read_address
from goldwright.intake.tasks import (
    Stored,
    find_lacking,
    look_up,
    names_others,
    new_row,
    read_new_task,
    settle_destination,
    store_tasks,
)
from goldwright.jobs.together import Together
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject, TaskType


class _Asked(NamedTuple):
    identity: Identity
    type_name: str
    address: Address


class _Place(NamedTuple):
    identity: Identity
    type_name: str
    project_id: str
    batch_id: str | None
    version: int | None


class _Sent(NamedTuple):
    task: NewTask
    destination: Destination


class TaskMaker:
    """Creates tasks for all requests of one server process."""

    def __init__(self, db: Database, *, keeps_attachments: bool) -> None:
        self._db = db
        self._keeps_attachments = keeps_attachments
        self._contexts = Together(self._look_up)
        self._stored = Together(self._store)

    async def __call__(self, identity: Identity, task_type: TaskType, body: JsonObject) -> DictRow:
        """The row of a new task, committed; in the test environment it is completed already.

        Raises DuplicateKeyError when the `unique_id` is taken.
        """
        address = read_address(body)
        context = await self._contexts(_Asked(identity, task_type.name, address), None)
        task = await checked(partial(read_new_task, task_type, body, context), body)
        destination = settle_destination(context, address, task_type)
        if names_others(task_type, task):
            await self._must_exist(identity, task_type, task)
        place = _Place(
            identity,
            task_type.name,
            destination.project_id,
            destination.batch_id,
            destination.version,
        )
        stored, number = await self._stored(place, _Sent(task, destination))
        return new_row(identity, task_type, destination, task, stored.one(number))

    async def _must_exist(self, identity: Identity, task_type: TaskType, task: NewTask) -> None:
        async with self._db.connection() as conn:
            faults = await find_lacking(conn, identity, task_type, [task])
        if faults:
            raise faults[0]

    async def _look_up(self, asked: _Asked, items: list[None]) -> Sequence[DictRow]:
        task_type = registry()[asked.type_name]
        async with self._db.connection() as conn:
            return [await look_up(conn, asked.identity, task_type, asked.address)] * len(items)

    async def _store(self, place: _Place, sent: list[_Sent]) -> Sequence[tuple[Stored, int]]:
        async with self._db.connection() as conn:
            stored = await store_tasks(
                conn,
                place.identity,
                registry()[place.type_name],
                sent[0].destination,
                [one.task for one in sent],
                keeps_attachments=self._keeps_attachments,
            )
        return [(stored, number) for number in range(len(sent))]
