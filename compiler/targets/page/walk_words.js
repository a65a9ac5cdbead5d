// ── page: what is said of a line ──

// Names of facts of the year before: 上年研发费用.
const EARLIER = /^(?:上年度?|上一年度?|上年同期|上期)(.+)$/;

// Words for values of facts, differences of them, and what a change brings, in Chinese and English. A value is held in the
// smallest parts of its fact (分), an amount is a fraction [n, d] of the clause's unit.
const walkWords = (() => {
  // A quantity as people say it in the language of the module. In Chinese 月 is a month of the year where people count 个月, and 13000平方米 is 1.3万平方米.
  function quantity(n, d, unit) {
    if (SPOKEN) return quantitySaid(n, d, unit);
    const part = 10n ** 4n * d;
    const isCounted = unit !== "" && unit !== "%" && unit !== CLOCK && unit !== "元" && !unit.startsWith("元/");
    if (isCounted && (n >= part || -n >= part) && (n * 100n) % part === 0n) return `${decimalText(n, part, 2n)}万${unit}`;
    return formatQuantity(n, d, unit).replace(/(?<=[0-9])月$/u, "个月");
  }

  const sizeOf = (x) => (x < 0n ? -x : x);

  // What a fact or an item of a list is called: 设备第1台的价格.
  function nameOf(types, rows, path, lang) {
    let [said, of] = [path[0], types.find((each) => each.name === path[0])];
    for (const part of path.slice(1)) {
      if (of.kind === "list") {
        const each = rows.get(path[0]) ?? "项";
        said += lang === "en" ? ` no. ${part + 1}` : `第${part + 1}${each.length > 1 ? "个" : ""}${each}`;
        of = of.item;
      } else {
        said += lang === "en" ? `, ${part}` : `的${part}`;
        of = of.fields.find((each) => each.name === part);
      }
    }
    return said;
  }

  function valueText(of, x) {
    if (of.kind === "date") return isoDate(Number(x));
    if (of.kind === "boolean") return SPOKEN ? (x ? "yes" : "no") : x ? "是" : "否";
    if (of.kind === "option") return of.options[Number(x)];
    if (of.kind === "text") return visible(x);
    return quantity(BigInt(x), of.scale, of.unit);
  }

  // The value as it would be given to calc.
  function given(of, x) {
    if (of.kind === "boolean") return x;
    if (of.kind !== "number") return of.kind === "text" ? x : valueText(of, x);
    if (of.unit === CLOCK) return clockText(BigInt(x));
    const [size, mark] = of.unit === "%" ? [100n, "%"] : [1n, of.unit];
    return decimalText(BigInt(x) * size, of.scale, BigInt(of.decimals)) + mark;
  }

  function differenceText(of, difference, lang) {
    const size = sizeOf(difference);
    if (of.kind === "date") return lang === "en" ? `${size} days` : `${size}天`;
    if (of.unit === CLOCK) return lang === "en" ? `${size} minutes` : `${size}分钟`;
    return points(size, of.scale, of.unit, lang);
  }

  // A difference of amounts: of ratios, percentage points.
  function points(n, d, unit, lang) {
    const said = quantity(n, d, unit);
    if (unit !== "%") return said;
    return lang === "en" ? `${said.slice(0, -1)} percentage points` : `${said.slice(0, -1)}个百分点`;
  }

  // How round a number is: how many zeros end it.
  function roundness(x) {
    if (x === 0n) return 100;
    const digits = String(x);
    return digits.length - digits.replace(/0+$/, "").length;
  }

  // Where something begins to be so: at x, and not one part before it (behind it, going down), by the rounder of both.
  function boundText(of, x, step, lang) {
    const outside = x - step;
    const isOpen = of.kind === "number" && roundness(outside) > roundness(x);
    const said = valueText(of, isOpen ? outside : x);
    if (of.kind === "date") {
      if (lang === "en") return step > 0n ? `from ${said} on` : `until ${said}`;
      return step > 0n ? `${said}起` : `${said}以前`;
    }
    if (lang === "en") return `${isOpen ? (step > 0n ? "above" : "below") : step > 0n ? "from" : "up to"} ${said}`;
    return `${isOpen ? (step > 0n ? "超过" : "低于") : step > 0n ? "达到" : "不超过"}${said}`;
  }

  // That a fact goes so far.
  function movedText(of, name, from, to, lang) {
    const said = differenceText(of, to - from, lang);
    const isMore = to > from;
    const isTime = of.kind === "date" || of.unit === CLOCK;
        if (lang === "en") {
      const verb = isTime ? (isMore ? "later" : "earlier") : isMore ? "more" : "less";
      return `${name} ${said} ${verb}`;
    }
    if (isTime) return `${name}${isMore ? "推迟" : "提前"}${said}`;
    if (of.unit === "%") return `${name}${isMore ? "再提高" : "降低"}${said}`;
    return `${name}${isMore ? "再增加" : "减少"}${said}`;
  }

  // Each further unit: 每增加1万元.
  function eachText(of, difference, lang) {
    const said = differenceText(of, difference, lang);
    if (lang === "en") return `each ${said} ${difference > 0n ? "more" : "less"}`;
    return `每${of.unit === "%" ? (difference > 0n ? "提高" : "降低") : difference > 0n ? "增加" : "减少"}${said}`;
  }

  // What that brings: the result before and after.
  function broughtText({ heading, unit, form, clause }, before, after, lang, isEach = false) {
    const [n, d] = [after[0] * before[1] - before[0] * after[1], after[1] * before[1]];
    if (clause.shape.kind === "answer") return lang === "en" ? "the result is 符合" : "即符合";
    const difference = points(sizeOf(n), d, unit, lang);
    if (before[0] === 0n && form !== "交纳" && !isEach) {
      const all = quantity(...after, unit);
      return lang === "en" ? `${heading} is ${all} instead of nothing` : `可得${heading}${all}`;
    }
    if (lang === "en") return `${heading} ${n < 0n ? "falls" : "rises"} by ${difference}`;
    return `${heading}${n < 0n ? "减少" : "增加"}${difference}`;
  }

  // What becomes of the result behind the end of a stretch that brought more: no more ("cap": for good, "level": for a
  // while), less ("cliff"), or something else (then nothing is said).
  function tailText(kind, { form }, of, x, step, lang) {
    const end = valueText(of, x);
    if (lang === "en") {
      const said = { cap: `from ${end} on nothing more`, level: `from ${end} on nothing more for a while`, cliff: `beyond ${end} it is worse` };
      return said[kind] ? `; ${said[kind]}` : "";
    }
    const reached = step > 0n ? "达到" : "降到";
    const noMore = form === "交纳" ? "不再减少" : "不再增加";
    if (kind === "cap") return `；${reached}${end}后${form !== "交纳" && step > 0n ? "封顶" : noMore}`;
    if (kind === "level") return `；${reached}${end}后暂${noMore}`;
    if (kind === "cliff") return `；${step > 0n ? "超过" : "低于"}${end}则反而${form === "交纳" ? "增加" : "减少"}`;
    return "";
  }

  // What is lacking: 上年研发费用还差20万元（现为480万元，须达到500万元）.
  function lackText(of, name, from, to, lang) {
    const [now, step] = [valueText(of, from), to > from ? 1n : -1n];
    const must = boundText(of, to, step, lang);
    const difference = differenceText(of, to - from, lang);
    const said = `${valueText(of, to)}${step > 0n ? "或以后" : "或以前"}`;
    if (lang === "en") return `${name} lacks ${step < 0n ? "minus " : ""}${difference} (now ${now}, must be ${must})`;
    if (of.kind === "date") return `${name}须在${said}（现为${now}）`;
    if (of.unit === "%") return `${name}${step > 0n ? "还差" : "高出"}${difference}（现为${now}，须${must}）`;
    return `${name}${step > 0n ? "还差" : "多了"}${difference}（现为${now}，须${must}）`;
  }

  function mustText(of, name, from, options, lang) {
    const listed = options.map((x) => valueText(of, x)).join(lang === "en" ? " or " : "或");
    const now = valueText(of, from);
    if (of.kind === "boolean") return lang === "en" ? `${name} must be ${listed}` : `「${name}」须为${listed}`;
    return lang === "en" ? `${name} must be ${listed} (now ${now})` : `「${name}」须为${listed}（现为${now}）`;
  }

  return { quantity, nameOf, valueText, given, differenceText, points, boundText, movedText, eachText, broughtText, tailText, lackText, mustText };
})();
