"""The tables that belong to no organisation, each with its reason; every other one is isolated.

The isolation test reads this list: a new table either carries `organisation_id` under forced
row-level security or is named here.
"""

from collections.abc import Mapping
from types import MappingProxyType

WITHOUT_ORGANISATION: Mapping[str, str] = MappingProxyType(
    {
        "goldwright.installation": "the installation's own secret; only the owner writes it",
        "goldwright.migration": "what has been run on this database",
        "goldwright.app_user": "signs in before an organisation is known, and may have several",
        "goldwright.session": "found by a secret's digest before anybody is known",
        "goldwright.openid_identity": "found before anybody is known, as a session is",
        "goldwright.runner": "a process of the installation",
        "goldwright.worker": "may work for many organisations; offers and members decide",
        "goldwright.qualification": "goes with the worker wherever they work",
    }
)
