import type { StatementStructures, StructureKind } from "ts-morph";
import type { Dtype } from "../module/arrays.ts";
import { type Calls, createSubject, declareInterfaces, lossMethods } from "../module/declare.ts";
import type { LossUnit } from "../module/unit.ts";

const calls: Calls = { result: (type) => type, kept: "arrays", keeps: (array) => array };

/** The exported types of a loss, in the order of a module. */
export function declareTypes(
  unit: LossUnit,
  dtype: Dtype,
  stem: string,
  kinds: typeof StructureKind,
): readonly StatementStructures[] {
  const subject = createSubject(unit, dtype, stem, calls);
  return declareInterfaces(subject, kinds, [{ name: `${stem}Loss`, methods: lossMethods(subject) }]);
}
