import { type Branchless, type Expression, expressionsOf, type Loop, type Statement } from "../ir/loop.ts";
import { isCheap, type Let, usedBy } from "./loop-body.ts";

/** A loop's body in which no exponential overflows; where one does, the loop is left. */
export function withoutOverflow({ body }: Loop): Branchless | undefined {
  const conditions = new Map<string, Expression>();
  const usual = (expression: Expression): Expression => {
    if (expression.kind === "load") return { ...expression, at: usual(expression.at) };
    if (expression.kind !== "apply") return expression;
    const args = expression.args.map(usual);
    const [condition, plain, rare] = args as [Expression, Expression, Expression];
    const isGuarded = expression.op === "fallback" && rare.kind === "apply" && rare.op === "scaled_exp";
    if (!isGuarded || !isCheap(condition)) return { ...expression, args };
    conditions.set(JSON.stringify(condition), condition);
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

const isLet = (statement: Statement): statement is Let => statement.kind === "let";
