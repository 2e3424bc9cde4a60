import { children, type Expr, type FileNode, type LossItem } from "../syntax/ast.ts";

/** The names of everything that a file calls. */
export function calledNames(file: FileNode): Set<string> {
  const called = new Set<string>();
  const stack: Expr[] = file.items.flatMap((item) =>
    item.kind === "fn" ? [item.body] : item.kind === "loss" ? expressions(item) : [],
  );
  while (stack.length > 0) {
    const expr = stack.pop()!;
    if (expr.kind === "call") called.add(expr.callee.text);
    for (const child of children(expr)) stack.push(child);
  }
  return called;
}

/** Every expression that stands directly in a loss. */
export function expressions(loss: LossItem): Expr[] {
  const found: Expr[] = loss.statements.map((statement) => statement.value);
  for (const { default: value, domain, type } of loss.params) {
    if (value !== undefined) found.push(value);
    if (domain !== undefined) found.push(...(domain.kind === "set" ? domain.values : [domain.lo, domain.hi]));
    if (type.kind === "tensor" && type.element.kind === "index" && type.element.sentinel !== undefined)
      found.push(type.element.sentinel);
  }
  if (loss.result?.kind === "return") found.push(loss.result.value);
  if (loss.result?.kind === "reduce")
    found.push(loss.result.point, ...loss.result.reductions.map(({ value }) => value));
  return found;
}
