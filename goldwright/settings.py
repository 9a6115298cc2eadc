"""Every setting of an installation, read once at start from the environment.

`goldwright settings` prints this table: name, default, unit and help come from here alone.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, get_type_hints

from goldwright.errors import InvalidInputError

PREFIX = "GOLDWRIGHT_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an installation can be told; each field is `GOLDWRIGHT_` and its name in capitals."""

    database_url: Annotated[
        str, "PostgreSQL to use; empty: the embedded server in the data folder"
    ] = ""
    data: Annotated[Path, "folder of the embedded database, the files and the logs"] = Path(
        "goldwright-data"
    )
    host: Annotated[str, "address to listen on"] = "127.0.0.1"
    port: Annotated[int, "port to listen on; 0 takes a free one"] = 8000
    public_url: Annotated[str, "address customers see, for links; empty: the one listened on"] = ""
    storage_url: Annotated[
        str, "where files are kept: s3://, gs://, az:// or empty for the data folder"
    ] = ""
    buckets: Annotated[
        str,
        "what organisations may import from, such as 1=s3://photos/new/ 2=gs://scans/, by their"
        " number; read with the server's own credentials; empty: nothing",
    ] = ""
    pool_size: Annotated[int, "database connections of one server process"] = 10
    log_level: Annotated[str, "debug, info, warning or error"] = "info"
    allow_private_addresses: Annotated[
        bool, "whether callbacks and attachments may reach private and loopback addresses"
    ] = False
    fetch_attachments: Annotated[
        bool, "whether the attachments of new tasks are fetched and kept"
    ] = True
    file_bytes_max: Annotated[int, "largest file taken, in bytes"] = 80_000_000
    sign_up: Annotated[bool, "whether anyone may sign up as a worker"] = False
    body_bytes_max: Annotated[int, "largest JSON body taken, in bytes"] = 10_000_000
    session_hours: Annotated[int, "how long a sign-in lasts"] = 24 * 14
    requests_per_minute: Annotated[int, "requests a key may make in a minute; 0 is no limit"] = 0
    smtp_url: Annotated[
        str,
        "smtp://user:password@host:port to mail links and callbacks; empty: no mail is sent",
    ] = ""
    mail_from: Annotated[str, "sender of mails"] = "goldwright@localhost"
    assist_encoder: Annotated[
        Path, "ONNX file of a Segment Anything encoder; empty: GrabCut finds outlines"
    ] = Path()
    assist_decoder: Annotated[Path, "ONNX file of its decoder"] = Path()
    openid_issuer: Annotated[
        str, "https address of the OpenID Connect provider people may sign in with; empty: none"
    ] = ""
    openid_client_id: Annotated[str, "what the provider calls this installation"] = ""
    openid_client_secret: Annotated[str, "its secret at the provider; empty: a public client"] = ""
    openid_name: Annotated[str, "what the provider is called on the sign-in page"] = "OpenID"
    openid_sign_up: Annotated[
        bool, "whether whoever is new to us but not to the provider may come in, as a worker"
    ] = False
    critic_password: Annotated[str, "what `goldwright critic` signs in with"] = ""
    model_key: Annotated[str, "the key of the API that `goldwright critic` asks"] = ""
    callback_timeout_seconds: Annotated[int, "how long a receiver of callbacks may take"] = 10

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Settings as the environment gives them; a value that cannot be read is named."""
        hints = get_type_hints(cls)
        values = {
            name: _parse(PREFIX + name.upper(), hints[name], environ[PREFIX + name.upper()])
            for name in (one.name for one in fields(cls))
            if environ.get(PREFIX + name.upper())
        }
        return cls(**values)  # pyright: ignore[reportArgumentType]: each was parsed by its own hint


def table() -> list[tuple[str, str, str]]:
    """Name, default and help of every setting, for `goldwright settings` and the reference."""
    hints = get_type_hints(Settings, include_extras=True)
    return [
        (PREFIX + one.name.upper(), str(one.default), hints[one.name].__metadata__[0])
        for one in fields(Settings)
    ]


def _parse(variable: str, kind: type, text: str) -> str | int | bool | Path:
    if kind is bool:
        if text.lower() in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
            return text.lower() in {"1", "true", "yes", "on"}
        raise InvalidInputError(f"{variable} is {text!r}; give true or false.")
    try:
        return kind(text)
    except ValueError:
        raise InvalidInputError(f"{variable} is {text!r}; give a whole number.") from None
