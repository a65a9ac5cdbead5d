"""Units of which more is meant than how much there is of something: tables, in the words of canonical units.

每年 says how often, 每家 may be said of the applicant himself, 第三级 is a rank.
"""

LENGTHS_OF_TIME = ("年", "季度", "月", "天")
# Of these, how many months one is; a month and a day have no such number.
MONTHS_OF = {"年": 12, "季度": 3, "月": 1}
# As they are said behind 每: how often something is paid, not what is counted.
HOW_OFTEN = (*LENGTHS_OF_TIME, "个月", "日")
# 每次, 每学年: of something that is done or goes on several times, for which as much is given each time.
OCCASIONS = ("次", "届", "期", "场", "学年", "学期", "课时", "学时", "班次", "场次")
# What comes one after the other, so that a list of it has a first one.
IN_TIME = ("年", "季度", "季", "月", "个月", "天", "日", "周", "学期", "学年", "期", "届")
# 每家、每个项目: a rule that asks for no number of these is about one.
APPLICANTS = ("家", "户", "人", "个", "名", "项", "项目", "企业", "单位", "机构")
# Words for one kind of applicant: 每个企业 may be each of what is counted in 家.
ONE_KIND = (("企业", "单位", "机构", "家", "户"), ("人", "名", "位"), ("项目", "个", "项"))
# People are counted in either.
PEOPLE = ONE_KIND[1]
# Counted up in whole ones, of which one more is something else rather than more of the same.
AGES_AND_RANKS = ("岁", "周岁", "级")
# 每件交纳300元: what is charged for is one of these, in a rule that asks for no number of them.
ACTS = ("件", "次", "份", "例", "宗", "辆")
