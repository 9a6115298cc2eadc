"""Every error a caller can meet, as one tree.

GoldwrightError
├── InvalidInputError 422     MalformedBodyError, ParamsInvalidError, ResponseInvalidError
├── NotAllowedError 401/403   UnauthenticatedError, ForbiddenError, NotQualifiedError
├── NotFoundError 404         also for what the caller may not know exists
├── ConflictError 409         LeaseExpiredError, DuplicateKeyError, IllegalMoveError
├── LimitError 402/429        NotEnabledError, RateLimitedError, TooLargeError
└── UnavailableError 503      StorageUnavailableError, FetchFailedError, AssistUnavailableError

Raise the narrowest class where the fact is known. `api/` turns it into problem+JSON, `wire/` into
the customers' statuses and shape. A message says what happened, with the value, then what to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad place in an input: `pointer` is a JSON pointer (RFC 6901), `message` one sentence."""

    pointer: str
    message: str


class GoldwrightError(Exception):
    """Anything a caller can be told about; `code` is stable, `status` is the HTTP status."""

    code = "error"
    status = 500

    def __init__(self, message: str, *, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.faults = tuple(faults)


class InvalidInputError(GoldwrightError):
    """The request breaks a rule; correct the named place and send it again."""

    code = "invalid_input"
    status = 422


class MalformedBodyError(InvalidInputError):
    """The body is not the JSON (or form) it should be: syntax, encoding, depth; mend the client."""

    code = "malformed_body"
    status = 400


class ParamsInvalidError(InvalidInputError):
    """Task params do not satisfy their task type; each fault names the place."""

    code = "params_invalid"


class ResponseInvalidError(InvalidInputError):
    """A response does not satisfy its task type or its task; each fault names the place."""

    code = "response_invalid"


class NotAllowedError(GoldwrightError):
    """The caller may not do this."""

    code = "not_allowed"
    status = 403


class UnauthenticatedError(NotAllowedError):
    """No valid key, session or password was given; sign in again or check the key."""

    code = "unauthenticated"
    status = 401


class ForbiddenError(NotAllowedError):
    """The caller is known but lacks the role; ask an admin of the organisation."""

    code = "forbidden"


class NotQualifiedError(NotAllowedError):
    """The worker is not offered this project; qualify or ask the operator."""

    code = "not_qualified"


class NotFoundError(GoldwrightError):
    """Nothing by that name or id is visible to the caller."""

    code = "not_found"
    status = 404


class ConflictError(GoldwrightError):
    """The present state does not admit the request; read it again before retrying."""

    code = "conflict"
    status = 409


class LeaseExpiredError(ConflictError):
    """The lease of an assignment ended; ask for a new one, the draft is kept."""

    code = "lease_expired"


class DuplicateKeyError(ConflictError):
    """A name or `unique_id` is taken; choose another or read the existing one."""

    code = "duplicate_key"


class IllegalMoveError(ConflictError):
    """The object is in a state from which this change is not possible."""

    code = "illegal_move"


class LimitError(GoldwrightError):
    """A limit of the installation, the organisation or the request was reached."""

    code = "limit"
    status = 429


class NotEnabledError(LimitError):
    """The task type is switched off for this organisation; ask the operator."""

    code = "not_enabled"
    status = 402


class RateLimitedError(LimitError):
    """Too many requests; wait as long as `Retry-After` says."""

    code = "rate_limited"

    def __init__(self, message: str, *, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class TooLargeError(LimitError):
    """The body or file is larger than allowed; send less."""

    code = "too_large"
    status = 413


class UnavailableError(GoldwrightError):
    """Something outside is not answering; the same request may succeed later."""

    code = "unavailable"
    status = 503


class StorageUnavailableError(UnavailableError):
    """The file store cannot be reached or refuses; nothing was stored."""

    code = "storage_unavailable"


class FetchFailedError(UnavailableError):
    """A URL could not be fetched; check that it is public and answers 200."""

    code = "fetch_failed"
    status = 400

    def __init__(
        self, message: str, *, status_code: int | None = None, is_lasting: bool = True
    ) -> None:
        super().__init__(message)
        self.status_code = status_code  # what the other side answered, if it did
        self.is_lasting = is_lasting  # whether trying again is pointless


class AssistUnavailableError(UnavailableError):
    """No outline can be found now; the message says what is missing, busy or too slow."""

    code = "assist_unavailable"
