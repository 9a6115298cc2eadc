"""Decisions of review as pure functions: what is looked at, and what follows from a verdict."""

import hashlib
from collections.abc import Callable, Sequence

from goldwright.errors import Fault
from goldwright.quality.rules import RIGHT_AGREEMENT
from goldwright.review.records import Compared, Next, Opposed, Policy, Stage, Verdict
from goldwright.task_types.contract import Json, JsonObject


def is_drawn(project_id: str, task_id: str, stage: Stage, share: float) -> bool:
    """Whether a task is in the sampled share of a stage: the same answer whenever it is asked."""
    seed = f"{project_id} {task_id} {stage}".encode()
    return int.from_bytes(hashlib.blake2b(seed, digest_size=8).digest()) < share * 2**64


def wants_review(
    policy: Policy,
    *,
    project_id: str,
    task_id: str,
    confidence: float | None,
    is_settled: bool,
    rejections: int,
) -> bool:
    """Whether reviewers look at a task that has its answers.

    Those that no method settled and those that came back always; besides, the sampled share, and
    below the bound whatever is less sure or nobody knows how sure.
    """
    if not is_settled or rejections:
        return True
    is_unsure = policy.below is not None and (confidence is None or confidence < policy.below)
    return is_unsure or is_drawn(project_id, task_id, Stage.REVIEW, policy.share)


def verdict_score(verdict: Verdict, *, was_right: bool, agreement: float) -> float:
    """How far a verdict on gold was the right one, 0 to 1.

    `agreement` is that of what it left standing with the known answer. A rejection leaves nothing:
    it was right where the response was wrong.
    """
    if verdict is Verdict.REJECTED:
        return 0.0 if was_right else 1.0
    return agreement


def compare(agree: Callable[[JsonObject, JsonObject], float], opposed: Opposed) -> Compared:
    """How two verdicts on one response meet; `agree` is the measure of its task.

    A fix that is nearly what was judged found it right. Where one rejected what the other let stand
    or fixed, they agree as far as it was wrong by the other.
    """
    judged, first, second = opposed.judged, opposed.first, opposed.second

    def kept(standing: JsonObject | None) -> float:
        return 0.0 if judged is None or standing is None else agree(judged, standing)

    if first is not None and second is not None:
        agreement = agree(first, second)
    else:
        agreement = 1 - max(kept(first), kept(second))
    return Compared(agreement, kept(first) < RIGHT_AGREEMENT, kept(second) < RIGHT_AGREEMENT)


def follows(
    verdict: Verdict,
    stage: Stage,
    policy: Policy,
    *,
    project_id: str,
    task_id: str,
    rejections: int,
    differs: bool = False,
) -> Next:
    """What becomes of a task after this verdict; `rejections` are those before it.

    A blind second review is drawn whatever the first verdict was, so that it measures rejections
    too and being asked tells nothing. `differs` says that a blind one met another first verdict.
    """
    if (
        stage is Stage.REVIEW
        and (policy.is_second_blind or verdict is not Verdict.REJECTED)
        and is_drawn(project_id, task_id, Stage.SECOND_REVIEW, policy.second_share)
    ):
        return Next.SECOND_REVIEW
    if differs and policy.are_differences_customers:
        return Next.CUSTOMER_DIFFERS
    if verdict is Verdict.REJECTED:
        return Next.ANNOTATE if rejections < policy.rejections_max else Next.CUSTOMER
    return Next.COMPLETE


def comment_faults(
    verdict: Verdict, comments: Sequence[dict[str, Json]], judged: dict[str, Json] | None
) -> list[Fault]:
    """What is wrong with comments: those with a verdict judge one thing of what was judged."""
    faults: list[Fault] = []
    for place, comment in enumerate(comments):
        own, text = comment.get("verdict"), str(comment.get("text") or "").strip()
        if own in {None, Verdict.REJECTED} and not text:
            faults.append(Fault(f"/comments/{place}/text", "is needed"))
        if own is None:
            continue
        pointer = comment.get("pointer")
        if not isinstance(pointer, str) or not _leads_somewhere(pointer, judged):
            sentence = "must lead to a thing of the response that was judged"
            faults.append(Fault(f"/comments/{place}/pointer", sentence))
        if own != Verdict.ACCEPTED and verdict is Verdict.ACCEPTED:
            sentence = "must be accepted where the whole is; fix or reject the whole"
            faults.append(Fault(f"/comments/{place}/verdict", sentence))
    return faults


def _leads_somewhere(pointer: str, value: Json) -> bool:
    """Whether a JSON pointer (RFC 6901) names a part of a value; the whole is no part."""
    if not pointer.startswith("/"):
        return False
    for step in pointer[1:].split("/"):
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return False
    return True
