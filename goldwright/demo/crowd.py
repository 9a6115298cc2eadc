"""The recorded people: each signs in as one worker and answers as they once did."""

import asyncio
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import httpx

from goldwright.demo.customer import Customer, answer_key
from goldwright.demo_data import RecordedSet
from goldwright.errors import UnavailableError

_AHEAD = 3  # the page holds one task on screen and two ahead
_IDLE_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the recorded crowd, and the e-mail they sign in with."""

    name: str
    email: str


def people(recorded: RecordedSet) -> list[Person]:
    """Everyone who answered in a set."""
    return [Person(name, f"{name}@{recorded.name}.example.com") for name in recorded.people]


async def sign_in(address: str, customer: Customer, crowd: Sequence[Person]) -> dict[str, str]:
    """Invite everyone and accept for them; session tokens by e-mail."""
    async with httpx.AsyncClient(base_url=f"{address}/api", timeout=60) as client:
        tokens: dict[str, str] = {}
        for person in crowd:
            accepted = {
                "token": customer.invite(person.email),
                "password": secrets.token_urlsafe(16),
                "first_name": person.name,
            }
            tokens[person.email] = (await _post(client, "/invitations/accept", accepted))["token"]
        return tokens


async def work(
    address: str,
    recorded: RecordedSet,
    tokens: Mapping[str, str],
    *,
    project: str,
    is_done: Callable[[], bool],
    progress: Callable[[], None] = lambda: None,
) -> None:
    """Everyone works on a project until the customer has what was asked for."""
    labels = _labels_by_content(recorded)
    finished = asyncio.Event()
    async with AsyncExitStack() as held:
        # A client each: people do not share connections, and a shared pool grows slow with them.
        context = httpx.create_ssl_context()
        working: list[asyncio.Task[None]] = []
        for person in people(recorded):
            client = httpx.AsyncClient(
                base_url=f"{address}/api",
                headers={"Authorization": f"Bearer {tokens[person.email]}"},
                timeout=60,
                verify=context,
            )
            await held.enter_async_context(client)
            theirs = _Recorded(labels, person, project)
            job = _work_alone(client, theirs, finished, progress)
            working.append(asyncio.create_task(job))
        try:
            while not await asyncio.to_thread(is_done):
                for one in working:
                    if one.done():
                        one.result()  # only an error ends anyone early
                await asyncio.sleep(_IDLE_SECONDS)
        finally:
            finished.set()
            await asyncio.gather(*working)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What everybody said of what is on screen; whose turn it is, and in which project."""

    labels: Mapping[tuple[str, str], str]
    person: Person
    project: str


async def _work_alone(
    client: httpx.AsyncClient,
    recorded: _Recorded,
    finished: asyncio.Event,
    progress: Callable[[], None],
) -> None:
    while not finished.is_set():
        wish = {"project": recorded.project, "hold": _AHEAD}
        held = (await _post(client, "/assignments/next", wish))["assignments"]
        for one in held:
            content = _content(one["params"], one["instruction"])
            label = recorded.labels[content, recorded.person.name]
            await _post(
                client,
                f"/assignments/{one['assignment_id']}/submit",
                {"response": {answer_key(one["type"]): label}, "active_seconds": 2.0},
            )
            progress()
        if not held:
            await asyncio.sleep(_IDLE_SECONDS)


def _labels_by_content(recorded: RecordedSet) -> dict[tuple[str, str], str]:
    """What each person said of what is on screen: a worker sees content, never a task's id."""
    content = {
        task.id: _content(dict(task.params), str(task.params["instruction"]))
        for task in recorded.tasks
    }
    return {(content[task], person): label for (task, person), label in recorded.labels.items()}


def _content(params: Mapping[str, Any], instruction: str) -> str:  # Any: JSON
    shown = list(params["attachments"]) if "attachments" in params else params["attachment"]
    return f"{instruction}\n{shown}"


async def _post(client: httpx.AsyncClient, path: str, body: Mapping[str, object]) -> Any:  # noqa: ANN401  JSON
    answer = await client.post(path, json=body)
    if answer.is_error:
        raise UnavailableError(f"POST /api{path} answered {answer.status_code}: {answer.text}")
    return answer.json()
