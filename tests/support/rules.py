"""Small rules from a few sentences, for tests of what the words mean."""

from collections.abc import Sequence

from tiaowen.compiler import Policy
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.report.diagnostic import Diagnostic
from tiaowen.compiler.text.source import Source

TERMS = "【政策】试行政策\n有效期：2025年1月1日至2025年12月31日。\n【完】\n"


def policy_of(body: str, terms: str = TERMS) -> Policy:
    """The policy with one rule, 1, whose sections below 依据 are ``body``.  Raises AssertionError with its errors."""
    policy, errors = compiled(body, terms)
    assert not errors, [f"{e.code} {e.title.zh}：{e.span.text if e.span else ''}" for e in errors]
    return policy


def compiled(body: str, terms: str = TERMS) -> tuple[Policy, Sequence[Diagnostic]]:
    """The policy with one rule, and its errors; not those of the checks, which would want every number quoted."""
    text = f"试行政策\n\n{terms}\n（一）给予支持。\n【规则 1】试行\n依据：“给予支持”\n{body}\n【完】\n"
    policy, report = compile_sources([Source.of("试行.policy", text)])
    return policy, [d for d in report.diagnostics if d.severity == "error" and not d.code.startswith("T04")]
