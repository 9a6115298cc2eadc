"""Decisions of review as pure functions: what is looked at, and what follows from a verdict."""

import hashlib

from goldwright.review.records import Next, Policy, Stage, Verdict


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


def follows(
    verdict: Verdict,
    stage: Stage,
    policy: Policy,
    *,
    project_id: str,
    task_id: str,
    rejections: int,
) -> Next:
    """What becomes of a task after this verdict; `rejections` are those before it."""
    if verdict is Verdict.REJECTED:
        return Next.ANNOTATE if rejections < policy.rejections_max else Next.CUSTOMER
    if stage is Stage.REVIEW and is_drawn(
        project_id, task_id, Stage.SECOND_REVIEW, policy.second_share
    ):
        return Next.SECOND_REVIEW
    return Next.COMPLETE
