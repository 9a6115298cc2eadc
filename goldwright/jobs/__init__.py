"""Background work: events handed on in batches, and coarse jobs that are timed and retried.

- `outbox`: the events a stage has yet to act on, claimed in batches and in one transaction with
  what the stage does. For everything that happens per annotation or per task.
- `queue`: jobs by name, deferred in the caller's transaction, run later, tried again.
- `loops`: what a runner does over and over, at a pace that follows the work.
- `upkeep`: folding counters, clearing away what has ended, waking what a killed runner left.

Nothing here knows a stage; `goldwright/runner.py` brings stages and runners together.
"""
