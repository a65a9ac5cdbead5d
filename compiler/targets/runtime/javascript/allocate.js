// ── runtime: allocate ──

// What holds where a policy does not say how a budget is shared out.
const IN_PROPORTION = { order: "pro_rata", places: null, cap: null, step: "0.01", remainder: "kept", partial: true };

// A budget shared out; plain data as a Result is. Amounts are yuan with two decimals; `applicants` are all names in the order
// of application: an object lists names that are whole numbers first.
class Allocation {
  constructor(due, shares, budget, reasons) {
    this.budget = inYuan(budget);
    this.remainder = inYuan(budget - sumOf([...shares.values()]));
    this.applicants = Object.freeze([...shares.keys()]);
    this.shares = named([...shares].map(([name, fen]) => [name, inYuan(fen)]));
    this.due = named([...due].map(([name, fen]) => [name, inYuan(fen)]));
    this.reasons = named([...reasons].map(([name, said]) => [name, Object.freeze(said)]));
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
    return { answer: "allocation", version: 1, ...this };
  }

  toJSON() {
    return this.to_dict();
  }
}

// The shares of a budget in 分, of what is due (a Map, in 分). `scores` are needed where the rule orders by them.
function shareOut(due, budget, rule, scores) {
  const reasons = new Map([...due].map(([name, fen]) => [name, [inWords("due", { amount: shownFen(fen) })]]));
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
  return new Allocation(due, shares, budget, reasons);
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
