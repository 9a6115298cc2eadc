"""Files from a person's computer and from buckets that the operator allows: kept once each."""

from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest

from goldwright.db import Database
from tests.support.app import application
from tests.support.factories import Organisation, make_member, make_organisation

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


async def upload(client: httpx.AsyncClient, headers: dict[str, str], body: bytes) -> httpx.Response:
    """Send bytes under one reference."""
    params = {"reference_id": "web/cats/a/1.png"}
    return await client.post("/api/files", params=params, content=body, headers=headers)


async def test_file_sent_again_is_kept_once_and_other_bytes_are_refused(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    person = await make_member(db, organisation, "member")

    first, again = [await upload(client, person.headers, PICTURE) for _ in range(2)]
    other = await upload(client, person.headers, PICTURE + b"more")
    empty = await upload(client, person.headers, b"")

    assert first.json() | {"status": "existing"} == again.json()
    assert (first.json()["status"], first.json()["media_type"]) == ("created", "image/png")
    assert (other.status_code, empty.status_code) == (409, 422)


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that stands for a bucket, which is read through the same library."""
    folder = tmp_path_factory.mktemp("bucket")
    (folder / "new" / "deep").mkdir(parents=True)
    (folder / "new" / "b.png").write_bytes(PICTURE)
    (folder / "new" / "deep" / "a.png").write_bytes(PICTURE + b"a")
    (folder / "new" / "empty.png").touch()
    (folder / "secret.txt").write_text("of somebody else")
    return folder


@pytest.fixture(scope="module")
async def owner(db: Database) -> Organisation:
    """The organisation that may import."""
    return await make_organisation(db)


@pytest.fixture(scope="module")
async def importing(
    database_url: str,
    tmp_path_factory: pytest.TempPathFactory,
    bucket: Path,
    owner: Organisation,
) -> AsyncGenerator[httpx.AsyncClient]:
    """An application whose operator allows it."""
    buckets = f"{owner.id}=file://{bucket}/new/"
    data = tmp_path_factory.mktemp("data")
    async with application(database_url, data, buckets=buckets) as found:
        yield found


async def test_bucket_is_listed_in_order_and_an_object_is_imported_once(
    importing: httpx.AsyncClient, db: Database, owner: Organisation, bucket: Path
) -> None:
    headers = (await make_member(db, owner, "member")).headers
    root = f"file://{bucket}/new/"

    named = (await importing.get("/api/buckets", headers=headers)).json()
    listed = await importing.get("/api/bucket-objects", params={"url": root}, headers=headers)
    deep = await importing.get(
        "/api/bucket-objects", params={"url": f"{root}deep"}, headers=headers
    )
    body = {"url": f"{root}b.png"}
    first, again = [
        (await importing.post("/api/bucket-objects/import", json=body, headers=headers)).json()
        for _ in range(2)
    ]

    assert named == {"urls": [root]}
    assert [one["url"] for one in listed.json()["objects"]] == [f"{root}b.png", f"{root}deep/a.png"]
    assert [one["url"] for one in deep.json()["objects"]] == [f"{root}deep/a.png"]
    assert (first["status"], first["media_type"]) == ("created", "image/png")
    assert again == first | {"status": "existing"}


async def test_nothing_outside_of_what_is_allowed_is_reached(
    importing: httpx.AsyncClient, db: Database, owner: Organisation, bucket: Path
) -> None:
    headers = (await make_member(db, owner, "admin")).headers
    stranger = (await make_member(db, await make_organisation(db), "admin")).headers
    root = f"file://{bucket}/new/"
    tried = [
        f"file://{bucket}/secret.txt",
        f"{root}../secret.txt",
        f"{root}%2e%2e/secret.txt",
        f"file://{bucket}/newer",
        "s3://elsewhere/",
        "http://169.254.169.254/latest/",
    ]

    refused = [
        await importing.post("/api/bucket-objects/import", json={"url": one}, headers=headers)
        for one in tried
    ]
    by_stranger = await importing.get("/api/bucket-objects", params={"url": root}, headers=stranger)

    assert {one.status_code for one in refused} <= {404, 422}
    assert by_stranger.status_code == 422
    assert (await importing.get("/api/buckets", headers=stranger)).json() == {"urls": []}
