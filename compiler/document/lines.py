"""What a line of official text is by itself, before anything around it is known.

In: the folded text of a line.  Out: whether it is a date, a 文号, the name of an office, the number of a page, …  What it
then is in its document, ``parts`` and ``levels`` decide.
"""

import re
from functools import lru_cache

from ..text.pasted import unjoined
from ..text.source import SPACE
from .numbering import read_marker

LONGEST_TITLE_LINE = 120
_LONG_TITLE_LINE = 60
_S = r"\s*"
_DAY = rf"(?:[0-9]{{4}}|[〇零一二三四五六七八九]{{4}}){_S}年{_S}[0-9一二三四五六七八九十]{{1,3}}{_S}月{_S}[0-9一二三四五六七八九十]{{1,3}}{_S}日"

DATE = re.compile(rf"（?{_S}({_DAY}){_S}）?(?:印发)?$")
DATE_IN = re.compile(_DAY)
# 沪府办规〔2025〕5号; 第706号
NUMBER = re.compile(
    rf"(?!.*(?:关于|通知))[（]?((?:[^，。；：]{{0,20}}[〔【（\[]{_S}(?:[0-9]{{4}})?{_S}[〕】）\]]|(?:[0-9]{{4}}年)?第){_S}第?{_S}[0-9]+{_S}号)[）]?$"
)
NUMBER_IN = re.compile(r"\w{1,12}[〔\[（【][0-9]{4}[〕\]）】]第?[0-9]+号|\w{1,20}令第[0-9]+号")
# 中华人民共和国国务院令, 某市人民政府令第12号
ORDER = re.compile(rf"[^，。；：《》（）]{{2,30}}令{_S}(?:（?第?{_S}[0-9一二三四五六七八九十百]+{_S}号）?)?$")
# 某县人民政府文件: the head in red
LETTERHEAD = re.compile(r"[^，。；：《》]{2,40}文件$|(?:签发人|密级|紧急程度|特急|加急|平急)[：\s]?.{0,12}$")
# HHCR-2023-01005, GZ0320240034, 11440100MB2C90856P/2023-00331: the number under which an office has it registered
REGISTERED = re.compile(r"(?=(?:[A-Z/-]*[0-9]){6})(?=.*[A-Z]|[0-9]{6,}/)[0-9A-Z]{2,20}(?:[-/][0-9A-Z]+){0,4}$")
PAGE = re.compile(
    rf"(?:[—–\-－·]{_S}[0-9]{{1,4}}{_S}[—–\-－·]|第{_S}[0-9]+{_S}页.{{0,12}}|[0-9]{{1,3}}{_S}/{_S}[0-9]{{1,3}})$"
)
CONTENTS = re.compile(rf"目{_S}[录次]$")
# 一、总则……………3
ENTRY = re.compile(r"(.+?)[\s.…·．]*(?:[.…·．\t]{2,}|\s{2,})[（(]?[0-9]{1,3}[）)]?$")
BRACKETED = re.compile(r"[（〔][^（）]*(?:（[^（）]*）[^（）]*)*[）〕]$")
# 2020年1月16日 浙江省第十三届人民代表大会第三次会议通过; （1991年3月4日……发布 2018年……修订）; 2022年1月1日 施行
ADOPTED = re.compile(rf"（?{_S}{_DAY}.*(?:通过|公布|发布|修正|修订|批准|施行|实施|印发|颁布|起执行){_S}）?$")
# What web pages and printed sheets put around a document, each before ： or white space.
_FURNITURE_WORDS = (
    "公开方式 公开属性 信息公开 抄送 抄报 主题词 政策解读 文字解读 图片解读 图解 一图读懂 相关解读 相关文件 解读文件 原文下载 附件下载 更新时间 发布时间 发布日期 生成日期 "
    "成文日期 发文日期 发布机构 发文机关 发文机构 发文字号 索引号 主题分类 信息来源 来源 浏览次数 点击数 阅读次数 浏览量 阅读量 发表时间 字号 字体 责任编辑 编辑 打印本页 打印 关闭窗口 关闭 扫一扫 "
    "分享到 分享文章到 分享 上一篇 下一篇 文号 有效性 原文链接 检索时间 检索关键词 文档类型 首页 当前位置 您现在的位置 版权所有 联系人 联系电话 联系方式 联系科室 咨询电话 您的位置 时间 作者 导读 阅读 浏览 下载地址 日期"
)
_FURNITURE = tuple(_FURNITURE_WORDS.split())
_ALONE_WORDS = "政策全文 政策原文 文件全文 文件正文 正文 全文 主动公开 依申请公开 此件公开发布 【原文下载】 相关附件 【相关附件】 相关新闻 打印关闭 分享到 -次 - 基本信息 详细内容 文章详情"
_ALONE = tuple(_ALONE_WORDS.split())
_OF_PAGE = re.compile(
    "【?(?:返回顶部|打印本页|关闭窗口)】?|扫一扫在?手机|您是第\\D{0,40}位|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?: [0-9：]+)?$|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日\\s*[0-9]{1,2}：[0-9]{2}|-{3,}$|[\u4e00-\u9fff\\s：]{0,12}[0-9]{3,4}-[0-9]{7,8}$|(?!.*(?:关于|建设|联网|管网|电网))[\u4e00-\u9fff]{2,10}网$"
)
_STAMPED = re.compile(rf".{{2,40}}{_DAY}印发$")
_ONE_OFFICE_WORDS = "政府 委员会 办公室 办公厅 办事处 国务院 中心 公司 银行 集团 大学 学院 学校 小学 中学 幼儿园 法院 检察院 队 海关 党组"
_ONE_OFFICE = tuple(_ONE_OFFICE_WORDS.split())
_SHORT_OFFICE = re.compile(r"[\w”]{2}[局委办厅部院署处会行社站所馆组]$")
_REMARK_BEHIND = re.compile(r"（[^（）]{1,20}）$")
PERSON = re.compile(
    r"(?:代)?(?:总理|主席|委员长|省长|市长|区长|县长|州长|盟长|旗长|镇长|乡长|主任|局长|厅长|部长|署长|行长|会长|院长|检察长)[：\s]+[\w·\s]{2,12}$"
)
SEAL = re.compile(r"(?:（[盖公印代]?章）\s*)+$")
# 附件, 附件1, 附件一：, 附表2
ANNEX = re.compile(
    rf"(附(?:{_S}[件表录]|(?={_S}：)){_S}(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})?)(?:{_S}[：.、]|[{SPACE}]+|$|(?=《))"
)
FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|zip|rar|jpg|png)(?:\]|）|$)", re.IGNORECASE)
# 发文字号：某政发…, above a title
META = re.compile(r"[^：《》，。]{2,8}：[^：《].{0,80}$")
# 您当前的位置：首页 > 政策文件
CRUMBS = re.compile(
    r"(?:您)?(?:现在的?|当前的?|所在的?)?(?:位置|所在的位置)[：:\s]*首?[^，。]{0,60}(?:>|»|＞)|首页[\s]*[>»＞]"
    r"|[\w\s]{2,12}(?:[>»＞][\w\s]{2,15}){2,}$"
)
# 政务服务丨, “政务公开” and 某政发〔2022〕3号, before a title
OF_CHANNEL = re.compile(
    "^(?:[\u4e00-\u9fff]{2,6}[丨｜]|“[\u4e00-\u9fff]{4,12}”\\s+|[\u4e00-\u9fff]{2,12}[〔\\[（][0-9]{4}[〕\\]）][0-9]+号(?=[\u4e00-\u9fff《]{8}))"
)
# The kinds of documents that titles end with.
_KINDS_WORDS = (
    "政策 意见 解释 解答 纪要 措施 办法 规定 细则 方案 规划 计划 条例 规则 章程 准则 决定 决议 通知 通告 通报 公告 公报 批复 命令 函 纲要 要点 目录 标准 清单 指南 指引 须知 规范 "
    "制度 规程 流程 协议 合同 程序 举措 若干条 十条 条 法"
)
_KINDS = tuple(_KINDS_WORDS.split())
# 各区人民政府，市政府各部门：
ADDRESSEE = re.compile(r"[^。；]{2,200}：$")
_SPEECH = re.compile(r"如下|下列|以下|包括|通知|规定|要求|的是|其中|方式|条件|标准|程序")
_ADDRESSED = re.compile(
    "[各委办局处厅院校园会社区县市镇]|政府|单位|部门|企业|公司|中心|街道|机构|同志|机关|银行|家长|法人"
)


