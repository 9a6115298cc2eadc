"""A submit finds the content that its lease handed out."""

from goldwright.dispatch.held import remember, take

SHOWN = '{"assignment_id" : "asg_01a202b478d7002cfb462eed", "stage" : "annotate", "params" : {}}'


def test_what_was_handed_out_is_found_once_by_its_assignment() -> None:
    remember([SHOWN])

    assert take("asg_01a202b478d7002cfb462eed") == SHOWN
    assert take("asg_01a202b478d7002cfb462eed") is None


def test_an_assignment_shown_without_content_is_not_kept() -> None:
    remember(['{"assignment_id" : "asg_01a202b478d7002cfb462eee", "stage" : "annotate"}'])

    assert take("asg_01a202b478d7002cfb462eee") is None
