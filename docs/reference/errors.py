"""`errors.md`: every error that a caller can meet."""

import inspect
from collections.abc import Iterator

from docs.reference.markdown import code, paragraphs, table
from goldwright import errors

_INTRODUCTION = """\
# Errors

Under `/api` an error is answered as
[problem+JSON](https://www.rfc-editor.org/rfc/rfc9457): `type` (`urn:goldwright:problem:` and the
code), `title`, `status`, `code` (stable, for programs), `detail` (what happened, then what to do)
and `faults`: for each bad place of the input a JSON pointer and a sentence. Under `/v1` the same
error has the shape and status that Scale's clients expect: `{"status_code": …, "error": …}`, with
400 instead of 422, 401 instead of 403, and 409 only for a taken name or `unique_id` of something
that is being made (400 elsewhere).

Every answer carries an `x-request-id`, under which the server's log has more. Besides the codes
below there are those of HTTP itself: `method_not_allowed` (405), `not_acceptable` (406),
`unsupported_media_type` (415), and `internal` (500), which is a bug of ours.
"""


def page() -> str:
    """The tree, drawn, and a row for each of its classes."""
    rows = [(code(one.code), str(one.status), code(one.__name__), _told(one)) for one in classes()]
    tree = (errors.__doc__ or "").split("\n\n")[1]
    return paragraphs(
        _INTRODUCTION.strip(),
        f"```text\n{tree}\n```",
        table(["code", "status", "class", "when, and what to do"], rows),
    )


def classes() -> Iterator[type[errors.GoldwrightError]]:
    """Every class that is raised, in the order of the file."""
    for _, found in inspect.getmembers(errors, inspect.isclass):
        if issubclass(found, errors.GoldwrightError) and found is not errors.GoldwrightError:
            yield found


def _told(one: type[errors.GoldwrightError]) -> str:
    return inspect.cleandoc(one.__doc__ or "")
