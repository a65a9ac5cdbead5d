// Answers each line of calls of a module, [[function, arguments, options], …], with a line of answers or faults. See node.py.

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const REVIVED = { bigint: BigInt, number: Number, date: (text) => new Date(text), map: (entries) => new Map(entries) };

function revived(_, value) {
  return value !== null && typeof value === "object" && Object.hasOwn(value, "$") ? REVIVED[value.$](value.text) : value;
}

function answer(module, [name, given, options]) {
  try {
    return module[name](...given, options);
  } catch (error) {
    if (!(error instanceof module.FactError)) throw error;
    return error.faults.map((fault) => Object.values(fault));
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { module, calls } = JSON.parse(line, revived);
  const loaded = await import(pathToFileURL(module));
  process.stdout.write(JSON.stringify(calls.map((call) => answer(loaded, call))) + "\n");
}
