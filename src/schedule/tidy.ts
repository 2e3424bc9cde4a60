import { bodyOf, type Expression, expressionsOf, type Local, type Loop, partsOf, type Statement } from "../ir/loop.ts";
import { deferRare } from "./defer-rare.ts";

/** Deeper expressions than this are cut by a variable, so that they stay readable. */
const DEPTH = 8;

/** Drops variables that nothing uses, writes those used once where they are used, and defers those that are rarely used. */
export function tidy(statements: readonly Statement[]): readonly Statement[] {
  const uses = new Map<Local, number>();
  countUses(statements, uses);
  return deferRare(tidyBlock(statements, uses, new Map()));
}

/** Whether a value costs nothing wherever it is written. */
function isFree(value: Expression): boolean {
  if (value.kind === "apply") return value.op === "real" && isFree(value.args[0]!);
  return value.kind !== "load";
}

/** How often each variable is used by what matters in the end. */
function countUses(statements: readonly Statement[], uses: Map<Local, number>): void {
  const values = new Map<Local, Expression>();
  const add = (expression: Expression, by: 1 | -1): void => {
    const stack = [expression];
    while (stack.length > 0) {
      const part = stack.pop()!;
      if (part.kind === "local") {
        const count = (uses.get(part.local) ?? 0) + by;
        uses.set(part.local, count);
        if (count === 0 && values.has(part.local)) stack.push(values.get(part.local)!);
      }
      stack.push(...partsOf(part));
      // The condition of a fallback keeps its name: what is deferred waits for it.
      if (part.kind === "apply" && part.op === "fallback") stack.push(part.args[0]!);
    }
  };
  const visit = (list: readonly Statement[]): void => {
    for (const statement of list) {
      if (statement.kind === "let") values.set(statement.local, statement.value);
      for (const expression of expressionsOf(statement)) add(expression, 1);
      visit(bodyOf(statement));
    }
  };
  visit(statements);
  for (const [local, value] of values) if (!uses.has(local)) add(value, -1);
}

interface Pending {
  readonly value: Expression;
  readonly depth: number;
  readonly loads: boolean;
}

/** A loop that does nothing but add `if c then x else 0`, with a c from outside, behind an `if` of its own. */
function guarded(loop: Loop): readonly Statement[] {
  const [only, ...others] = loop.body;
  if (others.length === 0 && (only?.kind === "accumulateAt" || only?.kind === "accumulate") && only.step === "add") {
    const { value } = only;
    if (value.kind === "apply" && value.op === "select") {
      const [condition, yes, no] = value.args as [Expression, Expression, Expression];
      if (condition.kind === "local" && no.kind === "number" && no.value === 0)
        return [
          { kind: "if", condition, body: [{ kind: "loop", loop: { ...loop, body: [{ ...only, value: yes }] } }] },
        ];
    }
  }
  return [{ kind: "loop", loop }];
}

function tidyBlock(
  statements: readonly Statement[],
  uses: ReadonlyMap<Local, number>,
  free: Map<Local, Expression>,
): readonly Statement[] {
  const pending = new Map<Local, Pending>();
  const result: Statement[] = [];

  const inline = (expression: Expression): { value: Expression; depth: number; loads: boolean } => {
    switch (expression.kind) {
      case "local": {
        const other = free.get(expression.local);
        if (other !== undefined) return { value: other, depth: 0, loads: false };
        const found = pending.get(expression.local);
        if (found === undefined) return { value: expression, depth: 0, loads: false };
        pending.delete(expression.local);
        return found;
      }
      case "load": {
        const at = inline(expression.at);
        return { value: { ...expression, at: at.value }, depth: at.depth, loads: true };
      }
      case "apply": {
        const args = expression.args.map(inline);
        return {
          value: { ...expression, args: args.map((arg) => arg.value) },
          depth: 1 + Math.max(0, ...args.map((arg) => arg.depth)),
          loads: args.some((arg) => arg.loads),
        };
      }
      default:
        return { value: expression, depth: 0, loads: false };
    }
  };
  /** Writes out a value after all; what it waits for comes first. */
  const settle = (local: Local, { value }: Pending) => result.push({ kind: "let", local, value });
  const settleAll = (which: (found: Pending) => boolean) => {
    for (const [local, found] of [...pending]) {
      if (!which(found)) continue;
      pending.delete(local);
      settle(local, found);
    }
  };

  for (const statement of statements) {
    switch (statement.kind) {
      case "let": {
        const count = uses.get(statement.local) ?? 0;
        if (count === 0) break;
        const { value, depth, loads } = inline(statement.value);
        if (isFree(value)) free.set(statement.local, value);
        else if (count === 1 && depth < DEPTH) pending.set(statement.local, { value, depth, loads });
        else result.push({ ...statement, value });
        break;
      }
      case "loop": {
        const { list } = statement.loop;
        const walked = list && { list: { ...list, first: inline(list.first).value } };
        settleAll(() => true);
        result.push(...guarded({ ...statement.loop, ...walked, body: tidyBlock(statement.loop.body, uses, free) }));
        break;
      }
      case "if":
        settleAll(() => true);
        result.push({
          ...statement,
          condition: inline(statement.condition).value,
          body: tidyBlock(statement.body, uses, free),
        });
        break;
      case "fill":
        settleAll((found) => found.loads);
        result.push(statement);
        break;
      case "var":
        result.push({ ...statement, initial: inline(statement.initial).value });
        break;
      case "accumulate":
      case "result":
      case "require":
        result.push({ ...statement, value: inline(statement.value).value });
        break;
      case "accumulateScaled":
        result.push({
          ...statement,
          value: inline(statement.value).value,
          exponent: inline(statement.exponent).value,
        });
        break;
      case "store":
      case "accumulateAt": {
        const [at, value] = [inline(statement.at).value, inline(statement.value).value];
        settleAll((found) => found.loads);
        result.push({ ...statement, at, value });
        break;
      }
    }
  }
  settleAll(() => true);
  return result;
}
