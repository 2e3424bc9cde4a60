import type { OpName } from "../ir/graph.ts";
import { invariant } from "../support/invariant.ts";
import { arithmetic } from "./arithmetic.ts";
import { tables } from "./by-table.ts";
import { comparisons } from "./comparison.ts";
import { differences } from "./difference.ts";
import { errorFunctions } from "./erf.ts";
import { exponential } from "./exponential.ts";
import type { Operator } from "./operator.ts";
import { rounding } from "./rounding.ts";
import { sigmoids } from "./sigmoid.ts";
import { special } from "./special.ts";
import { trigonometric } from "./trigonometric.ts";

const entries = {
  ...arithmetic,
  ...comparisons,
  ...exponential,
  ...differences,
  ...sigmoids,
  ...trigonometric,
  ...rounding,
  ...errorFunctions,
  ...special,
  ...tables,
};

/** The operators by name, where a table must know them all. */
export type OperatorName = keyof typeof entries;

/** The operator table: one entry an operator of single elements. */
export const operators: ReadonlyMap<OpName, Operator> = new Map(Object.entries(entries));

export function operator(name: OpName): Operator {
  const entry = operators.get(name);
  invariant(entry !== undefined, `no operator ${name}`);
  return entry;
}

/** The operators that a `.loss` file can call, by the name that it writes. */
export const callable: ReadonlyMap<string, OpName> = new Map([
  ...[...operators].filter(([, entry]) => entry.callable).map(([name]) => [name, name] as const),
  ["div", "div_floor"],
  ["mod", "mod_floor"],
]);
