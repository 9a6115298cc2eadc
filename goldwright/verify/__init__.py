"""The invariants of an installation, read from its rows: what `goldwright verify` prints.

Downstream of every stage and read-only. Each statement of `queries.sql` finds what must not be; a
sound installation has no findings.
"""

from dataclasses import dataclass
from typing import get_args

from goldwright.db import Database, load
from goldwright.db.identity import Environment, operator, runner

SQL = load(__package__ or "")
INVARIANTS = tuple(name for name in SQL if name != "organisations")
_LIMIT = 20  # findings of one kind: enough to see the pattern


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must not be: which invariant, whose, what and why."""

    invariant: str
    organisation: str
    environment: str
    subject: str
    problem: str


async def verify(db: Database) -> list[Finding]:
    """Everything that breaks an invariant, at most twenty findings of each kind and organisation.

    Reads whole tables: minutes on a large installation, and safe beside running work, since each
    check is one statement on one snapshot.
    """
    async with db.transaction(operator("")) as conn:
        organisations = await (await conn.execute(SQL["organisations"])).fetchall()
    return [
        finding
        for organisation in organisations
        for environment in get_args(Environment)
        for finding in await _verify_one(db, organisation["id"], organisation["name"], environment)
    ]


async def _verify_one(
    db: Database, organisation_id: int, name: str, environment: Environment
) -> list[Finding]:
    values = {"organisation_id": organisation_id, "environment": environment, "limit": _LIMIT}
    found: list[Finding] = []
    async with db.transaction(runner(organisation_id, environment)) as conn:
        # Whole tables against whole tables: a join by loops, which a planner without statistics may
        # pick, would take hours where a hash takes seconds.
        await conn.execute("SET LOCAL enable_nestloop = off")
        for invariant in INVARIANTS:
            rows = await (await conn.execute(SQL[invariant], values)).fetchall()
            found += [
                Finding(invariant, name, environment, row["subject"], row["problem"])
                for row in rows
            ]
    return found
