"""The demo from the first project to the table, in the order a customer would do it."""

import asyncio
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from goldwright.demo import crowd, show
from goldwright.demo.customer import Customer, Plan, answer_key
from goldwright.demo.examples import leave_work
from goldwright.demo.listener import Received, listening
from goldwright.demo.report import Report, SetReport, describe, read_lines
from goldwright.demo.server import Running, run_command, running_server
from goldwright.demo_data import RecordedSet, load_bluebird, load_pandalm
from goldwright.errors import InvalidInputError, UnavailableError

_GOLD_TASKS = 30
_CALLBACK_SECONDS = 60


def tell(*, data: Path, exports: Path, port: int, once: bool, as_json: bool) -> int:
    """Run the main job; 0 when nothing was lost or wrong. Unless `once`, stay up until Ctrl-C."""
    if data.exists() and not (data.is_dir() and next(data.iterdir(), None) is None):
        raise InvalidInputError(f"{data} is no empty folder; the demo begins in a new one.")
    screen = show.Screen(as_json=as_json)
    with listening() as received, running_server(data, port=port) as server:
        screen.say(f"Goldwright runs at {server.address}, its data is in {data}")
        # In the operator's own organisation, so that who signs in there sees everything.
        with Customer(server.address, server.live_key) as customer:
            report, tokens = _run(server, customer, received, screen, exports)
            screen.report(report)
            if report.problems or any(one.problems for one in report.sets):
                return 1
            if not once:
                screen.links(server, leave_work(server, customer, tokens))
                screen.wait_for_end()
    return 0


def _plans() -> list[Plan]:
    """Bluebird with adaptive redundancy and gold; the comparisons by all three raters."""
    birds = load_bluebird()
    adaptive = {
        "rate_micros": 20_000,
        "annotations_wanted": 5,
        "annotations_max": len(birds.people),
        "gold_share": 0.5,
    }
    pairs = load_pandalm()
    fixed = {"rate_micros": 50_000, "annotations_wanted": len(pairs.people)}
    return [
        Plan(birds, adaptive, gold=birds.tasks[:: len(birds.tasks) // _GOLD_TASKS][:_GOLD_TASKS]),
        Plan(pairs, fixed, gold=()),
    ]


def _run(
    server: Running,
    customer: Customer,
    received: Received,
    screen: show.Screen,
    folder: Path,
) -> tuple[Report, dict[str, str]]:
    """What came of it all, and the session tokens of everybody who worked, by e-mail."""
    begun = time.monotonic()
    reports: list[SetReport] = []
    exports: list[str] = []
    tokens: dict[str, str] = {}
    for plan in _plans():
        reports.append(_run_set(server, customer, received, screen, plan, tokens))
        exports.append(_write_export(customer, plan, folder))
    problems: list[str] = []
    try:
        run_command("verify", "--data", str(server.data))
    except UnavailableError as error:
        problems.append(error.message)
    return Report(reports, exports, time.monotonic() - begun, problems), tokens


def _run_set(
    server: Running,
    customer: Customer,
    received: Received,
    screen: show.Screen,
    plan: Plan,
    tokens: dict[str, str],
) -> SetReport:
    recorded = plan.recorded
    begun = time.monotonic()
    screen.say(f"{recorded.name}: sending {len(plan.work)} tasks and {len(plan.gold)} gold tasks")
    task_ids = customer.send(plan, received.url)
    everyone = crowd.people(recorded)
    screen.say(f"{recorded.name}: {len(everyone)} people accept their invitations")
    tokens |= asyncio.run(crowd.sign_in(server.address, customer, everyone))
    with screen.progress(f"{recorded.name}: people at work", len(plan.work)) as advance:
        asyncio.run(_work(server, customer, recorded, tokens, advance))
    _wait_for(lambda: set(task_ids.values()) <= set(received.tasks), _CALLBACK_SECONDS)
    seconds = time.monotonic() - begun
    return _report(customer, received, plan, task_ids, seconds)


async def _work(
    server: Running,
    customer: Customer,
    recorded: RecordedSet,
    tokens: Mapping[str, str],
    advance: show.Advance,
) -> None:
    def is_done() -> bool:
        pending = customer.pending(recorded.name)
        advance.pending(pending)
        return pending == 0

    await crowd.work(
        server.address,
        recorded,
        tokens,
        project=recorded.name,
        is_done=is_done,
        progress=advance.answer,
    )


def _wait_for(happened: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.1)


def _report(
    customer: Customer, received: Received, plan: Plan, task_ids: Mapping[str, str], seconds: float
) -> SetReport:
    name, key = plan.project, answer_key(plan.recorded.task_type)
    receipts = read_lines(customer.download(f"/projects/{name}/export?format=jsonl&receipts=true"))
    called_back = {own: received.tasks.get(task_id) for own, task_id in task_ids.items()}
    settled = {
        own: str(body["response"][key])  # type: ignore[index]  # JSON of a known shape
        for own, body in called_back.items()
        if body is not None
    }
    (cost,) = [one for one in customer.ask("GET", "/cost") if one["project"] == name]
    promise = customer.ask("GET", f"/projects/{name}/outlook")["promise"]
    rows, alpha = describe(plan, settled, receipts)
    full = len(plan.work) * len(plan.recorded.people)
    bought = sum(one["purpose"] == "work" and bool(one["counted"]) for one in receipts)
    gold = sum(one["purpose"] == "gold" for one in receipts)
    return SetReport(
        name=name,
        people=len(plan.recorded.people),
        tasks=len(plan.work),
        gold_answers=gold,
        rows=rows,
        saved_share=1 - bought / full,
        saved_share_with_gold=1 - (bought + gold) / full,
        wrong_at_most=promise["wrong_at_most"] if gold else None,
        agreement_alpha=alpha,
        cost_micros=cost["amount_micros"],
        currency=cost["currency"],
        seconds=seconds,
        callbacks=len(settled),
        problems=_problems(received, called_back, receipts, cost["amount_micros"]),
    )


def _problems(
    received: Received,
    called_back: Mapping[str, object],
    receipts: list[dict[str, object]],
    cost_micros: int,
) -> list[str]:
    """Whatever a customer would complain of."""
    missing = [own for own, body in called_back.items() if body is None]
    paid = sum(int(str(one["pay_micros"])) for one in receipts)
    problems: list[str] = []
    if missing:
        problems.append(f"{len(missing)} tasks were never called back, the first is {missing[0]}")
    if paid != cost_micros:
        problems.append(f"receipts sum to {paid} micros, the cost says {cost_micros}")
    if received.unsigned:
        problems.append(f"{received.unsigned} callbacks came without their auth key or signature")
    return problems


def _write_export(customer: Customer, plan: Plan, folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{plan.project}.parquet"
    path.write_bytes(customer.download(f"/projects/{plan.project}/export?format=parquet"))
    return str(path)
