import {
  bodyOf,
  type Expression,
  expressionsOf,
  type Loop,
  type LoopNest,
  partsOf,
  type Statement,
} from "../ir/loop.ts";

interface Place {
  readonly loops: readonly Loop[];
  readonly order: number;
}
type Load = Place & { readonly load: Expression & { kind: "load" } };
type Store = Place & { readonly store: Statement & { kind: "store" } };

/** Where an input is read, and its gradient stored. */
interface Accesses {
  readonly loads: Load[];
  readonly stores: Store[];
}

/**
 * The inputs over which their gradients may be written: every element is read for the last time before its gradient
 * is stored.
 */
export function replaceable(statements: readonly Statement[]): ReadonlySet<string> {
  const accesses = new Map<string, Accesses>();
  const of = (name: string): Accesses => {
    const found = accesses.get(name) ?? { loads: [], stores: [] };
    accesses.set(name, found);
    return found;
  };
  let order = 0;
  const visit = (list: readonly Statement[], loops: readonly Loop[]): void => {
    for (const statement of list) {
      order++;
      const stack: Expression[] = [...expressionsOf(statement)];
      while (stack.length > 0) {
        const expression = stack.pop()!;
        if (expression.kind === "load" && expression.array.kind === "input")
          of(expression.array.name).loads.push({ loops, order, load: expression });
        stack.push(...partsOf(expression));
      }
      if (statement.kind === "store" && statement.array.kind === "gradient")
        of(statement.array.name).stores.push({ loops, order, store: statement });
      visit(bodyOf(statement), statement.kind === "loop" ? [...loops, statement.loop] : loops);
    }
  };
  visit(statements, []);
  const isLast = ({ loads, stores }: Accesses): boolean =>
    stores.length > 0 && loads.every((load) => stores.every((store) => isReadBefore(load, store)));
  return new Set([...accesses].flatMap(([name, found]) => (isLast(found) ? name : [])));
}

/** The inputs that all of some copies of a loop nest may replace. */
export function replaceableInAll(nests: readonly LoopNest[], inputs: readonly string[]): readonly string[] {
  const each = nests.map(({ statements }) => replaceable(statements));
  return inputs.filter((input) => each.every((names) => names.has(input)));
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
