"""Whatever the OpenAPI document allows, and much that it does not, is answered as it promises.

Schemathesis draws requests from the document, sound and unsound; some of the sound ones are spoilt
further. They go to a real server, whose parser meets them first, often on things that exist.
`GOLDWRIGHT_FUZZ_EXAMPLES` asks for more of them than the few of an ordinary run.
"""

import asyncio
import json
import os
from collections.abc import Generator
from dataclasses import dataclass

import httpx
import pytest
import requests
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from goldwright.app import build_app
from goldwright.db import Database
from goldwright.db.identity import user
from goldwright.dispatch.offers import refresh_offers
from goldwright.intake.organisations import actions as organisations
from goldwright.settings import Settings
from goldwright.workforce import actions as workforce
from tests.support.factories import (
    Human,
    Organisation,
    basic,
    make_organisation,
    make_person,
    make_project,
    make_task,
    opened,
)
from tests.support.server import running_server
from tests.support.task_strategies import spoilt

EXAMPLES = int(os.environ.get("GOLDWRIGHT_FUZZ_EXAMPLES", "15"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def operations() -> dict[str, APIOperation]:
    """Every operation of the document, by method and path."""
    app: object = build_app(Settings())
    while not isinstance(app, FastAPI):  # beneath the layers around it
        app = getattr(app, "app", None) or app._app  # noqa: SLF001
    document = schemathesis.openapi.from_dict(app.openapi())
    return {one.ok().label: one.ok() for one in document.get_all_operations()}


OPERATIONS = operations()


@st.composite
def requests_to(draw: st.DrawFn, operation: APIOperation) -> Case:
    """A request that the document allows, one that it does not, or one with its body spoilt."""
    how = draw(st.sampled_from(["sound", "unsound", "spoilt"]))
    mode = GenerationMode.NEGATIVE if how == "unsound" else GenerationMode.POSITIVE
    case: Case = draw(operation.as_strategy(generation_mode=mode))
    if how == "spoilt" and operation.body:
        case.body = draw(spoilt(case.body))
    return case


@schemathesis.serializer("application/x-ndjson")
def as_lines(_: schemathesis.SerializationContext, value: object) -> bytes:
    """A drawn text as it is, anything else as one line."""
    return (value if isinstance(value, str) else json.dumps(value)).encode()


fuzz = settings(
    max_examples=EXAMPLES,
    phases=[Phase.generate],  # what failed is told as it was drawn: to shrink it takes minutes
    suppress_health_check=list(HealthCheck),
    deadline=None,
    database=None,
)


@dataclass(frozen=True)
class World:
    """A server, what is there, and who may ask: a person who is everything, keys, nobody."""

    address: str
    callers: tuple[dict[str, str], ...]
    known: dict[str, object]

    def send(self, case: Case, data: st.DataObject) -> None:
        """Send a request, mostly about something that exists, and hold the answer to its word."""
        person, *others = self.callers
        case.headers = {
            **(case.headers or {}),
            **data.draw(st.sampled_from([person, person, person, *others]), "caller"),
        }
        for name in case.path_parameters or {}:
            if name in self.known and data.draw(st.integers(0, 3), "is known"):
                case.path_parameters[name] = self.known[name]
        with requests.Session() as session:
            answer = case.call(base_url=self.address, session=session, allow_redirects=False)
        case.validate_response(answer, checks=CHECKS)


async def make_everybody(db: Database, organisation: Organisation) -> Human:
    """A person who operates the installation, manages the organisation and works for it."""
    person = await make_person(db, is_operator=True)
    async with db.transaction(user("")) as conn:
        worker_id = await workforce.add_worker(conn, person.user_id)
    async with db.transaction(organisation.identity()) as conn:
        await organisations.add_member(conn, organisation.id, person.user_id, "admin")
        await refresh_offers(conn, organisation.id, "live", worker_id=worker_id)
    return Human(person.user_id, person.email, person.token, worker_id)


async def make_world(address: str, database_url: str) -> World:
    """An organisation with work, some of which the person holds."""
    async with opened(database_url) as db:
        organisation = await make_organisation(db)
        person = await make_everybody(db, organisation)
        project_id = await make_project(db, organisation, annotations_wanted=2)
        tasks = [await make_task(db, organisation, project_id, slots=2) for _ in range(3)]
    async with httpx.AsyncClient(base_url=address, headers=person.headers) as client:
        held = (await client.post("/api/assignments/next", json={"hold": 2})).json()
        keys = (await client.get("/api/keys")).json()
    by_key = (_headers(organisation.live_key), _headers(organisation.test_key))
    return World(
        address,
        (person.headers, *by_key, {}),
        {
            "assignment_id": held["assignments"][0]["assignment_id"],
            "task_id": tasks[0],
            "name": f"Project {project_id}",
            "user_id": person.user_id,
            "worker_id": person.worker_id,
            "organisation_id": organisation.id,
            "key_id": keys[0]["id"],
        },
    )


def _headers(key: str) -> dict[str, str]:
    asked = next(basic(key).auth_flow(httpx.Request("GET", "http://goldwright.test")))
    return {"Authorization": asked.headers["authorization"]}


@pytest.fixture(scope="module")
def address(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """A real server."""
    with running_server(database_url, tmp_path_factory.mktemp("data"), sign_up=True) as found:
        yield found


@pytest.fixture
def world(address: str, database_url: str) -> World:
    """Anew for each operation, since operations end sessions and work."""
    return asyncio.run(make_world(address, database_url))


@pytest.mark.parametrize("label", OPERATIONS)
def test_request_is_answered_as_promised(world: World, label: str) -> None:
    @fuzz
    @given(requests_to(OPERATIONS[label]), st.data())
    def check(case: Case, data: st.DataObject) -> None:
        world.send(case, data)

    check()
