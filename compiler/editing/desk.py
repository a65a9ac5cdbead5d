"""A policy on the desk: its texts, changed as one writes, and what ``check`` says of them after each change.

In: texts by the names of their files, and changes.  Out: ``Checked``.  Of the document's own text nothing is read anew while
only blocks change; of blocks only those that did (``memory``).

INVARIANT: ``Checked.report`` has what ``pipeline.compile_sources`` has for the same texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..document.allowances import set_apart
from ..document.blocks import Line, RawBlock, cut
from ..document.document import Block, Document, document_of
from ..pipeline import Loaded, compile_sources, passes
from ..report.diagnostic import Diagnostic, Report
from ..report.errors.document import UnbalancedQuotation
from ..text.source import Source, Span, fold
from .memory import Memory
from .places import Placement, Places, part_of

_Content = Line | RawBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the texts say: the policy, whose places are in texts of its own (``places`` leads to the files), and what is
    found, in the files; ``blocks`` are in the files, too, in the order of the policy's."""

    sources: tuple[Source, ...]
    policy: Loaded
    report: Report
    places: Places
    blocks: tuple[Block, ...]
    read_anew: int = 0

    def source(self, name: str) -> Source | None:
        return next((source for source in self.sources if source.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file as it is now, its text as it was given, what was cut out of it, and what is wrong with that."""

    text: str
    source: Source
    contents: tuple[_Content, ...]
    told: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The document's own text as it was last read whole."""

    files: tuple[_File, ...]
    document: Document
    told: tuple[Diagnostic, ...]


class Desk:
    """The texts of one policy.  ``official`` is the text of the issued document that it is held against."""

    def __init__(self, texts: Mapping[str, str], official: tuple[str, str] | None = None) -> None:
        self._texts = dict(texts)
        self._official = Source.of(*official) if official else None
        self._files: dict[str, _File] = {}
        self._read: _Read | None = None
        self._memory = Memory()
        self._checked: Checked | None = None

    @property
    def texts(self) -> Mapping[str, str]:
        return self._texts

    def texts_read(self) -> Mapping[str, str]:
        """As they were read, with ``\\n`` at the ends of lines: what offsets are of."""
        return {source.name: source.text for source in self.checked.sources}

    def copy(self) -> Desk:
        """Another desk with the same texts, which remembers what this one does."""
        other = Desk(self._texts)
        other._official, other._files, other._read = self._official, dict(self._files), self._read
        other._memory = self._memory
        return other

    def put(self, name: str, text: str | None) -> None:
        """The whole text of a file, new or as it is now; None where the file is gone."""
        if text is None:
            self._texts.pop(name, None)
        else:
            self._texts[name] = text
        self._checked = None

    def change(self, name: str, start: int, end: int, replacement: str) -> None:
        """The characters ``start`` to ``end`` of a file become others."""
        text = self._texts[name]
        self.put(name, f"{text[:start]}{replacement}{text[end:]}")

    def put_official(self, official: tuple[str, str] | None) -> None:
        self._official = Source.of(*official) if official else None
        self._checked = None
        self._read = None

    @property
    def checked(self) -> Checked:
        """What is found in the texts as they are, worked out when it is first asked for."""
        if self._checked is None:
            self._checked = self._check()
        return self._checked

    def _check(self) -> Checked:
        files = tuple(self._file(name) for name in sorted(self._texts))
        self._files = {file.source.name: file for file in files}
        if self._read is None or not _is_same_text(self._read.files, files):
            self._read = _read(files)
        sources = tuple(file.source for file in files)
        places = Places()
        for before, file in zip(self._read.files, files, strict=True):
            if before is not file:
                places.put(before.source, Placement(file.source, tuple(_moves(before, file))))
        self._memory.about(self._read.document, self._read)
        blocks = self._blocks(files, self._read, places)
        if blocks is None:
            return _whole(sources, self._official)
        document = self._read.document.with_blocks(sources, [part for part, _ in blocks])
        report = Report([*_told(files, blocks), *self._read.told])
        policy = passes(document, self._official, report, self._memory.passes)
        found = Report(places.diagnostic(each) for each in report.found)
        if any(block.kind == "容许" for block in document.blocks):
            paragraphs = tuple(map(places.paragraph, document.paragraphs))
            now = replace(document, paragraphs=paragraphs, blocks=tuple(block for _, block in blocks))
            found = set_apart([now], found)
        return Checked(
            sources=sources,
            policy=policy,
            report=found,
            places=places,
            blocks=tuple(block for _, block in blocks),
            read_anew=self._memory.read_anew,
        )

    def _file(self, name: str) -> _File:
        text, before = self._texts[name], self._files.get(name)
        if before and before.text == text:
            return before
        source = Source.of(name, text)
        report = Report()
        contents = tuple(cut(source, report))
        return _File(text=text, source=source, contents=contents, told=report.found)

    def _blocks(self, files: Sequence[_File], read: _Read, places: Places) -> list[tuple[Block, Block]] | None:
        """Each block as a part of its file, and in it; None where a block is read otherwise by itself."""
        made: list[tuple[Block, Block]] = []
        raw = [content for file in files for content in file.contents if isinstance(content, RawBlock)]
        seen: dict[tuple[str, str], int] = {}
        for own, there in zip(raw, read.document.blocks, strict=True):
            source, start = own.span.source, own.span.start
            # What has no 【完】 may be looked at beyond its end.
            end = own.span.end if own.body.end < own.span.end else len(source.text)
            text = source.text[start:end]
            count = seen[source.name, text] = seen.get((source.name, text), 0) + 1
            key = ("part", text, source.read.text[start:end], fold(source.read.text)[start:end], source.name, count)
            part = self._memory.same(key, (), lambda: _part(source, start, end, count))  # noqa: B023
            if not isinstance(part, Source):
                return None
            places.put(part, Placement(source, ((0, start),)))
            block = self._memory.same(
                ("block of", id(part)),
                (part, own.kind, own.head, own.body.end - start, own.span.end - start, there.chapter, there.article),
                lambda: _block(own, part, there),  # noqa: B023
            )
            assert isinstance(block, Block)
            in_file = self._memory.same(("there", id(own)), (own, there), lambda: _block(own, None, there))  # noqa: B023
            made.append((block, in_file))
        return made


def _part(source: Source, start: int, end: int, count: int) -> Source | None:
    """A block as a text of its own; of several that are the same, each is another text.  None where it would be read
    otherwise."""
    part = part_of(source, start, end)
    if fold(source.read.text)[start:end] != fold(part.read.text):
        return None
    behind = "\n" * (count - 1)
    longer = replace(part.read, text=part.read.text + behind)
    return part if count == 1 else Source(part.name, part.text + behind, longer)


def _block(own: RawBlock, part: Source | None, there: Block) -> Block:
    """A block in its part, or in its file."""
    start = own.span.start if part else 0

    def placed(span: Span) -> Span:
        return Span(part or span.source, span.start - start, span.end - start)

    return Block(
        kind=own.kind,
        head=own.head,
        head_span=placed(own.head_span),
        body=placed(own.body),
        span=placed(own.span),
        chapter=there.chapter,
        article=there.article,
    )


def _told(files: Sequence[_File], blocks: Sequence[tuple[Block, Block]]) -> Iterator[Diagnostic]:
    """What is wrong with blocks as such; a mark without a partner is placed in its block, which is asked for it."""
    for file in files:
        for found in file.told:
            span = found.span
            if isinstance(found, UnbalancedQuotation) and span is not None:
                for part, block in blocks:
                    if block.holds(span):
                        start = block.span.start
                        span = Span(part.source, span.start - start, span.end - start)
                        break
                yield found.with_(span=span)
            else:
                yield found


def _read(files: tuple[_File, ...]) -> _Read:
    report = Report()
    contents = [content for file in files for content in file.contents]
    document = document_of([file.source for file in files], contents, report)
    return _Read(files=files, document=document, told=report.found)


def _whole(sources: tuple[Source, ...], official: Source | None) -> Checked:
    """As ``check`` does it, where blocks cannot be read by themselves."""
    policy, report = compile_sources(sources, official)
    return Checked(
        sources=sources,
        policy=policy,
        report=report,
        places=Places(),
        blocks=policy.document.blocks,
        read_anew=len(policy.document.blocks),
    )


# ── whether the document's own text is the same ──


def _is_same_text(before: Sequence[_File], now: Sequence[_File]) -> bool:
    return [file.source.name for file in before] == [file.source.name for file in now] and all(
        one is other or _is_same_file(one, other) for one, other in zip(before, now, strict=True)
    )


def _is_same_file(before: _File, now: _File) -> bool:
    # What marks of the web or of Markdown say of a line is looked for around it.
    if before.source.read.marks or now.source.read.marks or len(before.contents) != len(now.contents):
        return False
    return all(map(_is_same_content, before.contents, now.contents))


def _is_same_content(one: _Content, other: _Content) -> bool:
    if isinstance(one, RawBlock):
        if not isinstance(other, RawBlock) or (one.kind, one.head) != (other.kind, other.head):
            return False
        return one.kind != "政策" or one.span.text == other.span.text
    return isinstance(other, Line) and one.text == other.text and _written(one) == _written(other)


def _written(line: Line) -> tuple[str, str]:
    """The words of a line, and what has no width behind them."""
    text, end = line.span.source.read.text, line.span.end
    return line.span.text, text[end : end + 12].split("\n", 1)[0]


def _moves(before: _File, now: _File) -> Iterator[tuple[int, int]]:
    last: int | None = None
    for one, other in zip(before.contents, now.contents, strict=True):
        move = other.span.start - one.span.start
        if move != last:
            yield one.span.start if last is not None else 0, move
            last = move
    if last is None:
        yield 0, 0
