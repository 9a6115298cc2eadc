"""The ledger: what work cost and what people earned, as balanced transfers that are never changed.

Beside the river: imports no stage. A transfer has two entries, one on the organisation's account
and one on the worker's, that sum to zero; PostgreSQL refuses anything else at commit. A mistake is
reversed by another transfer.

Writes: transfer, entry.
"""
