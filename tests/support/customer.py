"""A customer over HTTP, for tests whose server runs elsewhere: projects, tasks, invitations."""

import secrets
from dataclasses import dataclass, field
from typing import Self

import httpx

from goldwright.task_types.contract import JsonObject


@dataclass(frozen=True)
class Customer:
    """Whoever holds an organisation's live key; used in a `with` block, which closes the client."""

    address: str
    key: str
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        """Open the client."""
        client = httpx.Client(base_url=self.address, auth=(self.key, ""), timeout=30)
        object.__setattr__(self, "client", client)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def project(
        self,
        task_type: str = "categorization",
        *,
        name: str | None = None,
        instruction: str = "",
        **settings: object,
    ) -> str:
        """The name of a new project; `settings` are those of PATCH /api/projects."""
        name = name or f"{task_type} {secrets.token_hex(3)}"
        body = {"name": name, "type": task_type, "params": {"instruction": instruction}}
        self._ask("POST", "/v1/projects", body)
        if settings:
            self._ask("PATCH", f"/api/projects/{name}", settings)
        return name

    def task(self, project: str, task_type: str, params: JsonObject) -> str:
        """The id of a new task."""
        body = {"project": project, **params}
        return str(self._ask("POST", f"/v1/task/{task_type}", body)["task_id"])

    def instruct(self, project: str, instruction: str) -> None:
        """Change what the project tells its workers."""
        self._ask("POST", f"/v1/projects/{project}/setParams", {"instruction": instruction})

    def invite(self, role: str = "worker") -> str:
        """Where somebody new comes in: a worker of the organisation, or with another role."""
        body = {"email": f"{role}-{secrets.token_hex(4)}@example.com", "role": role}
        return str(self._ask("POST", "/api/members/invite", body)["invitation_url"])

    def read(self, task_id: str) -> JsonObject:
        """A task as the customer reads it."""
        return self._ask("GET", f"/v1/task/{task_id}", None)

    def _ask(self, method: str, path: str, body: object) -> JsonObject:
        answer = self.client.request(method, path, json=body)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()
