"""Labels as customers describe them: words, or trees of which only the leaves can be chosen."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import ConfigDict, Field

from goldwright.task_types.reading import ParamsModel, Text

Colour = Annotated[
    str | None,
    Field(
        pattern="^#[0-9a-fA-F]{6}$", description="Its colour on screen, #rrggbb; else one of ours."
    ),
]


class LabelDescription(ParamsModel):
    """A label, or a group of labels."""

    model_config = ConfigDict(title="LabelDescription")

    choice: Text = Field(description="The label as it stands in responses.")
    subchoices: "list[Label] | None" = Field(
        default=None, description="Finer labels; with any, this one only groups them."
    )
    instance_label: bool = Field(
        default=False, description="Tell the objects of this label apart (segmentation)."
    )
    display: str | None = Field(default=None, description="What workers see in place of `choice`.")
    color: Colour = None


Label = Annotated[Text | LabelDescription, Field(union_mode="left_to_right")]
Labels = Annotated[list[Label], Field(min_length=1)]


def label_names(labels: Iterable[Label], *, with_parents: bool = False) -> list[str]:
    """The labels that can be chosen, in order, each once: leaves, and their parents if wanted."""
    return list(dict.fromkeys(name for name, _ in _walk(labels, with_parents=with_parents)))


def instance_labels(labels: Iterable[Label]) -> set[str]:
    """The labels whose objects are told apart; a group passes this on to its leaves."""
    return {name for name, is_instance in _walk(labels, with_parents=True) if is_instance}


def _walk(
    labels: Iterable[Label], *, with_parents: bool, is_instance: bool = False
) -> Iterator[tuple[str, bool]]:
    for label in labels:
        if isinstance(label, str):
            yield label, is_instance
            continue
        own = is_instance or label.instance_label
        if with_parents or not label.subchoices:
            yield label.choice, own
        yield from _walk(label.subchoices or (), with_parents=with_parents, is_instance=own)
