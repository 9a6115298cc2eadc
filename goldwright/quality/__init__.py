"""Quality: gold, worker accuracy, and settling one response from several annotations.

Takes submitted annotations, from events in batches; gives completed tasks with a confidence,
further openings where a task is not sure enough, and what is known of each worker. The customer's
audit and a manager's decision come in here too. Where answers are votes it learns, each time a
project has half as many again, which class each worker takes for which, and later tasks are
settled with that. Promises: a task is settled once, however often an event is handled, and what was
delivered is never changed by what is learnt later, only how sure it is told to be; it never asks
for more answers than its project allows; gold is scored once per annotation.

Writes: gold_answer, gold_result, worker_skill, reviewer_skill, verdict_evidence, worker_model,
worker_confusion, calibration, settlement; completes, recalls and reopens tasks through intake,
annotation and dispatch.
"""
