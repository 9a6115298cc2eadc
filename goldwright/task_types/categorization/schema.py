"""What a categorization asks and answers."""

from pydantic import Field

from goldwright.errors import Fault
from goldwright.task_types.contract import JsonObject
from goldwright.task_types.shapes import (
    ClosedShape,
    OpenShape,
    fault,
    read_shape,
    refuse,
    require_attachment,
)


class Choice(OpenShape):
    """A class that may be divided further; only classes without subchoices can be chosen."""

    choice: str = Field(min_length=1, description="The class as it is returned.")
    display: str | None = Field(default=None, description="What workers read instead of `choice`.")
    subchoices: list["str | Choice"] = Field(
        default_factory=list["str | Choice"], description="Finer classes."
    )


class Taxonomy(OpenShape):
    """One question with its own classes."""

    type: str | None = Field(default=None, description="Kind of question; `category` if absent.")
    description: str | None = Field(default=None, description="What the question means.")
    choices: list[str | Choice] = Field(min_length=1, description="The classes to choose from.")
    allow_multiple: bool = Field(default=False, description="Whether several classes may hold.")


class Params(OpenShape):
    """One attachment and the classes to sort it into."""

    attachment: str | None = Field(default=None, description="URL, or text for type `text`.")
    attachments: list[str] | None = Field(default=None, description="Several URLs, shown together.")
    attachment_type: str = Field(
        min_length=1, description="What it is: text, image, website, video, audio or pdf."
    )
    categories: list[str] | None = Field(
        default=None, min_length=1, description="The classes to choose from."
    )
    taxonomies: dict[str, Taxonomy] | None = Field(
        default=None, min_length=1, description="Several questions by name, each with its classes."
    )
    allow_multiple: bool = Field(
        default=False, description="Whether several of `categories` may hold."
    )


class Response(ClosedShape):
    """The chosen classes."""

    category: str | list[str] | None = Field(
        default=None, description="One of `categories`; a list with `allow_multiple`."
    )
    category_id: str | int | None = Field(
        default=None, description="The customer's own id of the category, null when none is known."
    )
    taxonomies: dict[str, str | list[str]] | None = Field(
        default=None, description="For each taxonomy its class, or a list with `allow_multiple`."
    )


def read_params(params: JsonObject) -> JsonObject:
    """Checked params with `allow_multiple` filled in; bulk ingest calls this for every line."""
    require_attachment(params)
    read, stored = read_shape(Params, params)
    if read.categories is None and read.taxonomies is None:
        refuse([fault(("categories",), "or taxonomies is required")])
    refuse(
        [
            Fault("", f'Parameter is invalid, reason: taxonomy "{name}" has a choice without name')
            for name, taxonomy in (read.taxonomies or {}).items()
            if not all(leaves(taxonomy.choices))
        ]
    )
    stored.setdefault("allow_multiple", False)
    return stored


def leaves(choices: list[str | Choice]) -> list[str]:
    """The classes that can be chosen, in order."""
    found: list[str] = []
    for choice in choices:
        if isinstance(choice, str):
            found.append(choice)
        elif choice.subchoices:
            found.extend(leaves(choice.subchoices))
        else:
            found.append(choice.choice)
    return found
