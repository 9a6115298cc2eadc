import httpx
import pytest


@pytest.mark.parametrize("page", ["/", "/sign-in", "/invitation"])
async def test_page_is_there_and_runs_only_our_own_script(
    client: httpx.AsyncClient, page: str
) -> None:
    answer = await client.get(page)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "<script>" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]


async def test_script_of_the_pages_is_served(client: httpx.AsyncClient) -> None:
    answer = await client.get("/pages.js")

    assert answer.headers["content-type"].startswith("text/javascript")
    assert "/api" not in answer.text  # where to send is written in the page, not in the script
