"""What a condition or a case says: in Chinese in the rule's own words, in English in those of what they mean."""

from ..model.clause import Requirement
from ..model.expr import AnyOf, Branch, Not, Truth
from ..report.diagnostic import Language
from . import phrases as p
from .wording import spoken_words


def case_said(branch: Branch, lang: Language) -> str:
    """规模为大型; 其余 of the last one."""
    if lang == "zh":
        # 普通的，面积90平方米以下的，价款的1%: the comma behind the case is none of it
        return branch.text.rstrip("，").removesuffix("的")
    return p.REST.en if isinstance(branch.condition, Truth) else spoken_words(branch.condition, lang)


def requirement_said(made: Requirement, lang: Language) -> str:
    """A sentence of 条件 or 核对."""
    if lang == "zh":
        return made.text
    condition = made.condition
    if made.guard is None:
        return spoken_words(condition, lang)
    # 甲的，乙 is 乙 or not 甲, which is told apart
    asked = condition
    if isinstance(condition, AnyOf) and condition.parts[0] == Not(part=made.guard):
        asked = condition.parts[1] if len(condition.parts) == 2 else AnyOf(parts=condition.parts[1:])
    said = p.filled(p.GUARDED, lang, guard=spoken_words(made.guard, lang), condition=spoken_words(asked, lang))
    return "".join(str(part) for part in said)
