"""Ids that order by time: 12 hexadecimal digits of milliseconds, 6 of a counter, 6 at random.

A task's id is those 24 digits alone, as the customers' clients expect; every other id shows its
kind in front (`asg_…`). `new_id` in `functions.sql` makes the same form inside PostgreSQL. Ids are
not secrets: what a caller may see is decided by policies, never by guessing.
"""

import itertools
import secrets
from typing import NewType

from goldwright.clock import milliseconds

TaskId = NewType("TaskId", str)
AssignmentId = NewType("AssignmentId", str)
WorkerId = NewType("WorkerId", str)

_counter = itertools.count(secrets.randbelow(1 << 24))


def new_task_id(at: int | None = None) -> TaskId:
    """The next task id, of the present or of `at` milliseconds.

    Within one process later calls give greater ids within a counter's turn.
    """
    moment = milliseconds() if at is None else at
    return TaskId(f"{moment:012x}{next(_counter) & 0xFFFFFF:06x}{secrets.token_hex(3)}")


def new_task_ids(count: int, *, at: int) -> list[TaskId]:
    """Ids of tasks made together, ascending within a counter's turn; cheaper than one by one."""
    drawn = secrets.token_hex(3 * count)
    return [
        TaskId(f"{at:012x}{next(_counter) & 0xFFFFFF:06x}{drawn[6 * place : 6 * place + 6]}")
        for place in range(count)
    ]


def first_task_id(at: int) -> TaskId:
    """The least id of a task made at `at` milliseconds: a bound on when tasks were made."""
    return TaskId(f"{at:012x}{0:012x}")


def new_id(kind: str) -> str:
    """A fresh id such as `prj_0192…`; `kind` is the three-letter prefix."""
    return f"{kind}_{new_task_id()}"
