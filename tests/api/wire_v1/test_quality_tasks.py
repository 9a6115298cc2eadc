"""The audit, evaluation and training tasks, through the official client: rows 4, 25 and 26."""

import json
import re
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest
from scaleapi import ScaleClient, TaskType
from scaleapi.exceptions import (
    ScaleInvalidRequest,
    ScaleResourceNotFound,
)

from goldwright.db import Database
from goldwright.task_types import registry
from tests.support.factories import Organisation, basic, make_project, make_task, make_worker
from tests.support.receiver import Answer, receiving
from tests.support.server import running_server

CATEGORIZATION = {
    "attachment_type": "text",
    "attachment": "car",
    "categories": ["big", "small"],
}
FIXTURES = Path(__file__).parents[2] / "contract" / "fixtures" / "v1"
TASK_TYPES = registry()
ENTITIES = TASK_TYPES["namedentityrecognition"].example


@pytest.fixture(scope="module")
def receiver_server(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of a server that may reach this machine."""
    data = tmp_path_factory.mktemp("data")
    with running_server(database_url, data, allow_private_addresses=True) as address:
        yield address


async def answered(db: Database, organisation: Organisation, server: str) -> str:
    """The id of a completed live task."""
    project = await make_project(db, organisation)
    task = await make_task(db, organisation, project)
    worker = await make_worker(db, organisation)
    async with httpx.AsyncClient(base_url=server, headers=worker.headers) as client:
        held = (await client.post("/api/assignments/next", json={})).json()["assignments"][0]
        path = f"/api/assignments/{held['assignment_id']}/submit"
        answer = await client.post(path, json={"response": {"category": "cat"}})
    assert answer.status_code == 200, answer.text
    return task


async def test_accepting_keeps_the_task_completed(
    live: ScaleClient, db: Database, organisation: Organisation, server: str
) -> None:
    task_id = await answered(db, organisation, server)

    live.audit_task(task_id, accepted=True, comments="fine")

    task = live.get_task(task_id).as_dict()
    assert task["status"] == "completed"
    assert task["customer_review_status"] == "accepted"
    assert task["customer_review_comments"] == ["fine"]
    assert task["audits"][0].keys() == {
        "audited_by",
        "audited_at",
        "audit_time_secs",
        "audit_result",
        "audit_source",
    }


async def test_rejecting_sends_the_task_back_to_work(
    live: ScaleClient, db: Database, organisation: Organisation, server: str
) -> None:
    task_id = await answered(db, organisation, server)

    live.audit_task(task_id, accepted=False, comments="Rejected due to quality")

    task = live.get_task(task_id).as_dict()
    assert task["status"] == "pending"
    assert task["customer_review_status"] == "rejected"
    assert task["prior_responses"] == [{"category": "cat"}]
    assert not {"response", "completed_at"} & task.keys()


def test_rejected_test_task_stays_completed_since_nobody_works_there(trial: ScaleClient) -> None:
    made = trial.create_task(TaskType.Categorization, **CATEGORIZATION)

    trial.audit_task(made.id, accepted=False)

    task = trial.get_task(made.id).as_dict()
    assert task["status"] == "completed"
    assert task["customer_review_status"] == "rejected"
    assert task["response"] == made.as_dict()["response"]


def test_task_that_is_not_completed_cannot_be_audited(live: ScaleClient) -> None:
    made = live.create_task(TaskType.Categorization, **CATEGORIZATION)

    with pytest.raises(ScaleInvalidRequest, match="pending"):
        live.audit_task(made.id, accepted=True)


def test_audit_of_an_unknown_task_is_not_found(live: ScaleClient) -> None:
    with pytest.raises(ScaleResourceNotFound):
        live.audit_task("0" * 24, accepted=True)


@pytest.mark.parametrize("body", [{}, {"accepted": "yes"}, {"accepted": None}, {"comments": "x"}])
def test_audit_must_say_true_or_false(
    trial: ScaleClient, server: str, organisation: Organisation, body: dict
) -> None:
    made = trial.create_task(TaskType.Categorization, **CATEGORIZATION)

    answer = httpx.post(
        f"{server}/v1/task/{made.id}/audit", json=body, auth=basic(organisation.test_key)
    )

    assert answer.status_code == 400
    assert "accepted" in answer.json()["error"]


@pytest.mark.parametrize("purpose", ["evaluation", "training"])
def test_known_task_shows_its_answer_and_is_never_listed(live: ScaleClient, purpose: str) -> None:
    create = getattr(live, f"create_{purpose}_task")

    made = create(
        TaskType.NamedEntityRecognition,
        **ENTITIES["params"],
        expected_response=ENTITIES["response"],
    )

    assert len(made.id) == 24
    assert made.expected_response == ENTITIES["response"]
    assert live.tasks().docs == []


def test_evaluation_of_reviewers_shows_its_initial_response(live: ScaleClient, server: str) -> None:
    made = live.create_evaluation_task(
        TaskType.NamedEntityRecognition,
        **ENTITIES["params"],
        expected_response=ENTITIES["response"],
        initial_response=ENTITIES["response"],
    )

    assert made.as_dict()["initial_response"] == ENTITIES["response"]


def test_structured_form_is_taken_as_expected_response(live: ScaleClient) -> None:
    fixture = json.loads((FIXTURES / "quality_task.json").read_text())
    form = json.loads((FIXTURES / "textcollection.completed_structured.json").read_text())

    made = live.create_evaluation_task(
        TaskType.TextCollection,
        **form["params"],
        expected_response=fixture["expected_response"],
        initial_response=fixture["initial_response"],
    )

    assert made.as_dict().keys() >= fixture.keys()
    assert made.expected_response == fixture["expected_response"]


@pytest.mark.parametrize("name", ["segmentannotation", "videoplaybackannotation"])
def test_answer_of_a_completed_task_is_taken_as_it_was_read(
    live: ScaleClient, trial: ScaleClient, name: str
) -> None:
    params = TASK_TYPES[name].example["params"]
    read = trial.create_task(TaskType(name), **params).as_dict()["response"]

    made = live.create_evaluation_task(TaskType(name), **params, expected_response=read)

    assert made.expected_response == read


@pytest.mark.parametrize("address", ["own", "uploaded"])
async def test_answer_is_taken_from_the_files_that_it_names(
    organisation: Organisation, receiver_server: str, address: str
) -> None:
    example = TASK_TYPES["videoplaybackannotation"].example
    tracks = json.dumps({"annotations": example["response"]["annotations"]}).encode()
    auth = basic(organisation.live_key)
    async with (
        receiving() as elsewhere,
        httpx.AsyncClient(base_url=f"{receiver_server}/v1", auth=auth) as client,
    ):
        elsewhere.answer = lambda _: Answer(200, tracks)
        url = f"{elsewhere.address}/tracks.json"
        if address == "uploaded":
            kept = await client.post("/files/upload", files={"file": ("tracks.json", tracks)})
            url = kept.json()["attachment_url"]
        body = {**example["params"], "expected_response": {"annotations": {"url": url}}}

        made = await client.post("/evaluation_tasks/videoplaybackannotation", json=body)

    assert made.status_code == 200, made.text
    assert made.json()["expected_response"] == body["expected_response"]


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        (Answer(404), "answered 404"),
        (Answer(200, b"<html>"), "no JSON"),
        (Answer(200, b'{"a": "\\u0000"}'), "U[+]0000"),
        (Answer(200, b"[" * 900 + b"]" * 900), "nested too deep"),
        (Answer(200, b'{"annotations": {"a": 1}}'), "annotations.a"),
        (Answer(200, b" " * 10_000_001), "larger than"),
    ],
)
async def test_file_that_cannot_be_an_answer_is_refused_by_its_address(
    organisation: Organisation, receiver_server: str, answer: Answer, about: str
) -> None:
    params = TASK_TYPES["videoplaybackannotation"].example["params"]
    async with receiving() as elsewhere, httpx.AsyncClient() as client:
        elsewhere.answer = lambda _: answer
        named = {"annotations": {"url": f"{elsewhere.address}/tracks.json"}}

        refused = await client.post(
            f"{receiver_server}/v1/training_tasks/videoplaybackannotation",
            json={**params, "expected_response": named},
            auth=basic(organisation.live_key),
        )

    assert refused.status_code == 400
    assert re.search(f"expected_response: .*{about}", refused.json()["error"])


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/a", "scaledata://1/fil_none", "{server}/v1/results/x/y?signature=z"]
)
def test_address_that_must_not_or_cannot_be_read_is_refused(
    server: str, organisation: Organisation, url: str
) -> None:
    params = TASK_TYPES["videoplaybackannotation"].example["params"]
    named = {"annotations": {"url": url.format(server=server)}}

    refused = httpx.post(
        f"{server}/v1/evaluation_tasks/videoplaybackannotation",
        json={**params, "expected_response": named},
        auth=basic(organisation.live_key),
    )

    assert refused.status_code == 400
    assert "expected_response: " in refused.json()["error"]


def test_rapid_project_takes_known_tasks_without_a_batch(live: ScaleClient) -> None:
    live.create_project("rapid", TaskType.NamedEntityRecognition, ENTITIES["params"], rapid=True)

    made = live.create_training_task(
        TaskType.NamedEntityRecognition,
        project="rapid",
        text=ENTITIES["params"]["text"],
        expected_response=ENTITIES["response"],
    )

    assert made.id


@pytest.mark.parametrize(
    ("task_type", "extra", "about"),
    [
        ("namedentityrecognition", {}, "expected_response"),
        ("namedentityrecognition", {"expected_response": "x"}, "expected_response"),
        ("namedentityrecognition", {"expected_response": {"annotations": 1}}, "expected_response"),
        ("lidarannotation", {"expected_response": {}}, "lidarannotation"),
        ("nothing", {"expected_response": {}}, "nothing"),
    ],
)
def test_known_task_that_cannot_be_is_refused(
    server: str, organisation: Organisation, task_type: str, extra: dict, about: str
) -> None:
    answer = httpx.post(
        f"{server}/v1/evaluation_tasks/{task_type}",
        json={**ENTITIES["params"], **extra},
        auth=basic(organisation.live_key),
    )

    assert answer.status_code == 400
    assert about in answer.json()["error"]


def test_known_task_of_an_unknown_project_is_not_found(live: ScaleClient) -> None:
    with pytest.raises(ScaleResourceNotFound):
        live.create_training_task(
            TaskType.NamedEntityRecognition,
            **ENTITIES["params"],
            project="nowhere",
            expected_response=ENTITIES["response"],
        )
