// ── page: words ──

// What the page says, in Chinese and in English; {name} is filled in.
const WORDS = {
  calculator: ["{clause} {title}：试算", "{clause} {title}: calculator"],
  yes: ["是", "Yes"],
  no: ["否", "No"],
  unit: ["「{name}」的单位", "Unit of {name}"],
  choose: ["请选择", "Choose"],
  optional: ["可不填", "optional"],
  leftOut: ["不填按{value}", "{value} if left out"],
  leftOutChoice: ["不填（按{value}）", "Leave out ({value})"],
  notGiven: ["不填", "Leave out"],
  none: ["没有", "none"],
  from: ["不低于{low}", "at least {low}"],
  upTo: ["不高于{high}", "at most {high}"],
  between: ["{low}至{high}", "{low} to {high}"],
  negative: ["可为负数", "may be negative"],
  whole: ["整数", "a whole number"],
  clock: ["写作 19:30，次日写作 次日2:00", "written 19:30; the day after, 次日2:00"],
  equals: ["即{value}", "that is {value}"],
  fedBy: ["是规则 {clause} 的结果", "the result of rule {clause}"],
  goTo: ["到规则 {clause} 去算", "Work it out with rule {clause}"],
  takeOver: ["填入规则 {clause} 的结果：{value}", "Fill in the result of rule {clause}: {value}"],
  row: ["项", "item"],
  add: ["增加一{each}", "Add a row"],
  remove: ["删去第{number}{each}", "Remove row {number}"],
  rowName: ["第{number}{each}", "Row {number}"],
  count: ["共{count}{each}", "rows: {count}"],
  noRows: ["没有，按空清单计算。", "None: worked out with an empty list."],
  exactRows: ["应填{count}{each}", "{count} rows are needed"],
  cellName: ["{list}第{number}{each}{field}", "{list} row {number} {field}"],
  more: ["申报日期、核定金额", "Date of claim, approved amount"],
  moreDate: ["申报日期", "Date of claim"],
  approvedNote: ["主管部门核定后填写；不填时算的是上限", "Fill in once approved; left out, the ceiling is worked out"],
  claimDate: ["申报日期", "Date of claim"],
  claimDateNote: ["不填按{day}（有效期最后一天）", "{day} (the last day of validity) if left out"],
  claimDateFree: ["不填的，不看日期", "Left out, the date does not count"],
  claimDateNeeded: ["本规则按申报日期计算，要填", "This rule counts with the date: fill it in"],
  validity: ["有效期{first}至{last}", "valid {first} to {last}"],
  example: ["填入例{number}", "Example {number}"],
  exampleOnly: ["填入算例", "Example"],
  moreExamples: ["其他算例", "Other examples"],
  clear: ["清空", "Clear"],
  copy: ["复制链接", "Copy link"],
  copied: ["已复制", "Copied"],
  copyThis: ["请复制这个链接", "Copy this link"],
  print: ["打印", "Print"],
  waiting: ["填写后立即得出结果", "The result appears as you fill in"],
  toFill: ["还要填{count}项：", "Still to fill in ({count}): "],
  toMend: ["有{count}处要改：", "To be put right ({count}): "],
  sorry: ["这一页出了错，算不出结果。这是程序的问题，请告知发布者：{message}", "This page failed and gives no result. Please tell its publisher: {message}"],
  eligible: ["符合条件", "Eligible"],
  notEligible: ["不符合条件", "Not eligible"],
  outOfDate: ["不在有效期内", "Out of validity"],
  holds: ["符合", "Yes: the conditions are met"],
  holdsNot: ["不符合", "No: the conditions are not met"],
  ceiling: ["上限：实际金额由主管部门核定", "A ceiling: the authority sets the amount"],
  approved: ["已按核定金额", "As approved"],
  capped: ["封顶{limit}", "Capped at {limit}"],
  inYuan: ["{value}元", "{value} yuan"],
  nothing: ["无", "none"],
  sum: ["合计{value}", "{value} in all"],
  missing: ["差在哪里", "What is missing"],
  next: ["怎样能多得", "What would bring more"],
  nextOfPayment: ["怎样能少交", "What would lower it"],
  explain: ["怎么算的", "How it was worked out"],
  curve: ["随哪一项怎样变化", "How it changes with"],
  curveOf: ["看随哪一项变化", "Draw by"],
  chooseRules: ["选择规则", "Choose the rules"],
  filter: ["按编号、名称或填报项筛选", "Filter by number, title or fact"],
  chooseAll: ["全选 / 全不选", "All / none"],
  allRules: ["全部规则", "All rules"],
  chosen: ["已选{count}条（共{all}条）", "{count} of {all} chosen"],
  nothingChosen: ["先选择要申报的规则", "Choose the rules to claim first"],
  fillIn: ["填写情况", "Fill in the facts"],
  commonFacts: ["几条规则共用，只填一次", "Asked by several rules, filled in once"],
  usedBy: ["用于 {clauses}", "for {clauses}"],
  fedByClaim: ["「{fact}」取自 {feeder} 的结果，不用填。", "“{fact}” is the result of {feeder}; there is nothing to fill in."],
  waitsFor: ["等 {feeder} 填全", "Waits for {feeder}"],
  further: ["再加一笔申报", "A further claim"],
  furtherWhy: ["同一条规则另一个项目的申报", "A claim of the same rule for something else"],
  withdraw: ["撤去这一笔", "Withdraw this claim"],
  claimDateUsual: ["不填按各条规则有效期的最后一天", "The last day of each rule's validity if left out"],
  sameMatter: ["同一事项", "The same matter"],
  sameMatterWhy: ["同一事项的几笔申报就高享受一项。", "Of claims for the same matter the highest is paid."],
  declaredMatter: ["政策规定", "by the policy"],
  moreMatters: ["哪几笔是为同一个项目的？选出来，只付最高的一笔", "Which of these are for the same project or matter? Choose them, and only the highest is paid"],
  addMatter: ["算作同一事项", "Treat as the same matter"],
  removeMatter: ["取消 {names} 为同一事项", "No longer treat {names} as the same matter"],
  total: ["合计", "Total"],
  withCeilings: ["含上限，实际金额由主管部门核定", "with ceilings: the authority sets the amounts"],
  ceilingShort: ["上限", "ceiling"],
  paid: ["支付", "Paid"],
  dropped: ["不重复享受", "Not paid twice"],
  refused: ["不支付", "Not paid"],
  others: ["不计入合计", "Not in the total"],
  open: ["还没填全", "Not yet filled in"],
  inFavourOf: ["与 {other}（{value}）是同一事项，就高支付后者", "the same matter as {other} ({value}), which is paid"],
  isZero: ["按规则算得0元", "The rule gives 0"],
  notInPolicy: ["链接里的「{names}」本政策没有，没有采用。", "“{names}” in the link is not in this policy and was not used."],
  notInRule: ["链接里的「{names}」不是本规则的填报项，没有采用。", "“{names}” in the link is no fact of this rule and was not used."],
};

