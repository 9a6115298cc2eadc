"""What is shown of organisations, keys and members, and the forms of what is sent."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from goldwright.api.who import Role
from goldwright.db.identity import Environment
from goldwright.workforce.records import Email

OrganisationName = Annotated[str, Field(min_length=1, max_length=200)]


class KeyShown(BaseModel):
    """An API key without its secret."""

    id: str
    environment: Environment
    shown_prefix: Annotated[str, Field(description="how the secret begins")]
    name: str | None
    created_at: datetime
    last_used_at: Annotated[datetime | None, Field(description="to the minute")]
    revoked_at: datetime | None


class NewKeyForm(BaseModel):
    """A key to be made."""

    name: Annotated[str | None, Field(max_length=100)] = None


class NewKeyShown(BaseModel):
    """A new key with its secret, shown only now."""

    id: str
    secret: str


class Member(BaseModel):
    """Someone of an organisation; invited until they chose a password."""

    user_id: str
    email: str
    first_name: str | None
    last_name: str | None
    role: Role
    status: Literal["invited", "active", "disabled"]
    worker_id: str | None
    created_at: datetime


class Invitation(BaseModel):
    """Who to let in, and as what."""

    email: Email
    role: Role


class Invited(BaseModel):
    """Who is in now; the link is for those without a password, and shown only now."""

    user_id: str
    worker_id: str | None
    invitation_url: str | None


class OwnWorker(BaseModel):
    """The worker whom a member is from now on."""

    worker_id: str


class NewRole(BaseModel):
    """What a member is from now on."""

    role: Role


class OrganisationShown(BaseModel):
    """An organisation as its managers see it."""

    id: int
    name: str
    currency: str
    callback_auth_key: Annotated[str, Field(description="sent as scale-callback-auth")]
    webhook_secret: Annotated[str, Field(description="signs callbacks, as Standard Webhooks")]
    default_callback_url: str | None
    disabled_task_types: list[str]
    created_at: datetime


class OrganisationNamed(BaseModel):
    """An organisation as everybody in it sees it."""

    id: int
    name: str
    currency: str


class DefaultCallback(BaseModel):
    """Where callbacks go for tasks without one; null: nowhere."""

    url: Annotated[str | None, Field(max_length=2000)]


class RenewedSecret(BaseModel):
    """Which secret of callbacks is drawn anew."""

    secret: Literal["callback_auth_key", "webhook_secret"]


class NewOrganisation(BaseModel):
    """An organisation to be, and the e-mail of its first admin."""

    name: OrganisationName
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "USD"
    admin_email: Email


class OrganisationListed(BaseModel):
    """An organisation as operators see it."""

    id: int
    name: str
    currency: str
    disabled_task_types: list[str]
    created_at: datetime
    members: int
    key_used_at: Annotated[datetime | None, Field(description="when a key of theirs last asked")]
    tasks_pending: int
    tasks_completed: int


class OrganisationPage(BaseModel):
    """Organisations in the order they came; `next_after` asks for the next page."""

    organisations: list[OrganisationListed]
    next_after: int | None


class Founded(BaseModel):
    """A new organisation; the link is for an admin without a password, and shown only now."""

    id: int
    admin_user_id: str
    invitation_url: str | None


class DisabledTaskTypes(BaseModel):
    """Task types that answer 402 for an organisation."""

    types: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=200)]
