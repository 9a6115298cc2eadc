"""Work for the reader to try: some projects, each type's example, answers to be reviewed."""

import asyncio
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any  # Any: JSON

import httpx

from goldwright.demo import crowd
from goldwright.demo.customer import Customer, Plan
from goldwright.demo.server import Running
from goldwright.demo_data import (
    PICTURES,
    RecordedTask,
    load_pandalm,
    load_picture,
    made_frame,
)
from goldwright.errors import UnavailableError
from goldwright.task_types import registry

_EMAIL = "you@example.com"
_RATE_MICROS = 50_000
_REVIEWS = 6
_WORTH_READING = 100  # characters
_MADE_UP = re.compile(r"https://example\.com/[\w/]+\.(jpg|png|mp4|json|sfs)")


@dataclass(frozen=True, slots=True)
class _Trial:
    """A project for the reader: what it asks in a sentence, and what about."""

    project: str
    task_type: str
    instruction: str
    params: Mapping[str, Any]
    about: Sequence[Mapping[str, Any]]


_TRIALS = (
    _Trial(
        "Sort the news",
        "categorization",
        "What is each line **mainly** about? Press the number of a choice, then Ctrl+Enter.",
        {"attachment_type": "text", "categories": ["sport", "politics", "culture"]},
        [
            {"attachment": "The striker scored twice before the minister left the stadium."},
            {"attachment": "The museum opens on Sunday, after eleven years of building."},
            {"attachment": "Parliament votes on the new school law tonight."},
        ],
    ),
    _Trial(
        "Pick the better answer",
        "comparison",
        "Asked was: *Why is the sky blue?* Which answer would you rather get?",
        {"attachment_type": "text", "choices": ["The first", "The second", "Equal"]},
        [
            {
                "attachments": [
                    "Air scatters short, blue waves of sunlight more than long, red ones.",
                    "Because it mirrors the sea.",
                ]
            },
            {
                "attachments": [
                    "It just is. Nobody knows.",
                    "Sunlight is scattered by the air, and blue light most of all.",
                ]
            },
        ],
    ),
    _Trial(
        "Mark the names",
        "namedentityrecognition",
        "Mark every person and every place: draw over the words, then press the key of the label.",
        {"labels": [{"name": "person"}, {"name": "place"}]},
        [
            {"text": "Ada Lovelace met Charles Babbage in London in June 1833."},
            {"text": "Marie Curie was born in Warsaw and worked in Paris with Pierre Curie."},
        ],
    ),
    _Trial(
        "Draw the farm",
        "imageannotation",
        "Draw a box round every cow, and a polygon round the barn and its roof.\n\n"
        "Press the key of a label, then drag a box, or click corner after corner.",
        {
            "attachment_type": "image",
            "geometries": {
                "box": {"objects_to_annotate": ["Cow"]},
                "polygon": {"objects_to_annotate": ["Barn"]},
            },
        },
        [{"attachment": "https://example.com/farm.png"}],
    ),
    _Trial(
        "Read the receipt",
        "transcription",
        "Type what the receipt says, as it says it. Add a row for each thing that was bought.",
        {
            "attachment_type": "image",
            "fields": {"number": "Number of the invoice", "total": "What was paid"},
            "repeatable_fields": {"item": "What was bought", "amount": "Its price"},
        },
        [{"attachment": "https://example.com/receipt.png"}],
    ),
)


def leave_work(server: Running, customer: Customer, tokens: Mapping[str, str]) -> list[str]:
    """Send tasks of every type, and make a worker for the reader; what to tell them.

    `tokens` are the session tokens, by e-mail, of the people who answered before.
    """
    opened = leave_open_tasks(customer)
    _leave_reviews(server, customer, tokens)
    password = secrets.token_urlsafe(9)
    accepted = {
        "token": customer.invite(_EMAIL),
        "password": password,
        "first_name": "You",
    }
    answer = httpx.post(f"{server.address}/api/invitations/accept", json=accepted, timeout=60)
    if answer.is_error:
        raise UnavailableError(f"The invitation could not be accepted: {answer.text}")
    return [
        "",
        f"Do the work: {opened} open tasks of nearly every kind, and {_REVIEWS} answers to review.",
        "In a private window, since a browser is one person at a time:",
        f"  {server.address}/sign-in with {_EMAIL} and the password {password}",
    ]


def leave_open_tasks(customer: Customer) -> int:
    """Send the projects to try, and the example of every type; how many tasks those are."""
    pictures = {name: customer.upload(name, load_picture(name)) for name in PICTURES}
    pictures["frame.json"] = customer.upload("frame.json", made_frame())
    for trial in _TRIALS:
        params = {**trial.params, "instruction": trial.instruction}
        customer.make_project(
            trial.project, trial.task_type, params=params, settings={"rate_micros": _RATE_MICROS}
        )
        for about in trial.about:
            customer.create(
                trial.task_type, {**_with_pictures(about, pictures), "project": trial.project}
            )
    opened = sum(len(trial.about) for trial in _TRIALS)
    for name, task_type in registry().items():
        params: Any = task_type.example["params"]  # JSON object
        if "lidar_task" not in params:  # such a task goes on from another that is completed
            customer.create(name, _with_pictures(params, pictures))
            opened += 1
    return opened


def _leave_reviews(server: Running, customer: Customer, tokens: Mapping[str, str]) -> None:
    """Comparisons on which people disagree, answered by them, each for a second look."""
    pairs = load_pandalm()

    def is_disputed(task: RecordedTask) -> bool:
        return len({pairs.labels[task.id, person] for person in pairs.people}) > 1

    def is_long(task: RecordedTask) -> bool:
        return all(len(answer) >= _WORTH_READING for answer in task.params["attachments"])

    disputed = [task for task in pairs.tasks if is_disputed(task) and is_long(task)][:_REVIEWS]
    settings = {
        "rate_micros": _RATE_MICROS,
        "annotations_wanted": len(pairs.people),
        "review_share": 1,
        "review_rate_micros": _RATE_MICROS,
    }
    plan = Plan(replace(pairs, name="Second look", tasks=tuple(disputed)), settings, gold=())
    customer.send(plan)
    wanted = len(disputed) * len(pairs.people)

    def is_done() -> bool:
        return customer.ask("GET", f"/projects/{plan.project}/quality")["annotations"] >= wanted

    work = crowd.work(server.address, pairs, tokens, project=plan.project, is_done=is_done)
    asyncio.run(work)


def _with_pictures(params: Mapping[str, Any], pictures: Mapping[str, str]) -> dict[str, Any]:
    """The params with pictures and files that exist in place of those the examples make up."""

    def existing(made_up: re.Match[str]) -> str:
        if made_up[1] in ("json", "sfs"):
            return pictures["frame.json"]
        if made_up[1] == "mp4":
            return pictures["street.webm"]
        named = (url for name, url in pictures.items() if name.partition(".")[0] in made_up[0])
        return next(named, pictures["street.png"])

    return json.loads(_MADE_UP.sub(existing, json.dumps(params)))
