"""The web app as the server gives it: one page for every screen, files that may be kept."""

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from goldwright.api.web_app import WebApp
from tests.support.app import ADDRESS

PAGE = {"accept": "text/html,*/*;q=0.8", "accept-encoding": "gzip, br"}


@pytest.fixture
def built(tmp_path: Path) -> httpx.AsyncClient:
    """A client of an application with nothing but a built web app."""
    assets = tmp_path / "assets"
    assets.mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Goldwright</title>")
    (tmp_path / "work.html").write_text("<!doctype html><title>Goldwright, work</title>")
    (assets / "main-1a2b.js").write_text("plain")
    (assets / "main-1a2b.js.br").write_text("smaller")
    (tmp_path / ".stamp").write_text("a digest")
    app = Starlette()
    app.router.default = WebApp(app.router.default, tmp_path)

    async def with_route(scope: dict[str, object], receive: object, send: object) -> None:
        await app({**scope, "goldwright.route": []}, receive, send)

    return httpx.AsyncClient(transport=httpx.ASGITransport(with_route), base_url=ADDRESS)


@pytest.mark.parametrize("path", ["/", "/sign-in", "/invitation", "/work/cats%20and%20dogs"])
async def test_any_screen_is_the_one_page_and_is_asked_for_anew(
    built: httpx.AsyncClient, path: str
) -> None:
    answer = await built.get(path, headers=PAGE)

    assert answer.text.startswith("<!doctype html>")
    assert answer.headers["cache-control"] == "no-cache"


async def test_a_screen_with_a_page_of_its_own_gets_that_one(built: httpx.AsyncClient) -> None:
    answer = await built.get("/work", headers=PAGE)

    assert answer.text.endswith("<title>Goldwright, work</title>")
    assert answer.headers["cache-control"] == "no-cache"


async def test_files_named_by_their_content_are_kept_and_sent_compressed(
    built: httpx.AsyncClient,
) -> None:
    plain = await built.get("/assets/main-1a2b.js", headers={"accept-encoding": "identity"})
    head = await built.head("/assets/main-1a2b.js", headers={"accept-encoding": "br"})

    assert plain.text == "plain"
    assert plain.headers["content-type"].startswith("text/javascript")
    assert "immutable" in plain.headers["cache-control"]
    assert head.headers["content-encoding"] == "br"


@pytest.mark.parametrize("path", ["/assets/gone.js", "/api/unknown", "/v1/unknown", "/.stamp"])
async def test_what_is_no_screen_is_not_found(built: httpx.AsyncClient, path: str) -> None:
    answer = await built.get(path, headers={"accept": "*/*"})

    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/api/unknown", "/assets/gone.js", "/files/gone"])
async def test_unknown_address_of_programs_is_an_error_for_browsers_too(
    client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.get(path, headers=PAGE)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_page_is_there_and_runs_only_our_own_script(client: httpx.AsyncClient) -> None:
    answer = await client.get("/sign-in", headers=PAGE)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "<script>" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]
