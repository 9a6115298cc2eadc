"""All calls of this API as one application."""

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
