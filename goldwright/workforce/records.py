"""What is shown of people, and the forms of what they send."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from goldwright.api.who import Role


def _email(text: str) -> str:
    name, at, host = text.strip().lower().rpartition("@")
    if not (name and at and host) or any(one.isspace() or one in "<>,;" for one in text.strip()):
        raise ValueError("This is not an e-mail address such as ada@example.com.")
    return f"{name}@{host}"


Email = Annotated[str, Field(max_length=254), AfterValidator(_email)]
Password = Annotated[str, Field(min_length=10, max_length=200)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
# BCP 47, as far as it needs to be told apart: `en`, `pt-BR`.
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Languages = Annotated[list[Language], Field(max_length=50)]
QualificationName = Annotated[str, Field(min_length=1, max_length=100)]


class SignUp(BaseModel):
    """Someone who wants to work."""

    email: Email
    password: Password
    first_name: Name | None = None
    last_name: Name | None = None
    languages: Languages = []


class SignIn(BaseModel):
    """An e-mail and its password."""

    email: Annotated[str, Field(max_length=254)]
    password: Annotated[str, Field(max_length=200)]


class SignInOptions(BaseModel):
    """How people may come in here, for the page that asks them."""

    may_sign_up: bool
    confirms_email: Annotated[
        bool, Field(description="sign-up and lost passwords go by mail; else ask an operator")
    ]
    openid_name: Annotated[str | None, Field(description="null: not with OpenID Connect")]


class EmailOnly(BaseModel):
    """Whose link is asked for."""

    email: Email


class ChangedPassword(BaseModel):
    """A new password, and the one until now; null for who has none."""

    current_password: Annotated[str | None, Field(max_length=200)] = None
    password: Password


class ResetPassword(BaseModel):
    """The token of a link to choose a new password, and the password."""

    token: Annotated[str, Field(max_length=200)]
    password: Password


class Session(BaseModel):
    """Where a person is signed in."""

    id: str
    created_at: datetime
    expires_at: datetime
    user_agent: Annotated[str | None, Field(description="what the browser called itself")]
    is_current: bool


class Names(BaseModel):
    """What a person is called."""

    first_name: Name | None = None
    last_name: Name | None = None


class FollowLink(BaseModel):
    """The token of a sign-in link."""

    token: Annotated[str, Field(max_length=200)]


class AcceptInvitation(BaseModel):
    """The token of an invitation, and the password to come in with from now on."""

    token: Annotated[str, Field(max_length=200)]
    password: Password
    first_name: Name | None = None
    last_name: Name | None = None


class SignedIn(BaseModel):
    """A session: the token for programs, shown only now; a browser has it as its cookie."""

    token: str
    expires_at: datetime
    user_id: str
    worker_id: str | None


class Membership(BaseModel):
    """An organisation a person belongs to."""

    organisation_id: int
    role: Role


ActionName = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Shortcut = Annotated[str, StringConstraints(max_length=100)]


class Shortcuts(BaseModel):
    """Keys a person chose, by the action's name; an empty one takes the action's key away."""

    shortcuts: Annotated[dict[ActionName, Shortcut], Field(max_length=500)]


class WhoAmI(Shortcuts):
    """Who is signed in, where they belong, the worker they are and the keys they chose."""

    user_id: str
    email: str
    first_name: str | None
    last_name: str | None
    has_password: bool
    is_operator: bool
    worker_id: str | None
    memberships: list[Membership]


class ChangedLanguages(BaseModel):
    """The languages a worker reads and writes."""

    languages: Languages


class NewUserForm(BaseModel):
    """A user to be; without a password they come in by the link that is answered."""

    email: Email
    password: Password | None = None
    first_name: Name | None = None
    last_name: Name | None = None
    is_operator: bool = False


class User(BaseModel):
    """Someone who may sign in."""

    id: str
    email: str
    first_name: str | None
    last_name: str | None
    is_operator: bool
    worker_id: str | None
    created_at: datetime
    entered_at: Annotated[datetime | None, Field(description="when they first signed in")]
    disabled_at: datetime | None


class UserPage(BaseModel):
    """Users in the order they came; `next_after` asks for the next page."""

    users: list[User]
    next_after: str | None


class LinkShown(BaseModel):
    """A link that lets its user in once; shown only now."""

    user_id: str
    url: str
    expires_at: datetime


class NewWorker(BaseModel):
    """A worker to be, with their user when the e-mail is new."""

    email: Email
    password: Password | None = None
    is_marketplace: Annotated[
        bool, Field(description="works for any organisation that asks the marketplace")
    ] = False
    languages: Languages = []


class Qualification(BaseModel):
    """Evidence that a worker may do a kind of work."""

    name: str
    score: float | None
    granted_at: datetime
    expires_at: datetime | None


class Worker(BaseModel):
    """Someone who does tasks."""

    id: str
    user_id: str
    email: str
    status: Literal["active", "suspended"]
    is_marketplace: bool
    languages: list[str]
    created_at: datetime
    leased: Annotated[int, Field(description="tasks they hold now")]
    qualifications: list[Qualification]


class WorkerPage(BaseModel):
    """Workers in the order they came; `next_after` asks for the next page."""

    workers: list[Worker]
    next_after: str | None


class ChangedWorker(BaseModel):
    """What to change; the rest stays."""

    status: Literal["active", "suspended"] | None = None
    is_marketplace: bool | None = None
    languages: Languages | None = None


class Grant(BaseModel):
    """How well, and until when."""

    score: Annotated[float | None, Field(ge=0, le=1)] = None
    expires_at: datetime | None = None


class Conflict(BaseModel):
    """Why a worker must not see an organisation's work."""

    reason: Annotated[str, Field(min_length=1, max_length=1000)]
