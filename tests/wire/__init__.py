"""The net: what the client sends, refuses, describes and tabulates, kept as text.

``python -m tests.wire`` records it anew. What is inside may move as it likes; these
files may not change but where a change is meant.
"""
