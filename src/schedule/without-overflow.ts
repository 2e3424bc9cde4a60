import { type Branchless, type Expression, expressionsOf, type Local, type Loop, type Statement } from "../ir/loop.ts";
import { isCheap, type Let, partsWithin, usedBy } from "./loop-body.ts";

/** A loop's body in which no exponential overflows; where one does, the loop is left. */
export function withoutOverflow({ body }: Loop): Branchless | undefined {
  const scaled = scaledIn(body);
  const conditions = new Map<Local | Expression, Expression>();
  const usual = (expression: Expression): Expression => {
    if (expression.kind === "load") return { ...expression, at: usual(expression.at) };
    if (expression.kind !== "apply") return expression;
    const args = expression.args.map(usual);
    const [condition, plain, rare] = args as [Expression, Expression, Expression];
    if (expression.op !== "fallback" || !isScaled(rare, scaled) || !isCheap(condition)) return { ...expression, args };
    conditions.set(condition.kind === "local" ? condition.local : condition, condition);
    return plain;
  };
  const statements: Statement[] = [];
  for (const statement of body) {
    if (statement.kind !== "let" && statement.kind !== "accumulate" && statement.kind !== "store") return undefined;
    statements.push({ ...statement, value: usual(statement.value) });
  }
  if (conditions.size === 0) return undefined;
  const lets = statements.filter(isLet);
  const values = usedBy([...conditions.values()], lets);
  const later = usedBy(
    statements.filter((statement) => !isLet(statement)).flatMap(expressionsOf),
    lets.filter((statement) => !values.includes(statement)),
  );
  return {
    values,
    conditions: [...conditions.values()],
    choices: [],
    effects: statements.filter((statement) => !isLet(statement) || later.includes(statement)),
  };
}

/** What is computed in scaled form. */
function scaledIn(body: readonly Statement[]): ReadonlySet<Local> {
  const scaled = new Set<Local>();
  for (const statement of body) if (isLet(statement) && isScaled(statement.value, scaled)) scaled.add(statement.local);
  return scaled;
}

const isScaled = (expression: Expression, scaled: ReadonlySet<Local>): boolean =>
  partsWithin(expression).some(
    (part) => (part.kind === "apply" && part.op === "scaled_exp") || (part.kind === "local" && scaled.has(part.local)),
  );

const isLet = (statement: Statement): statement is Let => statement.kind === "let";
