"""The command line. A command loads what it needs when it runs, so that none is slow to start."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

import goldwright
from goldwright.errors import GoldwrightError, InvalidInputError, NotFoundError
from goldwright.program import become, without_terminals
from goldwright.settings import Settings, table

if TYPE_CHECKING:
    from goldwright.db import Database
    from goldwright.db.connect import Role

Result = TypeVar("Result")
_PORT_MAX = 65_535

app = typer.Typer(
    help="Goldwright, the data engine: raw data in, gold-standard training data out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
keys = typer.Typer(help="API keys of organisations.", no_args_is_help=True)
operators = typer.Typer(help="Operators of this installation.", no_args_is_help=True)
app.add_typer(keys, name="keys")
app.add_typer(operators, name="operator")

Host = Annotated[
    str | None,
    typer.Option(help="Address to listen on.", show_default="GOLDWRIGHT_HOST or 127.0.0.1"),
]
Port = Annotated[
    int | None,
    typer.Option(
        help="Port to listen on; 0 takes a free one.", show_default="GOLDWRIGHT_PORT or 8000"
    ),
]
Data = Annotated[
    Path | None,
    typer.Option(
        help="Folder of the embedded database and the files.",
        show_default="GOLDWRIGHT_DATA or goldwright-data",
    ),
]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        help="PostgreSQL to use instead of the embedded server.",
        show_default="GOLDWRIGHT_DATABASE_URL",
    ),
]
Project = Annotated[str, typer.Argument(help="The project's name.")]


def main() -> None:
    """Run the command line; an error a caller can mend is one sentence and exit code 1."""
    try:
        app()
    except GoldwrightError as error:
        print(error.message, file=sys.stderr)
        raise SystemExit(1) from None


def _print_version(asked: bool) -> None:  # noqa: FBT001  as the library calls it
    if asked:
        print(goldwright.__version__)
        raise typer.Exit


@app.callback()
def _whole(
    *,
    _: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version and end.",
            is_eager=True,
            callback=_print_version,
        ),
    ] = False,
) -> None:
    """What holds for every command."""


@app.command()
def up(
    host: Host = None, port: Port = None, data: Data = None, database_url: DatabaseUrl = None
) -> None:
    """Run server, runner and (without a database URL) PostgreSQL until Ctrl-C."""
    become("up", _chosen(host=host, port=port, data=data, database_url=database_url))


@app.command()
def serve(
    host: Host = None, port: Port = None, data: Data = None, database_url: DatabaseUrl = None
) -> None:
    """Run one server process; the database must be there or come within a minute."""
    become("serve", _chosen(host=host, port=port, data=data, database_url=database_url))


@app.command("run-jobs")
def run_jobs(data: Data = None, database_url: DatabaseUrl = None) -> None:
    """Run one runner: settling, callbacks, attachments, leases that ran out."""
    become("run-jobs", _chosen(data=data, database_url=database_url))


@app.command(hidden=True)
def prepare() -> None:
    """Make ready for `up` the database that is told on stdin."""
    without_terminals()
    _settings()
    from goldwright.prepare import prepare as run  # noqa: PLC0415

    run()


@app.command()
def migrate(data: Data = None, database_url: DatabaseUrl = None) -> None:
    """Bring the database to this version's schema; safe to repeat."""
    from goldwright.db.migrate import migrate as run  # noqa: PLC0415

    with _database_url(_settings(data=data, database_url=database_url)) as url:
        for name in run(url):
            print(name)


