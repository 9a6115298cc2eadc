"""Pooled connections that have taken their role and know where the tables are."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Literal, Self

import orjson
import psycopg
from psycopg import AsyncConnection, sql
from psycopg.rows import DictRow, dict_row
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from goldwright.db.identity import Identity, act_as
from goldwright.errors import (
    ConflictError,
    DuplicateKeyError,
    GoldwrightError,
    IllegalMoveError,
    InvalidInputError,
    LeaseExpiredError,
    NotFoundError,
    NotQualifiedError,
    UnauthenticatedError,
    UnavailableError,
)

Connection = AsyncConnection[DictRow]
Role = Literal["goldwright_app", "goldwright_runner"]

set_json_loads(orjson.loads)
set_json_dumps(orjson.dumps)

# SQL functions raise these with a message for the caller.
_RAISED: dict[str, type[GoldwrightError]] = {
    "GW401": UnauthenticatedError,
    "GW403": NotQualifiedError,
    "GW404": NotFoundError,
    "GW409": ConflictError,
    "GW410": LeaseExpiredError,
    "GW411": IllegalMoveError,
    "GW412": DuplicateKeyError,
}


class Database:
    """A pool of connections under one role; open it with `async with`."""

    def __init__(self, url: str, *, role: Role, size: int) -> None:
        self._pool = AsyncConnectionPool[Connection](
            url,
            min_size=1,
            max_size=size,
            open=False,
            timeout=10,
            # An idle connection costs PostgreSQL 4 MiB, a new one a few milliseconds. Of those that
            # were idle together for so long, one is closed.
            max_idle=5,
            connection_class=Connection,
            kwargs={"autocommit": True, "row_factory": dict_row, "application_name": role},
            configure=lambda conn: _take_role(conn, role),
        )

    async def __aenter__(self) -> Self:
        await self._pool.open(wait=True)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.close()

    def pool_stats(self) -> dict[str, int]:
        """How many connections there are, are idle, and are waited for."""
        return self._pool.get_stats()

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[Connection]:
        """An autocommitting connection, for a single call of a SQL function that says who acts.

        What the functions raise leaves as our own errors; a lost database as UnavailableError.
        """
        with translated():
            async with self._pool.connection() as conn:
                yield conn

    @asynccontextmanager
    async def transaction(self, identity: Identity) -> AsyncGenerator[Connection]:
        """A transaction in which `identity` acts; commits at the end, rolls back on any error."""
        async with self.connection() as conn, conn.transaction():
            await act_as(conn, identity)
            yield conn


class translated:  # noqa: N801  reads as a phrase where it is used
    """Turns what the database says to callers into our errors, a lost server included."""

    def __enter__(self) -> None:
        """Nothing to set up."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, psycopg.Error):
            ours = raised(error.sqlstate or "", error.diag.message_primary or "")
            if ours is not None:
                raise ours from error
            if isinstance(error, psycopg.DataError) and (
                error.sqlstate in _UNSTORABLE or (error.sqlstate is None and "NUL" in str(error))
            ):
                raise InvalidInputError(
                    "A text contains a character that cannot be stored, such as U+0000; remove it."
                ) from error
            if isinstance(error, PoolTimeout) or (
                isinstance(error, psycopg.OperationalError) and error.sqlstate in _LOST
            ):
                raise UnavailableError(
                    "The database is not answering; try again shortly."
                ) from error


def raised(code: str, message: str) -> GoldwrightError | None:
    """Our own error of this code of a SQL function; None when it is none of ours."""
    kind = _RAISED.get(code)
    return None if kind is None else kind(message)


# Text that PostgreSQL cannot hold; psycopg refuses NUL itself, without a state.
_UNSTORABLE = frozenset({"22021", "22P05"})
# No state at all is a broken connection; class 57P: the server is stopping or starting.
_LOST: Sequence[str | None] = (None, "57P01", "57P02", "57P03", "53300", "40P01", "40001")


async def _take_role(conn: Connection, role: Role) -> None:
    await conn.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
    await conn.execute("SET search_path = goldwright, pg_temp")
    await conn.execute("SET TIME ZONE 'UTC'")
    # Statements that shut the planner off a path look dear to it: compiling each took 110 ms.
    await conn.execute("SET jit = off")
