"""Where a project is going: its end and cost, how sure it will be, whether its promise holds."""

from dataclasses import dataclass
from datetime import datetime

from goldwright.algorithms.adaptive import FEWEST_VOTES
from goldwright.algorithms.intervals import share_interval
from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.quality.budgets import Funds, read_funds
from goldwright.quality.forecasting import (
    PILOT_TASKS,
    Basis,
    Forecast,
    Hours,
    Need,
    Range,
    by_answers,
    forecast,
    hours_left,
    money,
    reviews_to_come,
)
from goldwright.quality.pace import hourly, read_hours
from goldwright.quality.report import find_project
from goldwright.quality.routing import routed_projects
from goldwright.quality.scope import Scope
from goldwright.quality.statements import read_all
from goldwright.quality.stopping import Guarantee, Standing, Target, guarantee
from goldwright.quality.trials import tasks_tried
from goldwright.task_types import registry


@dataclass(frozen=True, slots=True)
class Point:
    """What so many answers a task, on average, would buy: the share of gold that came out wrong."""

    answers_each: float
    cost_micros: int
    wrong_share: Range


@dataclass(frozen=True, slots=True)
class Outlook:
    """A project's forecast and promise; `notes` are sentences on what is missing.

    `paid_micros` is the part of `cost_micros` that was paid, `hours` the time until all is done.
    `wrong_share` is of tasks delivered and to come, as gold shows; None without enough gold.
    """

    tasks: int
    delivered: int
    answers_given: int
    answers: Range
    cost_micros: Range
    paid_micros: int
    hours: Hours | None
    basis: Basis
    wrong_share: Range | None
    promise: Guarantee
    target_wrong_share: float | None
    funds: Funds | None
    curve: list[Point]
    learnt_at: datetime | None
    notes: list[str]


async def read_outlook(conn: Connection, scope: Scope, name: str, *, now: datetime) -> Outlook:
    """Look ahead in the project of this name; before it begins, from its settings and gold."""
    project = await find_project(conn, scope, name)
    wanted = scope.with_(project_id=project["id"])
    (settings,) = await read_all(conn, "read_targets", wanted)
    counts = await read_all(conn, "count_by_answers", wanted)
    tasks = {row["status"]: row["tasks"] for row in await read_all(conn, "report_progress", wanted)}
    bought = await read_all(conn, "report_annotations", wanted)
    gold = next(iter(await read_all(conn, "read_outcome", wanted)), None)
    (known,) = await read_all(conn, "count_gold", wanted)
    (offered,) = await read_all(conn, "count_people", wanted)
    funds = await read_funds(conn, scope, project["id"])
    by_hour = await read_hours(conn, scope, project["id"], now=now)

    delivered, pending = tasks.get("completed", 0), tasks.get("pending", 0)
    found = _ahead(settings, counts, delivered, pending, gold, funds)
    work = next((row for row in bought if row["purpose"] == "work"), None)
    given, paid, for_answers = (
        (work["counted"], work["paid_micros"], work["answers_paid_micros"]) if work else (0, 0, 0)
    )
    reviews = reviews_to_come(
        done=delivered,
        pending=pending,
        given=work["reviews"] if work else 0,
        share=settings["review_share"],
        second_share=settings["second_review_share"],
        is_by_confidence=settings["is_by_confidence"],
    )
    routed = await routed_projects(conn, scope, [project["id"]])
    price = settings["rate_micros"]
    if routed and given >= PILOT_TASKS:  # who will answer is not known: as those did until now
        price = for_answers / given
    promise = _promise(settings, gold, delivered)
    target = settings["target_wrong_share"]
    tried = tasks_tried(registry()[settings["task_type"]])
    return Outlook(
        tasks=delivered + pending,
        delivered=delivered,
        answers_given=given,
        answers=found.answers,
        cost_micros=money(
            found.answers,
            reviews,
            given=given,
            answers_paid_micros=for_answers,
            reviews_paid_micros=paid - for_answers,
            price_micros=price,
            review_rate_micros=settings["review_rate_micros"],
            most_micros=None if funds is None else _most(funds, for_answers),
        ),
        paid_micros=paid,
        hours=hours_left(found.answers, given=given, hourly=hourly(by_hour, now)),
        basis=found.basis,
        wrong_share=_share(gold["wrong"], gold["checked"])
        if gold and gold["checked"] >= PILOT_TASKS
        else None,
        promise=promise,
        target_wrong_share=target,
        funds=funds,
        curve=_curve(gold, tasks=delivered + pending, price_micros=price),
        learnt_at=gold["learnt_at"] if gold else None,
        notes=[
            *_people_missing(settings, offered["people"], pending),
            *_notes(found, promise, settings, funds, gold_tasks=min(known["tasks"], tried)),
            *_short_of_money(settings, counts, funds),
        ],
    )


