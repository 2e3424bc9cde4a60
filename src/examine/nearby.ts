import type { LossProgram } from "../ir/program.ts";
import type { Random } from "../support/random.ts";
import type { Call } from "./call.ts";
import { isLegal } from "./legal.ts";

/** How far numbers are moved, relative to themselves, or from 0. */
const RELATIVE = 1e-2;
const FROM_ZERO = 1e-3;

/** The call with all of its real elements moved a little, so that no two are equal and none is 0. */
export function nearbyCall(program: LossProgram, call: Call, random: Random): Call {
  const inputs = new Map(call.inputs);
  for (const { name, element } of program.inputs) {
    const data = inputs.get(name);
    if (data === undefined || element.kind !== "real") continue;
    const moved = data.map((x) => {
      const distance = RELATIVE * Math.abs(x) + FROM_ZERO;
      return Math.fround(x + random.between(-distance, distance));
    });
    // An input that may not move stays: of a domain at whose end it is, it is looked at there.
    if (isLegal(program, { ...call, inputs: new Map(inputs).set(name, moved) })) inputs.set(name, moved);
  }
  return { ...call, inputs };
}
