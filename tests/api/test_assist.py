"""A program finds the outline of what a worker points at."""

import asyncio
import io
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from PIL import Image, ImageDraw

from goldwright.annotation.assist import desk
from goldwright.annotation.assist.records import Click, Prompt
from goldwright.db import Database
from goldwright.errors import InvalidInputError
from goldwright.settings import Settings
from goldwright.storage import Storage
from tests.support.app import application
from tests.support.factories import Human, Organisation, make_project, make_task, make_worker

URL = "https://example.com/leaf.png"
TEXT = "https://example.com/text.png"
WIDTH, HEIGHT = 640, 480
LEAF = (220, 140, 400, 320)  # the bounds of an ellipse
HOLE = (280, 200, 340, 260)


def leaf() -> Image.Image:
    """An orange ring on blue, with the grain of a camera."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), (60, 90, 150))
    draw = ImageDraw.Draw(picture)
    draw.ellipse(LEAF, fill=(220, 150, 40))
    draw.ellipse(HOLE, fill=(60, 90, 150))
    grain = np.random.default_rng(1).integers(-12, 13, (HEIGHT, WIDTH, 3))
    return Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8))


def truth() -> np.ndarray:
    """Which pixels belong to the ring."""
    mask = Image.new("1", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(mask)
    draw.ellipse(LEAF, fill=1)
    draw.ellipse(HOLE, fill=0)
    return np.asarray(mask)


def likeness(found: dict[str, Any]) -> float:
    """Intersection over union of an outline and the truth."""
    mask = Image.new("1", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(mask)
    draw.polygon([(at["x"], at["y"]) for at in found["vertices"]], fill=1)
    for hole in found["holes"]:
        draw.polygon([(at["x"], at["y"]) for at in hole], fill=0)
    drawn, real = np.asarray(mask), truth()
    return float((drawn & real).sum() / (drawn | real).sum())


@pytest.fixture
async def client(database_url: str, tmp_path: Path) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of a server that has the pictures."""
    await keep_pictures(tmp_path)
    async with application(database_url, tmp_path) as found:
        yield found


async def keep_pictures(data: Path) -> None:
    """Put the pictures where the attachments below say they are."""
    storage = Storage.open(Settings(data=data))
    file = io.BytesIO()
    leaf().save(file, "PNG")
    for key, content in (("a/leaf", file.getvalue()), ("a/text", b"no picture")):
        await storage.put(key, _chunks(content), bytes_max=10_000_000, media_type="image/png")


async def _chunks(content: bytes) -> AsyncGenerator[bytes]:
    yield content


@pytest.fixture
async def worker(db: Database, organisation: Organisation) -> Human:
    """A worker who is offered a task with a picture, and a file that only says it is one."""
    found = await make_worker(db, organisation)
    project_id = await make_project(db, organisation)
    params = {"attachments": [URL, TEXT], "attachment_type": "image", "categories": ["a", "b"]}
    task_id = await make_task(db, organisation, project_id, params=params)
    async with db.transaction(organisation.identity()) as conn:
        for position, (url, key) in enumerate(((URL, "a/leaf"), (TEXT, "a/text"))):
            await conn.execute(
                "INSERT INTO attachment (organisation_id, environment, task_id, position, url,"
                " status, mime_type, storage_key)"
                " VALUES (%s, 'live', %s, %s, %s, 'fetched', 'image/png', %s)",
                (organisation.id, task_id, position, url, key),
            )
    return found


async def lease(client: httpx.AsyncClient, worker: Human) -> str:
    """The id of the worker's next assignment."""
    answer = await client.post("/api/assignments/next", json={}, headers=worker.headers)
    return str(answer.json()["assignments"][0]["assignment_id"])


async def point(
    client: httpx.AsyncClient, person: Human, assignment_id: str, **pointing: object
) -> httpx.Response:
    """The answer to somebody who points at something."""
    path = f"/api/assignments/{assignment_id}/assist"
    return await client.post(path, json={"url": URL, **pointing}, headers=person.headers)


BOX = {"left": 205, "top": 120, "width": 215, "height": 220}


@pytest.mark.parametrize(
    "pointing", [{"box": BOX}, {"clicks": [{"x": 250, "y": 230}]}], ids=["box", "click"]
)
async def test_what_is_pointed_at_is_outlined(
    client: httpx.AsyncClient, worker: Human, pointing: dict[str, object]
) -> None:
    assignment_id = await lease(client, worker)

    answer = await point(client, worker, assignment_id, **pointing)

    assert answer.status_code == 200, answer.text
    assert likeness(answer.json()) > 0.95
    assert len(answer.json()["holes"]) == 1
    assert len(answer.json()["vertices"]) < 60


