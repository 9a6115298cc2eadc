"""The content of assignments handed out lately, so that a submit need not read it again.

Params never change, so a remembered copy is never wrong; a forgotten one is read from the database.
"""

from collections import OrderedDict
from collections.abc import Iterable

_LIMIT = 2000  # assignments; some 2 MB of ordinary params
_LARGEST = 100_000  # characters; larger content is read again rather than kept
_held: OrderedDict[str, str] = OrderedDict()


def remember(shown: Iterable[str]) -> None:
    """Keep assignments' JSON texts for the submits to come; those without content are left."""
    for text in shown:
        if '"params"' in text and len(text) < _LARGEST:
            # `assignment_shown` writes the id first: {"assignment_id" : "asg_…", …
            assignment_id = text.split('"', 4)[3]
            _held[assignment_id] = text
            _held.move_to_end(assignment_id)
    while len(_held) > _LIMIT:
        _held.popitem(last=False)


def take(assignment_id: str) -> str | None:
    """The remembered JSON text of an assignment, which is then forgotten."""
    return _held.pop(assignment_id, None)
