import type { Plan } from "./plan.ts";
import { shapeOf } from "./shapes.ts";
import type { Work } from "./work.ts";

export function checkData(plan: Plan, work: Work): void {
  const { options } = work;
  for (const input of plan.inputs) {
    const data = work.inputs[input.name];
    if (data === undefined || input.checks === undefined) continue;
    for (const check of input.checks) {
      const at = check.find(data, options, work.sizes, input.array === "Float32Array");
      if (at < 0) continue;
      const place = input.name + positionText(positionOf(at, shapeOf(input, work)));
      throw new RangeError(`${plan.name}: ${place} is ${data[at]}, ${check.problem(options, work.sizes)}`);
    }
  }
}

export function positionText(position: readonly number[]): string {
  return position.length === 0 ? "" : `[${position.join(", ")}]`;
}

function positionOf(at: number, shape: readonly number[]): readonly number[] {
  const position = shape.map(() => 0);
  let rest = at;
  for (let i = shape.length - 1; i >= 0; i--) {
    position[i] = rest % shape[i]!;
    rest = Math.floor(rest / shape[i]!);
  }
  return position;
}
