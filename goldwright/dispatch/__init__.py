"""Dispatch: which worker gets which task, for how long.

Takes openings from intake and the worker's wish for work; gives assignments with a lease and a
price fixed at that moment. Promises: no worker holds or answers a task twice, `slots_left` never
goes below zero, a task never collects more than it asked for, and work that comes back comes back
exactly once.

Writes: offer, opening (its slots), gold_opening, assignment, queue_cursor, studio_assignment,
worker_group and worker_group_member.
"""
