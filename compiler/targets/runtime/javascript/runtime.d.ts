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

/** A claim by its name: the id of a clause, or id#text for a further claim of it. */
export type ClaimName = ClauseId | `${ClauseId}#${string}`;
/** Claims of one enterprise: name → facts. */
export type Claims = Readonly<Partial<Record<ClaimName, object>>> | ReadonlyMap<ClaimName, object>;

/** What is paid of several claims, and why the rest is not. Amounts are yuan as text with two decimals. */
export interface Settlement {
  readonly total: string;
  /** 上限 where something paid is a ceiling (the authority decides up to it), else 定额. */
  readonly kind: "定额" | "上限";
  readonly subtotals: { readonly 奖补: string; readonly 减免: string };
  /** The date of the claims, where they have one in common. */
  readonly date: IsoDate | null;
  /** All names in the order of the document: an object lists names that are whole numbers first. */
  readonly claims: readonly string[];
  readonly paid: Readonly<Record<string, Result<unknown>>>;
  /** Name → names of the claims paid instead. */
  readonly dropped: Readonly<Record<string, readonly string[]>>;
  /** Not eligible, or 0. */
  readonly refused: Readonly<Record<string, Result<unknown>>>;
  /** What never counts: 核算, 资格, 交纳. */
  readonly others: Readonly<Record<string, Result<unknown>>>;
  readonly results: Readonly<Record<string, Result<unknown>>>;
  /** What is paid, what is not and why, line by line; `trace` has the explanation of every claim too. */
  readonly summary: readonly string[];
  readonly trace: readonly string[];
  /** In the language that the module is compiled with; throws RangeError for another. */
  explain(lang?: "zh" | "en"): string;
  to_dict(): Record<string, unknown>;
  toJSON(): Record<string, unknown>;
}

/** How a budget is shared out; `cap` and `step` are yuan as text. */
export interface SharingRule {
  readonly order: "pro_rata" | "applied" | "score";
  readonly places: number | null;
  readonly cap: string | null;
  readonly step: string;
  readonly remainder: "kept" | "largest";
  readonly partial: boolean;
}

/** One thing wrong with a claim. */
export interface FaultData {
  readonly code: string;
  readonly fact: string;
  readonly message: string;
  readonly message_en: string;
}

/** A budget shared out, by applicant. Amounts are yuan as text with two decimals. */
export interface Allocation {
  readonly budget: string;
  readonly remainder: string;
  /** All names in the order of application: an object lists names that are whole numbers first. */
  readonly applicants: readonly string[];
  readonly shares: Readonly<Record<string, string>>;
  readonly due: Readonly<Record<string, string>>;
  readonly reasons: Readonly<Record<string, readonly string[]>>;
  /** Applicant → claims that cannot be read → what is wrong with them. */
  readonly refused: Readonly<Record<string, Readonly<Record<string, readonly FaultData[]>>>>;
  /** Applicant → ceilings of which nothing is approved, and which take no money. */
  readonly unapproved: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How the share of one came about, or of all (undefined); throws RangeError for a language that the module has not. */
  explain(applicant?: string, lang?: "zh" | "en"): string;
  to_dict(): Record<string, unknown>;
  toJSON(): Record<string, unknown>;
}

/** The best selection of claims; of each set in `same_matter` (names of claims) one at most is paid. */
export declare function settle(
  claims: Claims,
  options?: { readonly same_matter?: readonly (readonly ClaimName[])[] | null; readonly date?: IsoDate | null },
): Settlement;

/**
 * A budget (by default BUDGET) shared out among applicants, in the order in which they applied: a Map where their names are
 * whole numbers, since an object does not keep their order. `same_matter`: applicant → sets of its claims of which one is paid;
 * `approved`: applicant → claim → what was approved under a ceiling, without which a ceiling then takes no money.
 */
export declare function allocate(
  applicants: Readonly<Record<string, Claims>> | ReadonlyMap<string, Claims>,
  options?: {
    readonly budget?: Amount | null;
    readonly scores?: Readonly<Record<string, Quantity>> | ReadonlyMap<string, Quantity> | null;
    readonly date?: IsoDate | null;
    readonly same_matter?: ByApplicant<readonly (readonly ClaimName[])[]> | null;
    readonly approved?: ByApplicant<ByApplicant<Amount | null>> | null;
  },
): Allocation;

/** Names → what belongs to each. */
export type ByApplicant<Of> = Readonly<Record<string, Of>> | ReadonlyMap<string, Of>;

/** Sets of clauses of which one is paid. */
export declare const SAME_MATTER: readonly (readonly ClauseId[])[];
export declare const SHARING: SharingRule | null;
/** In yuan, with two decimals. */
export declare const BUDGET: string | null;
export declare const TITLE: string;
export declare const SOURCE_SHA256: string;
export declare const COMPILER_VERSION: string;
export declare const CLAUSES: Readonly<Record<ClauseId, Clause>>;
export declare const FACTS: Readonly<Record<ClauseId, readonly FactType[]>>;
