"""`python -m goldwright.program serve`: what runs for long, without what a command line needs.

`goldwright up`, `serve` and `run-jobs` become one of these, and `up` starts the two others as such:
a parsed command line would cost each process 5 MiB for as long as it runs. They read their settings
from the environment.
"""

import os
import sys
from collections.abc import Mapping
from typing import Literal, NoReturn

from goldwright.errors import GoldwrightError
from goldwright.settings import Settings

Name = Literal["up", "serve", "run-jobs"]


def become(name: Name, settings: Settings) -> NoReturn:
    """Go on as this program, in the same process."""
    os.execve(sys.executable, command(name), {**os.environ, **environment(settings)})  # noqa: S606  ourselves


def command(name: Name) -> list[str]:
    """What starts this program, with nothing taken from the folder it is started in."""
    return [sys.executable, "-P", "-m", "goldwright.program", name]


def environment(settings: Settings) -> Mapping[str, str]:
    """What a command line may say, as the program reads it."""
    return {
        "GOLDWRIGHT_DATABASE_URL": settings.database_url,
        "GOLDWRIGHT_DATA": str(settings.data.absolute()),
        "GOLDWRIGHT_HOST": settings.host,
        "GOLDWRIGHT_PORT": str(settings.port),
    }


def main() -> None:
    """Run the named program; an error that can be mended is one sentence and exit code 1."""
    without_terminals()
    from goldwright.api.logging import configure  # noqa: PLC0415

    try:
        settings = Settings.read()
        configure(settings.log_level)
        _run(sys.argv[1], settings)
    except GoldwrightError as error:
        raise SystemExit(error.message) from None


def _run(name: str, settings: Settings) -> None:
    if name == "up":
        from goldwright.up import up  # noqa: PLC0415

        up(settings)
    elif name == "serve":
        from goldwright.serve import serve  # noqa: PLC0415

        serve(settings)
    else:
        from goldwright.runner import run  # noqa: PLC0415

        run(settings)


def without_terminals() -> None:
    """Keep out what libraries load for terminals, their colours and own commands: 6 MiB.

    structlog and httpx do without it where it is not installed, which this is Python's word for.
    """
    for name in ("rich", "httpx._main"):
        sys.modules[name] = None  # pyright: ignore[reportArgumentType]  documented, not typed


if __name__ == "__main__":
    main()
