"""Reads query values as customers' clients write them: `True`, repeated keys, times of any form."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import parse_qsl

from goldwright.errors import Fault, InvalidInputError

Choice = TypeVar("Choice")

# An unquoted `+01:00` arrives with a space, since `+` is a space in a query.
_LOST_PLUS = re.compile(r"(\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?) (\d\d:?\d\d)$")


class Query:
    """The values of one query string; an empty one counts as not given."""

    def __init__(self, query_string: bytes) -> None:
        try:
            pairs = parse_qsl(query_string.decode("ascii"), errors="strict")
        except ValueError:  # also what a wrong encoding and too many fields are
            raise InvalidInputError("The query is not percent-encoded UTF-8.") from None
        self._values: dict[str, list[str]] = {}
        for name, text in pairs:
            if "\0" in text:
                raise _bad(name, "holds the character NUL")
            self._values.setdefault(name, []).append(text)

    def texts(self, name: str) -> list[str]:
        """Every value of a key that may repeat."""
        return self._values.get(name, [])

    def text(self, name: str) -> str | None:
        """The last value of a key."""
        found = self._values.get(name)
        return found[-1] if found else None

    def choice(self, name: str, choices: Mapping[str, Choice]) -> Choice | None:
        """What one of the customers' words stands for here."""
        text = self.text(name)
        if text is None:
            return None
        if text not in choices:
            raise _bad(name, f"is {text!r}; give one of {', '.join(choices)}")
        return choices[text]

    def flag(self, name: str) -> bool:
        """A boolean, written `True` by the official client; absent is false."""
        text = self.text(name)
        if text is None:
            return False
        if text.lower() not in {"true", "false", "1", "0"}:
            raise _bad(name, f"is {text!r}; give true or false")
        return text.lower() in {"true", "1"}

    def whole(self, name: str, *, default: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        text = self.text(name)
        if text is None:
            return default
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", text) or not least <= int(text) <= most:
            raise _bad(name, f"is {text!r}; give a whole number from {least} to {most}")
        return int(text)

    def moment(self, name: str) -> datetime | None:
        """A time in UTC, cut to the milliseconds that customers are shown; naive ones are UTC."""
        text = self.text(name)
        if text is None:
            return None
        try:
            read = datetime.fromisoformat(_LOST_PLUS.sub(r"\1+\2", text.strip()))
            aware = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
        except (ValueError, OverflowError):
            raise _bad(name, f"is {text!r}; give a time such as 2026-01-31T09:30:00Z") from None
        return aware.replace(microsecond=aware.microsecond // 1000 * 1000)


def _bad(name: str, sentence: str) -> InvalidInputError:
    message = f"Parameter {name} {sentence}."
    return InvalidInputError(message, faults=[Fault(f"/{name}", sentence)])