async def test_a_click_outside_takes_a_part_away(client: httpx.AsyncClient, worker: Human) -> None:
    assignment_id = await lease(client, worker)
    sky = {"x": 20, "y": 20}

    whole = (await point(client, worker, assignment_id, clicks=[sky])).json()
    less = (
        await point(
            client,
            worker,
            assignment_id,
            box=BOX,
            clicks=[{"x": 310, "y": 230, "is_inside": False}],
        )
    ).json()

    assert likeness(whole) < 0.05
    assert likeness(less) > 0.95


async def test_only_who_holds_the_task_is_helped(
    client: httpx.AsyncClient, db: Database, worker: Human
) -> None:
    assignment_id = await lease(client, worker)
    stranger = await make_worker(db)

    theirs = await point(client, stranger, assignment_id, box=BOX)
    elsewhere = await point(client, worker, assignment_id, box=BOX, url="https://evil.example/")
    await client.post(f"/api/assignments/{assignment_id}/release", headers=worker.headers)
    late = await point(client, worker, assignment_id, box=BOX)

    assert (theirs.status_code, elsewhere.status_code) == (404, 404)
    assert (late.status_code, late.json()["code"]) == (409, "lease_expired")


async def test_what_cannot_be_outlined_is_refused_with_the_reason(
    client: httpx.AsyncClient, worker: Human
) -> None:
    assignment_id = await lease(client, worker)

    nowhere = await point(client, worker, assignment_id)
    text = await point(client, worker, assignment_id, box=BOX, url=TEXT)
    again = await point(client, worker, assignment_id, box=BOX)

    assert nowhere.status_code == 422
    assert "a box or a click inside" in nowhere.text
    assert text.status_code == 422
    assert "no picture" in text.text
    assert again.status_code == 200


async def test_a_server_without_the_extra_says_so(
    client: httpx.AsyncClient, worker: Human, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "find_spec", lambda _: None)
    bare = desk.Desk(Settings())

    assert "goldwright[assist] is missing" in bare.method.problem
    with pytest.raises(desk.AssistUnavailableError, match="is missing"):
        await bare.outline("key", lambda: pytest.fail("read"), None)
    said = await client.get("/api/assist", headers=worker.headers)
    assert said.json() == {"method": "grabcut", "is_available": True, "problem": ""}


async def test_what_takes_too_long_is_ended_and_the_next_is_served(
    client: httpx.AsyncClient, worker: Human, monkeypatch: pytest.MonkeyPatch
) -> None:
    assignment_id = await lease(client, worker)
    monkeypatch.setattr(desk, "_SECONDS_MAX", 0)

    slow = await point(client, worker, assignment_id, box=BOX)
    monkeypatch.undo()
    next_one = await point(client, worker, assignment_id, box=BOX)

    assert (slow.status_code, slow.json()["code"]) == (503, "assist_unavailable")
    assert next_one.status_code == 200


async def test_a_picture_that_does_not_come_holds_up_nobody_else() -> None:
    busy = desk.Desk(Settings())
    is_asked, comes = asyncio.Event(), asyncio.Event()
    prompt = Prompt(None, (Click(250, 230),))

    async def late() -> bytes:
        is_asked.set()
        await comes.wait()
        return b"no picture"

    async def at_once() -> bytes:
        file = io.BytesIO()
        leaf().save(file, "PNG")
        return file.getvalue()

    waiting = asyncio.create_task(busy.outline("late", late, prompt))
    await is_asked.wait()
    async with asyncio.timeout(30):
        found = await busy.outline("leaf", at_once, prompt)
    comes.set()

    assert len(found["vertices"]) > 10
    with pytest.raises(InvalidInputError, match="no picture"):
        await waiting
    await busy.close()


@pytest.mark.parametrize(
    "pointing",
    [
        {"clicks": [{"x": 5000, "y": -20}]},
        {"clicks": [{"x": 5000, "y": 20}, {"x": 20, "y": 20, "is_inside": False}]},
        {"box": {"left": 5000, "top": 5000, "width": 9, "height": 9}},
    ],
    ids=["click", "clicks", "box"],
)
async def test_nothing_is_found_beside_the_picture_and_the_process_lives(
    client: httpx.AsyncClient, worker: Human, pointing: dict[str, object]
) -> None:
    assignment_id = await lease(client, worker)

    answer = await point(client, worker, assignment_id, **pointing)

    assert answer.status_code == 200, answer.text
    assert len(answer.json()["vertices"]) < 5


