"""What the outbox calls with events that quality has yet to act on."""

from collections.abc import Sequence
from itertools import chain

from goldwright.db import Connection
from goldwright.jobs.outbox import Event
from goldwright.quality import allocating, gold, modelling, restating, settling
from goldwright.quality.rejudging import asked_further, judge_anew, rejudged_projects
from goldwright.quality.scope import Scope
from goldwright.quality.skill import Evidence
from goldwright.quality.statements import SQL
from goldwright.quality.unlearnt import learn_anew

_OTHER_RULES = {"project.settings_changed", "project.rates_changed"}


async def handle(conn: Connection, events: Sequence[Event]) -> None:
    """Score gold and settle tasks after these events, all of one organisation and environment.

    Runs inside the transaction that takes them from the outbox, as runner of that organisation.
    Events only say where to look: what counts is read from the tables, so a repeated one does no
    harm.
    """
    if not events:
        return
    scope = Scope(events[0].organisation_id, events[0].environment)
    evidence = Evidence()
    work: list[str] = []
    known: list[str] = []
    for one in events:
        details = one.details or {}
        # Only ordinary work is ever revised; all else is about a task whose answer is known.
        if details.get("purpose", "work") != "work":
            known.append(str(details["annotation_id"]))
        elif one.task_id is not None:
            work.append(one.task_id)
    rejudged = await asked_further(conn, scope, rejudged_projects(events))
    if rejudged:
        # All in one order, or runners side by side would wait for each other.
        every = sorted({*work, *chain.from_iterable(rejudged.values())})
        await conn.execute(SQL["lock_tasks"], scope.with_(tasks=every))
    spending = await settling.settle(conn, scope, work, evidence)
    for project_id, tasks in rejudged.items():
        spending |= await judge_anew(conn, scope, project_id, tasks, evidence)
    moved = {one.project_id for one in events if one.task_id is None and one.project_id}
    changed = _with_other_rules(events)
    await allocating.allocate(conn, scope, spending | moved, evidence, changed=changed)
    candidates = await gold.score(conn, scope, known, evidence)
    due = await evidence.write(conn, scope)
    await gold.admit(conn, scope, candidates)
    for project_id in sorted({*due, *changed}):
        await learn_anew(conn, scope, project_id)


async def model_workers(conn: Connection, events: Sequence[Event]) -> None:
    """Learn which class workers take for which in the projects of these events, each once.

    An outbox stage of its own: settling never waits for it.
    """
    for project_id in sorted({one.project_id for one in events if one.project_id is not None}):
        scope = Scope(events[0].organisation_id, events[0].environment)
        await modelling.refresh(conn, scope, project_id)


async def restate(conn: Connection, events: Sequence[Event]) -> None:
    """Tell anew how sure settled tasks are, some of each project at a time.

    A stage of its own too: it may take long, and nobody waits for it.
    """
    begin: dict[str, str] = {}
    for one in events:
        if one.project_id is not None and one.details is not None:
            after = str(one.details["after"])
            begin[one.project_id] = min(after, begin.get(one.project_id, after))
    for project_id, after in sorted(begin.items()):
        scope = Scope(events[0].organisation_id, events[0].environment)
        await restating.restate(conn, scope, project_id, after=after)


def _with_other_rules(events: Sequence[Event]) -> set[str]:
    """Projects whose settings were changed: what gold shows of them is to be looked at anew."""
    return {
        one.project_id for one in events if one.kind in _OTHER_RULES and one.project_id is not None
    }
