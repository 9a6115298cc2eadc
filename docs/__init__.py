"""Documents: tutorial, how-to, explanation, and the reference that is written from the code."""
