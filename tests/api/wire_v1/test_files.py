"""`POST /v1/files/upload` and `/import`, and the links that files are served under."""

import hashlib
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest

from goldwright.clock import now
from goldwright.db import Database
from goldwright.errors import ParamsInvalidError
from goldwright.intake.files.actions import check_addresses
from goldwright.intake.files.links import read_secret, sign
from tests.support.app import application
from tests.support.factories import Organisation, basic, make_organisation, make_project
from tests.support.receiver import Answer, receiving

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(5000)


@pytest.fixture
async def local(database_url: str, tmp_path: Path) -> AsyncGenerator[httpx.AsyncClient]:
    """A server that takes files of 100,000 bytes and may fetch from this machine."""
    async with application(
        database_url, tmp_path, allow_private_addresses=True, file_bytes_max=100_000
    ) as found:
        yield found


def files_in(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()]


async def upload(
    client: httpx.AsyncClient, organisation: Organisation, content: bytes = PNG, **fields: str
) -> httpx.Response:
    return await client.post(
        "/v1/files/upload",
        auth=basic(organisation.live_key),
        files={"file": ("kitten.png", content)},
        data=fields,
    )


async def test_upload_answers_with_the_file_of_the_contract(
    local: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    await make_project(db, organisation, name="pets")

    answer = await upload(
        local, organisation, project_name="pets", reference_id="r1", metadata='{"a": 1}'
    )

    assert answer.status_code == 200, answer.text
    file = answer.json()
    assert file["attachment_url"] == f"scaledata://{organisation.id}/{file['id']}"
    assert file["mime_type"] == "image/png"
    assert file["size"] == len(PNG)
    assert file["project_names"] == ["pets"]
    assert file["metadata"] == {"a": 1}
    assert file["created_at"] == file["updated_at"]


async def test_reference_id_is_taken_once(
    local: httpx.AsyncClient, organisation: Organisation, tmp_path: Path
) -> None:
    first = await upload(local, organisation, reference_id="once")

    second = await upload(local, organisation, reference_id="once")

    assert (first.status_code, second.status_code) == (200, 409)
    assert "once" in second.json()["error"]
    assert len(files_in(tmp_path / "files")) == 1


async def test_large_file_is_refused_and_leaves_nothing(
    local: httpx.AsyncClient, organisation: Organisation, tmp_path: Path
) -> None:
    answer = await upload(local, organisation, bytes(100_001))

    assert answer.status_code == 413
    assert files_in(tmp_path) == []


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
        ),
        (
            "multipart/form-data; boundary=x",
            (
                b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
                b"\r\n--x--\r\n"
            ),
        ),
    ],
)
async def test_body_without_a_file_is_400(
    local: httpx.AsyncClient, organisation: Organisation, content_type: str, body: bytes
) -> None:
    answer = await local.post(
        "/v1/files/upload",
        auth=basic(organisation.live_key),
        content=body,
        headers={"Content-Type": content_type},
    )

    assert answer.status_code == 400, answer.text
    assert answer.json()["status_code"] == 400


async def test_import_keeps_what_is_at_a_url(
    local: httpx.AsyncClient, organisation: Organisation
) -> None:
    async with receiving() as receiver:
        receiver.answer = lambda _: Answer(body=PNG, headers={"Content-Type": "text/plain"})

        answer = await local.post(
            "/v1/files/import",
            auth=basic(organisation.live_key),
            json={"file_url": f"{receiver.address}/a.png"},
        )

    assert answer.status_code == 200, answer.text
    assert answer.json()["mime_type"] == "image/png"


async def test_import_of_what_is_not_there_is_400(
    local: httpx.AsyncClient, organisation: Organisation
) -> None:
    async with receiving() as receiver:
        receiver.answer = lambda _: Answer(404)

        answers = [
            await local.post("/v1/files/import", auth=basic(organisation.live_key), json=body)
            for body in ({"file_url": f"{receiver.address}/a.png"}, {"file_url": "x"}, {})
        ]

    assert [one.status_code for one in answers] == [400, 400, 400]
    assert "404" in answers[0].json()["error"]


async def test_import_from_a_private_address_is_refused(
    client: httpx.AsyncClient, organisation: Organisation
) -> None:
    answer = await client.post(
        "/v1/files/import",
        auth=basic(organisation.live_key),
        json={"file_url": "http://127.0.0.1:1/secret"},
    )

    assert answer.status_code == 400
    assert "not a public address" in answer.json()["error"]


async def test_file_address_is_known_inside_its_organisation_and_environment_only(
    local: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    url = (await upload(local, organisation)).json()["attachment_url"]
    other = await make_organisation(db)

    async def check(asking: Organisation, environment: str) -> None:
        async with db.transaction(asking.identity(environment)) as conn:
            await check_addresses(conn, [url], organisation_id=asking.id, environment=environment)

    await check(organisation, "live")
    for asking, environment in ((organisation, "test"), (other, "live")):
        with pytest.raises(ParamsInvalidError, match="no file of yours"):
            await check(asking, environment)


async def test_link_serves_the_file_under_safe_headers(
    local: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    file = (await upload(local, organisation, b"<html><script>1</script></html>")).json()
    key = f"{organisation.id}/live/files/{file['id']}"
    link = sign(await read_secret(db), key, media_type=file["mime_type"], now=now())

    whole = await local.get(link)
    part = await local.get(link, headers={"Range": "bytes=6-13"})
    forged = await local.get(link.replace("/live/", "/test/"))

    assert whole.status_code == 200
    assert whole.content == b"<html><script>1</script></html>"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert whole.headers["content-disposition"] == "attachment"
    assert "sandbox" in whole.headers["content-security-policy"]
    assert (part.status_code, part.content) == (206, b"<script>")
    assert part.headers["content-range"] == "bytes 6-13/31"
    assert forged.status_code == 404


async def test_upload_is_kept_byte_for_byte(
    local: httpx.AsyncClient, organisation: Organisation, tmp_path: Path
) -> None:
    content = hashlib.sha256(b"seed").digest() * 3000

    file = (await upload(local, organisation, content)).json()

    (kept,) = files_in(tmp_path / "files")
    assert kept.name == file["id"]
    assert kept.read_bytes() == content


async def test_task_on_an_own_file_can_be_shown_at_once(
    local: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    file = (await upload(local, organisation)).json()

    task = await local.post(
        "/v1/task/categorization",
        auth=basic(organisation.live_key),
        json={
            "attachment": file["attachment_url"],
            "attachment_type": "image",
            "categories": ["cat", "dog"],
        },
    )

    async with db.transaction(organisation.identity()) as conn:
        cursor = await conn.execute(
            "SELECT status, mime_type, size_bytes FROM attachment WHERE task_id = %s",
            (task.json()["task_id"],),
        )
        assert await cursor.fetchall() == [
            {"status": "fetched", "mime_type": "image/png", "size_bytes": len(PNG)}
        ]
