"""Check, agreement, aggregate and sample of `segmentannotation`."""

from collections.abc import Iterator, Sequence
from typing import cast

from pydantic import ValidationError

from goldwright.task_types import index_maps
from goldwright.task_types.attributes import answer_faults, sample_answers
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.index_maps import IndexedObject, from_runs, to_runs
from goldwright.task_types.matching import agree_symmetrically, settle
from goldwright.task_types.reading import sentences
from goldwright.task_types.segmentation.schema import MOST_PIXELS, Params, Response

SAMPLE_SIDE_PX = 100


def check(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences, empty when sound; each names the place."""
    found = sentences(Response, response)
    if found:
        return found
    try:
        read = Params.model_validate(params)
    except ValidationError:
        return ["params are not sound themselves; nothing can be checked against them"]
    return list(_faults(read, Response.model_validate(response)))


def agree(params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """F1 of labels and instances by intersection over union of their pixels."""
    instances = Params.model_validate(params).instances()

    def compare(one: JsonObject, two: JsonObject) -> float:
        first, second = Response.model_validate(one), Response.model_validate(two)
        if (first.width, first.height) != (second.width, second.height):
            return 0.0
        return index_maps.agreement(
            from_runs(first.runs),
            from_runs(second.runs),
            _objects(first, instances),
            _objects(second, instances),
        )

    return agree_symmetrically(compare, one, two)


def aggregate(params: JsonObject, answers: Sequence[Weighted]) -> Aggregate | None:
    """The label or instance of greatest weight at every pixel; instances that most saw are kept."""
    read = Params.model_validate(params)
    names, instances = read.names(), read.instances()

    def fuse(responses: Sequence[JsonObject], weights: Sequence[float]) -> Aggregate | None:
        drawn = [Response.model_validate(one) for one in responses]
        if len({(one.width, one.height) for one in drawn}) > 1:
            return None
        voted, kept, confidence = index_maps.fuse(
            [from_runs(one.runs) for one in drawn],
            [_objects(one, instances) for one in drawn],
            weights,
            names=names,
            definitions=read.annotation_attributes,
            is_full=not read.allow_unlabeled,
        )
        segments: list[Json] = []
        for index, one in kept.items():
            segment: JsonObject = {"index": index, "label": one.label}
            segments.append(
                {**segment, "attributes": one.attributes} if one.attributes else segment
            )
        runs = cast("list[Json]", to_runs(voted))  # whole numbers are JSON
        response: JsonObject = {
            "width": drawn[0].width,
            "height": drawn[0].height,
            "segments": segments,
            "runs": runs,
        }
        return Aggregate(response, confidence)

    return settle(answers, fuse=fuse, is_sound=lambda response: not check(params, response))


def sample(params: JsonObject) -> JsonObject:
    """A small image that shows every label in stripes."""
    read = Params.model_validate(params)
    names = read.names()
    segments: list[Json] = []
    runs: list[Json] = []
    for place, name in enumerate(names):
        segment: JsonObject = {"index": place + 1, "label": name}
        if name in read.instances():
            answers = sample_answers(read.annotation_attributes, label=name, labels_by_uuid={})
            if answers:
                segment["attributes"] = answers
        segments.append(segment)
        top, bottom = (SAMPLE_SIDE_PX * edge // len(names) for edge in (place, place + 1))
        runs += [place + 1, (bottom - top) * SAMPLE_SIDE_PX]
    return {"width": SAMPLE_SIDE_PX, "height": SAMPLE_SIDE_PX, "segments": segments, "runs": runs}


def _faults(params: Params, response: Response) -> Iterator[str]:
    pixels = response.width * response.height
    if pixels > MOST_PIXELS:
        yield f"the image has {pixels} pixels, more than {MOST_PIXELS}"
    if len(response.runs) % 2:
        yield "runs should be pairs of index and count"
        return
    counts: dict[int, int] = {}
    for index, count in zip(response.runs[::2], response.runs[1::2], strict=True):
        counts[index] = counts.get(index, 0) + count
    if sum(counts.values()) != pixels:
        yield f"runs have {sum(counts.values())} pixels, the image has {pixels}"
    unlabeled = counts.pop(0, 0)
    if unlabeled and not params.allow_unlabeled:
        yield f"runs leave {unlabeled} pixels without a label"
    yield from _segment_faults(params, response, counts)


def _segment_faults(params: Params, response: Response, counts: dict[int, int]) -> Iterator[str]:
    names, instances = params.names(), params.instances()
    indexes: set[int] = set()
    single: set[str] = set()
    for place, segment in enumerate(response.segments):
        where = f"segments.{place}"
        if segment.index in indexes:
            yield f"{where}.index {segment.index} is used twice"
        indexes.add(segment.index)
        if segment.label not in names:
            yield f"{where}.label {segment.label!r} is not one of {', '.join(names)}"
        elif segment.label in instances:
            if not counts.get(segment.index):
                yield f"{where} has no pixels"
            for fault in answer_faults(
                params.annotation_attributes,
                segment.attributes or {},
                label=segment.label,
                labels_by_uuid={},
            ):
                yield f"{where}.attributes.{fault}"
        else:
            if segment.label in single:
                yield f"{where}.label {segment.label!r} has a segment already"
            single.add(segment.label)
            if segment.attributes:
                yield f"{where}.attributes are for instances only"
    for index in sorted(counts.keys() - indexes):
        yield f"runs use the index {index}, which is not among the segments"


def _objects(response: Response, instances: set[str]) -> dict[int, IndexedObject]:
    return {
        one.index: IndexedObject(one.label, one.label in instances, one.attributes or {})
        for one in response.segments
    }
