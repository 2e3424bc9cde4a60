import { expect, test } from "vitest";
import { foldNotation, notation } from "../../src/explain/notation.ts";
import { atom, LEFT_OUT, over, plus, times } from "../../src/explain/term.ts";
import { folds } from "../../src/ops/folds.ts";
import { axisFunctions } from "../../src/ops/axis-functions.ts";
import { tables } from "../../src/ops/by-table.ts";
import { callable, operators } from "../../src/ops/index.ts";
import { rules } from "../../src/rewrite/engine.ts";

/** The size that a position is checked against is not shown. */
const HIDDEN: Readonly<Record<string, number>> = { checked_index: 1 };

test.each([...operators])("%s shows all its arguments", (name, { arity }) => {
  const args = ["apple", "berry", "cherry"].slice(0, arity);
  const { text } = notation(name)(...args.map(atom));
  for (const arg of args.slice(0, arity - (HIDDEN[name] ?? 0))) expect(text).toContain(arg);
});

/** Functions that no source can call, by the name that mathematics has for them. */
const KNOWN = ["asinh", "acosh", "mod", "given"];

test.each([...operators].filter(([name]) => !(name in tables)))(
  "%s is shown as mathematics, by functions that a reader knows",
  (name, { arity }) => {
    const { text } = notation(name)(...["apple", "berry", "cherry"].slice(0, arity).map(atom));
    const called = [...text.matchAll(/[a-z][a-z0-9_]*(?=\()/gi)].map(([word]) => word);
    const isKnown = (word: string) => callable.has(word) || word in axisFunctions || KNOWN.includes(word);
    expect(called.filter((word) => !isKnown(word))).toEqual([]);
  },
);

test.each(Object.keys(folds) as (keyof typeof folds)[])("%s shows its axes and its body", (name) => {
  const { text } = foldNotation[name]("c", atom("apple"));
  expect(text).toMatch(/_c/);
  expect(text).toContain("apple");
});

test("each rule for stability says what goes wrong without it", () => {
  for (const rule of rules) if ("reason" in rule) expect(rule.reason).toMatch(/^\w.{20,}[^.]$/);
});

test("two parts that are left out are not taken for the same", () => {
  const leftOut = atom(LEFT_OUT);
  expect(times(leftOut, leftOut).text).toBe("…·…");
  expect(over(leftOut, leftOut).text).toBe("… / …");
  expect(plus(leftOut, leftOut).text).toBe("… + …");
});
