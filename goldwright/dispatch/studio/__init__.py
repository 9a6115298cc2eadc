"""Studio: an organisation decides itself who of its workers does what, and which batch comes first.

An assignment gives a worker a project (a studio project goes to nobody else); a group of workers
may have a batch to itself; a ranking of batches overrules their age. Dispatch reads all three when
it makes offers and leases. Writes studio_assignment, worker_group, worker_group_member, and what
depends on them in batch and queue.
"""
