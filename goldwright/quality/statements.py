"""The named statements of this stage, read once."""

from functools import partial

from goldwright.db import load
from goldwright.db.statements import read_named

SQL = load(__package__ or "")
read_all = partial(read_named, SQL)
