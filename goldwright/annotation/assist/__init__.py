"""Assist: a program finds the outline that a worker points at.

Takes a box or clicks on a picture of an assignment that its worker holds; gives the outline of what
is meant as a polygon. Promises: it runs beside the server, in one process of its own with a bound
on time, size and waiting, and it stores nothing: what the worker makes of an outline is a response
like any other.

GrabCut does it by default; the ONNX files of a Segment Anything model do it where the settings name
them. Both need the extra `goldwright[assist]`, and only that process loads it.
"""
