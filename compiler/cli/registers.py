"""The register of what was approved (核定金额), as a file has it: a table, or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .extras import needed
from .shared import facts_text

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Language


def register_of(policy: Policy, file: str, key: str, lang: Language) -> dict[str, dict[str, object]]:
    """Applicant → clause → amount.  Raises ``FactError`` and ``TableError``."""
    from ..answers.claims import read_json
    from ..tables.opening import READ, suffix_of

    if suffix_of(file) in READ or suffix_of(file) in (".xls", ".et"):
        with needed("batch", lang):
            from ..batch.approved import read_register

            return read_register(policy, file, key)
    return read_json(facts_text(file, lang))  # type: ignore[return-value]  # what it is then used for reads or refuses all