def _ahead(
    settings: DictRow,
    counts: list[DictRow],
    delivered: int,
    pending: int,
    gold: DictRow | None,
    funds: Funds | None,
) -> Forecast:
    """Answers in the end, as the rules ask, and no more than the budget buys."""
    begun = by_answers(counts)
    least = settings["annotations_wanted"]
    done = sum(one.tasks for one in begun if one.is_done)
    is_open = sum(one.tasks for one in begun if not one.is_done)
    in_review = sum(row["in_review"] for row in counts)  # answered, and pending all the same
    need = None
    if gold and gold["answers_mean"] is not None:
        spread = gold["answers_spread"]
        # Those that were cut short tell no more than that they need more than they had.
        ended = max(gold["checked"] - gold["cut_short"], 1)
        need = Need(gold["answers_mean"], spread / ended**0.5, spread)
    found = forecast(
        begun,
        outstanding=sum(row["outstanding"] for row in counts),
        unasked=max(pending - is_open - in_review, 0),
        least=least,
        most=settings["annotations_max"] or least,
        gold=need,
        checked=gold["checked"] if gold else 0,
    )
    # A task that one answer completes has no settlement.
    alone = max(delivered - (done - in_review), 0)
    answers = Range(*(one + alone for one in found.answers.parts))
    if funds is not None:
        most = funds.first_answers + max(funds.beyond, funds.granted_answers)
        answers = answers.clip(0, most)
    return Forecast(answers, found.basis)


def _most(funds: Funds, paid_micros: int) -> int:
    """What answers come to at most: first ones are bought also beyond the budget."""
    return max(funds.budget_micros, funds.first_answers * funds.rate_micros, paid_micros)


def _promise(settings: DictRow, gold: DictRow | None, delivered: int) -> Guarantee:
    wrong_share = settings["target_wrong_share"]
    target = None if wrong_share is None else Target(wrong_share, settings["target_certainty"])
    return guarantee(
        wrong=gold["wrong"] if gold else 0,
        checked=gold["checked"] if gold else 0,
        delivered=delivered,
        target=target,
        cut_short=gold["cut_short"] if gold else 0,
        cut_short_wrong=gold["cut_short_wrong"] if gold else 0,
    )


def _curve(gold: DictRow | None, *, tasks: int, price_micros: float) -> list[Point]:
    if gold is None or gold["checked"] < PILOT_TASKS:
        return []
    return [
        Point(each, round(each * tasks * price_micros), _share(wrong, gold["checked"]))
        for each, wrong in zip(gold["curve_answers"], gold["curve_wrong"], strict=True)
    ]


def _share(wrong: int, checked: int) -> Range:
    return Range(wrong / checked, *share_interval(wrong, checked))


def _notes(
    found: Forecast,
    promise: Guarantee,
    settings: DictRow,
    funds: Funds | None,
    *,
    gold_tasks: int,
) -> list[str]:
    """Sentences on what is missing, and what to do about it."""
    notes: list[str] = []
    if found.basis is Basis.SETTINGS and found.answers.low < found.answers.high:
        notes.append(
            f"Too little is known to forecast: let {PILOT_TASKS} tasks be answered first, as a"
            " pilot, or add as many gold tasks."
        )
    if funds is not None and funds.budget_micros < funds.first_answers * funds.rate_micros:
        short = funds.first_answers * funds.rate_micros - funds.budget_micros
        notes.append(
            f"The first answers to all tasks cost {short} micros more than the budget; they are"
            " bought all the same. Raise the budget, send fewer tasks or lower annotations_wanted."
        )
    if settings["target_wrong_share"] is not None and promise.standing is not Standing.HELD:
        notes += _missing(promise, settings, funds, gold_tasks=gold_tasks)
    return notes


