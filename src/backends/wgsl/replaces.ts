import type { Statement } from "../../ir/loop.ts";
import { replaceable } from "../../schedule/in-place.ts";
import type { Dispatch, SplitNest } from "./split-nest.ts";
import { inputsIn } from "./walk.ts";

/**
 * The inputs over which their gradients may be written, while all items of a grid run at once: the item that stores an
 * element has read it for the last time, no other item reads it, and no later dispatch does.
 */
export function replaceableAtOnce({ dispatches, finish }: SplitNest): ReadonlySet<string> {
  const found = new Set<string>();
  const readLater = new Set(inputsIn([...finish.statements, ...finish.before.lets]));
  for (const dispatch of dispatches.toReversed()) {
    for (const input of inputsIn(aroundItems(dispatch))) readLater.add(input);
    for (const input of replaceable(nested(dispatch))) if (!readLater.has(input)) found.add(input);
    for (const input of inputsIn(dispatch.body)) readLater.add(input);
  }
  return found;
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
