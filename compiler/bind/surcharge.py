"""加收: what is collected besides an amount, where the heading or the words leave open whether that amount is collected too.

In: a step that adds to an amount, and the amount.  Out: nothing; or the step is refused, with both ways to write it.
"""

import re

from ..model.expr import Expr
from ..reading.syntax import Form
from ..report.errors.types import WrongType
from .binder import Binder, Refused
from .names import spelled

# 再加收 is besides what is there in any case.
_BESIDES = re.compile("加[收征价]")
_ADDING = re.compile("再|另|额外|追加|提高|上浮|上调|增加|增发|加(?:[收征价发处计]|(?=[0-9]))")
_AT_RATE = re.compile(
    "(?P<rate>[0-9.]+[%‰]|[百千万]分之[0-9一二三四五六七八九十百]+|[0-9.]+倍|一半)加[收征处][^，；：0-9]*"
)
SURCHARGE = "加收"


def adds_alone(binder: Binder, form: Form) -> bool:
    """Whether a step under the heading 加收 gives what is added and no more."""
    return binder.heading.column.word == SURCHARGE and _BESIDES.match(form.span.text) is not None


def is_besides(binder: Binder, form: Form, said: str, base: Expr, each: str) -> bool:
    """应缴额，每逾期1日加收0.5‰: whether such a step adds to the amount before it.  Under 加收 it does not; what is added to
    under a heading that does not say what is paid, is asked."""
    if not _ADDING.search(said):
        return False
    if not _BESIDES.search(said) or (binder.heading.is_charged and binder.heading.column.word != SURCHARGE):
        return True
    if binder.heading.column.word == SURCHARGE:
        return False
    of = spelled(base) or "某某"
    wanted = ("写明前面的数在不在内", "whether what stands before it is included")
    advice = (
        f"只是加收的部分的，写「{each}{of}的……」；连前面的数一起的，写「{of}加……」",
        f"of the surcharge alone write {each}{of}的…; with what stands before it, {of}加…",
    )
    raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))


def refuse_with_what(binder: Binder, form: Form, before: Expr, more: str, case: str = "") -> None:
    """加收：水费，加收10%: the 10% alone, or the 水费 with it."""
    if adds_alone(binder, form):
        raise Refused(_open(form, before, more, case))


def refuse_charged_more(binder: Binder, form: Form, before: Expr) -> None:
    """收取：水费，按10%加收: the 10% alone, or the 水费 with it."""
    said = _AT_RATE.search(form.span.text)
    if binder.heading.is_charged and binder.heading.column.word != SURCHARGE and said:
        wanted = ("写明前面的数收不收", "whether what stands before it is collected too")
        of = spelled(before) or "某某"
        advice = (
            f"连前面的数一起收的，写「，加收{said['rate']}」；只收加收的部分的，写「{of}的{said['rate']}」",
            f"where it is, write ，加收{said['rate']}; where only the surcharge is, {of}的{said['rate']}",
        )
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))


def _open(form: Form, before: Expr, more: str, case: str) -> WrongType:
    of = spelled(before)
    wanted = (
        "写明前面的数在不在内：「加收」栏里只有加收的部分",
        "whether what stands before it is collected too: under 加收 stands only what is added",
    )
    when = f"{case.removesuffix('的')}的，" if case else ""
    one = f"{when}{more}" if "元" in more else f"{when}{of or '某某'}的{more}"
    named = "" if of else "（先在「其中」里给前面的数起个名）"
    advice = (
        f"只收加收的部分的，写「{one}」{named}；连前面的数一起收的，栏目写「收取：」",
        f"of the surcharge alone write {one}; where what stands before it is collected too, head it 收取：",
    )
    return WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice)
