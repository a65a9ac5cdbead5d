"""The server, asked by a real client over standard streams."""

import asyncio
from pathlib import Path
from random import Random

import pytest
from lsprotocol import types as lsp

from support.edits import SMALL, edited
from support.language_client import Editor, in_editor
from tiaowen.compiler.editing.desk import Desk
from tiaowen.compiler.lsp.positions import Encoding, Lines
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source

URI = "untitled:某区.policy"
DOCUMENT = lsp.TextDocumentIdentifier(URI)


def at(text: str, words: str, plus: int = 0, encoding: Encoding = "utf-16") -> lsp.Position:
    """Where words begin in a text."""
    return lsp.Position(*Lines(text).position(text.index(words) + plus, encoding))


def held(text: str, place: lsp.Range, encoding: Encoding = "utf-16") -> str:
    lines = Lines(text)
    start, end = (lines.offset(each.line, each.character, encoding) for each in (place.start, place.end))
    return text[start:end]


def applied(text: str, edits: list[lsp.TextEdit]) -> str:
    lines = Lines(text)
    places = [(lines.offset(e.range.start.line, e.range.start.character, "utf-16"), e) for e in edits]
    for start, each in sorted(places, key=lambda pair: -pair[0]):
        end = lines.offset(each.range.end.line, each.range.end.character, "utf-16")
        text = text[:start] + each.new_text + text[end:]
    return text


_SLOW = pytest.mark.needs_system


@_SLOW
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-32"])
def test_places_are_right_past_a_character_of_two_units(encoding: Encoding) -> None:
    text = SMALL.replace("一次性奖励20万元”", "一次性奖励30万元”")

    async def work(editor: Editor) -> None:
        editor.opens(URI, text)
        await editor.until(lambda: bool(editor.told.get(URI)))
        assert editor.capabilities.position_encoding == encoding
        wrong = {held(text, each.range, encoding) for each in editor.told[URI] if each.code == "T0401"}
        assert wrong == {"研发强度达到3%的企业，一次性奖励10万元；达到5%的，一次性奖励30万元"}
        # 𠮷 stands in this line, before what is asked for.
        place = at(text, "按强度奖励的50%配套。\n", 5, encoding)
        found = await editor.client.text_document_hover_async(lsp.HoverParams(DOCUMENT, place))
        assert found is not None and found.range is not None
        assert held(text, found.range, encoding) == "按强度奖励的50%配套"

    in_editor(work, encodings=(encoding,))


@_SLOW
def test_the_words_are_those_of_check() -> None:
    text = SMALL.replace("研发费用的2%，封顶", "研发费的2%，封顶")
    _, report = compile_sources([Source.of("某区.policy", text)])

    async def work(editor: Editor) -> None:
        editor.opens(URI, text)
        await editor.until(lambda: bool(editor.told.get(URI)))
        told = [(each.code, each.message.split("\n")[0]) for each in editor.told[URI]]
        assert told == [(each.code, each.title.zh) for each in report.diagnostics]
        editor.changes(URI, lsp.TextDocumentContentChangeWholeDocument(SMALL))
        await editor.until(lambda: not editor.told[URI])

    in_editor(work)


@_SLOW
def test_in_english_too() -> None:
    async def work(editor: Editor) -> str:
        editor.opens(URI, "【规则 1.1】\n奖励：1元。\n【完】\n")
        await editor.until(lambda: bool(editor.told.get(URI)))
        return editor.told[URI][0].message

    assert "reason: " in in_editor(work, "--lang", "en")


