"""Background work: events handed on in batches, and what a runner does over and over.

- `outbox`: the events a stage has yet to act on, claimed in batches and in one transaction with
  what the stage does. For everything that happens per annotation or per task.
- `loops`: what a runner does again and again, at a pace that follows the work.
- `in_flight`: many slow things at once, within bounds.
- `upkeep`: folding counters, clearing away what has ended.

Work that is timed and tried again (callbacks, attachments) keeps rows with the time of their own
next attempt, claimed with `SKIP LOCKED`: those rows are also what people look at and resend, so a
second queue would only have to agree with them. Nothing here knows a stage; `goldwright/runner.py`
brings stages and runners together.
"""
