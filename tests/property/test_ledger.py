"""The ledger balances after any sequence of accruals and reversals, and refuses all else."""

from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import dataclass

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldwright.ids import new_id
from goldwright.ledger import actions
from tests.support.crowd import Crowd
from tests.support.crowd import crowd as crowd_of


@dataclass(frozen=True)
class Accrual:
    """Pay for the annotation of a number, by a worker of a number."""

    annotation: int
    worker: int
    amount_micros: int
    currency: str


@dataclass(frozen=True)
class Reversal:
    """Undoes the pay of the annotation of a number, if there is any."""

    annotation: int


# Few annotations and workers, so that repeats and reversals of what exists are common.
annotations = st.integers(0, 5)
accruals = st.builds(
    Accrual,
    annotations,
    st.integers(0, 2),
    st.sampled_from([0, 1, 999_999]) | st.integers(0, 2**50),
    st.sampled_from(["USD", "EUR"]),
)
moves = st.lists(accruals | st.builds(Reversal, annotations), max_size=20)

UNBALANCED = """
SELECT transfer_id FROM entry GROUP BY transfer_id
HAVING count(*) <> 2 OR sum(amount_micros) <> 0 OR min(currency) <> max(currency)
"""


class Books:
    """What the ledger should say, kept in the plainest way."""

    def __init__(self) -> None:
        self.accrued: dict[int, Accrual] = {}
        self.reversed: set[int] = set()

    def accrue(self, move: Accrual) -> bool:
        """Whether the accrual may be: one annotation is paid once."""
        if move.annotation in self.accrued:
            return move.amount_micros == 0
        if move.amount_micros:
            self.accrued[move.annotation] = move
        return True

    def reverse(self, move: Reversal) -> bool:
        """Whether there is something to undo, which there is once."""
        if move.annotation not in self.accrued or move.annotation in self.reversed:
            return False
        self.reversed.add(move.annotation)
        return True

    def owed(self, worker: int | None = None) -> dict[str, int]:
        """What stands, by currency; to one worker or in all."""
        total: Counter[str] = Counter()
        for annotation, paid in self.accrued.items():
            if worker in {None, paid.worker}:
                total[paid.currency] += (annotation not in self.reversed) * paid.amount_micros
        return dict(total)


@pytest.fixture(scope="module")
async def crowd(database_url: str) -> AsyncGenerator[Crowd]:
    """An organisation with a ledger."""
    async with crowd_of(database_url) as found:
        yield found


@pytest.fixture(scope="module")
async def project(crowd: Crowd) -> str:
    """A project that pays."""
    return await crowd.project()


async def accrue(crowd: Crowd, project: str, prefix: str, move: Accrual) -> bool:
    """Whether the ledger took an accrual."""
    try:
        async with crowd.db.transaction(crowd.identity) as conn:
            await conn.execute(
                "SELECT accrue(%s, 'live', %s, %s, %s, %s, %s)",
                (
                    crowd.organisation_id,
                    f"{prefix}_{move.annotation}",
                    f"{prefix}_worker_{move.worker}",
                    project,
                    move.amount_micros,
                    move.currency,
                ),
            )
    except psycopg.errors.UniqueViolation:
        return False
    return True


async def reverse(crowd: Crowd, prefix: str, move: Reversal) -> bool:
    """Whether the ledger had something to undo."""
    async with crowd.db.transaction(crowd.identity) as conn:
        return await actions.reverse(
            conn,
            organisation_id=crowd.organisation_id,
            environment="live",
            annotation_id=f"{prefix}_{move.annotation}",
            reason="a mistake",
        )


async def cost(crowd: Crowd) -> dict[str, int]:
    """What the organisation owes, by currency."""
    async with crowd.db.transaction(crowd.identity) as conn:
        rows = await actions.cost(conn, organisation_id=crowd.organisation_id, environment="live")
    return {row["currency"]: row["amount_micros"] for row in rows}


@given(moves)
async def test_books_balance_after_any_sequence(
    crowd: Crowd, project: str, sequence: list[Accrual | Reversal]
) -> None:
    books, prefix = Books(), new_id("try")
    before = Counter(await cost(crowd))

    for move in sequence:
        if isinstance(move, Accrual):
            assert await accrue(crowd, project, prefix, move) == books.accrue(move)
        else:
            assert await reverse(crowd, prefix, move) == books.reverse(move)

    async with crowd.db.transaction(crowd.identity) as conn:
        earned = [
            {
                row["currency"]: row["amount_micros"]
                for row in await actions.earnings(conn, f"{prefix}_worker_{worker}")
            }
            for worker in range(3)
        ]
    assert await crowd.rows(UNBALANCED) == []
    assert earned == [books.owed(worker) for worker in range(3)]
    assert Counter(await cost(crowd)) == before + Counter(books.owed())


