"""What a worker did on earlier days, written as if it had happened."""

from collections.abc import Sequence
from datetime import timedelta

from goldwright.clock import now
from goldwright.db import Database
from goldwright.ids import new_id
from tests.support.factories import Human, Organisation, make_task


async def answered(
    db: Database,
    organisation: Organisation,
    project: str,
    worker: Human,
    *,
    days_ago: int,
    answers: int,
    gold: Sequence[float] = (),
) -> None:
    """So many answers of a day, the first of them to gold tasks that they met so well."""
    moment = now() - timedelta(days=days_ago)
    for number in range(answers):
        task = await make_task(db, organisation, project)
        assignment, annotation = new_id("asg"), new_id("ann")
        purpose = "gold" if number < len(gold) else "work"
        async with db.transaction(organisation.identity()) as conn:
            await conn.execute(
                "INSERT INTO assignment (organisation_id, environment, id, task_id, project_id,"
                " purpose, worker_id, status, price_micros, currency, lease_seconds, leased_at,"
                " lease_expires_at, ended_at) VALUES (%s, 'live', %s, %s, %s, %s, %s, 'submitted',"
                " 0, 'USD', 60, %s, %s, %s)",
                (
                    *(organisation.id, assignment, task, project, purpose, worker.worker_id),
                    *(moment, moment, moment),
                ),
            )
            await conn.execute(
                "INSERT INTO annotation (organisation_id, environment, id, is_counted,"
                " assignment_id, task_id, project_id, stage, purpose, worker_id, response,"
                " idempotency_key, active_seconds, paid_micros, currency, submitted_at)"
                " VALUES (%s, 'live', %s, true, %s, %s, %s, 'annotate', %s, %s,"
                " '{\"category\": \"cat\"}', '', 1, 0,"
                " 'USD', %s)",
                (
                    *(organisation.id, annotation, assignment, task, project, purpose),
                    *(worker.worker_id, moment),
                ),
            )
            if purpose == "gold":
                await conn.execute(
                    "INSERT INTO gold_result (organisation_id, environment, annotation_id,"
                    " assignment_id, task_id, project_id, worker_id, purpose, agreement)"
                    " VALUES (%s, 'live', %s, %s, %s, %s, %s, 'gold', %s)",
                    (
                        *(organisation.id, annotation, assignment, task, project),
                        *(worker.worker_id, gold[number]),
                    ),
                )


async def accrued(
    db: Database,
    organisation: Organisation,
    project: str,
    worker: Human,
    *,
    days_ago: int,
    micros: int,
) -> None:
    """Pay of an earlier day."""
    async with db.transaction(organisation.identity()) as conn:
        await conn.execute(
            "WITH made AS (INSERT INTO transfer (organisation_id, environment, kind, worker_id,"
            " annotation_id, created_at) VALUES (%(org)s, 'live', 'accrual', %(worker)s,"
            " %(annotation)s, now() - %(days)s * interval '1 day') RETURNING id)"
            " INSERT INTO entry (organisation_id, environment, transfer_id, account, worker_id,"
            " project_id, amount_micros, currency)"
            " SELECT %(org)s, 'live', id, side.account, %(worker)s, %(project)s, side.amount, 'USD'"
            " FROM made, (VALUES ('worker', %(micros)s), ('organisation', -%(micros)s))"
            " AS side (account, amount)",
            {
                "org": organisation.id,
                "worker": worker.worker_id,
                "annotation": new_id("ann"),
                "days": days_ago,
                "project": project,
                "micros": micros,
            },
        )
