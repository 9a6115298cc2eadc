"""A project tells what stands to be done, for how much, and what its answers say."""

from goldwright.clock import now
from goldwright.db.identity import member
from goldwright.quality.outlook import read_outlook
from goldwright.quality.report import project_report
from goldwright.quality.statistics import project_statistics
from tests.support.crowd import crowd as crowd_of


async def test_statistics_and_outlook_follow_the_answers(database_url: str) -> None:
    async with crowd_of(database_url) as crowd:
        project = await crowd.project(annotations_wanted=2, rate_micros=1_000_000)
        tasks = [await crowd.task(project, wanted=2) for _ in range(8)]
        await crowd.known_task(project, {"category": "cat"})
        for name in ("ada", "bob"):
            await crowd.worker(name, project)
            for _ in range(6):
                await crowd.answer(name, project, {"category": "cat"})
        await crowd.settle()
        (row,) = await crowd.rows("SELECT name FROM project WHERE id = %s", project)
        identity = member(crowd.organisation_id, "live")
        async with crowd.db.transaction(identity) as conn:
            told = await project_statistics(conn, crowd.scope, str(row["name"]), now=now())
            ahead = await read_outlook(conn, crowd.scope, str(row["name"]), now=now())
            report = await project_report(conn, crowd.scope, str(row["name"]), after="", limit=9)
        settled = await crowd.rows(
            "SELECT count(*) AS n FROM settlement WHERE project_id = %s AND state = 'settled'",
            project,
        )

    done = int(str(settled[0]["n"]))
    assert 0 < done < len(tasks)
    assert told.labels == [("cat", done, done)]
    assert told.labels_from == done
    assert sum(told.confidence_bins) == sum(told.agreement_bins) == done
    assert told.agreement_bins[9] == done
    assert sum(answers for _, answers, _ in told.days) == 12
    assert sum(paid for _, _, paid in told.days) == 12_000_000
    assert ahead.answers.expected - ahead.answers_given == 2 * len(tasks) - 12
    assert ahead.cost_micros.expected - ahead.paid_micros == 4_000_000
    assert ahead.hours is not None
    assert ahead.hours.low < ahead.hours.expected
    assert {worker.answers for worker in report.workers} == {6}
