"""A customer finds the tasks that one worker answered."""

from goldwright.db.identity import member
from goldwright.intake.browsing import Sought, browse
from tests.support.crowd import crowd as crowd_of


async def test_tasks_are_found_by_who_answered_them(database_url: str) -> None:
    async with crowd_of(database_url) as crowd:
        project = await crowd.project(annotations_wanted=2)
        for _ in range(3):
            await crowd.task(project, wanted=2)
        for name, answers in (("ada", 3), ("bob", 1)):
            await crowd.worker(name, project)
            for _ in range(answers):
                await crowd.answer(name, project, {"category": "cat"})
        identity = member(crowd.scope.organisation_id, crowd.scope.environment)

        counts: dict[str, int] = {}
        async with crowd.db.transaction(identity) as conn:
            for name in ("ada", "bob"):
                sought = Sought(worker=crowd.workers[name].id)
                page = await browse(conn, identity, sought, limit=50, token=None)
                counts[name] = len({row["id"] for row in page.rows})

    assert counts == {"ada": 3, "bob": 1}
