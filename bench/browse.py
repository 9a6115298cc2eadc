"""How long a page of the task browser takes, for each filter, with many tasks stored.

    python -m bench.browse [--tasks 1000000] [--repeats 20]

Tasks are written by SQL with responses, metadata and answers of 200 workers: nine of ten completed,
one in 10,000 failed. Each filter is asked for its first page, over HTTP.
The goal is 200 ms a page with 10 million tasks; a page that no index serves looks at 10,000 tasks
and says so, whatever is stored.
"""

import argparse
import time
from contextlib import closing
from statistics import median
from urllib.parse import urlencode

import psycopg
import uvloop

from bench.support.client import Client
from bench.support.load import percentile
from bench.support.report import save, say
from bench.support.tree import Tree, running_tree

PROJECTS = ("large", "small")
PORTION = 250_000

FILTERS: dict[str, dict[str, str]] = {
    "all": {},
    "project": {"project": "large"},
    "batch": {"batch": "batch"},
    "status, rare": {"status": "error"},
    "status in a project, rare": {"project": "large", "status": "error"},
    "worker": {"worker": "wrk_7"},
    "label, common": {"label": "class 3"},
    "label, found nowhere": {"label": "unheard of"},
    "label in a project's rare status": {
        "project": "large",
        "status": "error",
        "label": "class 3",
    },
    "confidence": {"confidence_until": "0.5"},
    "words in metadata, found nowhere": {"text": "unheard of"},
    "field of metadata, common": {"field": "shop", "value": "shop 7"},
    "field of params, found nowhere": {"field": "attachment", "value": "unheard of"},
    "time": {"created_until": "2021-08-01T00:00:00Z"},
    "unique_id": {"unique_id": "item-77777"},
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--tasks", type=int, default=1_000_000, help="tasks stored")
    parser.add_argument("--repeats", type=int, default=20, help="requests of each page")
    given = parser.parse_args()
    with running_tree() as tree:
        save("browse", uvloop.run(_measure(tree, given.tasks, given.repeats)))


async def _measure(tree: Tree, tasks: int, repeats: int) -> dict[str, object]:
    with closing(Client.with_key(tree.address, tree.live_key)) as client:
        for name in PROJECTS:
            await client.call("POST", "/v1/projects", {"type": "categorization", "name": name})
        await client.call("POST", "/v1/batches", {"project": "small", "name": "batch"})
    _fill(tree, tasks)
    pages: dict[str, object] = {}
    with closing(Client.with_key(tree.address, tree.live_key)) as client:
        name = "status, rare, before statistics"
        pages[name] = await _page(client, FILTERS["status, rare"], repeats)
        say(f"{name}: {pages[name]}")
    with psycopg.connect(tree.database_url, autocommit=True) as conn:
        for table in ("task", "annotation"):
            conn.execute(f"VACUUM ANALYZE goldwright.{table}")
    # Another connection: the server closes one that stood idle for so long.
    with closing(Client.with_key(tree.address, tree.live_key)) as client:
        stored = (await client.call("GET", "/api/tasks?limit=1"))["total"]
        assert stored == tasks, f"{stored} tasks are stored, not {tasks}"
        for name, sought in FILTERS.items():
            pages[name] = await _page(client, sought, repeats)
            say(f"{name}: {pages[name]}")
    return {"tasks": tasks, "repeats": repeats, "milliseconds": pages}


async def _page(client: Client, sought: dict[str, str], repeats: int) -> dict[str, object]:
    path = f"/api/tasks?{urlencode({**sought, 'limit': 50})}"
    took: list[float] = []
    for _ in range(repeats):
        began = time.perf_counter()
        page = await client.call("GET", path)
        took.append((time.perf_counter() - began) * 1000)
    return {
        "median": round(median(took), 1),
        "p95": round(percentile(took, 95), 1),
        "tasks": len(page["tasks"]),
        "is_cut": page["is_cut"],
    }


def _fill(tree: Tree, tasks: int) -> None:
    """Nineteen of twenty tasks in the large project; the counts come by the triggers."""
    with psycopg.connect(tree.database_url, autocommit=True) as conn:
        conn.execute("SET search_path = goldwright")
        conn.execute("SET synchronous_commit = off")
        # Answers point at assignments, which no page of the browser reads, so there are none.
        conn.execute(_WITHOUT_ASSIGNMENTS)
        for start in range(0, tasks, PORTION):
            values = {"start": start, "end": min(start + PORTION, tasks) - 1}
            with conn.transaction():
                conn.execute("SELECT act_as('runner', 1, 'live', NULL, NULL)")
                conn.execute(_TASKS, values)
                conn.execute(_ANSWERS, values)
            say(f"{values['end'] + 1:,} tasks stored")


_WITHOUT_ASSIGNMENTS = """
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT conname FROM pg_constraint
               WHERE conrelid = 'annotation'::regclass AND contype = 'f' LOOP
    EXECUTE format('ALTER TABLE annotation DROP CONSTRAINT %I', name);
  END LOOP;
END $$
"""
_TASKS = """
INSERT INTO task (organisation_id, environment, id, project_id, batch_id, type, status, params,
                  metadata, unique_id, response, confidence, created_at, updated_at, completed_at)
SELECT p.organisation_id, p.environment,
       lpad(to_hex(1600000000000 + n::bigint * 30000), 12, '0') || lpad(to_hex(n), 12, '0'),
       p.id, b.id, p.task_type, made.status,
       json_build_object('attachment', repeat('text ', 60), 'categories', '[]'::json),
       jsonb_build_object('shop', 'shop ' || n %% 977, 'source', md5(n::text)), 'item-' || n,
       CASE WHEN made.is_done THEN jsonb_build_object('category', 'class ' || n %% 20) END,
       CASE WHEN made.is_done THEN 0.4 + 0.6 * (n %% 1000) / 1000 END,
       to_timestamp(1600000000 + n * 30), now(), CASE WHEN made.is_done THEN now() END
  FROM generate_series(%(start)s::integer, %(end)s::integer) AS n
 CROSS JOIN LATERAL (
   SELECT CASE WHEN n %% 10000 = 0 THEN 'error' WHEN n %% 10 = 0 THEN 'pending'
               ELSE 'completed' END,
          n %% 10 <> 0) AS made (status, is_done)
  JOIN project AS p
    ON p.environment = 'live' AND p.name = CASE WHEN n %% 20 = 1 THEN 'small' ELSE 'large' END
  LEFT JOIN batch AS b ON b.project_id = p.id
"""
_ANSWERS = """
INSERT INTO annotation (organisation_id, environment, id, is_counted, assignment_id, task_id,
                        project_id, stage, purpose, worker_id, response, idempotency_key,
                        active_seconds, paid_micros, currency, submitted_at)
SELECT t.organisation_id, t.environment, 'ann_' || t.id, true, 'asg_' || t.id, t.id, t.project_id,
       'annotate', 'work', 'wrk_' || ('x' || right(t.id, 7))::bit(28)::integer %% 200, t.response,
       t.id, 10, 50000, 'USD', t.created_at
  FROM task AS t
 WHERE t.status = 'completed'
   AND t.id >= lpad(to_hex(1600000000000 + %(start)s::bigint * 30000), 12, '0')
   AND t.id < lpad(to_hex(1600000000000 + (%(end)s::bigint + 1) * 30000), 12, '0')
"""


if __name__ == "__main__":
    main()
