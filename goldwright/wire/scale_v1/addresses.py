"""Signed addresses of the files that responses keep apart, such as masks and per-frame annotations.

`/v1/results/{task}/{name}?signature=…` opens without a key, since customers hand such addresses on
to their tools; the signature says whose task it is and needs the installation's secret.
"""

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import quote

from goldwright.db.identity import Environment


@dataclass(frozen=True, slots=True)
class ResultLinks:
    """Makes the links of one server address."""

    secret: bytes
    address: str

    @property
    def prefix(self) -> str:
        """How every link begins; task and name follow."""
        return f"{self.address}/v1/results/"

    def link(self, organisation_id: int, environment: Environment, task_id: str, name: str) -> str:
        """The address under which one file of a task's response is served."""
        proof = sign(self.secret, organisation_id, environment, task_id, name)
        return f"{self.prefix}{task_id}/{quote(name, safe='')}?signature={proof}"


def sign(secret: bytes, organisation_id: int, environment: str, task_id: str, name: str) -> str:
    """The signature of a link: whose the task is, and the proof."""
    claim = f"{organisation_id}.{environment}"
    digest = hmac.new(secret, f"result\n{claim}\n{task_id}\n{name}".encode(), hashlib.sha256)
    return f"{claim}.{digest.hexdigest()}"