# Each is written by the owner of the tables, whom neither a policy nor a missing privilege stops.
TRANSFER = """
INSERT INTO transfer (organisation_id, environment, kind, annotation_id)
VALUES (%(organisation)s, 'live', 'accrual', %(annotation)s) RETURNING id
"""
ENTRY = """
INSERT INTO entry (organisation_id, environment, transfer_id, account, worker_id, project_id,
                   amount_micros, currency)
VALUES (%(organisation)s, 'live', %(transfer)s, %(account)s, 'wrk', 'prj', %(amount)s, %(currency)s)
"""
Line = tuple[str, int, str]
sides = st.tuples(
    st.sampled_from(["worker", "organisation"]),
    st.integers(-5, 5).filter(bool) | st.sampled_from([2**62, -(2**62)]),
    st.sampled_from(["USD", "EUR"]),
)

balanced = st.builds(
    lambda amount, currency: [("worker", amount, currency), ("organisation", -amount, currency)],
    st.integers(-(2**62), 2**62).filter(bool),
    st.sampled_from(["USD", "EUR"]),
)


@pytest.fixture(scope="module")
async def other(database_url: str) -> AsyncGenerator[Crowd]:
    """An organisation of its own: what it is owed in all may be more than a number holds."""
    async with crowd_of(database_url) as found:
        yield found


@pytest.fixture(scope="module")
async def owner(database_url: str, other: Crowd) -> AsyncGenerator[psycopg.AsyncConnection]:
    """A connection under the role that owns the tables, acting for the organisation."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as conn:
        await conn.execute("SET ROLE goldwright_owner")
        await conn.execute("SET search_path = goldwright")
        await conn.execute(
            "SELECT set_config('goldwright.organisation', %s, false),"
            " set_config('goldwright.environment', 'live', false)",
            (str(other.organisation_id),),
        )
        yield conn


async def write(owner: psycopg.AsyncConnection, organisation_id: int, lines: list[Line]) -> None:
    """Commit a transfer with these entries: account, amount, currency."""
    values = {"organisation": organisation_id, "annotation": new_id("ann")}
    async with owner.transaction():
        made = await (await owner.execute(TRANSFER, values)).fetchone()
        assert made is not None
        for account, amount, currency in lines:
            about = {"account": account, "amount": amount, "currency": currency}
            await owner.execute(ENTRY, {**values, "transfer": made[0], **about})


def is_balanced(lines: list[Line]) -> bool:
    """Both accounts, one currency, zero in all."""
    accounts, amounts, currencies = zip(*lines, strict=True) if lines else ((), (), ())
    return (
        sorted(accounts) == ["organisation", "worker"]
        and sum(amounts) == 0
        and len(set(currencies)) == 1
    )


@given(st.lists(sides, max_size=3) | balanced)
async def test_commit_takes_exactly_what_balances(
    owner: psycopg.AsyncConnection, other: Crowd, lines: list[Line]
) -> None:
    try:
        await write(owner, other.organisation_id, lines)
    except psycopg.errors.IntegrityError:
        taken = False
    else:
        taken = True

    assert taken == is_balanced(lines)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [("worker", 5, "USD")],
        [("worker", 5, "USD"), ("organisation", -4, "USD")],
        [("worker", 5, "USD"), ("organisation", -5, "EUR")],
    ],
    ids=["no entry", "one entry", "unequal", "two currencies"],
)
async def test_unbalanced_transfer_is_refused_at_commit(
    owner: psycopg.AsyncConnection, other: Crowd, lines: list[Line]
) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="do not balance"):
        await write(owner, other.organisation_id, lines)


async def test_entry_cannot_join_a_transfer_later(
    owner: psycopg.AsyncConnection, other: Crowd
) -> None:
    await write(owner, other.organisation_id, [("worker", 5, "USD"), ("organisation", -5, "USD")])
    latest = await (await owner.execute("SELECT max(id) FROM transfer")).fetchone()
    assert latest is not None
    late = {"organisation": other.organisation_id, "transfer": latest[0], "currency": "USD"}

    for account in ("worker", "organisation"):
        with pytest.raises(psycopg.errors.UniqueViolation):
            await owner.execute(ENTRY, {**late, "account": account, "amount": 1})
    with pytest.raises(psycopg.errors.CheckViolation):
        await owner.execute(ENTRY, {**late, "account": "third", "amount": 1})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE transfer SET reason = 'other'",
        "UPDATE entry SET amount_micros = 1",
        "DELETE FROM transfer",
        "DELETE FROM entry",
        "TRUNCATE entry",
        "TRUNCATE transfer CASCADE",
    ],
)
async def test_ledger_is_never_rewritten_even_by_its_owner(
    owner: psycopg.AsyncConnection, statement: str
) -> None:
    with pytest.raises(psycopg.errors.RestrictViolation, match="reversing transfer"):
        await owner.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE {} SET worker_id = 'x'", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["transfer", "entry"])
async def test_application_has_no_right_to_rewrite_the_ledger(
    other: Crowd, table: str, statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with other.db.transaction(other.identity) as conn:
            await conn.execute(statement.format(table))
