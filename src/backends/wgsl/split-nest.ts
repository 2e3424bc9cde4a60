import type { Expression, Local, Loop, Statement } from "../../ir/loop.ts";
import { invariant } from "../../support/invariant.ts";
import { allExpressions, partsOfAll, stepsIn } from "./walk.ts";

type Let = Statement & { readonly kind: "let" };

/** A number that a whole grid adds up to: each workgroup leaves its part of it. */
export interface Total {
  readonly local: Local;
  readonly initial: Expression;
  /** The operator that takes in one more element. */
  readonly step: string;
}

/** A grid whose items run at once, as one dispatch. */
export interface Dispatch {
  readonly loops: readonly Loop[];
  /** What each item does. */
  readonly body: readonly Statement[];
  /** The grid is empty where one of these does not hold; they know no position in the grid. */
  readonly conditions: readonly Expression[];
  readonly totals: readonly Total[];
  /** Totals of earlier dispatches that it needs, and what is computed of them first. */
  readonly before: Prologue;
}

export interface Prologue {
  readonly totals: readonly Total[];
  readonly lets: readonly Let[];
}

/** A nest as dispatches, in order, and what is left to do when all have run. */
export interface SplitNest {
  readonly dispatches: readonly Dispatch[];
  readonly finish: { readonly statements: readonly Statement[]; readonly before: Prologue };
  readonly totals: readonly Total[];
}

/** Splits a nest of grids into dispatches: scalars between them are computed again wherever they are needed. */
export function splitNest(statements: readonly Statement[]): SplitNest {
  const totals = new Map<Local, Total>();
  const lets = new Map<Local, Let>();
  const steps = stepsIn(statements);

  const prologue = (body: readonly Statement[], conditions: readonly Expression[] = []): Prologue => {
    const used = new Set<Local>();
    const visit = (expression: Expression): void => {
      for (const local of localsIn([expression])) {
        if (used.has(local)) continue;
        used.add(local);
        if (lets.has(local)) visit(lets.get(local)!.value);
      }
    };
    [...allExpressions(body), ...conditions].forEach(visit);
    return {
      totals: [...totals.values()].filter(({ local }) => used.has(local)),
      lets: [...lets.values()].filter(({ local }) => used.has(local)),
    };
  };

  const dispatches: Dispatch[] = [];
  const rest: Statement[] = [];
  for (const statement of statements) {
    const grid = gridOf(statement);
    if (statement.kind === "let") lets.set(statement.local, statement);
    else if (statement.kind === "var") {
      totals.set(statement.local, {
        local: statement.local,
        initial: statement.initial,
        step: steps.get(statement.local) ?? "add",
      });
    } else if (grid !== undefined) {
      const own = new Set([...stepsIn(grid.body).keys()]);
      if (grid.loops.length === 0) {
        // The only item of its dispatch has its accumulators to itself.
        const vars = [...totals.values()].filter(({ local }) => own.has(local));
        for (const { local } of vars) totals.delete(local);
        grid.body.unshift(...vars.map(({ local, initial }): Statement => ({ kind: "var", local, initial })));
      }
      dispatches.push({
        ...grid,
        totals: [...totals.values()].filter(({ local }) => own.has(local)),
        before: prologue(grid.body, grid.conditions),
      });
    } else rest.push(statement);
  }
  return { dispatches, finish: { statements: rest, before: prologue(rest) }, totals: [...totals.values()] };
}

interface Grid {
  readonly loops: readonly Loop[];
  readonly body: Statement[];
  readonly conditions: readonly Expression[];
}

/** The loops of a grid with all that is in them as one body, if the statement is one. Any other loop is a grid of one item. */
function gridOf(statement: Statement): Grid | undefined {
  const conditions: Expression[] = [];
  let current = statement;
  while (current.kind === "if" && current.body.length === 1) {
    conditions.push(current.condition);
    current = current.body[0]!;
  }
  if (current.kind !== "loop") return undefined;
  if (!current.loop.grid) return { loops: [], body: [current], conditions };
  const loops: Loop[] = [current.loop];
  let body = [...current.loop.body];
  for (;;) {
    const place = body.findIndex((inner) => (gridOf(inner)?.loops.length ?? 0) > 0);
    if (place < 0) return { loops, body, conditions };
    const inner = unwrapped(body[place]!);
    loops.push(inner.loop);
    body = [...body.slice(0, place), ...inner.around(inner.loop.body), ...body.slice(place + 1)];
  }
}

/** A loop of a grid without the conditions around it, which are to stand around its body. */
function unwrapped(statement: Statement): {
  readonly loop: Loop;
  readonly around: (body: readonly Statement[]) => readonly Statement[];
} {
  if (statement.kind === "loop") return { loop: statement.loop, around: (body) => body };
  invariant(statement.kind === "if", "the loops of a grid stand directly in one another");
  const inner = unwrapped(statement.body[0]!);
  return { loop: inner.loop, around: (body) => [{ ...statement, body: inner.around(body) }] };
}

const localsIn = (expressions: readonly Expression[]): readonly Local[] =>
  partsOfAll(expressions).flatMap((part) => (part.kind === "local" ? part.local : []));
