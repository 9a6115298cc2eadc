"""Forward-only migrations: SQL files in order, then the functions of every stage, each run once.

Files in `migrations/` run in their number's order, each in a transaction of its own, as the owner's
role. `functions.sql` files hold `CREATE OR REPLACE FUNCTION` only and are run again whenever their
text changes, so that a function is read where it is used and not across a row of migrations.
"""

import hashlib
import secrets
from importlib.resources import files
from importlib.resources.abc import Traversable

import psycopg
import structlog

from goldwright.errors import UnavailableError

_LOCK = 4_761_120_251  # any fixed number: two migrations of one database must not meet
_STAGES = ("api", "intake", "dispatch", "ledger", "annotation", "quality", "review", "delivery")
_log = structlog.get_logger(__name__)

_ROLES = """
DO $$
DECLARE role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['goldwright_owner', 'goldwright_app', 'goldwright_runner'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB', role);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END;
    END IF;
    IF NOT pg_has_role(current_user, role, 'USAGE') THEN
      EXECUTE format('GRANT %I TO current_user', role);
    END IF;
  END LOOP;
END $$
"""


def migrate(url: str) -> list[str]:
    """Bring a database to this version's schema; the names of what was run, none if it was there.

    Safe to run from several processes at once, and again after an interruption.
    """
    try:
        connection = psycopg.connect(url, autocommit=True)
    except psycopg.Error as error:  # an address that is none, too
        raise UnavailableError(f"The database cannot be reached: {error}".strip()) from error
    with connection as conn:
        conn.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        conn.execute(_ROLES)
        conn.execute("CREATE SCHEMA IF NOT EXISTS goldwright AUTHORIZATION goldwright_owner")
        conn.execute("SET ROLE goldwright_owner")
        conn.execute(
            "CREATE TABLE IF NOT EXISTS goldwright.migration (name text PRIMARY KEY,"
            " digest text NOT NULL, run_at timestamptz NOT NULL DEFAULT now())"
        )
        run = [*_migrations(conn), *_functions(conn)]
        # Made once; what it signs stays valid as long as the database lives.
        conn.execute(
            "INSERT INTO goldwright.installation (secret) VALUES (%s) ON CONFLICT DO NOTHING",
            (secrets.token_bytes(32),),
        )
        return run


def migration_names() -> set[str]:
    """The names of the migrations that this version of the program needs, functions aside."""
    folder = files("goldwright.db").joinpath("migrations")
    return {one.name for one in folder.iterdir() if one.name.endswith(".sql")}


def _migrations(conn: psycopg.Connection) -> list[str]:
    done = {row[0] for row in conn.execute("SELECT name FROM goldwright.migration").fetchall()}
    folder = files("goldwright.db").joinpath("migrations")
    scripts = {
        one.name: one.read_text(encoding="utf-8")
        for one in folder.iterdir()
        if one.name.endswith(".sql")
    }
    run = [name for name in sorted(scripts) if name not in done]
    for name in run:
        _run(conn, name, scripts[name])
    return run


def _functions(conn: psycopg.Connection) -> list[str]:
    known = dict(conn.execute("SELECT name, digest FROM goldwright.migration").fetchall())
    run: list[str] = []
    for stage in _STAGES:
        script = files("goldwright").joinpath(stage, "functions.sql")
        if not script.is_file():
            continue
        name, text = f"{stage}/functions.sql", _read(script)
        if known.get(name) != _digest(text):
            _run(conn, name, text)
            run.append(name)
    return run


def _run(conn: psycopg.Connection, name: str, script: str) -> None:
    with conn.transaction():
        conn.execute("SET LOCAL search_path = goldwright")
        conn.execute(script.encode())
        conn.execute(
            "INSERT INTO goldwright.migration (name, digest) VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE SET digest = excluded.digest, run_at = now()",
            (name, _digest(script)),
        )
    _log.info("migrated", step=name)


def _read(script: Traversable) -> str:
    return script.read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
