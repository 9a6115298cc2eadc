"""A model behind an OpenAI-compatible chat API: messages in, one JSON object out."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, cast

import httpx

from goldwright.errors import UnavailableError
from goldwright.task_types.contract import JsonObject

_TRIES = 6
_WAIT_SECONDS_MAX = 60.0
_ANSWER_SECONDS = 300.0

Message = dict[str, Any]  # Any: JSON as the chat API has it


@dataclass(frozen=True, slots=True)
class Model:
    """Where a model is asked, such as http://localhost:8001/v1, and by which name."""

    url: str
    name: str
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """What a model said: its text, and what it took."""

    text: str
    prompt_tokens: int
    completion_tokens: int


class Chat:
    """Asks one model. Waits and asks again, up to six times, where it is busy or not reachable."""

    def __init__(self, client: httpx.AsyncClient, model: Model) -> None:
        self._client = client
        self._model = model

    async def ask(self, messages: list[Message]) -> Said:
        """What the model says next; UnavailableError when it cannot be asked."""
        problem = ""
        for attempt in range(_TRIES):
            wait = min(2.0**attempt, _WAIT_SECONDS_MAX)
            try:
                answer = await self._client.post(
                    self._model.url.rstrip("/") + "/chat/completions",
                    json={
                        "model": self._model.name,
                        "messages": messages,
                        "temperature": 0,
                        "response_format": {"type": "json_object"},
                    },
                    headers={"Authorization": f"Bearer {self._model.key}"}
                    if self._model.key
                    else {},
                    timeout=_ANSWER_SECONDS,
                )
            except httpx.TransportError as error:
                problem = f"could not be reached: {error or type(error).__name__}"
            except httpx.InvalidURL as error:
                raise UnavailableError(f"{self._model.url} is no address: {error}") from error
            else:
                if answer.is_success:
                    return self._read(answer)
                problem = f"answered {answer.status_code}: {answer.text[:300]}"
                if answer.status_code not in {408, 429} and answer.status_code < 500:  # noqa: PLR2004  it will not change its mind
                    break
                asked = answer.headers.get("Retry-After", "")
                wait = min(float(asked), _WAIT_SECONDS_MAX) if asked.isdecimal() else wait
            if attempt + 1 < _TRIES:
                await asyncio.sleep(wait)
        raise UnavailableError(f"The model at {self._model.url} {problem}")

    def _read(self, answer: httpx.Response) -> Said:
        try:
            said: Any = answer.json()
            usage: Any = said.get("usage") or {}
            return Said(
                str(said["choices"][0]["message"]["content"] or ""),
                int(usage.get("prompt_tokens") or 0),
                int(usage.get("completion_tokens") or 0),
            )
        except (ValueError, LookupError, TypeError, AttributeError):
            raise UnavailableError(
                f"The model at {self._model.url} answered what no chat API does: "
                f"{answer.text[:300]}"
            ) from None


def read_object(text: str) -> JsonObject | None:
    """The JSON object in what a model said, be it among other words; None when there is none."""
    try:
        found = json.loads(text[text.index("{") : text.rindex("}") + 1])
    except ValueError:
        return None
    return cast("JsonObject", found)
