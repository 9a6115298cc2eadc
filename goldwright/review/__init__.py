"""Review: a second worker looks at an answered task before it is done.

Takes tasks that quality holds, settled or not, of projects that want answers looked at: all, a
sampled share, or those of low confidence. Leased like annotations, never to somebody who answered
the task. Gives each a verdict: accepted or fixed completes the task (after a second review, where
the project draws one), rejected sends it back to other annotators, and too many rejections leave it
to the customer. Whoever answered is measured by what the answer became; the reviewer is paid, and
measured by gold that is mixed in unseen and by second reviews that are blind.

Promises: nobody reviews their own answer or two stages of one task; a verdict is kept, paid and
counted once however often it is sent; before a blind second review is in, nobody is told the first.

Writes: review, review_result, blind_result; annotations of its own stages.
"""
