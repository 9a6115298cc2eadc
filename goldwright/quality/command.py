"""`goldwright quality`: how good a project's answers are, as JSON or as a page to read."""

from dataclasses import asdict
from typing import Any

import orjson

from goldwright.algorithms.intervals import share_interval
from goldwright.clock import now
from goldwright.db import Database
from goldwright.db.identity import member
from goldwright.quality.budgets import Funds
from goldwright.quality.hindsight import look_back, read_answers
from goldwright.quality.outlook import read_outlook
from goldwright.quality.people import project_people, project_signals
from goldwright.quality.report import find_project, project_report
from goldwright.quality.scope import Scope

_WORKERS_MAX = 10_000


async def report(
    db: Database, organisation_id: int, name: str, *, limit: int
) -> dict[str, Any]:  # Any: JSON, ready to be written
    """The report of a project with what its answers tell together, as JSON."""
    scope = Scope(organisation_id, "live")
    async with db.transaction(member(organisation_id, "live")) as conn:
        project = await find_project(conn, scope, name)
        found = await project_report(conn, scope, name, after="", limit=_WORKERS_MAX)
        ahead = await read_outlook(conn, scope, name, now=now())
        answers = await read_answers(conn, scope, project["id"], limit=limit)
        people = await project_people(conn, scope, project["id"])
        signals = await project_signals(conn, scope, name)
    seen = await look_back(answers, limit=limit)
    right = sum(one.gold_right for one in found.workers)
    total = sum(one.gold_total for one in found.workers)
    took = seen.delivered
    return {
        "project": name,
        "task_type": project["task_type"],
        **asdict(found),
        "gold": {
            "right": right,
            "answers": total,
            "share": right / total if total else None,
            "interval": list(share_interval(right, total)) if total else None,
        },
        "cost": {
            "micros_per_answer": _each(took.paid_micros, took.answers),
            "micros_per_completed_task": _each(took.paid_micros, took.tasks),
            "answers_per_completed_task": _each(took.answers, took.tasks),
        },
        "outlook": {**asdict(ahead), "funds": _funds(ahead.funds)},
        **asdict(seen),
        "people": {worker: asdict(record) for worker, record in people.items()},
        "signals": [asdict(one) for one in signals.signals],
    }


def as_json(found: dict[str, Any]) -> str:  # Any: as `report` gives it
    """The report for programs; times by ISO 8601."""
    return orjson.dumps(found, option=orjson.OPT_INDENT_2).decode()


def told(found: dict[str, Any]) -> str:  # Any: JSON as `report` gives it
    """The report as text."""
    gold, cost = found["gold"], found["cost"]
    lines = [
        f"{found['project']} ({found['task_type']})",
        "tasks       "
        + (", ".join(f"{count:,} {name}" for name, count in found["tasks"].items()) or "none"),
        (
            f"answers     {found['annotations_counted']:,} counted of {found['annotations']:,},"
            f" {found['gold_annotations']:,} more to gold tasks"
            + (
                f", {found['overlap_annotations']:,} to compare workers"
                if found["overlap_annotations"]
                else ""
            )
        ),
        f"paid        {found['paid_micros'] / 1e6:,.2f}{_per(cost)}",
        (
            f"confidence  {_share(found['confidence'])} on average;"
            f" agreement with what was settled {_share(found['agreement'])}"
        ),
    ]
    if gold["answers"]:
        low, high = gold["interval"]
        lines.append(
            f"gold        {_share(gold['share'])} of {gold['answers']:,} answers right"
            f" (95 % interval {_share(low)} to {_share(high)})"
        )
    else:
        lines.append("gold        none answered, so that accuracy is not known")
    lines += _outlook(found["outlook"])
    lines += _saved(found["delivered"])
    lines += _calibration(found["calibration"], found["gold_tasks"])
    for question in found["questions"]:
        lines += ["", *_question(question)]
    lines += ["", *_people(found["people"]), "", *_signals(found["signals"])]
    lines += ["", *_doubts(found["doubts"]), "", *_hardest(found["hardest"])]
    return "\n".join(lines)


def _funds(funds: Funds | None) -> dict[str, Any] | None:  # Any: JSON
    if funds is None:
        return None
    return {**asdict(funds), "beyond": funds.beyond, "is_spent": funds.is_spent}


def _outlook(ahead: dict[str, Any]) -> list[str]:
    answers, cost, promise, funds = (
        ahead[name] for name in ("answers", "cost_micros", "promise", "funds")
    )
    lines: list[str] = []
    if ahead["delivered"] < ahead["tasks"]:
        lines.append(
            f"in the end  {answers['expected']:,.0f} answers ({answers['low']:,.0f} to"
            f" {answers['high']:,.0f}), {cost['expected'] / 1e6:,.2f}"
            f" ({cost['low'] / 1e6:,.2f} to {cost['high'] / 1e6:,.2f}), by {_BASIS[ahead['basis']]}"
        )
    if funds is not None:
        lines.append(
            f"budget      {funds['budget_micros'] / 1e6:,.2f}: {funds['granted_answers']:,} answers"
            f" bought beyond the first, {max(funds['beyond'] - funds['granted_answers'], 0):,} more"
            f" can be; {funds['waiting']:,} tasks wait for one"
        )
    shown = (
        f"{promise['wrong']} of {promise['checked']} gold tasks came out wrong, which shows"
        f" {_share(promise['wrong_at_most'])} at most with {_share(promise['certainty'])} certainty"
    )
    if ahead["target_wrong_share"] is not None:
        standing = _STANDING[promise["standing"]]
        target = _share(ahead["target_wrong_share"])
        lines.append(f"promise     {standing}: at most {target} wrong; {shown}")
    elif promise["checked"]:
        lines.append(f"wrong       {shown}")
    return [*lines, *(f"            {note}" for note in ahead["notes"])]


