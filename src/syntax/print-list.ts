import { Comma } from "../../grammar/tokens.ts";
import { concat, type Doc, group, indent, LINE, SOFT_LINE, whereBroken } from "./document.ts";
import type { PrintCursor } from "./print-cursor.ts";

interface ListStyle {
  /** What stands inside the brackets of a list on one line. */
  readonly pad?: Doc;
  /** Whether empty lines between the items are kept. */
  readonly blanks?: boolean;
}

/** A list with its brackets: on one line, or each item on its own and a comma behind the last. */
export function printList<T>(
  cursor: PrintCursor,
  items: readonly T[],
  print: (item: T) => Doc,
  { pad = SOFT_LINE, blanks = false }: ListStyle = {},
): Doc {
  const open = cursor.take();
  const inside: Doc[] = [];
  items.forEach((item, i) => {
    const [isFirst, isLast] = [i === 0, i === items.length - 1];
    inside.push(...cursor.trail(), isFirst ? pad : LINE, ...(blanks ? cursor.lead(isFirst) : cursor.flush()));
    inside.push(print(item), comma(cursor, isLast));
  });
  inside.push(...cursor.trail(), ...(blanks ? cursor.lead(items.length === 0, true) : cursor.flush()));
  return group([open, indent(inside), items.length === 0 ? SOFT_LINE : pad, cursor.take()]);
}

/** The comma behind an item; comments between the two go behind it, but documentation would then be the next item's. */
function comma(cursor: PrintCursor, isLast: boolean): Doc {
  if (!cursor.nextIs(Comma)) return isLast ? whereBroken(",") : ",";
  if (!isLast && cursor.hasDoc()) return concat([...cursor.trail(), cursor.take()]);
  cursor.skip();
  return isLast ? whereBroken(",") : ",";
}
