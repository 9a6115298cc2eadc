"""Structured logs: one JSON object a line on stderr, with what is known of the request bound to it.

Ids are bound, never secrets: no header, body or query is ever logged.
"""

import logging
import sys
from typing import TYPE_CHECKING

import structlog

from goldwright.errors import InvalidInputError

if TYPE_CHECKING:
    from structlog.typing import Processor

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def configure(level: str) -> None:
    """Send what we and our libraries log to stderr as JSON; once per process."""
    if level not in _LEVELS:
        raise InvalidInputError(
            f"GOLDWRIGHT_LOG_LEVEL is {level!r}; give debug, info, warning or error."
        )
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    # Libraries speak at info about every connection and job; what they warn of is what is wanted.
    logging.basicConfig(level=max(_LEVELS[level], logging.WARNING), handlers=[handler], force=True)


def bind(**ids: object) -> None:
    """Add ids, such as `task_id`, to every further log line of this request or job."""
    structlog.contextvars.bind_contextvars(**ids)
