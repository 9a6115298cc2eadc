"""Every kind of work, one folder each, found by looking: adding a folder adds its types.

A type from another package registers through the entry point group `goldwright.task_types`.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType

from goldwright.task_types.contract import TaskType


@cache
def registry() -> Mapping[str, TaskType]:
    """Every registered task type by its wire name, in alphabetical order."""
    found: dict[str, TaskType] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.ispkg:
            package = importlib.import_module(f"{__name__}.{module.name}")
            found.update({one.name: one for one in package.TASK_TYPES})
    for entry in entry_points(group=__name__):
        found.update({one.name: one for one in entry.load()})
    return MappingProxyType(dict(sorted(found.items())))
