"""The verbs of the ledger outside the submit: reverse, and what stands on an account."""

from typing import Any

import psycopg

from goldwright.db import Connection, load
from goldwright.db.identity import Environment
from goldwright.errors import InvalidInputError

SQL = load(__package__ or "")
Row = dict[str, Any]  # a database row: its columns' types are the schema's


async def earnings(conn: Connection, worker_id: str) -> list[Row]:
    """What a worker has accrued, by `currency`: `amount_micros` and the number of `entries`."""
    return await (await conn.execute(SQL["earnings"], {"worker_id": worker_id})).fetchall()


async def earnings_by_day(conn: Connection, worker_id: str, *, days: int, zone: str) -> list[Row]:
    """What a worker has accrued on each of the last `days` of a time zone, by project."""
    values = {"worker_id": worker_id, "days": days, "zone": zone}
    try:
        return await (await conn.execute(SQL["earnings_by_day"], values)).fetchall()
    except psycopg.errors.InvalidParameterValue as error:
        raise InvalidInputError(
            f"There is no time zone {zone!r}; give a name such as Europe/Berlin."
        ) from error


async def cost(conn: Connection, *, organisation_id: int, environment: Environment) -> list[Row]:
    """What an organisation owes, by `project` and `currency`: `amount_micros`, `annotations`."""
    values = {"organisation_id": organisation_id, "environment": environment}
    return await (await conn.execute(SQL["cost"], values)).fetchall()


async def reverse(
    conn: Connection,
    *,
    organisation_id: int,
    environment: Environment,
    annotation_id: str,
    reason: str,
) -> bool:
    """Undo the pay of an annotation, once; whether there was something to undo."""
    values = {
        "organisation_id": organisation_id,
        "environment": environment,
        "annotation_id": annotation_id,
        "reason": reason,
    }
    row = await (await conn.execute(SQL["reverse"], values)).fetchone()
    assert row is not None
    return bool(row["is_reversed"])
