"""What stands under each heading of a rule, and what each block is for, in a line: what an editor shows beside the word."""

from collections.abc import Mapping

# By the first word of the heading's row (language/headings.py).
OF_HEADINGS: Mapping[str, tuple[str, str]] = {
    "依据": (
        "文件的原文，一字不差，放在“”里；省略的用……",
        "the words of the document, exactly, in “”; …… for what is left out",
    ),
    "有效期": ("这条规则自己的起止日期", "from when to when this rule is in force"),
    "填报": (
        "申请人填什么：名称：类型，如 年销售收入：金额；首次申报：是否",
        "what the applicant fills in: name and type, such as 年销售收入：金额；首次申报：是否",
    ),
    "其中": ("给中间的数起名：名称：怎样算", "names for numbers in between: name and how it is worked out"),
    "标准": ("用表写的数，一行一种情形", "numbers in a table, a case a line"),
    "核对": ("填报之间应有的关系，不符合的不受理", "how facts must fit together; others are refused"),
    "条件": ("要符合什么才能享受，一句一个", "what must hold, a sentence each"),
    "奖励": (
        "给多少：从左到右一步一步算，逗号分开",
        "how much is given: step by step from left to right, parted by commas",
    ),
    "减免": ("少交多少", "how much less is due"),
    "交纳": ("要交多少", "how much is due"),
    "核算": ("算一个数，不付钱", "a number that is worked out, not paid"),
    "资格": ("符合条件就有的资格", "what those who meet the conditions qualify for"),
    "封顶": ("全部加起来最高多少", "what it is at most, all together"),
    "保底": ("全部加起来最低多少", "what it is at least, all together"),
    "扣除": ("最后减去什么", "what is taken away at the end"),
    "分期": ("分几次、几年、几方付", "in which instalments, years or shares it is paid"),
    "取整": ("最后怎样取整；不写就四舍五入到分", "how the result is rounded; to the 分 where nothing is said"),
    "口径": ("原文有两种读法时，按哪一种", "which of two readings of the document is followed"),
    "说明": ("给人看的话，不参加计算", "words for people, not calculated"),
    "算例": ("自己手算的例子：填报，得多少", "examples worked by hand: facts, and what comes of them"),
    "承诺": ("对所有填报都应成立的话，由程序证明", "what must hold for all facts, to be proved"),
}

OF_BLOCKS: Mapping[str, tuple[str, str]] = {
    "政策": ("整份文件的约定：有效期、本数、取整、同一事项", "what holds for the whole document"),
    "定义": ("几条规则共用的填报和名称", "facts and names that several rules share"),
    "规则": ("一条能算的规则，写在它的原文下面", "a rule, below the words that it makes computable"),
    "草稿": (
        "还没有核对的规则，不参与计算；核对后把「草稿」改成「规则」",
        "a rule that nobody has finished, not calculated; 草稿 becomes 规则",
    ),
    "指标": ("文件要达到的目标数", "goals of the document"),
    "不计算": ("这句原文不计算，写明理由", "words that are not calculated, and why"),
    "容许": ("看过的警告，写明为什么留着", "a warning that has been seen, and why it stays"),
}
