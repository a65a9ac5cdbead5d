// What the page itself says, in both languages; what is told of a policy comes from the compiler.

const WORDS = {
  title: ["条文工作台", "tiaowen desk"],
  open: ["打开", "Open"],
  open_hint: ["打开 .policy、.txt，或者 Word、WPS 的 .docx、网页，可以一次选几个", "Open .policy or .txt files, .docx or pages, several at once"],
  save: ["保存", "Save"],
  saved: ["已保存：{name}", "Saved: {name}"],
  draft: ["拟草稿", "Draft"],
  draft_hint: ["给还没有规则的句子拟出草稿；有人核对以前不参与计算", "Draft rules for the sentences that have none; nothing is calculated of a draft"],
  drafted: ["拟了 {drafted} 条草稿，另有 {unread} 句没有读懂，只抄了依据。核对、补上算例，再把【草稿】改成【规则】", "{drafted} drafts; {unread} more sentences are only quoted. Check each, add worked cases, then make 【草稿】 a 【规则】"],
  draft_none: ["没有给钱、减钱、收钱而还没有规则的句子", "Every sentence that pays has its rule"],
  brought: ["读入：{said}", "Read: {said}"],
  left_out: ["没有读入：{left}", "Left out: {left}"],
  tidy: ["整理写法", "Tidy"],
  tidied: ["写法已统一，原文没有动", "Spellings are tidy; the document's own text is as it was"],
  tidy_none: ["写法已经是统一的", "Nothing to tidy"],
  print: ["打印", "Print"],
  language: ["English", "中文"],
  starting: ["正在启动：{what}", "Starting: {what}"],
  start_page: ["打开页面", "the page"],
  start_python: ["运行环境", "Python"],
  start_compiler: ["编译器", "the compiler"],
  checking: ["正在核对……", "Checking …"],
  unsaved: ["还没有保存成文件", "not yet in a file"],
  unsaved_hint: ["有改动，只留在这个浏览器里；按“保存”或者 Ctrl+S 存成文件", "Changes are kept in this browser only; Save, or Ctrl+S, puts them into a file"],
  kept: ["上次没有保存的内容已经接着打开", "What was not saved last time is open again"],
  anew: ["从头开始", "Start anew"],
  anew_sure: ["再按一次，就放下现在的内容", "Press again to put this text aside"],
  private: ["内容只在这台电脑上处理，不会发出", "Everything stays on this computer"],
  tree: ["条目", "Articles"],
  text: ["文本", "Text"],
  problems: ["问题", "Problems"],
  calculator: ["试算", "Calculate"],
  cases: ["算例", "Cases"],
  guide: ["读本", "Guide"],
  proofs: ["证明", "Proofs"],
  compare: ["对照", "Compare"],
  export: ["导出", "Export"],
  error: ["错误", "error"],
  warning: ["警告", "warning"],
  hint: ["提示", "hint"],
  actions: ["光标处可以做的", "What can be done here"],
  next: ["下一步", "What next"],
  next_rule: ["还没有规则。在左边点一条，或者在文本里点一句给钱、减钱、收钱的话，这里会出现“拟草稿”“写规则”，按一下就写在这句下面。", "There is no rule yet. Click an article on the left, or a sentence that pays, waives or levies: here it is offered to draft or to write its rule below it."],
  none: ["没有发现问题", "Nothing found"],
  reason: ["原因：", "Reason: "],
  suggestion: ["建议：", "Suggestion: "],
  apply: ["改成：{text}", "Replace by: {text}"],
  look: ["到这一处，看能怎么改", "Go there and see what can be done"],
  remove: ["删去", "Delete"],
  apply_all: ["全部照改（{count}处）", "Apply all ({count})"],
  allowed: ["已容许：{reason}", "allowed: {reason}"],
  line: ["第{line}行", "line {line}"],
  bound: ["{bound}/{numbers} 个数有着落", "{bound} of {numbers} numbers in account"],
  rule: ["规则 {id}", "Rule {id}"],
  no_articles: ["还没有认出条文。把文件全文粘贴到文本里：编号如（一）、第一条、1. 的段落就是条文。", "No articles yet. Paste the document into the text: paragraphs numbered （一）, 第一条 or 1. are its articles."],
  no_rule: ["把光标放到一条没有错误的规则里。", "Put the cursor into a rule that has no errors."],
  broken_rule: ["规则 {id} 还有错误，改好以后才能试算。", "Rule {id} still has errors; mend them first."],
  refreshed: ["规则改了，试算已换成新的", "The rule has changed, and the calculator with it"],
  case_new: ["新算例", "New case"],
  case_work: ["算一算", "Work it out"],
  case_put: ["写进规则", "Put into the rule"],
  case_put_hint: ["写进规则以前，请自己手算核对一遍", "Work it out by hand before you put it in"],
  case_facts: ["填报", "Facts"],
  case_said: ["算例说", "It says"],
  case_holds: ["相符", "agrees"],
  case_fails: ["不符", "differs"],
  case_none: ["这条规则还没有算例。", "This rule has no worked case yet."],
  steps: ["步骤", "Steps"],
  prove_all: ["证明全部规则", "Prove all rules"],
  prove_one: ["证明规则 {id}", "Prove rule {id}"],
  proving: ["正在证明 {done}/{all}：规则 {id}", "Proving {done} of {all}: rule {id}"],
  proved: ["已证明", "proved"],
  refuted: ["不成立", "refuted"],
  undecided: ["未判定", "not decided"],
  stop: ["停下", "Stop"],
  proofs_none: ["还没有证明过。每条规则都有几项承诺：不为负、不超过封顶、数多不反少……", "Nothing proved yet. Each rule makes promises: never negative, within its cap, more never gives less …"],
  stale: ["文本改过了，这是改以前的结果", "The text has changed since"],
  compare_open: ["选去年的文件", "Choose last year's files"],
  compare_hint: ["选去年（或上一稿）的政策文件，看改了什么、对申报人意味着什么。", "Choose the files of last year's policy to see what changed and what that means for applicants."],
  comparing: ["正在对照，要一两分钟……", "Comparing; this takes a minute or two …"],
  guide_make: ["印出读本", "Make the guide"],
  guide_making: ["正在印读本……", "Making the guide …"],
  guide_needs: ["改好错误以后才能印读本。", "Mend the errors first."],
  guide_again: ["重新印", "Make it again"],
  export_hint: ["都在这台电脑上生成，存成文件。", "Everything is made on this computer and saved as files."],
  export_policy: ["政策文本（.policy）", "Policy text (.policy)"],
  export_md: ["读本，一个文件（.md）", "Guide in one file (.md)"],
  export_site: ["读本，网页（.zip）", "Guide as pages (.zip)"],
  export_docx: ["读本，Word 文件（.docx）", "Guide for Word (.docx)"],
  export_workbook: ["计算表（.xlsx）", "Workbook (.xlsx)"],
  export_html: ["计算器，一个网页（.html）", "Calculators in one page (.html)"],
  export_javascript: ["JavaScript 模块（.mjs）", "JavaScript module (.mjs)"],
  export_python: ["Python 模块（.py）", "Python module (.py)"],
  export_java: ["Java 类（.java）", "Java class (.java)"],
  export_making: ["正在生成……", "Making …"],
  export_docx_no: ["Word 文件要用安装好的程序：tiaowen docs --format docx；在这里可以打开读本，用浏览器打印成 PDF。", "Word files need the installed program: tiaowen docs --format docx. Here the guide can be printed to PDF by the browser."],
  example_name: ["示例.policy", "example.policy"],
  failed: ["程序出错了，文本没有丢：{what}", "The program failed; your text is kept: {what}"],
  changed_outside: ["磁盘上的 {name} 改了，已经换成新的", "{name} has changed on disk, and is shown as it is there"],
  changed_both: ["磁盘上的 {name} 改了，这里也改了：保存以前请先把这里的内容另存一份", "{name} has changed on disk and here: keep a copy of what is here before you save"],
  search: ["查找：Ctrl+F", "Find: Ctrl+F"],
};

const KEY = "tiaowen-desk-lang";

export let lang = (() => {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "en" || asked === "zh") return asked;
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
})();

export function speak(next) {
  lang = next;
  document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
  try {
    localStorage.setItem(KEY, lang);
  } catch {
    // The page from a disk may have no storage: it speaks Chinese when it is next opened.
  }
}

export function say(name, given = {}) {
  const text = WORDS[name][lang === "en" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, key) => given[key]);
}
