"""The named statements of this stage, read once."""

from goldwright.db import load

SQL = load(__package__ or "")
