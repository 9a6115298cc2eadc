"""What the benchmarks share: a server tree of their own, a light client, load, figures.

- `tree`: `goldwright up` on a folder of its own, its processes by role, one of them killed.
- `client`: HTTP/1.1 over kept connections, cheap enough not to be what is measured.
- `load`: closed loops of workers, with the latency of every call.
- `people`: workers with open sessions, made straight in the database.
- `machine`: where it was measured, and how much of the machine others used meanwhile.
- `report`: percentiles, the result file.
"""
