"""The facts that a quotation asks for, before anything of it is drafted: 年销售收入3000万元以上 asks for 年销售收入, an amount.

In: the squeezed text of a quotation.  Out: names with their types, of whole sentences first; what is not understood names nothing.
"""

import re
from itertools import islice

from .forms import GIVES
from .marked import marked
from .pieces import Piece
from .sentences import ends
from .shapes import shapes
from .subject import thresholds

# So many forms of a sentence are looked at.
_FORMS = 4
_BETWEEN = re.compile("[，；：]")
# What is paid, rather than asked: 年内单户补贴不超过10万元.
_PAID = re.compile(f"^(?:占|达到|超过)|最高|最多|不得|给予|单[个家户]|每[个家户]|{GIVES}")


def facts_said(text: str) -> tuple[tuple[str, str], ...]:
    """Each name once, with the type that its number or its words tell.

    >>> facts_said("年销售收入3000万元以上的企业，按研发费用的5%给予补助")
    (('研发费用', '金额'), ('年销售收入', '金额'))
    """
    sentences = [text[start:end] for start, end in ends(text)]
    found: dict[str, str] = {}
    for sentence in sentences:
        for rule in islice(shapes(Piece(text=sentence, quote=sentence)), _FORMS):
            for name, of_type in rule.facts:
                found.setdefault(name, of_type)
    for part in (part for sentence in sentences for part in _BETWEEN.split(sentence)):
        of = marked(part)
        for threshold in thresholds(of.text, of):
            for name, of_type in threshold.facts:
                if not _PAID.search(name):
                    found.setdefault(name, of_type)
    return tuple((name, of_type) for name, of_type in found.items() if name and of_type)
