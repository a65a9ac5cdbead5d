// ── runtime: allocate ──

// What holds where a policy does not say how a budget is shared out.
const IN_PROPORTION = { order: "pro_rata", places: null, cap: null, step: "0.01", remainder: "kept", partial: true };

// A budget shared out; plain data as a Result is. Amounts are yuan with two decimals; `applicants` are all names in the order
// of application: an object lists names that are whole numbers first.
class Allocation {
  constructor(due, shares, budget, reasons, owed) {
    this.budget = inYuan(budget);
    this.remainder = inYuan(budget - sumOf([...shares.values()]));
    this.applicants = Object.freeze([...shares.keys()]);
    this.shares = named([...shares].map(([name, fen]) => [name, inYuan(fen)]));
    this.due = named([...due].map(([name, fen]) => [name, inYuan(fen)]));
    this.reasons = named([...reasons].map(([name, said]) => [name, Object.freeze(said)]));
    const ofEach = (part, written) => {
      const found = [...owed].filter(([, each]) => each[part].size);
      return named(found.map(([name, each]) => [name, named([...each[part]].map(([claim, of]) => [claim, written(of)]))]));
    };
    this.refused = ofEach("refused", (faults) => Object.freeze(faults.map(faultData)));
    this.unapproved = ofEach("unapproved", inYuan);
    Object.freeze(this);
  }

  // How the share of one came about, or of all.
  explain(applicant = undefined, lang = LANGUAGE) {
    inOwnLanguage(lang);
    if (applicant !== undefined && !Object.hasOwn(this.reasons, applicant)) {
      throw new TypeError(`explain(applicant): ${show(applicant)} has not applied`);
    }
    const names = applicant === undefined ? this.applicants : [applicant];
    const reasons = (name) => this.reasons[name].map((said) => inWords("reason", { said }));
    const lines = names.flatMap((name) => [inWords("applicant", { name }), ...reasons(name)]);
    const [budget, left] = [this.budget, this.remainder].map((amount) => shownFen(cents(amount)));
    return [...lines, ...(applicant === undefined ? [inWords("left", { budget, left })] : [])].join("\n");
  }

  to_dict() {
    const { refused, unapproved, ...said } = this;
    const some = (named) => Object.keys(named).length > 0;
    return {
      ...{ answer: "allocation", version: 1, ...said },
      ...(some(refused) ? { refused } : {}),
      ...(some(unapproved) ? { unapproved } : {}),
    };
  }

  toJSON() {
    return this.to_dict();
  }
}

function faultData({ code, fact, message, messageEn }) {
  return Object.freeze({ code, fact, message, message_en: messageEn });
}

// The shares of a budget in 分, of what is owed to each: a Map, see owedOf. `scores` are needed where the rule orders by them.
function shareOut(owed, budget, rule, scores) {
  const due = new Map([...owed].map(([name, { paid }]) => [name, sumOf([...paid.values()])]));
  const reasons = new Map([...owed].map(([name, each]) => [name, toldFirst(each, due.get(name))]));
  const tell = (name, key, texts) => reasons.get(name).push(inWords(key, texts));
  const wanted = new Map(due);
  const cap = rule.cap === null ? null : cents(rule.cap);
  for (const [name, amount] of due) {
    if (cap === null || amount <= cap) continue;
    wanted.set(name, cap);
    tell(name, "cap", { cap: shownFen(cap) });
  }
  const order = [...wanted.keys()];
  if (rule.order === "score") {
    order.sort((one, other) => (scores.get(one) < scores.get(other) ? 1 : scores.get(one) > scores.get(other) ? -1 : 0));
    order.forEach((name, place) => tell(name, "place", { place: String(place + 1) }));
  }
  for (const name of rule.places === null ? [] : order.slice(rule.places)) {
    tell(name, "no place", { places: String(rule.places) });
    wanted.set(name, 0n);
  }
  let shares = wanted;
  if (sumOf([...wanted.values()]) > budget) {
    shares = (rule.order === "pro_rata" ? inProportion : oneByOne)(wanted, order, budget, rule, tell);
  }
  for (const [name, amount] of shares) tell(name, "share", { amount: shownFen(amount) });
  return new Allocation(due, shares, budget, reasons, owed);
}

// The claims that are not part of what is due, then that.
function toldFirst({ refused, unapproved }, due) {
  const said = ({ message, messageEn }) => (LANGUAGE === "en" ? messageEn : message);
  return [
    ...[...refused].flatMap(([claim, faults]) => faults.map((one) => inWords("claim refused", { claim, fault: said(one) }))),
    ...[...unapproved].map(([claim, fen]) => inWords("not approved", { claim, ceiling: shownFen(fen) })),
    inWords("due", { amount: shownFen(due) }),
  ];
}

function inProportion(wanted, order, budget, rule, tell) {
  const total = sumOf([...wanted.values()]);
  const step = cents(rule.step);
  const shares = new Map([...wanted].map(([name, amount]) => [name, ((amount * budget) / (total * step)) * step]));
  for (const [name, amount] of wanted) {
    if (amount) tell(name, "in proportion", { total: shownFen(total), budget: shownFen(budget) });
  }
  if (rule.remainder === "largest") {
    const first = order.reduce((largest, name) => (shares.get(name) > shares.get(largest) ? name : largest));
    const rest = budget - sumOf([...shares.values()]);
    const room = wanted.get(first) - shares.get(first);
    const left = rest < room ? rest : room;
    shares.set(first, shares.get(first) + left);
    tell(first, "remainder", { left: shownFen(left) });
  }
  return shares;
}

function oneByOne(wanted, order, budget, rule, tell) {
  const shares = new Map([...wanted.keys()].map((name) => [name, 0n]));
  let left = budget;
  for (const name of order) {
    let amount = wanted.get(name);
    if (amount > left) {
      tell(name, "not enough", { left: shownFen(left) });
      amount = rule.partial ? left : 0n;
    }
    shares.set(name, amount);
    left -= amount;
  }
  return shares;
}
