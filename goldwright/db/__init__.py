"""The database: connections under a role, identities, named statements, migrations.

A connection comes from `Database`, which has already taken the application's or the runner's role.
A transaction says once who acts (`act_as`); the policies do the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goldwright.db.connect import Connection, Database
    from goldwright.db.identity import Identity, act_as
    from goldwright.db.statements import load

__all__ = ["Connection", "Database", "Identity", "act_as", "load"]

_PLACES = {
    "Connection": "connect",
    "Database": "connect",
    "Identity": "identity",
    "act_as": "identity",
    "load": "statements",
}


def __getattr__(name: str) -> object:
    """Loaded when first asked for: `goldwright up` uses `embedded` alone and needs no driver."""
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
