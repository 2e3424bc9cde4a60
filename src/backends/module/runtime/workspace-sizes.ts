import { listed } from "./names.ts";
import type { Plan } from "./plan.ts";
import { checkShape, product } from "./shapes.ts";
import type { Work } from "./work.ts";

/** The sizes of a workspace's axes are given; those of a call follow from its inputs. */
export function bindAxis(plan: Plan, work: Work, axis: string, size: unknown): void {
  const starred = plan.starred.includes(axis);
  if (size === undefined && !starred) throw new TypeError(`${plan.name}: the size of axis ${axis} is missing`);
  const dims = starred && (size === undefined || Array.isArray(size)) ? (size ?? []) : [size];
  work.dims[axis] = [...checkShape(plan, `axis ${axis}`, dims)];
  work.sizes[axis] = product(work.dims[axis]);
}

export function keptInputs(plan: Plan, names: unknown): readonly string[] {
  if (names === undefined) return [];
  if (!Array.isArray(names)) throw new TypeError(`${plan.name}: with must be an array of input names`);
  const optional = plan.inputs.filter((input) => input.optional).map((input) => input.name);
  for (const name of names) {
    if (!optional.includes(name as string)) {
      throw new TypeError(`${plan.name}: with: ${String(name)} is no input with a default${listed(optional)}`);
    }
  }
  return names as string[];
}
