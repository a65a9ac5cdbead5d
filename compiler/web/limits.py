"""How much is taken from one request, and how many requests at a time; beyond it there is a refusal, never a queue."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bytes of a ``body``, of a ``url``, of all ``headers``; how deep JSON may be nested and how many ``items`` a list or
    an object of it may have; ``seconds`` for a body to arrive and for one piece of work.

    A body of at most ``at_once`` bytes is worked out on the spot, which takes a millisecond; a larger one in a process of
    its own, for which ``waiting`` may wait.  So many requests may be ``in_progress``; a request that has waited ``patience``
    milliseconds for its turn is refused.  So many ``connections`` may be open: each may have one request waiting in it, unread,
    so that they are the longest queue that there can be.  Beyond half of them none is kept open for a further request."""

    body: int = 1 << 20
    url: int = 8 << 10
    headers: int = 32 << 10
    nesting: int = 32
    items: int = 10_000
    seconds: int = 10
    at_once: int = 8 << 10
    waiting: int = 8
    in_progress: int = 256
    connections: int = 512
    patience: int = 250
