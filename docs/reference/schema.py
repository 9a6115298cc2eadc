"""`schema.md`: tables and columns from the written schema, meanings from the migrations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from docs.reference.markdown import code, paragraphs, table
from goldwright.db.schema import FILE

_INTRODUCTION = """\
# Tables

What the migrations leave in the schema `goldwright`; `goldwright/db/schema.sql` is the whole of it,
functions and policies included. Tables with `organisation_id` are under forced row-level security:
"rows for" lists its policies, that is, who sees (or with a verb: may only do that with) which rows.
[How isolation works](../explanation/isolation.md) tells more.
"""
_TABLE = re.compile(r"^CREATE TABLE goldwright\.(\w+) \(\n(.*?)\n\)", re.MULTILINE | re.DOTALL)
_COLUMN = re.compile(
    r'"?(?P<name>\w+)"? (?P<type>.*?)(?: DEFAULT (?P<default>.*?))?(?P<needed> NOT NULL)?'
)
_COLLATION = ' COLLATE pg_catalog."C"'
_ONE_OF = re.compile(r"CHECK \(\(\"?(?P<column>\w+)\"? = ANY \(ARRAY\[(?P<words>[^]]*)\]\)\)\)")
_POLICY = re.compile(r"^CREATE POLICY (\w+) ON goldwright\.(\w+)(?: FOR (\w+))?", re.MULTILINE)
_KEY = re.compile(
    r"^ALTER TABLE ONLY goldwright\.(\w+)\n    ADD CONSTRAINT \w+ "
    r"(PRIMARY KEY|UNIQUE|FOREIGN KEY)(?: NULLS NOT DISTINCT)? (\(.*\));",
    re.MULTILINE,
)
_MADE = re.compile(
    r"(?P<comment>(?:^--[^\n]*\n)*)^CREATE TABLE (?P<name>\w+) \(\n(?P<body>.*?)^\)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(slots=True)
class Table:
    """A table as the reference shows it."""

    name: str
    columns: list[tuple[str, str, str, str]]
    meaning: str = ""
    policies: list[str] = field(default_factory=list[str])
    keys: list[str] = field(default_factory=list[str])


def page() -> str:
    """A section for each table, in alphabetical order."""
    return paragraphs(_INTRODUCTION.strip(), *(_section(one) for one in tables()))


def tables() -> list[Table]:
    """Every table of the schema."""
    text = FILE.read_text(encoding="utf-8")
    meanings, notes = _comments()
    found = {
        name: Table(name, list(_columns(name, body, notes)), meanings.get(name, ""))
        for name, body in _TABLE.findall(text)
    }
    for policy, name, verb in _POLICY.findall(text):
        found[name].policies.append(f"{policy} ({verb.lower()})" if verb else policy)
    for name, kind, rest in _KEY.findall(text):
        found[name].keys.append(_key(kind, rest))
    return [found[name] for name in sorted(found)]


def _section(one: Table) -> str:
    facts = [f"Keys: {'; '.join(sorted(one.keys, key=_primary_first))}." if one.keys else ""]
    facts.append(f"Rows for: {', '.join(sorted(one.policies))}." if one.policies else "")
    return paragraphs(
        f"## {one.name}",
        one.meaning,
        table(["column", "type", "default", "note"], one.columns),
        "\n".join(fact for fact in facts if fact),
    )


def _columns(
    name: str, body: str, notes: dict[tuple[str, str], str]
) -> Iterator[tuple[str, str, str, str]]:
    words = {
        one["column"]: " ".join(re.findall(r"'(\w+)'", one["words"]))
        for one in _ONE_OF.finditer(body)
    }
    for line in body.splitlines():
        found = _COLUMN.fullmatch(line.strip().rstrip(",").replace(_COLLATION, ""))
        if found is None or found["name"] == "CONSTRAINT":
            continue
        column = found["name"]
        one_of = ", ".join(code(word) for word in words.get(column, "").split())
        may_miss = "" if found["needed"] else "may be null"
        kind = found["type"].replace("goldwright.", "")
        default = re.sub(r"(::[\w .]+(\[\])?|goldwright\.)", "", found["default"] or "")
        told = "; ".join(one for one in (one_of, may_miss, notes.get((name, column), "")) if one)
        yield code(column), code(kind), code(default), told


def _comments() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """What the migrations say of tables, in the comment above, and of columns, beside them."""
    meanings: dict[str, str] = {}
    notes: dict[tuple[str, str], str] = {}
    folder = files("goldwright.db").joinpath("migrations")
    for script in sorted(folder.iterdir(), key=lambda one: one.name):
        if not script.name.endswith(".sql"):
            continue
        for made in _MADE.finditer(script.read_text(encoding="utf-8")):
            lines = [one.removeprefix("--").strip() for one in made["comment"].splitlines()]
            meanings[made["name"]] = " ".join(one for one in lines if not one.startswith("---"))
            for line in made["body"].splitlines():
                column, _, note = line.strip().partition("--")
                if note and column:
                    notes[made["name"], column.split()[0]] = note.strip().rstrip(".")
    return meanings, notes


def _key(kind: str, rest: str) -> str:
    columns, _, other = rest.partition(" REFERENCES ")
    if other:
        referred = other.removeprefix("goldwright.").partition("(")[0]
        return f"{columns.strip('()')} → {referred}"
    return f"{kind.lower()} {columns}"


def _primary_first(key: str) -> tuple[bool, bool, str]:
    return not key.startswith("primary"), not key.startswith("unique"), key
