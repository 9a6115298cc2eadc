"""Searching text for a customer's pattern, in time that is linear in the text."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportAttributeAccessIssue=false

import pyarrow as pa
from pyarrow import compute


def fault(pattern: str) -> str | None:
    """Why a pattern cannot be read; None where it can."""
    try:
        compute.match_substring_regex(pa.array([""]), pattern)
    except pa.ArrowInvalid as error:
        return str(error).removeprefix("Invalid regular expression: ")
    return None


def is_found(pattern: str, text: str) -> bool:
    """Whether an RE2 pattern matches any part of the text; one that is malformed matches none."""
    try:
        return bool(compute.match_substring_regex(pa.array([text]), pattern)[0].as_py())
    except pa.ArrowInvalid:
        return False
