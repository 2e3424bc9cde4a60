import { LARGEST_FLOAT32, type TargetFacts } from "../../ir/target.ts";
import { fastSpellings, silent, spellings } from "./spellings.ts";

/** What the middle of the compiler must know of JavaScript. */
export function javascriptFacts(dtype: "f32" | "f64", fast: boolean): TargetFacts {
  const words = fast ? fastSpellings : spellings;
  return {
    spells: (op) => words.has(op) || silent.has(op),
    prefersTables: fast,
    choosesByJump: true,
    isParallel: false,
    computesIn: "f64",
    largestReal: dtype === "f32" ? LARGEST_FLOAT32 : Number.MAX_VALUE,
  };
}
