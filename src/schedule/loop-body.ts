import { type Expression, type Local, partsOf, type Statement } from "../ir/loop.ts";

export type Let = Statement & { readonly kind: "let" };

export const COMPARISONS: ReadonlySet<string> = new Set(["eq", "ne", "lt", "le", "gt", "ge"]);
/** Operators that cost less than a jump that is guessed wrong. */
const CHEAP: ReadonlySet<string> = new Set([
  ...COMPARISONS,
  ...["and", "or", "not", "add", "sub", "mul", "neg", "abs", "real", "select", "min", "max"],
]);

export function isCheap(expression: Expression): boolean {
  return partsWithin(expression).every((part) =>
    part.kind === "number" ? Number.isFinite(part.value) : part.kind !== "apply" || CHEAP.has(part.op),
  );
}

export function partsWithin(expression: Expression): readonly Expression[] {
  return [expression, ...partsOf(expression).flatMap(partsWithin)];
}

/** Those of `values` that `needed` needs, directly or through each other. */
export function usedBy(needed: readonly Expression[], values: readonly Let[]): readonly Let[] {
  const used = new Set<Local>();
  const use = (expression: Expression) => {
    for (const part of partsWithin(expression)) if (part.kind === "local") used.add(part.local);
  };
  needed.forEach(use);
  return values
    .toReversed()
    .filter(({ local, value }) => {
      if (used.has(local)) use(value);
      return used.has(local);
    })
    .toReversed();
}