def plain(text: str) -> str:
    """Without white space."""
    return re.sub(f"[{SPACE}]+", "", text)


def offices_in(text: str) -> tuple[str, ...]:
    """The offices that a line names, where it names nothing else.

    >>> offices_in("广州市民政局　　广州市财政局")
    ('广州市民政局', '广州市财政局')
    """
    text = unjoined(text)
    names = [name for name in re.split(f"[{SPACE}、]+", text) if name]
    if all(len(name) == 1 for name in names):
        names = ["".join(names)]
    if len(text) > LONGEST_TITLE_LINE or not all(map(_is_office, names)):
        return ()
    return () if re.search("[，。；：《》！？]|关于|通知", text) else tuple(names)


def _is_office(name: str) -> bool:
    bare = _REMARK_BEHIND.sub("", name)
    return 2 < len(bare) <= 40 and (bare.endswith(_ONE_OFFICE) or bool(_SHORT_OFFICE.search(bare)))


@lru_cache(maxsize=256)
def is_furniture(text: str) -> bool:
    """公开方式：主动公开; 来源：某某网; 某某局办公室 2023年8月9日印发"""
    text = unjoined(text)
    bare = text.lstrip("-•·* ").removeprefix("【").replace("索 引 号", "索引号")
    if not any(char.isalnum() for char in text):
        return True
    if bare.startswith(_FURNITURE):
        word = max((word for word in _FURNITURE if bare.startswith(word)), key=len)
        if bare[len(word) : len(word) + 1] in ("：", "】", ">", " ", "\t", "\u3000"):
            return True
    is_of_page = text in _ALONE or text.startswith(("http", "www.", "- [")) or bool(_OF_PAGE.match(bare))
    return is_of_page or bool(_STAMPED.match(text))


