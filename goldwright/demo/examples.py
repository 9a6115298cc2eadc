"""Open tasks of every kind for the reader to try, made from each task type's own example."""

import secrets
from typing import Any

import httpx

from goldwright.demo.customer import Customer
from goldwright.demo.server import Running
from goldwright.errors import UnavailableError
from goldwright.task_types import registry

_EMAIL = "you@example.com"


def leave_open_tasks(server: Running, customer: Customer) -> list[str]:
    """Send one task of every type and make a worker for the reader; what to tell them."""
    opened = 0
    for name, task_type in registry().items():
        params: Any = task_type.example["params"]  # JSON object
        if "lidar_task" not in params:  # such a task goes on from another that is completed
            customer.create(name, params)
            opened += 1
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
        f"Work as {_EMAIL} with the password {password}: {opened} open tasks, one of each kind."
    ]
