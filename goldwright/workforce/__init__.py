"""Workforce: the people and what they may do.

Holds users, their passwords and sessions; workers, their languages, qualifications and the walls
between them and organisations. Stands beside the river: every stage may call it, it calls none.
When what a worker may do has changed, routes say so with `services.worker_changed`, and dispatch
decides anew what is offered.

Writes: app_user, worker, qualification, session, worker_conflict.
"""
