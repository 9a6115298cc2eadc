"""A process that ends another one when we are gone, even by SIGKILL.

It is a shell that reads from a pipe whose other end only we hold. The kernel closes our end however
we die, the read returns, and the shell sends the signal. A shell costs a fifth of a megabyte where
a Python process costs ten, and a pipe works on every system, unlike PR_SET_PDEATHSIG, which is
Linux's and is tied to the thread that started the child.
"""

import os
import subprocess
from collections.abc import Sequence
from typing import Self

_SCRIPT = """
trap '' INT TERM HUP
read -r _
kill -s "$2" "$1" 2>/dev/null
tenths=$(($3 * 10))
while [ "$tenths" -gt 0 ] && kill -0 "$1" 2>/dev/null; do
    sleep 0.1
    tenths=$((tenths - 1))
done
kill -s KILL "$1" 2>/dev/null
"""


class Watchdog:
    """Watches over `pid`: should we die, it gets `signal_name` and, `grace_seconds` later, SIGKILL.

    Files in `keep_open` (locks) stay open until the watched process has ended. Dismiss the watchdog
    as soon as the process is known to have ended, before its number can be another's.
    """

    def __init__(
        self, pid: int, *, signal_name: str, grace_seconds: int, keep_open: Sequence[int] = ()
    ) -> None:
        watched, self._lifeline = os.pipe()
        try:
            self._process = subprocess.Popen(  # noqa: S603  our script, our pid
                ["/bin/sh", "-c", _SCRIPT, "watchdog", str(pid), signal_name, str(grace_seconds)],
                stdin=watched,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                pass_fds=keep_open,
                start_new_session=True,
            )
        except BaseException:
            os.close(self._lifeline)
            raise
        finally:
            os.close(watched)

    def dismiss(self) -> None:
        """End the watch; the watched process is left alone."""
        self._process.kill()
        self._process.wait()
        os.close(self._lifeline)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()
