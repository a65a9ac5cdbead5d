"""Words that are no terminals, but by which the reader tells one terminal from another."""

# Digits and numerals as one class of characters: what is no number is told when it is read.
NUMERALS = "0-9零〇一二两三四五六七八九十百千万亿半"
CHINESE_NUMERALS = "零〇一二两三四五六七八九十百千万亿半"
# Signs and words behind a number that make it a share.
RATE_SIGNS = ("%", "‰", "‱", "倍", "成", "个百分点", "个基点", "基点", "BP", "bp", "折")
# Shares said without a number.
WHOLE_RATES = ("一半", "全额")
# Words of a number that is not certain: 约500, 近500, 500左右, 500余.
ABOUT = ("大约", "约")
NEARLY = ("近",)
AROUND = ("左右", "上下")
AND_MORE = ("余", "多")
# What may stand between 每 and a count without meaning more than the count: 每家企业 is 每家.
COUNTED = ("家企业", "户企业", "家单位", "家机构", "个项目", "个企业", "名职工", "名员工", "户农户")
# Counts that a noun may follow: 每张床位, 每个展位.
COUNTERS = "名个家户台件项座条处辆位间套张所艘列场次届头只株门部"
# Characters in which what is done with an amount begins: 补助, 奖励, 最高, 封顶, 按.
DOINGS = "补奖资给发支享最不封按再收交缴"
# Behind a counter these are no noun: 每个月, 每一次.
NO_COUNTED = "月年天日次一"
# Who an award may be for: 物流企业，10%.
APPLICANTS = (
    *("企业", "单位", "项目", "机构", "平台", "主体", "园区", "基地", "产品", "个人", "人员", "人才", "毕业生", "学生"),
    *("职工", "员工", "居民", "家庭", "农户", "大户", "合作社", "组织", "酒店", "民宿", "展会", "会议", "活动"),
)
# Characters in which the name of a number ends, and words of tests and calculations: neither says who is meant.
NUMBER_ENDINGS = "额费款金价入出润资本税数量率积分准例"
TESTS = ("部分", "以上", "以下", "超过", "低于", "高于", "达到", "大于", "小于", *"且或按每占较与和")
# Words among those without meaning (给予, 补助) that mean something for the amount.
MEAN_MORE = (
    *("双倍", "翻倍", "翻番", "孰低", "孰高", "就低", "就高", "差额", "补差", "上限", "酌情", "适当", "打折", "折半"),
    *("递减", "累进", "分段", "分档", "逐步", "平均"),
)
# With these a further word begins behind a name, so that the name has not been said with a character too many (投资额 for 投资).
GO_ON = ("超", "达", "不", "未", "满", "按", "每", "分别")
