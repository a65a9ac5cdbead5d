/** 金额, in 元 where no unit is given: a whole Number or BigInt, or text ("3000万元", "12.50"). Never a fractional Number. */
export type Amount = number | bigint | string;
/** A quantity in the fact's unit, or text with a unit ("5亩", "3个月"). Never a fractional Number. */
export type Quantity = number | bigint | string;
/** 比例: text ("20%", "0.2") or a whole Number (1 is 100%). */
export type Ratio = number | bigint | string;
/** 整数. */
export type Whole = number | bigint | string;
/** 是否. */
export type YesNo = boolean | "是" | "否";
/** 日期, written 2025-03-01. A Date is refused: it is a moment, on different days in different time zones. */
export type IsoDate = string;

/** One thing wrong: a stable code, the fact it is about, and the words. */
export interface Fault {
  readonly code: string;
  readonly fact: string;
  readonly message: string;
  readonly messageEn: string;
}

/** The facts of one call cannot be calculated with; `code`, `fact` and `message` are those of the first fault. */
export declare class FactError extends Error {
  private constructor();
  readonly faults: readonly Fault[];
  readonly code: string;
  readonly fact: string;
}

/** What may be given for a fact: a number is held as n with value n / scale, an option as its place, a date as a day. */
export interface FactType {
  readonly name: string;
  readonly kind: "number" | "boolean" | "option" | "date" | "text" | "list" | "record";
  readonly unit: string;
  readonly decimals: number;
  readonly scale: bigint;
  readonly small: boolean;
  readonly negative: boolean;
  readonly low: number | bigint | null;
  readonly high: number | bigint | null;
  readonly options: readonly string[];
  readonly ordered: boolean;
  readonly default: unknown;
  readonly optional: boolean;
  readonly item: FactType | null;
  readonly fields: readonly FactType[];
}

/** What is known of a clause before it is calculated. */
export interface Clause {
  readonly title: string;
  readonly citation: string;
  readonly form: "奖补" | "减免" | "交纳" | "核算" | "资格";
  readonly kind: string;
  readonly unit: string;
}

/**
 * The result of a clause.
 *
 * `value`: money and 比例 as decimal text ("700000.00", "0.20000000"); a count as a Number where it is whole and safe,
 * and as decimal text elsewhere; 资格 as a boolean; several amounts as an array, or as an object by their names.
 */
export interface Result<Value> {
  readonly policy: string;
  readonly policy_hash: string;
  readonly compiler: string;
  readonly clause: string;
  readonly title: string;
  readonly citation: string;
  readonly value: Value;
  readonly unit: string;
  readonly kind: string;
  readonly form: Clause["form"];
  readonly eligible: boolean;
  readonly date: IsoDate | null;
  /** The explanation, line by line. */
  readonly trace: readonly string[];
  /** The explanation as one text, in the language that the module is compiled with; throws RangeError for another. */
  explain(lang?: "zh" | "en"): string;
  /** Everything in forms that JSON has, counts as text too. */
  to_dict(): Record<string, unknown>;
  toJSON(): Record<string, unknown>;
}

/** `date`: the 申报日期, ISO text; by default the last day of the validity. */
export interface Options {
  readonly date?: IsoDate | null;
}

export declare const TITLE: string;
export declare const SOURCE_SHA256: string;
export declare const COMPILER_VERSION: string;
export declare const CLAUSES: Readonly<Record<ClauseId, Clause>>;
export declare const FACTS: Readonly<Record<ClauseId, readonly FactType[]>>;
