"""The Scale API, version 1, as its official client speaks it: words, shapes, errors and paging.

Translation alone: each file turns calls into actions of the stages, and their records into the
customers' objects. `app.app` answers under `/v1`.
"""
