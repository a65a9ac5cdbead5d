"""Names made fit to be published: those of people are masked, those of enterprises and offices stay.

>>> masked_name("张三"), masked_name("欧阳明月"), masked_name("阿依古丽·买买提"), masked_name("金华市甲科技有限公司")
('张*', '欧阳**', '阿依古丽·***', '金华市甲科技有限公司')
>>> masked_name("张三（甲村）"), masked_name("李 四"), masked_name("张三小吃店"), masked_name("John Smith")
('张*（甲村）', '李*', '张三小吃店', 'J*** S****')
>>> masked_name("张轩"), masked_name("王行城"), masked_name("甲银行"), masked_name("乙厂")
('张*', '王**', '甲银行', '乙厂')
>>> masked_name("华为", "91440300MA5ABCDE1X"), masked_name("陈方安生"), masked_name("甲厂", "330702199001011237")
('华为', '陈***', '甲*')
>>> masked_text("330702199001011237"), masked_text("13800138000"), masked_text("91330703MA2ABCDE1X"), masked_text("6222021208001234567")
('330702********1237', '138****8000', '91330703MA2ABCDE1X', '***************4567')
>>> masked_text("联系人电话13800138000，证件330702199001011237")
'联系人电话138****8000，证件330702********1237'
"""

from __future__ import annotations

import re

# Surnames of two characters; all others have one.
_COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文"
        "司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生梁丘左丘东门西门第五",
    )
)
# What a name of an enterprise, an office, a shop ends in, and hardly any person's: 轩, 城, 行 or 会 are in both.
_NO_PERSON = re.compile(
    "(?:公司|集团|企业|合作社|工作室|中心|银行|学校|学院|大学|医院|协会|商会|基金|农场|基地|街道|村委|厂|店|铺|局|厅|馆|站)$"
)
_BRACKETED = re.compile(r"(?P<name>[^（(]+)(?P<rest>[（(].*)?")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
_CHINESE = re.compile(f"[{_HAN}]{{2,4}}")
_OF_PARTS = re.compile(f"[{_HAN}]+(?:[·•・][{_HAN}]+)+")
_LATIN = re.compile(r"[A-Z][A-Za-z.'\-]*(?: [A-Z][A-Za-z.'\-]*){1,4}")
_OF_LATIN_ENTERPRISE = re.compile(r"\b(?:Co|Ltd|Inc|LLC|Limited|Corp|Company|Group|GmbH|PLC)\b", re.I)

_IDENTITY = r"(?<![0-9A-Za-z])[1-8][0-9]{5}(?:18|19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx](?![0-9A-Za-z])"
_OLD_IDENTITY = r"(?<![0-9A-Za-z])[1-8][0-9]{7}[01][0-9][0-3][0-9]{4}(?![0-9A-Za-z])"
_ENTERPRISE = r"[159ANY][0-9A-HJ-NPQRTUWXY]{17}"
_MOBILE = r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])"
_ACCOUNT = r"(?<![0-9A-Za-z])[0-9]{16,19}(?![0-9A-Za-z])"


def is_person(name: str, key: str = "") -> bool:
    """Whether an applicant is a natural person: by the number that it has, and where that is none of the two kinds, as
    far as the name tells."""
    if is_identity(key):
        return True
    return not re.fullmatch(_ENTERPRISE, key.strip()) and _parts(name) is not None


def is_identity(key: str) -> bool:
    """Whether it is the number of an identity card."""
    return re.fullmatch(_IDENTITY, key.strip()) is not None


def masked_name(name: str, key: str = "") -> str:
    """Of a person the surname, and a star for every other character; of all others the name as it is."""
    if not is_person(name, key):
        return name
    parts = _parts(name)
    return "".join(parts) if parts else name[:1] + "*" * (len(name.strip()) - 1)


def _parts(name: str) -> tuple[str, str] | None:
    """The name masked and what stands in brackets behind it; None of what is no person's."""
    found = _BRACKETED.fullmatch(name.strip())
    if found is None:
        return None
    said, rest = found["name"].strip(), found["rest"] or ""
    joined = re.sub(r"\s", "", said)
    if _LATIN.fullmatch(said) and not _OF_LATIN_ENTERPRISE.search(said):
        return " ".join(word[0] + "*" * (len(word) - 1) for word in said.split()), rest
    if _OF_PARTS.fullmatch(joined):
        first, *others = re.split("[·•・]", joined)
        return "·".join((first, *("*" * len(other) for other in others))), rest
    if not _CHINESE.fullmatch(joined) or _NO_PERSON.search(joined):
        return None
    kept = 2 if joined[:2] in _COMPOUND and len(joined) > 2 else 1
    return joined[:kept] + "*" * (len(joined) - kept), rest


def masked_text(text: str) -> str:
    """A text in which numbers of identity cards, of telephones and of accounts have stars; codes of enterprises stay."""
    text = re.sub(_IDENTITY, lambda found: _middle(found[0], 6, 4), text)
    text = re.sub(_OLD_IDENTITY, lambda found: _middle(found[0], 6, 3), text)
    text = re.sub(_ACCOUNT, lambda found: "*" * (len(found[0]) - 4) + found[0][-4:], text)
    return re.sub(_MOBILE, lambda found: _middle(found[0], 3, 4), text)


def _middle(text: str, first: int, last: int) -> str:
    return text[:first] + "*" * (len(text) - first - last) + text[-last:]
