import { NOT_NEEDED } from "../../ir/loop.ts";
import type { Requirement } from "../../ir/requirement.ts";
import { camelCase } from "../../support/camel-case.ts";
import { unreachable } from "../../support/unreachable.ts";

/** Where a requirement stands: what holds the number, and where the loops are. */
export interface RequirementPlace {
  readonly name: string;
  /** A constant is needed: TypeScript refuses to compare it with what it can not be. */
  readonly isConstant: boolean;
  readonly loss: string;
  readonly place: readonly string[];
  readonly size: (extent: string) => string;
}

/** A call ends where a computed index is out of its axis, or the order of a norm below 1. */
export function printRequirement(
  requirement: Requirement,
  { name, isConstant, loss, place, size }: RequirementPlace,
): readonly string[] {
  const where = [loss, requirement.of].map((text) => JSON.stringify(text)).join(", ");
  switch (requirement.kind) {
    case "index": {
      const length = size(requirement.extent);
      const axis = JSON.stringify(camelCase(requirement.extent));
      const outside = `!(${name} >= 0 && ${name} < ${length})`;
      return [
        `if (${isConstant ? outside : `${name} !== ${NOT_NEEDED} && ${outside}`})`,
        `  badIndex(${where}, [${place.join(", ")}], ${name}, ${axis}, ${length});`,
      ];
    }
    case "order":
      return [`if (!(${name} >= 1)) badOrder(${where}, ${name});`];
    default:
      return unreachable(requirement);
  }
}
