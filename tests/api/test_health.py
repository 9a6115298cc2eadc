import httpx
import psycopg

from tests.support.factories import Organisation, basic


async def test_process_says_it_is_alive(client: httpx.AsyncClient) -> None:
    answer = await client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


async def test_migrated_server_is_ready(client: httpx.AsyncClient) -> None:
    answer = await client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


async def test_server_on_an_older_schema_is_not_ready(
    client: httpx.AsyncClient, database_url: str
) -> None:
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("DELETE FROM goldwright.migration WHERE name = '0001_kit.sql'")

    answer = await client.get("/readyz")

    assert answer.status_code == 503
    assert "0001_kit.sql" in answer.json()["reason"]
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute(
            "INSERT INTO goldwright.migration (name, digest) VALUES ('0001_kit.sql', 'put back')"
        )


async def test_metrics_count_requests_by_template(client: httpx.AsyncClient) -> None:
    await client.get("/healthz")

    answer = await client.get("/metrics")

    assert answer.headers["content-type"].startswith("text/plain")
    assert 'goldwright_requests_total{method="GET",route="/healthz",status="200"}' in answer.text
    assert 'goldwright_database_connections{state="idle"}' in answer.text


async def test_metrics_name_the_routes_of_the_wire_by_template(
    client: httpx.AsyncClient, organisation: Organisation
) -> None:
    await client.get("/v1/batches/no%2Fsuch", auth=basic(organisation.live_key))
    await client.get("/v1/nothing/at/all", auth=basic(organisation.live_key))

    answer = await client.get("/metrics")

    assert (
        'goldwright_requests_total{method="GET",route="/v1/batches/{batch}",status="404"}'
        in answer.text
    )
    assert "no%2Fsuch" not in answer.text
    assert "/v1/nothing" not in answer.text
