"""Words that are no terminals, but by which the reader tells one terminal from another."""

# Digits and numerals as one class of characters: what is no number is told when it is read.
NUMERALS = "0-9零〇一二两三四五六七八九十百千万亿半"
CHINESE_NUMERALS = "零〇一二两三四五六七八九十百千万亿半"
CHINESE_DIGITS = "零一二三四五六七八九"
# Behind an option these say what sort of thing it is, and no more: 国际性 is 国际.
SORTS = ("性", "级", "类", "型", "档", "等次", "等级", "档次")
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
# With these a further word begins behind a name, so that the name has not been said with a character too many (投资额 for 投资).
GO_ON = ("超", "达", "不", "未", "满", "按", "每", "分别")
# Names of whole numbers that are places in a row, from the first on.
PLACES = "名次|位次|排名|排序|排位|名列|座次|序号|次序|第几|年次|届次|期次"

# How a name may be written: 国家级专精特新“小巨人”企业, “个转小、小升规”企业; as WORD of grammar/words.lark.
NAMED = "(?:“[^“”]+”|[^，；：（）“”、])+"