@_SLOW
def test_changes_one_by_one_leave_the_text_that_the_editor_has() -> None:
    """Also where there is 𠮷, a line separator that ends no line, CRLF."""
    texts = [SMALL.replace("总则", "总\u2028则\x0c"), SMALL.replace("\n", "\r\n")]

    async def work(editor: Editor) -> None:
        for number, text in enumerate(texts):
            uri, random, desk = f"untitled:{number}.policy", Random(number), Desk({"a": text})
            editor.opens(uri, text)
            for _ in range(10):
                before = desk.texts["a"]
                edited(desk, random)
                after = desk.texts["a"]
                start = next(
                    (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
                    min(len(before), len(after)),
                )
                rest = min(len(before), len(after)) - start
                tail = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
                if "\r" in before[start - 1 : len(before) - tail + 1]:
                    desk.put("a", before)  # an editor changes no half of a line's end
                    continue
                lines = Lines(before)
                first, last = lines.position(start, "utf-16"), lines.position(len(before) - tail, "utf-16")
                place = lsp.Range(lsp.Position(*first), lsp.Position(*last))
                editor.changes(
                    uri, lsp.TextDocumentContentChangePartial(range=place, text=after[start : len(after) - tail])
                )
            await asyncio.sleep(0)
            found = desk.checked.report.diagnostics
            expected = [(each.code, each.title.zh) for each in found]
            await editor.until(
                lambda uri=uri, expected=expected: (  # type: ignore[misc]
                    [(each.code, each.message.split("\n")[0]) for each in editor.told.get(uri, [])] == expected
                )
            )

    in_editor(work)


def test_everything_that_an_editor_asks() -> None:
    async def work(editor: Editor) -> None:
        client = editor.client
        editor.opens(URI, SMALL)
        symbols = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(DOCUMENT))
        assert symbols and isinstance(symbols[0], lsp.DocumentSymbol) and symbols[0].name == "一、总则"
        folds = await client.text_document_folding_range_async(lsp.FoldingRangeParams(DOCUMENT))
        assert folds and all(each.start_line < each.end_line for each in folds)

        colours = await client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(DOCUMENT))
        assert colours is not None
        provider = editor.capabilities.semantic_tokens_provider
        assert provider is not None
        kinds = [provider.legend.token_types[kind] for kind in colours.data[3::5]]
        assert {"keyword", "type", "variable", "function", "number", "string"} <= set(kinds)

        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(999, 0))
        hints = await client.text_document_inlay_hint_async(lsp.InlayHintParams(DOCUMENT, whole))
        assert hints and " ✓ 补助10万元" in [each.label for each in hints]

        place = at(SMALL, "封顶100万元")
        offered = await client.text_document_completion_async(lsp.CompletionParams(DOCUMENT, place))
        assert isinstance(offered, lsp.CompletionList)
        assert "封顶" in [each.label for each in offered.items]

        name = at(SMALL, "研发强度达到5%的，20", 1)
        where = await client.text_document_definition_async(lsp.DefinitionParams(DOCUMENT, name))
        assert isinstance(where, list) and held(SMALL, where[0].range) == "研发强度"
        uses = await client.text_document_references_async(
            lsp.ReferenceParams(lsp.ReferenceContext(True), DOCUMENT, name)
        )
        assert uses is not None and [held(SMALL, each.range) for each in uses] == ["研发强度"] * 3

        again = await client.text_document_rename_async(lsp.RenameParams(DOCUMENT, name, "研发占比数"))
        assert again is not None and again.changes is not None
        changed = applied(SMALL, list(again.changes[URI]))
        assert changed.count("研发占比数") == 3
        assert not compile_sources([Source.of("某区.policy", changed)])[1].has_errors
        with pytest.raises(Exception, match="不能作名称"):
            await client.text_document_rename_async(lsp.RenameParams(DOCUMENT, name, "研发，强度"))

        tidied = await client.text_document_formatting_async(
            lsp.DocumentFormattingParams(DOCUMENT, lsp.FormattingOptions(2, True))
        )
        assert tidied
        assert not compile_sources([Source.of("某区.policy", applied(SMALL, list(tidied)))])[1].diagnostics

    in_editor(work)


@_SLOW
def test_a_correction_of_a_message_is_offered_with_it() -> None:
    text = SMALL.replace("条件：研发费用500万元以上", "条件：研发费500万元以上")

    async def work(editor: Editor) -> str:
        editor.opens(URI, text)
        await editor.until(lambda: bool(editor.told.get(URI)))
        wrong = next(each for each in editor.told[URI] if each.code == "T0201")
        found = await editor.client.text_document_code_action_async(
            lsp.CodeActionParams(DOCUMENT, wrong.range, lsp.CodeActionContext([wrong]))
        )
        assert found
        best = next(each for each in found if isinstance(each, lsp.CodeAction) and each.is_preferred)
        assert best.kind == lsp.CodeActionKind.QuickFix
        assert best.edit is not None and best.edit.changes is not None
        return applied(text, list(best.edit.changes[URI]))

    assert in_editor(work) == SMALL


@_SLOW
def test_the_files_of_a_folder_are_one_policy(tmp_path: Path) -> None:
    head, tail = SMALL[: SMALL.index("（二）")], SMALL[SMALL.index("（二）") :]
    first, second = tmp_path / "01 总则.policy", tmp_path / "02.policy"
    first.write_text(head, encoding="utf-8")
    second.write_text(tail, encoding="utf-8")

    async def work(editor: Editor) -> None:
        # 【定义】 stands in the other file, which is not open.
        editor.opens(second.as_uri(), tail)
        await editor.until(lambda: len(editor.told) == 2)
        assert not any(editor.told.values())
        place = at(tail, "研发强度达到5%的，20", 1)
        where = await editor.client.text_document_definition_async(
            lsp.DefinitionParams(lsp.TextDocumentIdentifier(second.as_uri()), place)
        )
        assert isinstance(where, list) and isinstance(where[0], lsp.Location)
        assert Path(where[0].uri.removeprefix("file://")).name.endswith("policy")
        first.write_text(head.replace("研发强度：", "强度："), encoding="utf-8")
        editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(second.as_uri())))
        await editor.until(lambda: bool(editor.told.get(second.as_uri())))

    in_editor(work)


@_SLOW
def test_asked_of_a_document_that_is_not_open_it_answers_nothing() -> None:
    async def work(editor: Editor) -> None:
        other = lsp.TextDocumentIdentifier("untitled:none")
        assert await editor.client.text_document_hover_async(lsp.HoverParams(other, lsp.Position(0, 0))) is None
        symbols = await editor.client.text_document_document_symbol_async(lsp.DocumentSymbolParams(other))
        assert symbols is None
        # A place beyond the text is its end.
        editor.opens(URI, "一")
        assert await editor.client.text_document_hover_async(lsp.HoverParams(DOCUMENT, lsp.Position(9, 9))) is None

    in_editor(work)
