import { type ArrayRef, bodyOf, type Expression, expressionsOf, partsOf, type Statement } from "../../ir/loop.ts";
import type { Scalar } from "../../ir/type.ts";

/** What a kernel reads beside its own variables. */
export interface KernelUses {
  readonly extents: readonly string[];
  readonly options: ReadonlyMap<string, Scalar>;
  readonly present: ReadonlySet<string>;
  readonly arrays: ReadonlyMap<string, ArrayRef>;
  readonly ops: ReadonlySet<string>;
}

/** What statements use of their frame. */
export function usesOf(statements: readonly Statement[]): KernelUses {
  const extents = new Set<string>();
  const options = new Map<string, Scalar>();
  const present = new Set<string>();
  const arrays = new Map<string, ArrayRef>();
  const ops = new Set<string>();
  const visit = (list: readonly Statement[]): void => {
    for (const statement of list) {
      if ("array" in statement) arrays.set(keyOf(statement.array), statement.array);
      if (statement.kind === "require" && statement.requirement.kind === "index")
        extents.add(statement.requirement.extent);
      if (statement.kind === "loop") extents.add(statement.loop.axis.extent);
      if (statement.kind === "loop" && statement.loop.list)
        arrays.set(keyOf(statement.loop.list.next), statement.loop.list.next);
      visit(bodyOf(statement));
      const stack: Expression[] = [...expressionsOf(statement)];
      while (stack.length > 0) {
        const expression = stack.pop()!;
        if (expression.kind === "size") extents.add(expression.extent);
        else if (expression.kind === "option") options.set(expression.name, expression.type);
        else if (expression.kind === "present") present.add(expression.input);
        else if (expression.kind === "apply") ops.add(expression.op);
        else if (expression.kind === "load") arrays.set(keyOf(expression.array), expression.array);
        stack.push(...partsOf(expression));
      }
    }
  };
  visit(statements);
  return { extents: [...extents].sort(), options, present, arrays, ops };
}

/** An array by kind and name. */
export function keyOf(array: ArrayRef): string {
  return array.kind === "point" ? "point" : `${array.kind} ${array.name}`;
}