const FORM_WORDS = {
  奖补: ["奖补", "awards"],
  减免: ["减免", "reductions"],
  交纳: ["交纳", "to be paid"],
  核算: ["核算", "worked out"],
  资格: ["资格", "qualification"],
};

// The one of two twins that is spoken, the language in which the module explains: 0 Chinese, 1 English.
const SPOKEN = LANGUAGE === "en" ? 1 : 0;
const MONEY = SPOKEN ? "yuan" : "元";

function say(key, values = {}) {
  return WORDS[key][SPOKEN].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

function formWords(form) {
  return FORM_WORDS[form][SPOKEN];
}

// A unit of a fact as it is said.
function unitSaid(unit) {
  return (UNITS_SAID[unit] ?? unit).replace(/\((e?s)\)/g, "$1");
}

// A quantity of a fact as it is said.
function quantitySaid(numerator, denominator, unit) {
  return SPOKEN ? shownQuantity(numerator, denominator, UNITS_SAID[unit] ?? unit) : formatQuantity(numerator, denominator, unit);
}

// Lines of an explanation: of an item, or of what the condition before lacks; that the day lies outside of the validity; that a
// condition does not hold; that a cap bound, which is the first group.
const INDENTED = /^[ \u3000]/;
const OUT_OF_DATE = [/不在有效期/, /outside the period of validity/][SPOKEN];
const NOT_HELD = [/：不符合/, / – does not hold/][SPOKEN];
const CAP_LINE = [/超过封顶([^，]+)，按/, /is above the cap of ([^:;]+)[:;]/][SPOKEN];
