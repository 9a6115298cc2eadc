"""Every task type that customers' clients can send has a folder that handles it."""

from goldwright.task_types import registry

WIRE_NAMES = [
    "annotation",
    "categorization",
    "chat",
    "chatexperimental",
    "chatlite",
    "comparison",
    "cuboidannotation",
    "datacollection",
    "documentmodel",
    "documenttranscription",
    "federal2dvideoannotation",
    "imageannotation",
    "laneannotation",
    "lidarannotation",
    "lidarlinking",
    "lidarsegmentation",
    "lidartopdown",
    "lineannotation",
    "multichat",
    "multistage",
    "namedentityrecognition",
    "pointannotation",
    "polygonannotation",
    "segmentannotation",
    "sensorfusion",
    "textcollection",
    "transcription",
    "videoannotation",
    "videoboxannotation",
    "videocuboidannotation",
    "videoplaybackannotation",
]


def test_every_wire_name_is_registered() -> None:
    assert sorted(registry()) == sorted(WIRE_NAMES)