async def test_model_of_the_operator_is_used(
    database_url: str, worker: Human, tmp_path: Path
) -> None:
    await keep_pictures(tmp_path)
    models = {"assist_encoder": tmp_path / "encoder", "assist_decoder": tmp_path / "decoder"}
    models["assist_encoder"].write_bytes(encoder())
    models["assist_decoder"].write_bytes(decoder())

    async with application(database_url, tmp_path, **models) as client:
        method = await client.get("/api/assist", headers=worker.headers)
        assignment_id = await lease(client, worker)
        answer = await point(client, worker, assignment_id, box=BOX)

    # The model below takes the corners of the box for what is meant.
    xs = [at["x"] for at in answer.json()["vertices"]]
    ys = [at["y"] for at in answer.json()["vertices"]]
    assert method.json()["method"] == "segment_anything"
    assert [min(xs), max(xs)] == pytest.approx([205, 420], abs=2)
    assert [min(ys), max(ys)] == pytest.approx([120, 340], abs=2)


def encoder() -> bytes:
    """A model with the inputs and outputs of an encoder: the mean colour, 64 × 64 times over."""
    nodes = [
        helper.make_node("ReduceMean", ["image", "axes"], ["mean"], keepdims=1),
        helper.make_node("Slice", ["mean", "from", "to", "first"], ["one"]),
        helper.make_node("Expand", ["one", "shape"], ["image_embeddings"]),
    ]
    return _model(
        nodes,
        {"image": [1, 3, 1024, 1024]},
        {"image_embeddings": [1, 256, 64, 64]},
        axes=np.array([2, 3]),
        first=np.array([1]),
        to=np.array([1]),
        shape=np.array([1, 256, 64, 64]),
        **{"from": np.array([0])},
    )


def decoder() -> bytes:
    """A model with those of a decoder: the box as the mask, at the size it is asked for.

    A pixel (x, y) is inside where x - left, right - x, y - top and bottom - y are all positive.
    """
    side = 1024
    rows = np.arange(side, dtype=np.float32).reshape(1, 1, side, 1)
    columns = np.arange(side, dtype=np.float32).reshape(1, 1, 1, side)
    nodes = [
        helper.make_node("Slice", ["point_coords", "zero", "one", "second"], ["start"]),
        helper.make_node("Slice", ["point_coords", "one", "two", "second"], ["end"]),
        helper.make_node("Slice", ["start", "zero", "one", "third"], ["left"]),
        helper.make_node("Slice", ["start", "one", "two", "third"], ["top"]),
        helper.make_node("Slice", ["end", "zero", "one", "third"], ["right"]),
        helper.make_node("Slice", ["end", "one", "two", "third"], ["bottom"]),
        *(
            helper.make_node("Unsqueeze", [name, "zero"], [f"{name}_4"])
            for name in ("left", "top", "right", "bottom")
        ),
        helper.make_node("Sub", ["columns", "left_4"], ["from_left"]),
        helper.make_node("Sub", ["right_4", "columns"], ["to_right"]),
        helper.make_node("Sub", ["rows", "top_4"], ["from_top"]),
        helper.make_node("Sub", ["bottom_4", "rows"], ["to_bottom"]),
        helper.make_node("Min", ["from_left", "to_right", "from_top", "to_bottom"], ["square"]),
        helper.make_node("Cast", ["orig_im_size"], ["size"], to=TensorProto.INT64),
        helper.make_node("Slice", ["square", "origin", "size", "sides"], ["masks"]),
        helper.make_node("Slice", ["point_labels", "zero", "one", "second"], ["iou_predictions"]),
    ]
    inputs = {
        "image_embeddings": [1, 256, 64, 64],
        "point_coords": [1, None, 2],
        "point_labels": [1, None],
        "mask_input": [1, 1, 256, 256],
        "has_mask_input": [1],
        "orig_im_size": [2],
    }
    return _model(
        nodes,
        inputs,
        {"masks": [1, 1, None, None], "iou_predictions": [1, None]},
        rows=rows,
        columns=columns,
        zero=np.array([0]),
        one=np.array([1]),
        two=np.array([2]),
        second=np.array([1]),
        third=np.array([2]),
        origin=np.array([0, 0]),
        sides=np.array([2, 3]),
    )


def _model(
    nodes: list[onnx.NodeProto],
    inputs: dict[str, list[int | None]],
    outputs: dict[str, list[int | None]],
    **constants: np.ndarray,
) -> bytes:
    def values(named: dict[str, list[int | None]]) -> list[onnx.ValueInfoProto]:
        return [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name, shape in named.items()
        ]

    kept = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "model", values(inputs), values(outputs), kept)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    return model.SerializeToString()
