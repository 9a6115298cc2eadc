"""The how-to for a new major version of PostgreSQL, followed word by word from 15 on."""

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import psycopg
import pytest

from goldwright.db.cluster import find_programs, program_version
from goldwright.db.embedded import EmbeddedPostgres
from goldwright.db.migrate import migrate

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "upgrade-postgresql.md"
OLD = Path("/usr/lib/postgresql/15/bin")


@pytest.mark.skipif(not OLD.exists(), reason=f"no older PostgreSQL in {OLD}")
def test_database_survives_the_steps_of_the_upgrade_page(reachable_folder: Path) -> None:
    data = reachable_folder / "goldwright-data"
    with EmbeddedPostgres(data, programs=OLD) as url:
        migrate(url)
        with psycopg.connect(url) as conn:
            conn.execute("CREATE TABLE kept AS SELECT 7 AS number")
    blocks = re.findall(r"<<'PYTHON'\n(.*?)\n *PYTHON\n", PAGE.read_text(), re.DOTALL)
    write_out, read_in = (textwrap.dedent(block) for block in blocks)

    run_step(write_out, folder=reachable_folder, programs=OLD)
    (data / "pg").rename(data / "pg.old")
    run_step(read_in, folder=reachable_folder, programs=find_programs())

    version = program_version(find_programs()).partition(".")[0]
    with EmbeddedPostgres(data) as url:
        steps_left = migrate(url)
        with psycopg.connect(url) as conn:
            kept = conn.execute("SELECT number FROM kept").fetchone()
    assert steps_left == []
    assert kept == (7,)
    assert (data / "pg" / "PG_VERSION").read_text().strip() == version


def run_step(script: str, *, folder: Path, programs: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-"],
        input=script,
        text=True,
        capture_output=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "GOLDWRIGHT_POSTGRES_BIN": str(programs)},
    )
    assert run.returncode == 0, run.stdout + run.stderr