def is_kind(text: str) -> bool:
    """Whether a text ends with the name of a kind of document: 办法, 通知（试行）, 《……办法》."""
    text = unbooked(unnumbered(text))
    return text.endswith(_KINDS) or (text.endswith("）") and bool(_REMARK_BEHIND.search(text)))


_BOOK = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_SHORTEST_TITLE = 5


def unnumbered(title: str) -> str:
    """A title without what a page has before it, and without a 文号 at either end."""
    return _NUMBERED.sub("", OF_CHANNEL.sub("", title))


_NUMBERED = re.compile("(?<=[知见法则施定告案])[（]?[\u4e00-\u9fff]{2,10}[〔\\[（][0-9]{4}[〕\\]）][0-9]+号[）]?$")


def unbooked(title: str) -> str:
    """A title without the 《》 that stand around all of it; those within, 〈〉, become 《》.

    >>> unbooked("《某局关于印发〈某办法〉的通知》")
    '某局关于印发《某办法》的通知'
    """
    return title[1:-1].replace("〈", "《").replace("〉", "》") if _BOOK.fullmatch(title) else title


def is_cut_short(title: str) -> bool:
    """Whether a page has cut its heading short: 《某市支持民间投资发展实"""
    return title.startswith("《") and title.count("《") > title.count("》")


def is_headline(title: str) -> bool:
    """Whether a line speaks to readers of news (种粮补贴，每亩多少钱), which no title does."""
    return bool(re.search("[，？！]", title)) and not re.search("关于|印发|《", title)


def is_letterhead(title: str) -> bool:
    """Whether what stands where a title does is only who speaks (某市财政局; 某市财政局公告, above its number), or what a page
    has above the title: 地方政策, 《……方案》 for the notice that issues it, the headline of its news."""
    is_of_page = len(title) <= _SHORTEST_TITLE or bool(_BOOK.fullmatch(title))
    is_of_page = is_of_page or is_cut_short(title) or (is_headline(title) and not is_kind(title))
    return is_of_page or bool(offices_in(title.removesuffix("公告").removesuffix("通告").strip()))


def is_addressee(text: str) -> bool:
    text = unjoined(text)
    return bool(ADDRESSEE.match(text) and _ADDRESSED.search(text) and not _SPEECH.search(text))


_TITLE_ENDS = "。；：，、！？"
_PROSE = re.compile(r"为了?[^了]{4,}|根据.*(?:规定|精神)|按照|经.*(?:同意|批准)|现将|现就|近年来|新华社|本报讯|特此")


@lru_cache(maxsize=256)
def may_be_title(text: str) -> bool:
    """Whether a line may be one of a title: short, no sentence, nothing that heads and feet of documents have."""
    text = OF_CHANNEL.sub("", unjoined(text))
    if len(text) > LONGEST_TITLE_LINE or text[-1] in _TITLE_ENDS or "。" in text or "；" in text:
        return False
    if len(text) > _LONG_TITLE_LINE and not (is_kind(text) or offices_in(text)):
        return False
    if _PROSE.match(text) and not is_kind(text):
        return False
    return not any(one.match(text) for one in (DATE, NUMBER, PAGE, REGISTERED)) and not is_furniture(text)


def ends_title(text: str) -> bool:
    """Whether a title may end here: with the name of a kind of document, and with 的通知 where it issues something.

    >>> ends_title("某局关于印发某市人才管理办法"), ends_title("某局关于印发某市人才管理办法实施细则的通知")
    (False, True)
    """
    if not is_kind(text):
        return False
    text = unbooked(unnumbered(text))
    issues = re.search(
        r"(?:印发|转发|发布|公布|颁布|下发|废止|修改)(?!.*(?:通知|公告|决定|命令|通告|函)(?:（[^（）]*）)?$)", text
    )
    return not issues or not re.search("关于|《", text[: issues.start() + 4])


def is_row(raw: str) -> bool:
    """Whether a line is a row of a table, by the tabs or bars between its cells; 一、 and a tab is a heading."""
    cells = [cell for cell in re.split(r"\t|｜", raw.strip()) if cell.strip()]
    if len(cells) != 2:
        return len(cells) > 2
    marker = read_marker(raw.strip())
    return marker is None or marker.is_amount
