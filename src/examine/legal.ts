import type { LossProgram } from "../ir/program.ts";
import { type Allowed, allowed, evaluate, isAllowed } from "./allowed.ts";
import { type Call, environmentOf, lengthOf, sizeOf } from "./call.ts";

/** Whether the declarations allow a call. */
export function isLegal(program: LossProgram, call: Call): boolean {
  const { options } = environmentOf(program, call);
  const inside = (range: Allowed) => (value: number) => isAllowed(range, value);
  return (
    program.options.every(({ name, type, domain }) => {
      const value = options.get(name)!;
      const fits = type === "real" || (type === "int" ? Number.isInteger(value) : value === 0 || value === 1);
      return fits && inside(allowed(domain, type === "real" ? "float64" : "int", options))(value);
    }) &&
    program.inputs.every(({ name, axes, element, domain }) => {
      const data = call.inputs.get(name);
      if (data === undefined) return true;
      if (data.length !== lengthOf(call.dimensions, axes)) return false;
      switch (element.kind) {
        case "real":
          return data.every(inside(allowed(domain, "float32", options)));
        case "bool":
          return data.every((x) => x === 0 || x === 1);
        case "index": {
          const sentinel = element.sentinel === undefined ? NaN : evaluate(element.sentinel, options);
          const size = sizeOf(call.dimensions, element.axis);
          const inRange = inside(allowed(domain, "int", options));
          return data.every((x) => ((x >= 0 && x < size && Number.isInteger(x)) || x === sentinel) && inRange(x));
        }
      }
    })
  );
}
