"""A model that annotates: one more worker of a project, whose answers come from a chat model.

It signs in, leases, answers and skips through `/api` like a person, from any machine that reaches
both the server and the model, and knows nothing that a worker would not be shown. Its answers are
annotations like others: checked, measured on gold, weighed by what it proved to be worth.
"""

from goldwright.critic.model import Model
from goldwright.critic.work import Tally, Work, annotate

__all__ = ["Model", "Tally", "Work", "annotate"]