@app.command()
def export(
    project: Project,
    *,
    organisation: Annotated[str | None, typer.Option(help="Whose; if there are several.")] = None,
    test: Annotated[bool, typer.Option("--test", help="From the test environment.")] = False,
    written: Annotated[
        str, typer.Option("--format", help="jsonl, csv, parquet; json for coco.")
    ] = "jsonl",
    exporter: Annotated[
        str | None, typer.Option("--as", help="A format of the task type's own, such as coco.")
    ] = None,
    receipts: Annotated[bool, typer.Option("--receipts", help="A row per annotation.")] = False,
    batch: Annotated[str | None, typer.Option(help="Only what is in this batch.")] = None,
    status: Annotated[str | None, typer.Option(help="Only tasks in this status.")] = None,
    since: Annotated[
        datetime | None, typer.Option(help="Only what changed then or later; UTC.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="A file; otherwise standard output.")] = None,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Write a project's tasks, or a receipt for every annotation, beside a running server."""
    from goldwright.delivery.command import export_project  # noqa: PLC0415
    from goldwright.delivery.export import Export, read_format, read_status  # noqa: PLC0415
    from goldwright.installation import find_organisation  # noqa: PLC0415

    settings = _settings(data=data, database_url=database_url)
    _must_be_there(settings)
    with _database_url(settings) as url:
        settings = replace(settings, database_url=url)
        export = Export(
            organisation_id=_ask(settings, lambda db: find_organisation(db, organisation)),
            environment="test" if test else "live",
            project=project,
            format=read_format(written),
            is_receipts=receipts,
            exporter=exporter,
            batch=batch,
            status=None if status is None else read_status(status),
            since=since,
        )
        export_project(url, export, out)


@app.command()
def quality(
    project: Project,
    *,
    organisation: Annotated[str | None, typer.Option(help="Whose; if there are several.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Hard tasks, and doubts.")] = 20,
    data: Data = None,
    database_url: DatabaseUrl = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Report how good a project's answers are, what they cost, and which to look at again."""
    from goldwright.installation import find_organisation  # noqa: PLC0415
    from goldwright.quality import command  # noqa: PLC0415

    async def ask(db: "Database") -> dict[str, object]:
        owner = await find_organisation(db, organisation)
        return await command.report(db, owner, project, limit=limit)

    settings = _settings(data=data, database_url=database_url)
    found = _ask(settings, ask)
    print(command.as_json(found) if as_json else command.told(found))


@app.command()
def critic(
    project: Project,
    *,
    server: Annotated[str, typer.Option(help="Its address, such as https://label.example.com.")],
    email: Annotated[str, typer.Option(help="The worker that the model is, invited before.")],
    models: Annotated[
        str, typer.Option(help="An OpenAI-compatible API, such as http://localhost:8001/v1.")
    ],
    model: Annotated[str, typer.Option(help="What the model is called there.")],
    at_once: Annotated[int, typer.Option(min=1, max=100, help="Tasks it works on at once.")] = 4,
    once: Annotated[bool, typer.Option("--once", help="End when nothing more is offered.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The end for programs.")] = False,
) -> None:
    """Let a model answer a project's tasks as one more worker, until Ctrl-C.

    Its password is read from GOLDWRIGHT_CRITIC_PASSWORD, the API's key from GOLDWRIGHT_MODEL_KEY.
    """
    from goldwright.critic import Model, Tally, Work, annotate  # noqa: PLC0415

    def tell(tally: Tally) -> None:
        print(tally, file=sys.stderr)

    settings = _settings()
    if not settings.critic_password:
        raise InvalidInputError("Say the worker's password in GOLDWRIGHT_CRITIC_PASSWORD.")
    work = Work(
        server=server,
        project=project,
        email=email,
        password=settings.critic_password,
        at_once=at_once,
        ends_when_done=once,
    )
    done = asyncio.run(annotate(work, Model(models, model, settings.model_key), progress=tell))
    print(json.dumps(asdict(done)) if as_json else done)


@keys.command("create")
def create_key(
    organisation: Annotated[str, typer.Option(help="Its name; made when there is none.")],
    *,
    test: Annotated[bool, typer.Option("--test", help="A key of the test environment.")] = False,
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Print a new API key and nothing else; works beside a running server."""
    from goldwright.installation import make_key  # noqa: PLC0415

    settings = _settings(data=data, database_url=database_url)
    print(_ask(settings, lambda db: make_key(db, organisation, "test" if test else "live")))


@operators.command("create")
def create_operator(
    email: Annotated[str, typer.Argument(help="The operator's e-mail.")],
    data: Data = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Make somebody an operator and print a link that signs them in once, within a day."""
    from goldwright.api.addresses import page_url  # noqa: PLC0415
    from goldwright.installation import make_operator  # noqa: PLC0415

    settings = _settings(data=data, database_url=database_url)
    token = _ask(settings, lambda db: make_operator(db, email))
    public = settings.public_url or f"http://{settings.host}:{settings.port}"
    print(page_url(public, "sign-in", token))


@app.command()
def verify(
    *,
    data: Data = None,
    database_url: DatabaseUrl = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Check every invariant; exit code 1 when one is broken. Safe beside running work."""
    from goldwright.verify import verify as run  # noqa: PLC0415

    settings = _settings(data=data, database_url=database_url)
    found = _ask(settings, run, role="goldwright_runner")
    if as_json:
        print(json.dumps([asdict(one) for one in found], indent=2))
    for one in () if as_json else found:
        where = f"{one.organisation} ({one.environment})"
        print(f"{one.invariant}: {where} {one.subject}: {one.problem}")
    if found:
        raise typer.Exit(1)
    if not as_json:
        print("Every invariant holds.")


@app.command()
def demo(
    *,
    once: Annotated[bool, typer.Option("--once", help="End after the table.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    data: Annotated[
        Path | None, typer.Option(help="A new data folder to keep; otherwise one that is removed.")
    ] = None,
    exports: Annotated[Path, typer.Option(help="Where the exports go.")] = Path("demo-data"),
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")] = 0,
) -> None:
    """Run the main job on real data through a real server, and show what came of it."""
    from goldwright.demo import tell  # noqa: PLC0415

    with TemporaryDirectory(prefix="goldwright-demo-") as folder:
        Path(folder).chmod(0o755)
        kept = data or Path(folder) / "data"
        code = tell(data=kept, exports=exports, port=port, once=once, as_json=as_json)
    raise typer.Exit(code)


@app.command()
def settings(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """List every setting: its environment variable, its default, what it does."""
    rows = table()
    if as_json:
        names = ("name", "default", "help")
        print(json.dumps([dict(zip(names, row, strict=True)) for row in rows], indent=2))
        return
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, default, meaning in rows:
        print(f"{name:{widths[0]}}  {default:{widths[1]}}  {meaning}")


def _settings(*, data: Path | None = None, database_url: str | None = None) -> Settings:
    """The environment's settings, what was given as options before them; logs begin."""
    from goldwright.api.logging import configure  # noqa: PLC0415

    chosen = _chosen(data=data, database_url=database_url)
    configure(chosen.log_level)
    return chosen


def _chosen(
    *,
    host: str | None = None,
    port: int | None = None,
    data: Path | None = None,
    database_url: str | None = None,
) -> Settings:
    read = Settings.read()
    port = read.port if port is None else port
    if not 0 <= port <= _PORT_MAX:
        raise InvalidInputError(f"There is no port {port}; give one from 0 to {_PORT_MAX}.")
    return replace(
        read,
        host=host or read.host,
        port=port,
        data=data or read.data,
        database_url=database_url if database_url is not None else read.database_url,
    )


def _must_be_there(settings: Settings) -> None:
    """Refuse to make an empty database where one is asked: its folder was meant to be another.

    A link that leads nowhere is told by whoever opens the database.
    """
    place = settings.data / "pg"
    if not settings.database_url and not place.exists() and not place.is_symlink():
        raise NotFoundError(
            f"There is no database in {settings.data.absolute()}; name the folder of "
            "`goldwright up` with --data, or a database with --database-url."
        )


@contextmanager
def _database_url(settings: Settings) -> Generator[str]:
    if settings.database_url:
        yield settings.database_url
        return
    from goldwright.db.embedded import attach_or_start  # noqa: PLC0415

    with attach_or_start(settings.data) as url:
        yield url


def _ask(
    settings: Settings,
    question: Callable[["Database"], Awaitable[Result]],
    *,
    role: "Role" = "goldwright_app",
) -> Result:
    """What `question` finds or makes in the database that is there, migrated before."""
    from goldwright.db import Database  # noqa: PLC0415
    from goldwright.db.migrate import migrate as run  # noqa: PLC0415

    async def answer(url: str) -> Result:
        async with Database(url, role=role, size=1) as db:
            return await question(db)

    _must_be_there(settings)
    with _database_url(settings) as url:
        run(url)
        return asyncio.run(answer(url))


if __name__ == "__main__":
    main()
