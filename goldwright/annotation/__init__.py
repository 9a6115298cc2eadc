"""Annotation: drafts and submitted annotations, and the time they took.

Takes a live assignment and a response; gives an annotation, paid in the same transaction. Promises:
a submit is counted once however often it is sent; a draft is never lost; work that comes late is
paid for the time it took, and counted if its place is still free.

Writes: draft, annotation; closes leases and accrues pay through dispatch and ledger.
"""
