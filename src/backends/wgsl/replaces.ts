import type { Statement } from "../../ir/loop.ts";
import { replaceable } from "../../schedule/in-place.ts";
import type { Dispatch, SplitNest } from "./split-nest.ts";
import { gradientsIn, inputsIn } from "./walk.ts";

/**
 * Whether the gradient of an input may be written over the input itself, while all items of a grid run at once: the
 * item that stores it has read the element for the last time, no other item reads it, and no later dispatch does.
 */
export function canReplaceAtOnce({ dispatches, finish }: SplitNest, input: string): boolean {
  const loads = (statements: readonly Statement[]) => inputsIn(statements).includes(input);
  const storing = dispatches.findIndex(({ body }) => gradientsIn(body).includes(input));
  if (storing < 0) return false;
  const later = dispatches.slice(storing + 1);
  const afterwards = [...finish.statements, ...later.flatMap(({ body }) => body), ...finish.before.lets];
  if (loads([...afterwards, ...later.flatMap(aroundItems)])) return false;
  const dispatch = dispatches[storing]!;
  return !loads(aroundItems(dispatch)) && replaceable(nested(dispatch)).has(input);
}

/** What every workgroup does before its items. */
function aroundItems({ before, conditions, totals }: Dispatch): readonly Statement[] {
  const initials = totals.map(({ local, initial }): Statement => ({ kind: "var", local, initial }));
  const around = conditions.map((condition): Statement => ({ kind: "if", condition, body: [] }));
  return [...before.lets, ...initials, ...around];
}

/** A dispatch as loops again. */
function nested({ loops, body }: Dispatch): readonly Statement[] {
  return loops.reduceRight<readonly Statement[]>(
    (inner, loop) => [{ kind: "loop", loop: { ...loop, body: inner } }],
    body,
  );
}
