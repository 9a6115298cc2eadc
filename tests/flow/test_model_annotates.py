"""A model as one more worker of a project: `goldwright critic` against a real server."""

import json
import secrets
from collections.abc import AsyncGenerator, Callable, Generator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from goldwright.critic import Model, Tally, Work, annotate
from goldwright.db import Database
from goldwright.errors import NotFoundError, UnauthenticatedError, UnavailableError
from tests.support.customer import Customer
from tests.support.factories import Organisation, make_organisation, opened
from tests.support.receiver import Answer, Received, Receiver, receiving
from tests.support.server import running_server

PASSWORD = "a long password"
DOG: dict[str, object] = {
    "attachment": "It barks.",
    "attachment_type": "text",
    "categories": ["cat", "dog"],
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001485f7a7d0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def address(database_url: str, data: Path) -> Generator[str]:
    with running_server(database_url, data) as found:
        yield found


@pytest.fixture
async def db(database_url: str) -> AsyncGenerator[Database]:
    async with opened(database_url) as found:
        yield found


@pytest.fixture
async def organisation(db: Database) -> Organisation:
    return await make_organisation(db)


@pytest.fixture
def customer(address: str, organisation: Organisation) -> Generator[Customer]:
    found = Customer(address, organisation.live_key)
    yield found
    found.client.close()


@pytest.fixture
async def model() -> AsyncGenerator[Receiver]:
    """A chat API on loopback; a test says what it answers."""
    async with receiving() as found:
        yield found


def worker_of(customer: Customer, project: str) -> Work:
    """The worker that the model is, invited and let in."""
    email = f"model-{secrets.token_hex(4)}@example.com"
    invited = customer.client.post("/api/members/invite", json={"email": email, "role": "worker"})
    token = urlsplit(invited.json()["invitation_url"]).fragment
    customer.client.post(
        "/api/invitations/accept", json={"token": token, "password": PASSWORD}, auth=None
    ).raise_for_status()
    return Work(
        server=customer.address,
        project=project,
        email=email,
        password=PASSWORD,
        ends_when_done=True,
    )


def says(*texts: str) -> Callable[[Received], Answer]:
    """Answers with these texts in turn, the last for good."""
    waiting = list(texts)

    def answer(_: Received) -> Answer:
        text = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        said = {
            "choices": [{"message": {"role": "assistant", "content": text}}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 10},
        }
        return Answer(body=json.dumps(said).encode())

    return answer


async def run(work: Work, model: Receiver) -> Tally:
    return await annotate(work, Model(f"{model.address}/v1", "llama", "sk-secret"))


async def test_model_answers_what_the_project_offers(customer: Customer, model: Receiver) -> None:
    project = customer.project(instruction="Which animal is meant?")
    tasks = [customer.task(project, "categorization", DOG) for _ in range(6)]
    model.answer = says('Here it is: {"category": "dog"}')

    tally = await run(worker_of(customer, project), model)

    assert tally == Tally(answered=6, prompt_tokens=600, completion_tokens=60)
    for task in tasks:
        assert customer.read(task)["response"] == {"category": "dog"}
    asked = model.received[0]
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == "Bearer sk-secret"
    assert asked.json["model"] == "llama"
    system, user = _texts(asked)
    assert "Which animal is meant?" in system
    assert '"category"' in system
    assert "It barks." in user


async def test_refused_model_is_told_why_and_asked_again(
    customer: Customer, model: Receiver
) -> None:
    project = customer.project()
    task = customer.task(project, "categorization", DOG)
    model.answer = says("I cannot.", '{"category": "cow"}', '{"category": "dog"}')

    tally = await run(worker_of(customer, project), model)

    assert tally.answered == 1
    assert customer.read(task)["response"] == {"category": "dog"}
    assert "no JSON object" in _texts(model.received[1])[-1]
    assert "cow" in _texts(model.received[2])[-1]
    assert "/response" in _texts(model.received[2])[-1]


async def test_task_without_a_sound_answer_is_left_to_others(
    customer: Customer, model: Receiver
) -> None:
    project = customer.project()
    task = customer.task(project, "categorization", DOG)
    model.answer = says('{"category": "cow"}')

    tally = await run(worker_of(customer, project), model)

    assert (tally.answered, tally.skipped) == (0, 1)
    assert len(model.received) == 3
    assert customer.read(task)["status"] == "pending"
    model.answer = says('{"category": "dog"}')
    assert (await run(worker_of(customer, project), model)).answered == 1


async def test_busy_model_is_asked_again(customer: Customer, model: Receiver) -> None:
    project = customer.project()
    customer.task(project, "categorization", DOG)
    sound = says('{"category": "dog"}')
    busy = Answer(status=429, headers={"Retry-After": "0"})
    model.answer = lambda asked: busy if len(model.received) == 1 else sound(asked)

    assert (await run(worker_of(customer, project), model)).answered == 1


async def test_model_that_refuses_us_ends_the_work_and_says_so(
    customer: Customer, model: Receiver
) -> None:
    project = customer.project()
    customer.task(project, "categorization", DOG)
    model.answer = lambda _: Answer(status=404, body=b"no such model: llama")

    with pytest.raises(UnavailableError, match="404: no such model: llama"):
        await run(worker_of(customer, project), model)
    assert len(model.received) == 1


async def test_model_that_speaks_otherwise_ends_the_work_and_says_so(
    customer: Customer, model: Receiver
) -> None:
    project = customer.project()
    customer.task(project, "categorization", DOG)
    model.answer = lambda _: Answer(body=b"<html>")

    with pytest.raises(UnavailableError, match="what no chat API does: <html>"):
        await run(worker_of(customer, project), model)


async def test_wrong_password_is_said(customer: Customer, model: Receiver) -> None:
    work = replace(worker_of(customer, customer.project()), password="another one")

    with pytest.raises(UnauthenticatedError, match="do not belong together"):
        await run(work, model)


async def test_project_that_is_not_offered_is_said(customer: Customer, model: Receiver) -> None:
    offered = customer.project()

    with pytest.raises(NotFoundError, match=f"not offered 'horses'; offered is: {offered}"):
        await run(replace(worker_of(customer, offered), project="horses"), model)


async def test_session_that_ended_is_opened_again(customer: Customer, model: Receiver) -> None:
    project = customer.project()
    customer.task(project, "categorization", DOG)
    work = worker_of(customer, project)
    sound = says('{"category": "dog"}')

    def end_sessions(asked: Received) -> Answer:
        who = {"email": work.email, "password": PASSWORD}
        with httpx.Client(base_url=f"{work.server}/api") as client:
            token = client.post("/session", json=who).json()["token"]
            client.headers["Authorization"] = f"Bearer {token}"
            client.delete("/sessions").raise_for_status()  # all but the one that asks
        return sound(asked)

    model.answer = end_sessions

    assert (await run(work, model)).answered == 1


async def test_model_sees_the_picture_that_the_server_keeps(
    customer: Customer, model: Receiver, organisation: Organisation, db: Database, data: Path
) -> None:
    url = "https://example.com/pet.png"
    project = customer.project()
    task = customer.task(
        project, "categorization", DOG | {"attachment": url, "attachment_type": "image"}
    )
    kept = data / "files" / "pet.png"
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(PIXEL)
    async with db.transaction(organisation.identity()) as conn:
        await conn.execute(
            "UPDATE attachment SET status = 'fetched', mime_type = 'image/png',"
            " storage_key = 'pet.png' WHERE task_id = %s",
            (task,),
        )
    model.answer = says('{"category": "dog"}')

    await run(worker_of(customer, project), model)

    parts: Any = model.received[0].json["messages"]
    picture = parts[1]["content"][-1]["image_url"]["url"]
    assert picture.startswith("data:image/png;base64,iVBOR")


def _texts(asked: Received) -> list[str]:
    messages: Any = asked.json["messages"]
    return [one["content"] for one in messages]
