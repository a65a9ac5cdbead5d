"""What a rule is resolved from, and nothing else of the document: its block, what governs it, what is lent to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from ..document.document import Block
from ..model.clause import Terms
from ..model.resolved import Lent
from ..text.source import squeeze
from .context import sections_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """``lent`` are the 【定义】 whose facts and names the rule may use; what it does not use of them is no part of it.
    ``fed_by`` are the rules that it names behind 取自.  Where one of its quotation marks ``is_unpaired``, that is told
    already, and what only follows from it is not.  Of so many sentences that cannot be read it is looked for how they
    could be written (``rewrites``)."""

    block: Block
    terms: Terms
    lent: tuple[Lent, ...] = ()
    fed_by: Mapping[str, Block] = field(default_factory=dict)
    is_unpaired: bool = False
    rewrites: int = 20

    @property
    def key(self) -> str:
        """The same for rules that resolve to the same, wherever in a document they stand: a hash of all texts."""
        article = self.block.article
        where = (article.number, article.heading) if article else None
        lent = [each.block.body.text for each in self.lent]
        fed = [(head, block.body.text) for head, block in self.fed_by.items()]
        told = (self.block.span.text, self.block.head, where, self.terms, lent, fed, self.is_unpaired, self.rewrites)
        return sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def lent_by(block: Block) -> Lent:
    """What a 【定义】 lends."""
    return Lent(block=block, sections=sections_of(block))


def feeding(block: Block, lent: Iterable[Lent], blocks: Mapping[str, Block]) -> dict[str, Block]:
    """The rules that a rule, or what is lent to it, names behind 取自."""
    bodies = [block.body, *(each.block.body for each in lent)]
    said = "".join(squeeze(body.source.read.text, body.start, body.end).text for body in bodies)
    if "取自" not in said:
        return {}
    return {head: fed for head, fed in blocks.items() if f"取自{head}" in said or f"取自规则{head}" in said}
