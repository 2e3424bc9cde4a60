import { bodyOf, type Expression, expressionsOf, type Loop, partsOf, type Statement } from "../ir/loop.ts";

interface Access {
  readonly loops: readonly Loop[];
  readonly order: number;
}
type Load = Access & { readonly load: Expression & { kind: "load" } };
type Store = Access & { readonly store: Statement & { kind: "store" } };

/**
 * Whether the gradient of an input may be written over the input itself: every element is read for the last time
 * before its gradient is stored.
 */
export function canReplace(statements: readonly Statement[], input: string): boolean {
  const loads: Load[] = [];
  const stores: Store[] = [];
  let order = 0;
  const visit = (list: readonly Statement[], loops: readonly Loop[]): void => {
    for (const statement of list) {
      order++;
      const stack: Expression[] = [...expressionsOf(statement)];
      while (stack.length > 0) {
        const expression = stack.pop()!;
        if (expression.kind === "load" && expression.array.kind === "input" && expression.array.name === input) {
          loads.push({ loops, order, load: expression });
        }
        stack.push(...partsOf(expression));
      }
      if (statement.kind === "store" && statement.array.kind === "gradient" && statement.array.name === input) {
        stores.push({ loops, order, store: statement });
      }
      visit(bodyOf(statement), statement.kind === "loop" ? [...loops, statement.loop] : loops);
    }
  };
  visit(statements, []);
  return stores.length > 0 && loads.every((load) => stores.every((store) => isReadBefore(load, store)));
}

/** In each iteration of the loops that both are in, the load comes first and stays within what that iteration stores. */
function isReadBefore({ loops, order, load }: Load, { loops: around, order: stored, store }: Store): boolean {
  if (order > stored) return false;
  const shared = loops.filter((loop) => around.includes(loop));
  return shared.every(({ axis }) => {
    const place = store.axes.indexOf(axis);
    const position = load.element?.at[place];
    return place >= 0 && position?.kind === "index" && position.axis === axis;
  });
}
