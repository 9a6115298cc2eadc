"""Files: what customers upload or have imported, and copies of what their tasks point at.

Takes bytes; gives a file with an id under which tasks can name it (`scaledata://…`), and signed
links that last a short while. What a file is, is read from its bytes, never taken from its sender.
Writes `file` and `attachment`.

An attachment is fetched once its task was accepted. What cannot be fetched, ever or after the last
try, makes the task an error that says which address failed and how.
"""
