"""Callbacks as they are sent, and how customers' objects come into them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from goldwright.db import Connection
from goldwright.db.identity import Environment
from goldwright.task_types.contract import JsonObject


class Renderer(Protocol):
    """Shows tasks and batches in the customers' words; the wire hands one in, being downstream."""

    async def tasks(
        self,
        conn: Connection,
        ids: Sequence[str],
        *,
        organisation_id: int,
        environment: Environment,
    ) -> Mapping[str, JsonObject]:
        """The full task objects by id."""
        ...

    async def batches(
        self,
        conn: Connection,
        ids: Sequence[str],
        *,
        organisation_id: int,
        environment: Environment,
    ) -> Mapping[str, JsonObject]:
        """The batch objects by id."""
        ...


@dataclass(frozen=True, slots=True)
class Callback:
    """One attempt at a callback; `attempt` is 1 the first time."""

    id: str
    kind: Literal["task", "batch"]
    task_id: str | None
    batch_id: str | None
    target: str
    attempt: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Secrets:
    """With what an organisation's receivers tell our callbacks from others'."""

    auth_key: str
    webhook_secret: str


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt ended: what the receiver answered, or why it did not."""

    callback: Callback
    status_code: int | None = None
    failure: str | None = None
    is_final: bool = False

    @property
    def is_delivered(self) -> bool:
        """Whether the receiver took it: any 2xx."""
        return self.status_code is not None and 200 <= self.status_code < 300  # noqa: PLR2004
