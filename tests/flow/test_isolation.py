"""No identity reads or writes what is not its own, in any table that the database has."""

from collections.abc import Generator
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import dict_row

from goldwright.db import identity
from goldwright.db.identity import Identity
from goldwright.db.without_organisation import WITHOUT_ORGANISATION
from tests.support.any_row import Table, any_row, insert, tables

APP, RUNNER = "goldwright_app", "goldwright_runner"
OURS, THEIRS = 1001, 1002
OUR_WORKER, STRANGER = "wrk_ours", "wrk_stranger"
OUR_USER = "usr_ours"

# Operators see who is there, how long queues are and what fails; never params or responses.
OPERATOR_READS = {
    "goldwright.organisation",
    "goldwright.member",
    "goldwright.api_key",
    "goldwright.worker_conflict",
    "goldwright.offer",
    "goldwright.queue",
    "goldwright.opening",
    "goldwright.assignment",
    "goldwright.callback",
    "goldwright.event",
    "goldwright.project",
    "goldwright.task_count",
}
OPERATOR_WRITES = {
    "goldwright.organisation",
    "goldwright.member",
    "goldwright.api_key",
    "goldwright.worker_conflict",
}
# A runner that works for nobody in particular sees where there is work.
RUNNER_READS = {
    "goldwright.event",
    "goldwright.assignment",
    "goldwright.attachment",
    "goldwright.callback",
    "goldwright.task_count",
    "goldwright.worker_model",
}
# A trigger counts on behalf of the worker whose submit completes a task.
WORKER_INSERTS = {"goldwright.task_count"}

STRANGERS: dict[str, tuple[str, Identity | None]] = {
    "nobody": (APP, None),
    "nobody, as runner": (RUNNER, None),
    "another organisation": (APP, identity.member(THEIRS, "live")),
    "another organisation's test": (APP, identity.member(THEIRS, "test")),
    "a job of another organisation": (RUNNER, identity.runner(THEIRS, "live")),
    "a worker": (APP, identity.worker(STRANGER)),
    "workers at once": (APP, identity.worker(f"{STRANGER},wrk_other")),
    "a person": (APP, identity.user("usr_stranger")),
    "an operator": (APP, identity.operator("usr_operator")),
    "a runner": (RUNNER, identity.runner()),
    "a runner's identity in the server": (APP, identity.runner()),
}
READS: dict[str, set[str]] = {"an operator": OPERATOR_READS, "a runner": RUNNER_READS}
INSERTS: dict[str, set[str]] = {
    "an operator": OPERATOR_WRITES,
    "a worker": WORKER_INSERTS,
    "workers at once": WORKER_INSERTS,
}
UPDATES: dict[str, set[str]] = {"an operator": OPERATOR_WRITES}

Probe = psycopg.Connection[dict[str, Any]]


def known(environment: str) -> dict[str, object]:
    return {
        "organisation_id": OURS,
        "environment": environment,
        "worker_id": OUR_WORKER,
        "user_id": OUR_USER,
    }


@pytest.fixture(scope="module")
def superuser_url(database_url: str) -> str:
    return database_url.replace("//goldwright@", "//goldwright_root@")


@pytest.fixture(scope="module")
def owned(superuser_url: str) -> list[Table]:
    """Every table of customers, each with a row of ours in live and, where it may be, in test."""
    found = [one for one in tables(superuser_url) if one.name not in WITHOUT_ORGANISATION]
    with psycopg.connect(superuser_url, row_factory=dict_row) as conn:
        # No foreign keys and triggers: each table is filled on its own.
        conn.execute("SET session_replication_role = replica")
        for table in found:
            if table.name == "goldwright.organisation":
                row = any_row(conn, table) | {"id": OURS}
                conn.execute(
                    sql.SQL(
                        "INSERT INTO goldwright.organisation ({}) OVERRIDING SYSTEM VALUE"
                        " VALUES ({})"
                    ).format(
                        sql.SQL(", ").join(map(sql.Identifier, row)),
                        sql.SQL(", ").join(sql.Placeholder() * len(row)),
                    ),
                    list(row.values()),
                )
                continue
            for environment in ("live", "test") if table.has_environment else ("live",):
                row = any_row(conn, table, **known(environment))
                if table.name == "goldwright.api_key":
                    row["hash"] = f"{environment} key"
                insert(conn, table, row)
    return found


@pytest.fixture
def probe(superuser_url: str) -> Generator[Probe]:
    with psycopg.connect(superuser_url, row_factory=dict_row, autocommit=True) as conn:
        yield conn


def act(conn: Probe, role: str, who: Identity | None) -> None:
    """Become a role and an identity for the rest of the transaction."""
    conn.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
    conn.execute("SET LOCAL search_path = goldwright, pg_temp")
    if who is not None:
        conn.execute(
            "SELECT act_as(%s, %s, %s, %s, %s)",
            (who.kind, who.organisation_id, who.environment, who.worker_id, who.user_id),
        )


