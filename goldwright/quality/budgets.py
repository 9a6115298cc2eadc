"""What a project's budget has bought and can buy."""

from dataclasses import dataclass

from goldwright.db import Connection
from goldwright.quality.scope import Scope
from goldwright.quality.statements import SQL


@dataclass(frozen=True, slots=True)
class Funds:
    """A project's budget against its tasks, in answers at the price of the moment.

    `first_answers` is what all tasks get before any is asked more, `granted_answers` what was
    bought beyond that. `unasked` tasks still wait for their first answers, `waiting` for further.
    `overpaid_micros` is what answers cost more at another price than they would at this one. Where
    workers have different prices each of the `outstanding` further answers, asked for and not there
    yet, is taken to cost what the dearest of them gets, and so is each that is still to be bought.
    """

    budget_micros: int
    rate_micros: int
    tasks: int
    unasked: int
    waiting: int
    first_answers: int
    granted_answers: int
    overpaid_micros: int
    outstanding: int = 0
    dearest_micros: int | None = None

    @property
    def beyond(self) -> int:
        """Answers that the budget buys beyond the first ones."""
        left = self.budget_micros - self.overpaid_micros
        return max(left // self.rate_micros - self.first_answers, 0)

    @property
    def may_buy(self) -> int:
        """Answers that may be bought now: what is left of the part that belongs to tasks so far.

        While tasks still wait for their first answers, money is kept for what will be asked of
        them too.
        """
        begun = self.tasks - self.unasked
        paced = self.beyond * begun // self.tasks if self.tasks else 0
        reserved = self.outstanding * (self._price - self.rate_micros)
        left = (paced - self.granted_answers) * self.rate_micros - reserved
        return max(left // self._price, 0)

    @property
    def is_spent(self) -> bool:
        """Whether it will buy nothing more."""
        return (self.beyond - self.granted_answers) * self.rate_micros < self._price

    @property
    def _price(self) -> int:
        """What a further answer costs at most."""
        return max(self.dearest_micros or 0, self.rate_micros)

    @property
    def answers_each(self) -> float:
        """Answers that the budget buys for a task, on average."""
        return (self.first_answers + self.beyond) / self.tasks if self.tasks else 0.0


async def read_funds(conn: Connection, scope: Scope, project_id: str) -> Funds | None:
    """What a project's budget has bought and can buy; None without a budget or a price."""
    cursor = await conn.execute(
        SQL["read_funds"], scope.with_(project_id=project_id), prepare=False
    )
    row = await cursor.fetchone()
    return None if row is None else Funds(**row)