def _missing(
    promise: Guarantee, settings: DictRow, funds: Funds | None, *, gold_tasks: int
) -> list[str]:
    target = settings["target_wrong_share"]
    seen = f"{promise.wrong} of {promise.checked} gold tasks came out wrong"
    more = _more_answers(settings, funds)
    if promise.standing is Standing.BROKEN:
        return [f"More than {target:.1%} of the answers are wrong: {seen}. {more}."]
    notes: list[str] = []
    if promise.needed is None:
        notes.append(
            f"It cannot be promised that at most {target:.1%} are wrong: {seen}, and more gold"
            f" would not show it. {more}, or the target."
        )
    elif promise.needed > promise.checked:
        notes.append(
            f"It cannot be promised yet that at most {target:.1%} are wrong: {seen}. It takes"
            f" {promise.needed} gold tasks with answers, if they come out like that;"
            f" {promise.needed - promise.checked} more."
        )
    else:
        notes.append(f"It cannot be promised yet that at most {target:.1%} are wrong: {seen}.")
    if promise.checked < gold_tasks or not gold_tasks:
        notes.append(_gold_missing(promise, settings, gold_tasks))
    if promise.cut_short:
        notes.append(
            f"{promise.cut_short} of the gold tasks have fewer answers than work gets, which makes"
            " them wrong more often. Let more people meet them before you judge the work by them."
        )
    return notes


def _gold_missing(promise: Guarantee, settings: DictRow, gold_tasks: int) -> str:
    if not gold_tasks:
        return "There are no gold tasks: add some that are like the work."
    if not settings["gold_share"]:
        return f"None of {gold_tasks} gold tasks is given to anybody: raise gold_share, which is 0."
    return (
        f"When gold was looked at last, {promise.checked} of {gold_tasks} gold tasks had as many"
        f" answers as every task gets at least ({settings['annotations_wanted']}). Let more people"
        " meet them: raise gold_share, gold_showings_max or gold_worker_share."
    )


def _people_missing(settings: DictRow, people: int, pending: int) -> list[str]:
    """Nobody answers a task twice, so a small team may have nobody left to ask."""
    wanted, most = settings["annotations_wanted"], settings["annotations_max"]
    if not pending or people >= (most or wanted):
        return []
    if people == 0:
        return ["Nobody may answer here yet: invite workers, or let the marketplace in."]
    given = f"{'1 person' if people == 1 else f'{people} people'} may answer here, each task once"
    if people < wanted:
        return [f"{given}: tasks wait for {wanted} answers. Invite more, or cancel what waits."]
    lower = f"set annotations_max to {people}, which settles what waits"
    return [f"{given}: a task that is in doubt after that waits. Invite more people, or {lower}."]


def _short_of_money(settings: DictRow, counts: list[DictRow], funds: Funds | None) -> list[str]:
    """Rules never end a task on one or two answers; an end of the money does."""
    if funds is None or not funds.is_spent:
        return []
    fewest = min(FEWEST_VOTES, settings["annotations_max"] or FEWEST_VOTES)
    tasks = sum(row["tasks"] for row in counts if row["is_done"] and row["annotations"] < fewest)
    if not tasks:
        return []
    note = f"The budget is used up: {tasks} of the done tasks have fewer than {fewest} answers."
    return [f"{note} Look at their confidence, or raise the budget before you send more."]


def _more_answers(settings: DictRow, funds: Funds | None) -> str:
    """What to raise so that fewer answers are wrong."""
    if settings["annotations_max"] is None:
        return "Raise annotations_wanted, or set annotations_max"
    if funds is not None and funds.is_spent:
        return "Raise budget_micros or annotations_max"
    return "Raise annotations_max"
