"""The database: connections under a role, identities, named statements, migrations.

A connection comes from `Database`, which has already taken the application's or the runner's role.
A transaction says once who acts (`act_as`); the policies do the rest.
"""

from goldwright.db.connect import Connection, Database
from goldwright.db.identity import Identity, act_as
from goldwright.db.statements import load

__all__ = ["Connection", "Database", "Identity", "act_as", "load"]