_BASIS = {
    "tasks": "what tasks took until now",
    "gold": "what gold tasks took",
    "settings": "the settings alone",
}
_STANDING = {"held": "held", "broken": "broken", "unshown": "cannot be told yet"}


def _saved(took: dict[str, Any]) -> list[str]:
    if took["saved_share"] is None:
        return []
    return [
        (
            f"saved       {_share(took['saved_share'])} of {took['fixed_answers']:,} answers, had"
            " every completed task been asked as often as allowed:"
            f" {took['saved_micros'] / 1e6:,.2f}"
        )
    ]


def _calibration(levels: list[dict[str, Any]], gold_tasks: int) -> list[str]:
    if not levels:
        return ["calibration not known: too few gold tasks have enough answers"]
    told = ", ".join(f"from {_share(one['believed'])} {_share(one['right'])}" for one in levels)
    return [f"calibration of {gold_tasks:,} gold tasks, believed in and right: {told}"]


def _question(question: dict[str, Any]) -> list[str]:
    alpha = question["alpha"]
    lines = [
        (
            f"Question {question['question']!r}: {question['answers']:,} answers to"
            f" {question['tasks']:,} tasks; Krippendorff's alpha"
            f" {'not known' if alpha is None else f'{alpha:.3f}'}"
        )
    ]
    if question["confusion"]:
        names = question["classes"]
        width = max(8, *map(len, names))
        head = f"{'true, then given':{max(width, 16)}}"
        lines.append(f"  {head} " + " ".join(f"{name:>{width}}" for name in names))
        lines += [
            f"  {name:{max(width, 16)}} " + " ".join(f"{count:>{width},.0f}" for count in row)
            for name, row in zip(names, question["confusion"], strict=True)
        ]
    return lines


def _people(people: dict[str, Any]) -> list[str]:
    if not people:
        return ["Of nobody's answers is it known how good they are."]
    lines = ["Workers, by gold and what tasks became; the latest part, and when they changed:"]
    for worker, record in sorted(people.items()):
        overall, latest = record["overall"], record["over_time"][-1]
        lines.append(
            f"  {worker}  {_share(overall['accuracy'])} of {overall['answers']:,} answers"
            f" ({_share(overall['low'])} to {_share(overall['high'])}),"
            f" lately {_share(latest['accuracy'])}"
        )
        lines += [
            f"    since {one['at']:%Y-%m-%d %H:%M} {_share(one['after']['accuracy'])},"
            f" before {_share(one['before']['accuracy'])}"
            for one in record["changes"]
        ]
    return lines


_SIGNALS = {
    "rapid": "{seen:.0%} of {answers} answers in a tenth of the usual time; {expected:.0%} happen",
    "copying": "said the same on {seen:.0f} of {answers} tasks, {expected:.0f} expected",
    "leaning": "took {option!r} in {seen:.0%} of {answers} answers, {expected:.0%} expected",
    "pasting": "pasted most of {seen:.0%} of {answers} answers, {expected:.0%} expected",
    "guessing": "kappa {seen:.2f} in {answers} answers; ordinary is {expected:.2f} or more",
}


def _signals(signals: list[dict[str, Any]]) -> list[str]:
    if not signals:
        return ["No sign that somebody did not look at the tasks."]
    lines = ["Signs that somebody may not have looked; look for yourself, they change nothing:"]
    for one in signals:
        others = f" as {', '.join(one['others'])}" if one["others"] else ""
        text = _SIGNALS[one["kind"]].format_map(one)
        lines.append(f"  {one['worker_id']}  {one['kind']}{others}: {text}")
    return lines


def _doubts(doubts: list[dict[str, Any]]) -> list[str]:
    if not doubts:
        return ["No delivered answer is doubted in hindsight."]
    return [
        "Delivered, and doubted in hindsight:",
        *(
            f"  {one['task_id']}  {one['question']}: {one['delivered']!r}"
            f" (believed {_share(one['probability'])}), rather {one['likely']!r}"
            for one in doubts
        ),
    ]


def _hardest(tasks: list[dict[str, Any]]) -> list[str]:
    if not tasks:
        return ["No task has several answers."]
    return [
        "Answers agree least on:",
        *(
            f"  {one['task_id']}  {one['annotations']} answers, agreement"
            f" {_share(one['agreement'])}, {one['state']}"
            for one in tasks
        ),
    ]


def _per(cost: dict[str, Any]) -> str:
    if cost["micros_per_answer"] is None or cost["micros_per_completed_task"] is None:
        return ""
    return (
        f"; gold left out {cost['micros_per_answer'] / 1e6:.4f} an answer,"
        f" {cost['micros_per_completed_task'] / 1e6:.4f} a completed task"
        f" of {cost['answers_per_completed_task']:.1f} answers"
    )


def _each(total: int, count: int) -> float | None:
    return total / count if count else None


def _share(value: float | None) -> str:
    return "not known" if value is None else f"{value:.1%}"
