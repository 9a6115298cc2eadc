"""The Scale API, version 1, as its official client speaks it: words, shapes, errors and paging.

Translation alone: each file turns calls into actions of the stages, and their records into the
customers' objects. `app` answers under `/v1`.
"""

from goldwright.wire.scale_v1 import (
    audit,
    batches,
    files,
    links,
    projects,
    quality_tasks,
    studio,
    tasks,
    teams,
)
from goldwright.wire.scale_v1.kit import WireApp

app = WireApp(
    [
        *tasks.routes,
        *audit.routes,
        *batches.routes,
        *projects.routes,
        *files.routes,
        *links.routes,
        *quality_tasks.routes,
        *studio.routes,
        *teams.routes,
    ]
)
