"""What a case is called: in Chinese in the rule's own words, in English in those of its condition."""

from ..model.expr import Branch, Truth
from ..report.diagnostic import Language
from .phrases import REST
from .wording import spoken_words


def case_said(branch: Branch, lang: Language) -> str:
    """规模为大型; 其余 of the last one."""
    if lang == "zh":
        return branch.text.removesuffix("的")
    return REST.en if isinstance(branch.condition, Truth) else spoken_words(branch.condition, lang)
