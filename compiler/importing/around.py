"""Lines that the page of a site has around a document: where it stands, print and share, who runs the site.

In: a line as a person sees it.  Out: whether it is one of these, as a whole: one that says anything else stays.
"""

import re

_WHERE = "(?:您?(?:的|现在|当前)?(?:所在)?位置(?:是)?[:：])"
_ARROW = "(?:>{1,2}|＞|›|»|→)"
# What can be pressed; a line of several of these says nothing else.
_PRESSED = (
    "首页|返回(?:首页|顶部|列表|上一页)?|打印(?:本页|本文|页面|此页)?|关闭(?:本页|窗口|页面|此页)?|收藏(?:本页|本站)?|下载(?:本页)?|分享(?:到)?|转发|纠错|"
    "微信|微博|新浪微博|朋友圈|QQ空间|QQ|无障碍(?:浏览|阅读)?|长者(?:版|助手|模式)|适老(?:版|模式)|繁体(?:版|中文)?|简体(?:版|中文)?|English|登录|注册|"
    "网站地图|联系我们|关于我们|网站(?:声明|帮助)|隐私(?:声明|政策)|扫一扫(?:在手机打开当前页)?|手机版|语音播报|朗读|TOP"
)
_SIZE = (
    "(?:文字|字体|字号)(?:大小)?[:：]?\\s*[\\[【（(]?(?:特大|超大|默认|[大中小])(?:[|｜/]?(?:特大|超大|默认|[大中小]))+"
)
_COUNTED = "(?:浏览|阅读|点击|访问)(?:次数|量|数)?[:：]?[0-9,]*+次?"
_BETWEEN = r"[\s\[\]【】|｜/·•、,，:：-]"
_AROUND = re.compile(
    # 首页 > 政务公开 > 政策文件
    rf"{_WHERE}?\s*首页\s*(?:{_ARROW}[^>＞›»→。；，]{{1,40}})+|{_WHERE}\s*[^。；]{{1,80}}"
    # Possessive: 返回首页 is one thing or two, and a long line of it must not be tried in every way.  打印 关闭 【字体：大 中 小】 浏览次数：12
    rf"|(?:{_BETWEEN}*(?:{_PRESSED}|{_SIZE}|{_COUNTED}))++{_BETWEEN}*"
    "|(?:上一篇|下一篇|上一条|下一条)[:：].{0,80}"
    "|版权所有(?:[:：©].{0,60})?|网站标识码[:：].{0,30}"
    r"|[^。；]{0,40}(?:[一-龥]ICP备\s*[0-9]+号|公网安备\s*[0-9]+号|Copyright|©)[^。；]{0,60}",
    re.IGNORECASE,
)
# Of _SIZE the letters often have spaces between them.
_SPACED = re.compile(r"(?<=[大中小默认：:\[【])\s+(?=[大中小默])")


def is_around(line: str) -> bool:
    return _AROUND.fullmatch(_SPACED.sub("", line.strip())) is not None
