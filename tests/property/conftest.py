"""How hard the laws are tried: enough to find what is wrong, short enough to run every time."""

from hypothesis import settings

# A deadline would measure the machine, which runs other tests at the same moment.
settings.register_profile("goldwright", max_examples=40, deadline=None)
settings.load_profile("goldwright")
