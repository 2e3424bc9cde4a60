import {
  accumulatorsIn,
  type Expression,
  expressionsOf,
  type Local,
  type Loop,
  partsOf,
  type Statement,
} from "../ir/loop.ts";
import type { TargetFacts } from "../ir/target.ts";
import { ifConvert } from "./if-convert.ts";
import { withoutOverflow } from "./without-overflow.ts";

/** Bodies with more operators than this stay as they are: the code would grow more than the time shrinks. */
const LARGEST = 100;
const TIMES = 4;

/** Marks the innermost loops that the printer should unroll; what a condition within a loop guards is rarely run, and is left. */
export function unroll(statements: readonly Statement[], target: TargetFacts, within = false): readonly Statement[] {
  return statements.map((statement) => {
    if (statement.kind === "loop") return { kind: "loop", loop: unrollLoop(statement.loop, target) };
    return statement.kind === "if" && !within ? { ...statement, body: unroll(statement.body, target) } : statement;
  });
}

function unrollLoop(loop: Loop, target: TargetFacts): Loop {
  const body = unroll(loop.body, target, true);
  const innermost = body.every((statement) => statement.kind !== "loop" && statement.kind !== "require");
  const once = { ...loop, body, unroll: 1 };
  if (!innermost || loop.reversed || loop.list || runs(body)) return once;
  const usual = target.choosesByJump ? withoutOverflow(loop) : undefined;
  if (size(usual ? [...usual.values, ...usual.effects] : body) > LARGEST) return once;
  const branchless = usual ?? (target.choosesByJump ? ifConvert(loop) : undefined);
  return { ...loop, body, unroll: TIMES, ...(branchless && { branchless }) };
}

/** Whether an iteration reads what it accumulates, as a scan's does: such accumulators cannot be split. */
function runs(body: readonly Statement[]): boolean {
  if (body.some(({ kind }) => kind === "accumulateScaled")) return true;
  const accumulated = new Set(body.flatMap(accumulatorsIn));
  const stack: Expression[] = body.flatMap(expressionsOf);
  while (stack.length > 0) {
    const expression = stack.pop()!;
    if (expression.kind === "local" && accumulated.has(expression.local)) return true;
    stack.push(...partsOf(expression));
  }
  return false;
}

function size(statements: readonly Statement[]): number {
  const stack: Expression[] = statements.flatMap(expressionsOf);
  let count = 0;
  while (stack.length > 0) {
    const expression = stack.pop()!;
    if (expression.kind === "apply") count++;
    stack.push(...partsOf(expression));
  }
  return count;
}

/** The accumulators that a loop's body adds to. */
export function accumulatorsOf(loop: Loop): readonly (Statement & { kind: "accumulate" })[] {
  const seen = new Map<Local, Statement & { kind: "accumulate" }>();
  for (const statement of loop.body)
    if (statement.kind === "accumulate" && !seen.has(statement.local)) seen.set(statement.local, statement);
  return [...seen.values()];
}
