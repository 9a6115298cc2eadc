"""Delivery: what the customer receives, once a task or a batch has come to an end.

Takes events of tasks (completed, error, audited, recalled) and of batches (completed); gives
callbacks and exports. A callback is delivered at least once, each time with the same id, tried 20
times over 24 hours; then it is dead and waits to be sent again by hand. An export streams a
project, or a receipt for every annotation in it, in constant memory. Writes `callback`.
"""
