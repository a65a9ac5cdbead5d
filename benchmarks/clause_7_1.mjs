// What one call of clause 7.1 costs through the compiled JavaScript module, against the same rule written by hand with
// BigInt. Started by clause_7_1.py, which compiles the module: node clause_7_1.mjs MODULE ROUNDS

import { pathToFileURL } from "node:url";

const [, , path, rounds] = process.argv;
const { calc } = await import(pathToFileURL(path));
const CALLS = 200;

// The rule by hand, for whole yuan: amounts are whole 分, costs after halving the outsourced part whole half 分.
function byHand(facts) {
  const total = BigInt(facts["研发费用合计"]) * 100n;
  const subsidy = BigInt(facts["政府补助部分"]) * 100n;
  const outsourced = BigInt(facts["委托外部机构研发费用"]) * 100n;
  const totalBefore = BigInt(facts["上年研发费用合计"]) * 100n;
  const subsidyBefore = BigInt(facts["上年政府补助部分"]) * 100n;
  const outsourcedBefore = BigInt(facts["上年委托外部机构研发费用"]) * 100n;
  const revenue = BigInt(facts["营业收入"]) * 100n;
  const cost = 2n * (total - subsidy) - outsourced;
  const costBefore = 2n * (totalBefore - subsidyBefore) - outsourcedBefore;
  const isDense = revenue > 0n && cost * 100n >= revenue * 6n;
  if (cost < 200000000n || (cost <= costBefore && !isDense)) return 0n;
  let [above, below] = [cost * 5n < 20000000000n ? cost * 5n : 20000000000n, 1n];
  if (!facts["首次申报"]) {
    const stock = cost < costBefore ? cost : costBefore;
    const raw = 2n * stock + 5n * (cost - stock);
    [above, below] = [raw * cost, cost];
    if (raw * outsourced > 40000000000n * cost) above = raw * (cost - outsourced) + 40000000000n * cost;
    if (above > 100000000000n * cost) [above, below] = [100000000000n, 1n];
  }
  return (above + 100n * below) / (200n * below);
}

// Facts that reach every branch of the rule now and then, new ones for every call.
function someFacts() {
  const below = (size) => Math.floor(Math.random() * size);
  const facts = {};
  for (const year of ["", "上年"]) {
    const [subsidy, own] = [below(300), 50 + below(19950)];
    facts[`${year}研发费用合计`] = (own + subsidy) * 10000;
    facts[`${year}政府补助部分`] = subsidy * 10000;
    facts[`${year}委托外部机构研发费用`] = below(own) * 10000;
  }
  return { ...facts, 营业收入: below(300000) * 10000, 首次申报: Math.random() < 0.3 };
}

function spelled(facts, spell) {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value], index) => [name, spell(value, index)]),
  );
}

const yes = (value) => (value ? "是" : "否");
const wan = (value) => (typeof value === "boolean" ? yes(value) : `${value / 10000}万元`);
const plain = (value) => (typeof value === "boolean" ? yes(value) : `${value}.00`);
const big = (value) => (typeof value === "boolean" ? value : BigInt(value));
const calculate = (facts) => calc("7.1", facts).value;

// What is measured, how facts are spelled, what is called, and the limit of the ratio in percent.
const ROWS = [
  ["integers", (value) => value, calculate, 300],
  ["BigInts", big, calculate, 300],
  ["mixture of numbers, BigInts and texts", (value, index) => [wan, big, (same) => same][index % 3](value), calculate, 500],
  ["texts such as 3000万元", wan, calculate, 800],
  ["texts such as 30000000.00", plain, calculate, 800],
  ["one text among integers", (value, index) => (index === 6 ? wan(value) : value), calculate, 500],
  ["integers, with explain()", (value) => value, (facts) => calc("7.1", facts).explain(), null],
  ["integers, with to_dict()", (value) => value, (facts) => calc("7.1", facts).to_dict(), null],
];

function nanoseconds(call, facts) {
  const start = process.hrtime.bigint();
  for (const one of facts) call(one);
  return Number(process.hrtime.bigint() - start) / facts.length;
}

function median(values) {
  return values.sort((one, other) => one - other)[values.length >> 1];
}

for (let count = 0; count < 2000; count += 1) {
  const facts = someFacts();
  for (const [what, spell, call] of ROWS.slice(0, 6)) {
    const [ours, theirs] = [call(spelled(facts, spell)), byHand(facts)];
    if (BigInt(ours.replace(".", "")) !== theirs) throw new Error(`${what}: ${ours}, by hand ${theirs}`);
  }
}

const results = ROWS.map(([what, spell, call, limit]) => {
  const costs = [];
  for (let round = 0; round < Number(rounds) + 10; round += 1) {
    const facts = Array.from({ length: CALLS }, someFacts);
    const said = facts.map((one) => spelled(one, spell));
    costs.push([nanoseconds(call, said), nanoseconds(byHand, facts)]);
  }
  costs.splice(0, 10); // until the machine has compiled what is called often
  const [ours, theirs] = [0, 1].map((side) => Math.round(median(costs.map((pair) => pair[side]))));
  return { what, ours, theirs, percent: Math.round(median(costs.map(([one, other]) => (one * 100) / other))), limit };
});
console.log(JSON.stringify(results));
