"""What keeps a drawing from being sound for its task."""

from collections.abc import Iterator

from pydantic import ValidationError

from goldwright.task_types.attributes import Definitions, answer_faults, as_start
from goldwright.task_types.contract import JsonObject
from goldwright.task_types.geometries import shape_faults
from goldwright.task_types.image_geometry.schema import Drawing, DrawingParams
from goldwright.task_types.reading import sentences


def check(
    params_model: type[DrawingParams],
    response_model: type[Drawing],
    params: JsonObject,
    response: JsonObject,
) -> list[str]:
    """Sentences, empty when sound; each names the place."""
    found = sentences(response_model, response)
    if found:
        return found
    try:
        read = params_model.model_validate(params)
    except ValidationError:
        return ["params are not sound themselves; nothing can be checked against them"]
    return list(_faults(read, response_model.model_validate(response)))


def check_start(
    params_model: type[DrawingParams],
    response_model: type[Drawing],
    params: JsonObject,
    start: JsonObject,
) -> list[str]:
    """`check` of what people start from, which may lack all that they can still add."""
    lenient: JsonObject = {**as_start(params), "with_labels": False, "min_annotations": 0}
    return check(params_model, response_model, lenient, start)


def global_faults(definitions: Definitions, answers: JsonObject | None) -> Iterator[str]:
    """What is wrong with the answers asked once a task."""
    for fault in answer_faults(
        definitions, answers or {}, label=None, labels_by_uuid={}, is_global=True
    ):
        yield f"global_attributes.{fault}"


def _faults(params: DrawingParams, drawing: Drawing) -> Iterator[str]:
    definitions = params.definitions()
    objects = drawing.objects()
    labels = {one.uuid: one.label for one in objects if one.uuid and one.label}
    seen: set[str] = set()
    for place, one in enumerate(objects):
        where = f"annotations.{place}"
        if one.uuid in seen:
            yield f"{where}.uuid {one.uuid!r} is used twice"
        if one.uuid is not None:
            seen.add(one.uuid)
        if one.label is None and not params.may_omit_labels():
            yield f"{where}.label is required"
        for fault in shape_faults(definitions, one, one.label):
            yield f"{where} {fault}"
        for fault in answer_faults(
            params.annotation_attributes,
            one.attributes or {},
            label=one.label,
            labels_by_uuid=labels,
        ):
            yield f"{where}.attributes.{fault}"
    yield from params.count_faults(len(objects))
    yield from global_faults(params.annotation_attributes, drawing.global_attributes)
    yield from _link_faults(params, drawing, labels)


def _link_faults(params: DrawingParams, drawing: Drawing, labels: dict[str, str]) -> Iterator[str]:
    relations = params.relations()
    for place, link in enumerate(drawing.relations()):
        definition = relations.get(link.label)
        if definition is None:
            yield f"links.{place}.label {link.label!r} is not a link that was asked for"
            continue
        ends = (
            ("from", link.source, definition.from_allowed_labels),
            ("to", link.target, definition.to_allowed_labels),
        )
        for end, uuid, allowed in ends:
            if uuid not in labels:
                yield f"links.{place}.{end} {uuid!r} is no object of this response"
            elif allowed and labels[uuid] not in allowed:
                yield f"links.{place}.{end} is a {labels[uuid]}; {', '.join(allowed)} allowed"
