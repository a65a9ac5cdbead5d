"""Texts that would be code, markup or a command of the terminal if anything let them."""

HOSTILE = (
    "“引号”",
    '"双"',
    "'单'",
    "'''三'''",
    '"""三"""',
    "反斜杠\\",
    "\\n\\u0041",
    "行\u2028隔",
    "段\u2029隔",
    "右\u202e左",
    "\u2066隔\u2069",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "${x}",
    "```",
    "<script>alert(1)</script>",
    "</script>",
    "*/ x",
    "# x",
    "`x`",
    "\x1b[31m红",
    "\x07响",
    "%s %d",
    "𠀀",
    "é",
)

# A policy without a fault, whose title, text, names, options and notes would all set `pwned` in a page that let them.
POLICY = """恶<script>pwned=1</script>某办法{% raw %}

题注<img src=x onerror=pwned=1>，印发${pwned=1}给你们。

一、章<svg onload=pwned=1>名</script><script>pwned=1</script>
（一）名<b onclick=pwned=1>`目`</b>。每家奖励10万元，最高50万元，按{{x}}执行<script>pwned=1</script>。研发强度<iframe src=x>3.5%以上。另行<object data=x>规定。（责任单位：区<i>科技</i>局）
【指标】
依据：“研发强度<iframe src=x>3.5%以上”
全区强度<img src=x onerror=pwned=1>：3.5%以上，2025年。
【完】
【不计算】
依据：“另行<object data=x>规定”
理由：原则性表述（没有<img src=x onerror=pwned=1>标准）。
【完】
【规则 1.1】题<img src=x onerror=pwned=1>'`{{x}}</title></script><!--
依据：“每家奖励10万元，最高50万元，按{{x}}执行<script>pwned=1</script>”
填报：
  数<i>量</i>'`${pwned=1}：家；
  __proto__：是否；
  constructor：金额；
  类<b>别</b>：甲'onmouseover='pwned=1、</script><script>pwned=1</script>、__proto__；
  批<u>次</u>：每批含日<u>期（日期）、toString（家）。
条件：类<b>别</b>为__proto__。
奖励：数<i>量</i>'`${pwned=1}，每家10万元，封顶50万元。
口径：读作 <img src=x onerror=pwned=1> 与 */pwned=1;/*。
说明：见 [此](javascript:pwned=1)。
算例：数<i>量</i>'`${pwned=1}2家，__proto__是，constructor1元，类<b>别</b>__proto__，批<u>次</u>见下表，得20万元。
  日<u>期 ｜ toString
  2025-03-01 ｜ 3家
【完】
"""
