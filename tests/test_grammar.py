"""The grammar as a whole: no conflict, and no two terminals of one place and priority that match the same text."""

from tiaowen.compiler.parse import build
from tiaowen.compiler.vocabulary import Vocabulary


def test_lark_in_strict_mode_accepts_the_grammar() -> None:
    build(Vocabulary.of(["研发费用"], ["二级"]), strict=True)
