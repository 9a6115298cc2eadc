"""Tasks whose answer is known: adding them, scoring answers, letting who passed at real work."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from psycopg.types.json import Jsonb

from goldwright import events
from goldwright.api.checking import checked
from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.db.identity import Identity
from goldwright.dispatch import actions as dispatch
from goldwright.errors import Fault, InvalidInputError, NotFoundError, ResponseInvalidError
from goldwright.intake.tasks import create_task
from goldwright.quality.rules import RIGHT_AGREEMENT, passes_onboarding
from goldwright.quality.scope import Scope
from goldwright.quality.skill import Evidence
from goldwright.quality.statements import SQL
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject, TaskType

Purpose = Literal["gold", "onboarding"]
_LAST = "g"  # ids are hexadecimal digits, so this comes after every one


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """The right answer to a gold or onboarding task; with an initial response it is a review."""

    expected_response: JsonObject
    initial_response: JsonObject | None


def check_known_answer(task_type: TaskType, params: JsonObject, known: KnownAnswer) -> None:
    """Refuse answers that the task's type would refuse from a worker."""
    responses = {"expected_response": known.expected_response}
    if known.initial_response is not None:
        responses["initial_response"] = known.initial_response
    for name, response in responses.items():
        sentences = task_type.check(params, response)
        if sentences:
            raise ResponseInvalidError(
                f"{name}: {sentences[0]}", faults=[Fault(f"/{name}", one) for one in sentences]
            )


async def create(
    conn: Connection,
    identity: Identity,
    *,
    type_name: str,
    body: JsonObject,
    purpose: Purpose,
    known: KnownAnswer,
    keeps_attachments: bool,
) -> DictRow:
    """The row of a new task whose answer is known, from a body as for any other task.

    `keeps_attachments` as for any other task too, or where they load from would tell it from work.

    Runs in a transaction of `identity`, which fails whole when the answer does not fit the task.
    """
    assert identity.organisation_id is not None
    assert identity.environment is not None
    task_type = registry()[type_name]
    if not task_type.is_gold_supported:
        raise InvalidInputError(
            f"Tasks of type {type_name} have no known answers; choose a type that can be compared."
        )
    row = await create_task(
        conn, identity, task_type, body, keeps_attachments=keeps_attachments, purpose=purpose
    )
    check = partial(check_known_answer, task_type, row["params"], known)
    await checked(check, row["params"], known.expected_response, known.initial_response)
    await add_known_answer(
        conn,
        Scope(identity.organisation_id, identity.environment),
        project_id=row["project_id"],
        task_id=row["id"],
        purpose=purpose,
        known=known,
    )
    return row


async def add_known_answer(
    conn: Connection,
    scope: Scope,
    *,
    project_id: str,
    task_id: str,
    purpose: Purpose,
    known: KnownAnswer,
) -> None:
    """Keep the answer of a task made for this purpose, and let it be drawn for workers.

    One with an initial response evaluates reviewers: gold is drawn in review, and never for
    annotators. There is no onboarding of reviewers; then it is kept and drawn for nobody.
    """
    initial = known.initial_response
    stage: Literal["annotate", "review"] = "annotate" if initial is None else "review"
    await conn.execute(
        SQL["add_gold_answer"],
        scope.with_(
            task_id=task_id,
            project_id=project_id,
            purpose=purpose,
            stage=stage,
            expected_response=Jsonb(known.expected_response),
            initial_response=None if initial is None else Jsonb(initial),
        ),
    )
    if stage == "review" and purpose != "gold":
        return
    await dispatch.add_gold(
        conn,
        organisation_id=scope.organisation_id,
        environment=scope.environment,
        project_id=project_id,
        task_id=task_id,
        purpose=purpose,
        stage=stage,
    )


async def list_known(
    conn: Connection, scope: Scope, project_id: str, *, after: str, limit: int
) -> list[DictRow]:
    """Tasks with a known answer that are drawn for workers, newest first, and how they were met."""
    found = await conn.execute(
        SQL["list_known"],
        scope.with_(project_id=project_id, before=after or _LAST, limit=limit),
    )
    return await found.fetchall()


async def remove_known(conn: Connection, scope: Scope, project_id: str, task_id: str) -> None:
    """Draw a known task for nobody any more; who holds it now is still scored, as is the past."""
    removed = await dispatch.remove_gold(
        conn,
        organisation_id=scope.organisation_id,
        environment=scope.environment,
        project_id=project_id,
        task_id=task_id,
    )
    if not removed:
        raise NotFoundError(f"The project has no known task {task_id}.")
    await events.append(
        conn,
        "gold.removed",
        organisation_id=scope.organisation_id,
        environment=scope.environment,
        task_id=task_id,
        project_id=project_id,
    )


async def score(
    conn: Connection, scope: Scope, annotation_ids: Sequence[str], evidence: Evidence
) -> list[tuple[str, str]]:
    """Compare annotations with the known answers, once each; who worked on onboarding, by project.

    What they tell of their workers is added to `evidence`.
    """
    if not annotation_ids:
        return []
    cursor = await conn.execute(
        SQL["read_gold_answers_given"], scope.with_(annotations=sorted(set(annotation_ids)))
    )
    given = await cursor.fetchall()
    agreements = [
        registry()[one["type"]].agree(one["params"], one["response"], one["expected_response"])
        for one in given
    ]
    new = await _keep(conn, scope, given, agreements)
    for one, agreement in zip(given, agreements, strict=True):
        if one["annotation_id"] in new:
            evidence.add_gold(
                one["project_id"],
                one["worker_id"],
                agreement=agreement,
                is_right=agreement >= RIGHT_AGREEMENT,
            )
            evidence.add_answers(one["project_id"], 1)
    return sorted(
        {(one["project_id"], one["worker_id"]) for one in given if one["purpose"] == "onboarding"}
    )


async def admit(conn: Connection, scope: Scope, candidates: Sequence[tuple[str, str]]) -> None:
    """Let those of these workers (by project) at real tasks who passed the project's onboarding.

    Comes after their evidence was written: that holds their rows, so that of two batches with the
    last two answers the second one sees both.
    """
    if not candidates:
        return
    cursor = await conn.execute(
        SQL["read_onboarding"],
        scope.with_(
            projects=[project for project, _ in candidates],
            workers=[worker for _, worker in candidates],
        ),
    )
    for row in await cursor.fetchall():
        if passes_onboarding(
            total=row["total"],
            answered=row["answered"],
            agreement=row["agreement"],
            pass_share=row["onboarding_pass_share"],
        ):
            await dispatch.mark_onboarded(
                conn,
                organisation_id=scope.organisation_id,
                environment=scope.environment,
                project_id=row["project_id"],
                worker_id=row["worker_id"],
            )
            await events.append(
                conn,
                "worker.onboarded",
                organisation_id=scope.organisation_id,
                environment=scope.environment,
                project_id=row["project_id"],
                worker_id=row["worker_id"],
            )


async def _keep(
    conn: Connection,
    scope: Scope,
    given: Sequence[DictRow],
    agreements: Sequence[float],
) -> set[str]:
    """Write the results; the ids of annotations that had none before."""
    cursor = await conn.execute(
        SQL["write_gold_results"],
        scope.with_(
            annotations=[one["annotation_id"] for one in given],
            assignments=[one["assignment_id"] for one in given],
            tasks=[one["task_id"] for one in given],
            projects=[one["project_id"] for one in given],
            workers=[one["worker_id"] for one in given],
            purposes=[one["purpose"] for one in given],
            agreements=list(agreements),
        ),
    )
    return {row["annotation_id"] for row in await cursor.fetchall()}
