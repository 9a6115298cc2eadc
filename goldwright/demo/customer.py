"""The customer's part: projects, batches and tasks through the official client."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self  # Any: JSON, and the official client, which ships no types

import httpx

from goldwright.demo_data import RecordedSet, RecordedTask
from goldwright.errors import UnavailableError


@dataclass(frozen=True, slots=True)
class Plan:
    """How a set is sent: settings of its project, and which of its tasks are gold."""

    recorded: RecordedSet
    settings: Mapping[str, object]
    gold: Sequence[RecordedTask]

    @property
    def project(self) -> str:
        """The project's name."""
        return self.recorded.name

    @property
    def work(self) -> list[RecordedTask]:
        """The tasks that are bought."""
        known = {task.id for task in self.gold}
        return [task for task in self.recorded.tasks if task.id not in known]


class Customer:
    """A machine-learning engineer with a live key."""

    def __init__(self, address: str, key: str) -> None:
        import scaleapi  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]: it has none

        self._client: Any = scaleapi.ScaleClient(key, api_instance_url=f"{address}/v1")  # untyped
        self._api = httpx.Client(
            base_url=f"{address}/api", headers={"Authorization": f"Bearer {key}"}, timeout=60
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._api.close()

    def send(self, plan: Plan, callback_url: str | None = None) -> dict[str, str]:
        """Create the project, its gold and one batch of its work; task ids by the set's own ids."""
        shared = self.make_project_of(plan)
        for task in plan.gold:
            body = {"task": _own(task, shared), "expected_response": _response(plan, task.truth)}
            self.ask("POST", f"/projects/{plan.project}/gold", json=body)
        batch = self._client.create_batch(
            project=plan.project, batch_name=f"{plan.project} 1", callback=callback_url
        )
        return {
            task.id: self._client.create_task(
                self._type(plan.recorded.task_type),
                batch=batch.name,
                callback_url=callback_url,
                unique_id=f"{plan.project}/{task.id}",
                **_own(task, shared),
            ).id
            for task in plan.work
        }

    def make_project_of(self, plan: Plan) -> dict[str, Any]:
        """The plan's project; the params that it gives to each of its tasks."""
        first, *others = (_params(task) for task in plan.recorded.tasks)
        shared = {
            name: value
            for name, value in first.items()
            if all(other[name] == value for other in others)
        }
        self.make_project(
            plan.project, plan.recorded.task_type, params=shared, settings=plan.settings
        )
        return shared

    def make_project(
        self,
        name: str,
        task_type: str,
        *,
        params: Mapping[str, Any],
        settings: Mapping[str, object],
    ) -> None:
        """A project whose tasks inherit these params."""
        self._client.create_project(
            project_name=name, task_type=self._type(task_type), params=dict(params)
        )
        self.ask("PATCH", f"/projects/{name}", json=dict(settings))

    def upload(self, name: str, content: bytes) -> str:
        """The address by which tasks of the organisation refer to a file."""
        file = io.BytesIO(content)
        file.name = name
        return str(self._client.upload_file(file=file).attachment_url)

    def create(self, task_type: str, params: Mapping[str, Any]) -> None:
        """Send one task, without a project unless the params name one."""
        self._client.create_task(self._type(task_type), **params)

    def invite(self, email: str) -> str:
        """Let a worker in; the token of their invitation."""
        invited = self.ask("POST", "/members/invite", json={"email": email, "role": "worker"})
        return str(invited["invitation_url"]).partition("#")[2]

    def pending(self, project: str) -> int:
        """How many tasks of a project are not completed."""
        return int(self._client.get_tasks_count(project_name=project, status=_pending()))

    def ask(self, method: str, path: str, **content: Any) -> Any:  # noqa: ANN401  JSON in and out
        """What `/api` answers; its own words when it refuses."""
        answer = self._api.request(method, path, **content)
        if answer.is_error:
            raise UnavailableError(
                f"{method} /api{path} answered {answer.status_code}: {answer.text}"
            )
        return answer.json()

    def download(self, path: str) -> bytes:
        """A file of `/api`."""
        answer = self._api.get(path)
        if answer.is_error:
            raise UnavailableError(f"GET /api{path} answered {answer.status_code}: {answer.text}")
        return answer.content

    @staticmethod
    def _type(name: str) -> Any:  # noqa: ANN401  an enum of the client
        from scaleapi.tasks import TaskType  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

        return TaskType(name)


def _pending() -> Any:  # noqa: ANN401  an enum of the client
    from scaleapi.tasks import TaskStatus  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

    return TaskStatus.Pending


def _params(task: RecordedTask) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in task.params.items()
    }


def _own(task: RecordedTask, shared: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in _params(task).items() if name not in shared}


def _response(plan: Plan, label: str | None) -> dict[str, object]:
    """The response that says `label`; the two sets of the demo ask for one choice."""
    return {_ANSWER_KEYS[plan.recorded.task_type]: label}


_ANSWER_KEYS = {"categorization": "category", "comparison": "choice"}
answer_key = _ANSWER_KEYS.__getitem__
