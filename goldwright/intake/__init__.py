"""The stage's story is written with its code."""
