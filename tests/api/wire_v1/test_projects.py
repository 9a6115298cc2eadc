"""Projects, their params and what tasks inherit, through the official client."""

import pytest
from scaleapi import ScaleClient
from scaleapi.exceptions import (
    ScaleDuplicateResource,
    ScaleInvalidRequest,
    ScaleResourceNotFound,
)
from scaleapi.tasks import TaskType

CHOICE = {"attachment": "a text", "attachment_type": "text"}
NAMES = ["plain", "a b/c", "100%", "ä ö 名", "task?x=1&y#z", "a//b", "%2F", "+"]


def test_project_without_params_has_version_0(live: ScaleClient) -> None:
    project = live.create_project("p", TaskType.ImageAnnotation)

    assert project.type == "imageannotation"
    assert [set(one) for one in project.as_dict()["param_history"]] == [{"version", "created_at"}]
    assert project.version == 0
    assert live.get_project("p").as_dict() == project.as_dict()
    assert [one.name for one in live.get_projects()] == ["p"]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_finds_its_project_and_batch(trial: ScaleClient, name: str) -> None:
    trial.create_project(name, TaskType.Categorization)
    trial.create_batch(name, name, "")

    task = trial.create_task(
        TaskType.Categorization, project=name, batch=name, categories=["a"], **CHOICE
    )

    assert trial.get_project(name).name == name
    assert trial.update_project(name, instruction="new").version == 1
    assert trial.get_batch(name).project == name
    assert trial.batch_status(name)["completed"] == 1
    assert trial.finalize_batch(name).name == name
    assert trial.set_batch_metadata(name, {"a": 1}).metadata == {"a": 1}
    assert [one.id for one in trial.get_tasks(project_name=name)] == [task.id]


def test_taken_name_is_a_duplicate(live: ScaleClient, trial: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization)

    trial.create_project("p", TaskType.Categorization)
    with pytest.raises(ScaleDuplicateResource):
        live.create_project("p", TaskType.ImageAnnotation)


def test_unknown_project_is_not_found(live: ScaleClient) -> None:
    with pytest.raises(ScaleResourceNotFound):
        live.get_project("none")
    with pytest.raises(ScaleResourceNotFound):
        live.update_project("none", instruction="x")
    with pytest.raises(ScaleResourceNotFound):
        live.create_task(TaskType.Categorization, project="none", categories=["a"], **CHOICE)


def test_params_are_replaced_or_patched_and_every_version_stays(live: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization, params={"instruction": "v0", "a": 1})

    patched = live.update_project("p", patch=True, b=2)
    replaced = live.update_project("p", instruction="v2")

    assert patched.as_dict()["param_history"][-1]["a"] == 1
    assert "patch" not in patched.as_dict()["param_history"][-1]
    assert [one["version"] for one in replaced.as_dict()["param_history"]] == [0, 1, 2]
    assert replaced.as_dict()["param_history"][-1].keys() == {
        "instruction",
        "version",
        "created_at",
    }


def test_task_inherits_what_it_leaves_out(live: ScaleClient) -> None:
    live.create_project(
        "p", TaskType.Categorization, params={"instruction": "Rules.", "categories": ["a", "b"]}
    )

    task = live.create_task(
        TaskType.Categorization, project="p", instruction="Look.", allow_multiple=True, **CHOICE
    )

    shown = task.as_dict()
    assert shown["params"]["categories"] == ["a", "b"]
    assert shown["params"]["allow_multiple"] is True
    assert shown["instruction"].startswith("Look.")
    assert shown["instruction"].endswith("Rules.")
    assert shown["project"] == "p"
    assert shown["project_param_version"] == 0


def test_task_may_ask_for_an_older_version_or_none(live: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization, params={"categories": ["old"]})
    live.update_project("p", categories=["new"])

    def create(**changes: object) -> dict[str, object]:
        return live.create_task(TaskType.Categorization, project="p", **CHOICE, **changes).as_dict()

    assert create()["params"]["categories"] == ["new"]
    assert create(project_version=0)["params"]["categories"] == ["old"]
    alone = create(project_version=-1, categories=["own"])
    assert alone["params"]["categories"] == ["own"]
    assert "project_param_version" not in alone
    for unsound in ({"project_version": 7}, {"project_version": -1}, {"project_version": -2}):
        with pytest.raises(ScaleInvalidRequest):
            create(**unsound)


def test_task_of_another_type_is_refused(live: ScaleClient) -> None:
    live.create_project("p", TaskType.ImageAnnotation)

    with pytest.raises(ScaleInvalidRequest):
        live.create_task(TaskType.Categorization, project="p", categories=["a"], **CHOICE)


def test_hidden_projects_of_tasks_without_one_are_never_shown(live: ScaleClient) -> None:
    task = live.create_task(TaskType.Categorization, categories=["a"], **CHOICE)

    assert live.get_projects() == []
    assert "project" not in task.as_dict()
    with pytest.raises(ScaleResourceNotFound):
        live.get_project("categorization (no project)")


def test_names_of_hidden_projects_cannot_be_taken(live: ScaleClient) -> None:
    with pytest.raises(ScaleDuplicateResource):
        live.create_project("categorization (no project)", TaskType.Categorization)


def test_template_is_one_object_for_types_that_have_one(live: ScaleClient) -> None:
    live.create_project(
        "forms",
        TaskType.TextCollection,
        params={"template_variables": {"prompt": {"type": "string", "required": True}}},
    )
    live.create_project("images", TaskType.ImageAnnotation)

    template = live.get_project_template("forms")

    assert template.template_variables == {"prompt": {"type": "string", "required": True}}
    assert template.version == 0
    with pytest.raises(ScaleInvalidRequest):
        live.get_project_template("images")
    with pytest.raises(ScaleResourceNotFound):
        live.get_project_template("none")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "categorization"},
        {"name": "p"},
        {"type": "unknown", "name": "p"},
        {"type": 5, "name": "p"},
        {"type": "categorization", "name": ["p"]},
        {"type": "categorization", "name": "  "},
        {"type": "categorization", "name": "p\n"},
        {"type": "categorization", "name": "p", "params": []},
        {"type": "categorization", "name": "p", "params": {"instruction": 5}},
        {"type": "categorization", "name": "p", "rapid": "perhaps"},
    ],
)
def test_unsound_projects_are_refused(live: ScaleClient, body: dict[str, object]) -> None:
    with pytest.raises(ScaleInvalidRequest):
        live.api.post_request("projects", body=body)
