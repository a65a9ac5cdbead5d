"""在有效期内：竣工日期在有效期内，即落在政策（或本条自己）的有效期里。"""

from ...bind.binder import Binder, Refused
from ...bind.names import meaning_of
from ...model.expr import All, Compare, Expr
from ...model.quantity import day_literal
from ...model.types import DATE
from ...reading.syntax import Form
from ...report.errors.types import WrongType


def bind(binder: Binder, form: Form) -> Expr:
    word = form.word("NAME")
    assert word is not None
    day = meaning_of(binder, word)
    if day.type != DATE:
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("日期", "a date")))
    if binder.names.terms.valid is None:
        wanted = ("写明了有效期的政策或规则", "a policy or a rule that states its 有效期")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
    first, last = (day_literal(end) for end in binder.names.terms.valid)
    return All(
        parts=(Compare(left=day, operator=">=", right=first), Compare(left=day, operator="<=", right=last)),
    )


ATOMS = {"in_validity": bind}
