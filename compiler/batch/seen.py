"""A source as something else sees it: its chunks watched, changed, or given one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from ..tables.source import CHUNK, Chunk, Source


@dataclass(slots=True)
class Seen:
    """A table that keeps the chunk that is being worked out."""

    source: Source
    last: Chunk | None = None

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        for chunk in self.source.chunks(size):
            self.last = chunk
            yield chunk

    def __getattr__(self, name: str) -> Any:
        return getattr(self.source, name)


@dataclass(slots=True)
class Again:
    """Some rows of a table, to be worked out once more."""

    source: Source
    chunk: Chunk | None = None

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        assert self.chunk is not None
        yield self.chunk

    def __getattr__(self, name: str) -> Any:
        return getattr(self.source, name)


@dataclass(slots=True)
class Changed:
    """A table of which each chunk is changed: by ``change``, into rows of ``schema``, as many as there were."""

    source: Source
    schema: pa.Schema
    change: Callable[[pa.RecordBatch], pa.RecordBatch]

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        for chunk in self.source.chunks(size):
            yield Chunk(rows=chunk.rows, batch=self.change(chunk.batch), flaws=chunk.flaws, fractions=chunk.fractions)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.source, name)
