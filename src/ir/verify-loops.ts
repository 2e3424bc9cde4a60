import { invariant } from "../support/invariant.ts";
import { accumulatorsIn, bodyOf, type Expression, expressionsOf, type Local, partsOf, type Statement } from "./loop.ts";

/** Throws where a loop nest uses a variable that is not there, or sets one that is no accumulator. Linear time. */
export function verifyLoops(statements: readonly Statement[]): void {
  verifyBlock(statements, new Set(), new Set());
}

function verifyBlock(statements: readonly Statement[], outer: ReadonlySet<Local>, variables: ReadonlySet<Local>): void {
  const known = new Set(outer);
  const accumulators = new Set(variables);
  for (const statement of statements) {
    for (const expression of expressionsOf(statement)) verifyExpression(expression, known);
    if (statement.kind === "let" || statement.kind === "var") {
      invariant(!known.has(statement.local), `${statement.local.name} is declared once`);
      known.add(statement.local);
    }
    if (statement.kind === "var") accumulators.add(statement.local);
    for (const local of accumulatorsIn(statement))
      invariant(accumulators.has(local), `${local.name} is an accumulator`);
    if (statement.kind === "loop") invariant(statement.loop.unroll >= 1, "a loop does at least one iteration a turn");
    const inside = statement.kind === "loop" ? new Set([...known, statement.loop.index]) : known;
    verifyBlock(bodyOf(statement), inside, accumulators);
    if (statement.kind === "loop" && statement.loop.branchless !== undefined) {
      const { values, effects } = statement.loop.branchless;
      invariant(
        values.every(({ kind }) => kind === "let"),
        "a loop without jumps changes nothing before it knows that all is finite",
      );
      verifyBlock([...values, ...effects], inside, accumulators);
    }
  }
}

function verifyExpression(root: Expression, known: ReadonlySet<Local>): void {
  const stack = [root];
  while (stack.length > 0) {
    const expression = stack.pop()!;
    if (expression.kind === "local")
      invariant(known.has(expression.local), `${expression.local.name} is computed before it is used`);
    stack.push(...partsOf(expression));
  }
}
