import type { Node } from "../ir/graph.ts";
import type { Domain, LossProgram } from "../ir/program.ts";
import { hull, type Interval } from "../ops/interval.ts";

/** What a loss declares of the values of its inputs and options, where that does not depend on others. */
export function allowedRanges({ inputs, options }: LossProgram): ReadonlyMap<string, Interval> {
  const known = new Map<string, Interval>();
  for (const { name, domain } of [...inputs, ...options]) if (domain) known.set(name, rangeOf(domain));
  return known;
}

function rangeOf(domain: Domain): Interval {
  const constant = (bound: Node, otherwise: number) => (bound.kind === "constant" ? bound.value : otherwise);
  if (domain.kind === "range") return { lo: constant(domain.lo, -Infinity), hi: constant(domain.hi, Infinity) };
  return hull(...domain.values.flatMap((value) => [constant(value, -Infinity), constant(value, Infinity)]));
}
