"""What holds for every test, those beside the task types included."""

import os

from hypothesis import HealthCheck, settings

# On a busy machine a slow example is no fault of ours. In CI Hypothesis loads a profile of its own,
# which tries the same examples every time; elsewhere they are new in each run.
settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
if "CI" not in os.environ:
    settings.load_profile("patient")
