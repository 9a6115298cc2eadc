"""Whose data a call works on."""

from dataclasses import dataclass

from goldwright.db.identity import Environment


@dataclass(frozen=True, slots=True)
class Scope:
    """One organisation's one environment, which lead every key."""

    organisation_id: int
    environment: Environment

    def with_(self, **parameters: object) -> dict[str, object]:
        """The parameters of a statement."""
        return {
            "organisation_id": self.organisation_id,
            "environment": self.environment,
            **parameters,
        }
