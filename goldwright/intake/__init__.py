"""Intake: organisations, projects, batches, tasks and files arrive and are checked.

Takes what customers send; gives tasks that satisfy their task type, each with an opening for
dispatch and an event. Promises that a task, its `unique_id`, its opening and its event exist
together or not at all, and that a lost answer can be asked for again. Writes organisation, member,
api_key, project, project_version, batch, task, task_count, file and attachment, and makes queues
and openings.
"""
