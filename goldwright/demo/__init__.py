"""The main job on real data, through the real server: what `goldwright demo` runs and prints.

A customer sends work with the official client; each recorded person of a real crowd signs in,
leases, answers as recorded and submits; answers settle, callbacks arrive, an export is written, pay
is accrued. Nothing is faked but the keyboard, and anything lost or wrong ends it with an error.
"""

from goldwright.demo.story import tell

__all__ = ["tell"]
