"""The words that stand around an amount: who gets it, what it is called, what does the giving, whose whole a cap is of.

The lists are closed, each for its places.  A word of ``NOUNS``, ``KINDS``, ``CALLED`` and ``GIVING`` leaves the amount as
it is there; one of a cap says how it binds; any other word at such a place is told (``reading/around.py``).  So no word
is read over: 首次, 每户, 前三名, 各, 仅 and the like stand in no list.
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Who or what an award is for.
NOUNS = _words(
    """
    企业 公司 厂家 工厂 单位 机构 平台 主体 组织 集团 团队 法人 项目 工程 产品 园区 基地
    中心 实验室 工作站 研究院 研究所 院所 院校 高校 学校 医院 幼儿园 孵化器 众创空间 载体
    工作室 专业市场 市场 商场 超市 门店 店铺 商户 酒店 宾馆 民宿 景区 景点 旅行社 场馆
    影院 剧院 书店 楼宇 厂房 房屋 住房 公寓 仓库 个人 人员 人才 劳动者 职工 员工 学员 学生
    毕业生 教师 专家 工程师 特派员 技师 医师 农民 居民 村民 市民 家庭 农户 大户 散户 合作社
    农场 协会 商会 联盟 学会 社团 个体工商户 工商户 经营户 种植户 养殖户 经营者 创业者 投资者
    消费者 购房者 购房人 车主 业主 租户 房东 纳税人 缴费人 申请人 申报人 申报者 当事人 参保人
    负责人 主办方 承办方 运营方 投资方 街道 乡镇 社区 村集体 村 展会 会议 活动 赛事 展位 摊位
    床位 车位 车辆 船舶 设备 装备 机具 系统 软件 标准 专利 商标 品牌 作品 影片 剧目 课题
    成果 品种 航线 班列 合同 订单 贷款 保单 发票 票据 证书 岗位 课程 案件 子女 婴幼儿 孕妇 补贴对象
    补助对象 对象 保险 期权 期权费 机 户 家 人
    """
)
# Of what kind it is: a trade or a task, not a standing that some have and others have not.
KINDS = _words(
    """
    工业 农业 林业 渔业 畜牧业 制造业 制造 建筑业 建筑 房地产 服务业 服务 商贸 贸易 外贸 内贸
    电商 电子商务 跨境电商 商业 商务 零售 批发 餐饮 住宿 旅游 文旅 文化 体育 教育 培训 医疗
    卫生 养老 托育 托幼 金融 银行 融资 担保 租赁 保险 证券 投资 创投 科技 科研 技术 研发
    研究 软件 信息 信息技术 数字 数字化 数字经济 互联网 大数据 人工智能 智能 智能化 技改
    技术改造 改造 建设 新能源 能源 电力 光伏 充电 环保 节能 循环 绿色 交通 运输 货运 客运
    物流 港口 航运 航空 仓储 冷链 快递 配送 会展 展览 参展 办展 广告 设计 影视 动漫 游戏
    出版 种植 养殖 畜牧 加工 农产品 食品 粮食 种粮 蔬菜 花卉 医药 生物 材料 新材料 装备 汽车
    机械 电子 纺织 服装 化工 光电 产业 实体 生产 经营 运营 管理 申报 申请 用人 承办 主办
    施工 供应 销售 采购 开发 转化 检测 认证 咨询 中介 专业 综合 公共 社会 公益 法律 创业
    就业 实习 见习 招聘 劳务 人力资源 社会组织 市场 社会保险 参保 缴费 纳税 购房 租房 居住
    乡村 农村 城镇 基础 概念验证 技术交易 成果 科技企业 固定资产投资 固定资产 总部 总部经济 观赏
    工程 技能 职业 航空 水利 农机 符合条件的 符合条件 符合要求的 上述 该 有关 相关 相应
    的
    """
)
# What an award is called by.
CALLED = _words(
    """
    一次性 专项 前期 管理 财政 资金 区财政 市财政 县财政 区级 市级 县级 省级 年度 月度 季度 定额 现金
    货币 经费 费用 运行 启动 后 安家 购房 租房 租金 房租 住房 生活 生活费 食宿 交通 差旅
    通勤 岗位 求职 吸纳就业 带动就业 稳岗 留用 社保 社会保险 保险 保费 医疗 护理 养老 育儿
    托育 生育 工亡 伤残 丧葬 抚恤 困难 临时 技能提升 技能 技术 职业培训 学历提升 人才 引才
    荐才 引进 培育 贡献 突出贡献 绩效 考核 业绩 规模 种粮 农机购置 购置 设备 设备购置 装修
    场地 物业 水电 用电 用水 电费 燃料 运费 物流 运输 仓储 展位 参展 办展 会展 宣传 推广
    营销 销售 消费 贷款 利息 融资 担保 担保费 上市 并购 投资 投入 落户 转化 成果 专利
    知识产权 商标 品牌 标准 认证 检测 软件 升级 提升 增产 扩产 稳产 增长 配套 基础 建设
    建设期 运营 开办 创业 就业 见习 实习 学费 路费 搬迁 安置 过渡 经济 节能 减排 环保
    清洁生产 费 款 展位费 培训 培训费 体检 扩岗 扩建 改建 新建 翻建 修缮 维修 维护 通讯 直播 网络 宽带 硬件
    平台 车辆 购车 换新 以旧换新 报废 更新 淘汰 拆迁 征地 土地 复垦 轮作 秸秆 良种 种子 防疫 救助 慰问 特困 低保
    高温 取暖 采暖 供暖 午餐 营养 助学 留学 科研 课题 博士后 工作 专家 院士 顾问 猎头 招聘 招商 引资 总部 税收
    上规 升规 入统 参赛 获奖 竞赛 比赛 赛事 研发 技改 技术改造 改造 数字化 软件 租赁 农业 工业 文化 旅游 体育 教育
    回收 加工 收购 征收 拆除 青苗 误工 停工留薪 劳动 解除合同
    """
)
# What is done with it.
GIVING = _words(
    """
    奖励 补助 补贴 资助 奖补 补偿 贴息 支持 扶持 津贴 救助 帮扶 配套 返还 退还 抵用 抵扣 减免 支付
    交纳 缴纳 收取 报销 核销 赔付 给付 发给 折算 折合 计算 计征 计发 计提 计 给予 予以 发放
    奖金 补助金 滞纳金 违约金 享受 处以 处 承担 征收 征缴 执行 配置 配建 配备 拨付 兑付 加收 罚款 分担 进行 给
    """
)
AWARDS = ("奖励", "补助", "补贴", "资助", "奖补", "补偿", "贴息", "支持", "扶持", "津贴")

# What is paid to the state, behind the verb: 缴纳企业所得税.
TAXES = _words(
    """
    税 税款 税费 费 增值税 消费税 企业所得税 个人所得税 所得税 契税 印花税 房产税 土地增值税 城镇土地使用税 土地使用税 车船税 车辆购置税
    资源税 环境保护税 耕地占用税 城市维护建设税 教育费附加 地方教育附加 关税 社会保险费 养老保险费 医疗保险费 失业保险费 工伤保险费 住房公积金
    """
)
# What is done with a percentage in a tax: 按100%加计扣除, 减按25%计入应纳税所得额.
IN_A_TAX = (
    "加计扣除",
    "税前扣除",
    "税前加计扣除",
    "在税前加计扣除",
    "准予扣除",
    "计入应纳税所得额",
    "计入当期应纳税所得额",
    "加计摊销",
    "在税前摊销",
)
# What money is called behind its amount: 资助3000元参展费用.
MONEY_CALLED = ("费用", "经费", "资金", "款项", "费", "款")
# What a percentage or a price is called, before it: 保险费率4%, 电价为每千瓦时0.5元.
RATED = (
    "年利率",
    "月利率",
    "日利率",
    "年化利率",
    "税率",
    "费率",
    "利率",
    "征收率",
    "返还率",
    "补贴率",
    "贴息率",
    "比例",
    "标准",
    "单价",
    "价格",
    "电价",
    "水价",
    "气价",
    "热价",
    "票价",
    "运价",
    "地价",
    "房价",
    "收购价",
)
# Whom it is given to, between the verb and the amount: a part in the matter, not a standing that some have and others not.
ROLES = _words(
    """
    组团社 地接社 旅行社 领导班子 班子 经营团队 管理团队 研发团队 核心团队 创始团队 引荐人 推荐人 介绍人 举报人 中介机构
    发明人 设计人 权利人 专利权人 起草人 作者 主创 教练 教练员 运动员 指导教师 导师 带徒师傅 师傅 经办人 承租人 出租人 承包人 承运人 托运人
    监护人 抚养人 扶养人 近亲属 供养亲属 遗属 家属 配偶 父母 本人 户主 村委会 居委会 村民委员会 居民委员会 村民小组 业主委员会
    物业公司 开发商 供应商 经销商 代理商 运营商 服务商 制造商 承包商 生产商 用人单位 所在单位 牵头单位 参与单位 实施单位 建设单位 施工单位
    主办单位 承办单位 协办单位 培训机构 帮扶单位 派出单位 接收单位 试点单位 经营者 生产者 使用者 持有人 受让方 转让方 买方 卖方 购买方 供给方
    """
)
# Before a count of what one has: 有两个子女的; what is done to come by them is in COMING_BY.
HAVING = ("有", "拥有", "育有", "现有", "共有", "抚养")
# Whom it is given to, behind the verb: 奖励给企业.
RECEIVERS = ("企业", "公司", "单位", "机构", "主体", "申报人", "申请人")
# What makes one an applicant, behind the last of several options, where a fact of the rule is called by it (获证类型).
HOLDING = ("获证", "获奖", "获评", "获批", "认定", "评定", "入选", "持证")
# How somebody was come by, which a fact of his kind does not ask for.
HOW_COME_BY = ("全职", "成功")

# ── caps: whose, when, of how much, and the cap itself ──
MEASURES = "家户个笔项次人台件艘辆套间张头亩名所"
APPLICANT_NOUNS = ("企业", "单位", "主体", "机构", "公司", "法人", "平台", "园区", "基地", "家庭", "合作社", "农场")
# 三年累计: a cap of more than what is applied for here.
OF_YEARS = "(?:[0-9]+|[一二三四五六七八九十两]+)[个]?(?:年|次|期|个月)(?:度|之?内|期间)?(?=累计|合计|总额|总计|共计|最高|最多|不超过|不得超过|封顶)"
WHEN = ("每年", "全年", "年内", "年度", "当年", "年")
WHOLE = _words(
    """
    累计 合计 总额 总计 共计 总共 合计总额 总和 加总 两项合计 三项合计 四项合计 各项合计
    两项总额 两项之和 以上合计 上述合计 两项累计 两者合计 两者之和
    """
)
SUMS = ("金额", "额度", "资金", "额", "数额", "标准", "经费")
AT_MOST = (
    r"封顶为?|(?:最高)?以(?=[^，；：]*(?:为上?限|封顶))|最高限额为?|最[高多]可(?:以)?(?:达到?|获得?|得到?|享受|至|补助|奖励|补贴)?|最高(?:达到?|至|为)|最高(?:补助|奖励|补贴|资助|奖补|抵扣|支持|支付|报销|救助|给付|减免|扣除|享受)*(?:金额|额度|限额|标准|额)?(?:不[得能应]?超过|为)?"
    r"|不[得能]?(?:超[过出]|高于)(?![^，；：]*(?:的，|部分))|最多(?:不超过)?|最长(?:不得?超过|为)?|(?:最高)?上限为?"
    r"|(?:支付|救助|报销|补助|补贴|奖励)?限额为?(?=[0-9一二三四五六七八九十百两])|限额(?=[^，；：]*内)|控制在(?=[^，；：]*内)"
)
CAPPED = ("补助", "奖励", "补贴", "资助", "奖补", "贴息", "抵扣", "扶持", "支持", "免税", "减税", "减免")

# What is done to come by each of what is counted: 每引进一家, 每发表一篇.
COMING_BY = _words(
    """
    吸纳 招用 引进 培养 培育 培训 输送 介绍 录用 接收 聘用 招聘 推荐 服务 帮助 带动 认定 评定 获评 获得 取得 获 入选
    发表 授权 申请 注册 登记 制定 参与 主持 举办 承办 主办 组织 开展 参加 完成 实现 达成 建成 建设 建立 新建 改建 扩建
    改造 创建 设立 开设 开通 开行 运营 孵化 落户 落地 通过 投放 更新 报废 购置 购买 提供 办理 签订 生育 多生育 安装
    逾期 延期 超期 发行 拍摄 出版 播出 转化 实施 流转 销售 出口 收购 交售 种植 饲养 出栏 生产 发放 接待
    """
)
# 每实现1000万元: each whole 1000万元, or as much of it as there is.
ACHIEVING = ("实现", "达成", "完成")
# Who it is, before the name of what is his: 其营业额, 企业营业额.
WHOSE = (
    "其",
    "企业",
    "该企业",
    "本企业",
    "该单位",
    "本单位",
    "该项目",
    "申报单位",
    "申报企业",
    "申报人",
    "实际",
    "其实际",
    "当年",
    "本年",
    "当年度",
    "本年度",
    "年",
    "全年",
)

# What a cap may say that it is of, before its number, and the units of that: 补助面积不超过1000平方米.
COUNTS = {
    "面积": ("平方米", "亩", "公顷"),
    "人数": ("人", "名", "位"),
    "天数": ("天", "日"),
    "月数": ("月", "个月", "年"),
    "年限": ("年", "月", "个月"),
    "时长": ("小时", "分钟"),
    "学时": ("学时", "课时", "小时"),
}

# Words that are told whole, not as the shorter words that they are made of.
NEVER_SILENT = _words(
    "首次 首笔 首批 首家 首个 首年 累计 合计 总额 总计 共计 每户 每家 每个 每人 每年 每次 同时满足 任一 仅对 除外 前三名"
)

# ── what is said of it ──
# Words that are never without meaning, and the sentence that says what they may mean, in both languages.
ADVICE: tuple[tuple[str, tuple[str, str]], ...] = (
    (
        "逐",
        (
            "每项算一次再合计的，写在栏目后面：补助（逐笔）：……",
            "what is worked out for each item is said behind the heading: 补助（逐笔）：…",
        ),
    ),
    (
        "首(次|笔|批|家|个|年|台)|第一(次|笔)",
        (
            "只给首次的，在填报里写「首次申报：是否」，写作「首次申报的，……」；没有这个要求的，删去",
            "what is for the first time only is a fact: 首次申报：是否, and 首次申报的，…; else leave it out",
        ),
    ),
    (
        "[各均都]",
        (
            "每一种都给同样多的，删去；几样各算各的，写作「甲的10%；同时，乙的10%」",
            "leave it out where each case gets the same; for several amounts write 甲的10%；同时，乙的10%",
        ),
    ),
    (
        "前([0-9]+|[一二三四五六七八九十]+)",
        (
            "名次写成填报的「名次：整数」，写作「名次前三名的，……」",
            "a place is a fact, 名次：整数: 名次前三名的，…",
        ),
    ),
    (
        "每|单",
        (
            "按数量算的，写明是什么的数量：「户数，每户……」「户数每户不超过……」；只是一个申报人的，删去",
            "say what is counted: 户数，每户…, 户数每户不超过…; leave it out where one applicant is meant",
        ),
    ),
    (
        "再|另|追加|额外|累加",
        (
            "在前面的数上加的，写作「……，再奖励……」或「同时，……」；前面没有数的，删去",
            "what is added stands behind an amount: …，再奖励…, or 同时，…; else leave it out",
        ),
    ),
    (
        "分别",
        (
            "分别前面列出各种情形，如「等级为一级、二级的，分别奖励……」；各阶段、各期是一项填报的，写出它的选项",
            "分别 stands behind the cases: 等级为一级、二级的，分别奖励…",
        ),
    ),
    (
        "原则上|一般",
        (
            "一律照办的，删去「原则上」，在口径里写明；可以突破的，栏目写「最高奖励：」，或写【不计算】",
            "leave it out where there are no exceptions, and say so under 口径; else 最高奖励：, or 【不计算】",
        ),
    ),
    (
        "分[0-9一二三四五六七八九十两]+[个]?[年期次批]|首年|第[一二三四五六七八九十]年",
        (
            "分几年、几次给的，另起一栏写「分年：40%、30%、30%」「分期：40%、30%、30%」",
            "what is given in several years stands under a heading of its own: 分年：40%、30%、30%",
        ),
    ),
    (
        "累计|合计|总额|总计|共计|[一二三四五六七八九十两]年|年",
        (
            "管几笔合计的封顶，写作「连同已获奖励累计不超过……」或另起一栏「封顶：……」",
            "a cap of a sum of several is written 连同已获奖励累计不超过…, or under its own heading 封顶：",
        ),
    ),
    (
        "仅|只|限|除",
        (
            "只给某一类的，写作情形：「甲的，……；其余的，不予补助」",
            "what is for some only is a case: 甲的，…；其余的，不予补助",
        ),
    ),
    (
        "不?含",
        (
            "含不含什么，写在填报的名称里，如「不含税的设备投资额：金额」",
            "say what is included in the name of the fact: 不含税的设备投资额：金额",
        ),
    ),
)
ANY_ADVICE = (
    "是条件的，写成填报的名称（如「规上企业：是否」），写作「规上企业的，……」；没有意思的，删去",
    "what is a condition is a fact (规上企业：是否) and a case (规上企业的，…); what means nothing is left out",
)
