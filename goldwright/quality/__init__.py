"""Quality: gold, worker accuracy, and settling one response from several annotations.

Takes submitted annotations, from events in batches; gives completed tasks with a confidence,
further openings where a task is not sure enough, and what is known of each worker. The customer's
audit and a manager's decision come in here too. Promises: a task is settled once, however often an
event is handled; it never asks for more answers than its project allows; gold is scored once per
annotation.

Writes: gold_answer, gold_result, worker_skill, settlement; completes, recalls and reopens tasks
through intake, annotation and dispatch.
"""
