"""Every named statement can be prepared against the schema, before a user finds it broken."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import psycopg
import pytest

import goldwright
from goldwright.db import load

ROOT = Path(goldwright.__file__).parent
PACKAGES = sorted(
    ".".join(("goldwright", *path.parent.relative_to(ROOT).parts))
    for path in ROOT.rglob("queries.sql")
)
STATEMENTS = [(package, name) for package in PACKAGES for name in load(package)]


@pytest.fixture(scope="module")
def schema(database_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("SET ROLE goldwright_runner")
        conn.execute("SET search_path = goldwright")
        yield conn


def numbered(statement: str) -> str:
    """The statement with `$1 … $n` for its named parameters, as it is sent."""
    names: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"${names.setdefault(found[1], len(names) + 1)}"

    without_comments = re.sub(r"^\s*--.*$", "", statement, flags=re.MULTILINE).strip()
    return re.sub(r"%\((\w+)\)[sbt]", number, without_comments).replace("%%", "%")


@pytest.mark.parametrize(("package", "name"), STATEMENTS)
def test_statement_fits_the_schema(schema: psycopg.Connection, package: str, name: str) -> None:
    statement = numbered(load(package)[name])

    schema.execute(f"PREPARE tried AS {statement}".encode())

    schema.execute("DEALLOCATE tried")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_statement_is_used(package: str) -> None:
    folder = files(package)
    sources = "".join(
        one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith(".py")
    )

    unused = [name for name in load(package) if f'"{name}"' not in sources]

    assert unused == [] or package == "goldwright.verify", unused
