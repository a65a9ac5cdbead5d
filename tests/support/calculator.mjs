// Answers each line of requests to a module, [[clause, facts, date], …], with a line of results or faults. See node.py.

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const REVIVED = { bigint: BigInt, number: Number, date: (text) => new Date(text) };

function revived(_, value) {
  return value !== null && typeof value === "object" && Object.hasOwn(value, "$") ? REVIVED[value.$](value.text) : value;
}

function answer({ calc, FactError }, [clause, facts, date]) {
  try {
    return calc(clause, facts, { date });
  } catch (error) {
    if (!(error instanceof FactError)) throw error;
    return error.faults.map((fault) => Object.values(fault));
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { module, requests } = JSON.parse(line, revived);
  const loaded = await import(pathToFileURL(module));
  process.stdout.write(JSON.stringify(requests.map((request) => answer(loaded, request))) + "\n");
}