def rows_after(conn: Probe, role: str, who: Identity | None, statement: sql.Composed) -> int | None:
    """How many rows a statement reaches, its effect undone; None when it is refused outright."""
    try:
        with conn.transaction(force_rollback=True):
            act(conn, role, who)
            return conn.execute(statement).rowcount
    except psycopg.errors.InsufficientPrivilege:
        return None


def test_every_table_has_an_organisation_or_a_reason(superuser_url: str) -> None:
    found = tables(superuser_url)

    unexplained = [
        one.name for one in found if not one.is_owned and one.name not in WITHOUT_ORGANISATION
    ]
    assert unexplained == ["goldwright.organisation"]
    assert set(WITHOUT_ORGANISATION) <= {one.name for one in found}
    assert not [one.name for one in found if one.is_owned and one.name in WITHOUT_ORGANISATION]


def test_every_customer_table_forces_row_level_security(owned: list[Table]) -> None:
    assert [one.name for one in owned if not one.is_isolated] == []


@pytest.mark.parametrize("role", [APP, RUNNER])
def test_roles_of_the_program_own_nothing_and_bypass_nothing(probe: Probe, role: str) -> None:
    facts = probe.execute(
        "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS is_mighty,"
        " (SELECT count(*) FROM pg_class WHERE relowner = r.oid) AS owned"
        " FROM pg_roles AS r WHERE rolname = %s",
        (role,),
    ).fetchone()

    assert facts == {"is_mighty": False, "owned": 0}


@pytest.mark.parametrize("environment", ["live", "test"])
def test_member_sees_exactly_their_environment(
    probe: Probe, owned: list[Table], environment: identity.Environment
) -> None:
    seen = {}
    for table in owned:
        with probe.transaction(force_rollback=True):
            act(probe, APP, identity.member(OURS, environment))
            column = "environment" if table.has_environment else "NULL"
            rows = probe.execute(
                sql.SQL("SELECT {} AS environment FROM {}").format(
                    sql.SQL(column),  # pyright: ignore[reportArgumentType]: one of two literals
                    table.identifier,
                )
            ).fetchall()
        seen[table.name] = [row["environment"] for row in rows]

    assert seen == {one.name: [environment if one.has_environment else None] for one in owned}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_stranger_reads_only_what_they_must(
    probe: Probe, owned: list[Table], stranger: str
) -> None:
    role, who = STRANGERS[stranger]

    seen = {
        table.name
        for table in owned
        if rows_after(probe, role, who, sql.SQL("SELECT FROM {}").format(table.identifier))
    }

    assert seen == READS.get(stranger, set())


@pytest.mark.parametrize("stranger", STRANGERS)
def test_stranger_changes_nothing(probe: Probe, owned: list[Table], stranger: str) -> None:
    role, who = STRANGERS[stranger]
    key = {"goldwright.organisation": "name"}  # its id cannot be set at all

    changed = set()
    for table in owned:
        column = sql.Identifier(key.get(table.name, "organisation_id"))
        set_same = sql.SQL("UPDATE {0} SET {1} = {1}").format(table.identifier, column)
        delete = sql.SQL("DELETE FROM {}").format(table.identifier)
        if rows_after(probe, role, who, set_same) or rows_after(probe, role, who, delete):
            changed.add(table.name)

    assert changed - UPDATES.get(stranger, set()) == set()


@pytest.mark.parametrize("stranger", STRANGERS)
def test_stranger_adds_nothing(probe: Probe, owned: list[Table], stranger: str) -> None:
    role, who = STRANGERS[stranger]

    added = set()
    for table in owned:
        row = any_row(probe, table, **known("live"))
        try:
            with probe.transaction(force_rollback=True):
                act(probe, role, who)
                insert(probe, table, row)
        except psycopg.errors.InsufficientPrivilege:
            continue
        except psycopg.errors.IntegrityError:
            pass  # policies let it through; only the data stood in the way
        added.add(table.name)

    assert added == INSERTS.get(stranger, set())


def test_test_key_is_found_by_its_digest_alone(probe: Probe, owned: list[Table]) -> None:
    with probe.transaction(force_rollback=True):
        act(probe, APP, None)
        found = probe.execute("SELECT * FROM use_key('test key')").fetchall()
        guessed = probe.execute("SELECT * FROM use_key('some key')").fetchall()

    assert [one["environment"] for one in found] == ["test"]
    assert guessed == []


def test_worker_sees_their_own_and_nobody_elses(probe: Probe, owned: list[Table]) -> None:
    with probe.transaction(force_rollback=True):
        act(probe, APP, identity.worker(OUR_WORKER))
        mine = probe.execute("SELECT count(*) AS n FROM annotation").fetchone()
        answers = probe.execute("SELECT count(*) AS n FROM gold_answer").fetchone()

    assert mine == {"n": 2}
    assert answers == {"n": 0}
