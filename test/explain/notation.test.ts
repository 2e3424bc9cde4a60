import { expect, test } from "vitest";
import { foldNotation, notation } from "../../src/explain/notation.ts";
import { atom } from "../../src/explain/term.ts";
import { folds } from "../../src/ops/folds.ts";
import { operators } from "../../src/ops/index.ts";
import { rules } from "../../src/rewrite/engine.ts";

/** The size that a position is checked against is not shown. */
const HIDDEN: Readonly<Record<string, number>> = { checked_index: 1 };

test.each([...operators])("%s shows all its arguments", (name, { arity }) => {
  const args = ["apple", "berry", "cherry"].slice(0, arity);
  const { text } = notation(name)(...args.map(atom));
  for (const arg of args.slice(0, arity - (HIDDEN[name] ?? 0))) expect(text).toContain(arg);
});

test.each(Object.keys(folds) as (keyof typeof folds)[])("%s shows its axes and its body", (name) => {
  const { text } = foldNotation[name]("c", atom("apple"));
  expect(text).toMatch(/_c/);
  expect(text).toContain("apple");
});

test("each rule for stability says what goes wrong without it", () => {
  for (const rule of rules) if (rule.warrant === "stabilize") expect(rule.reason).toMatch(/^\w.{20,}[^.]$/);
});
