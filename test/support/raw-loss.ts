import fc from "fast-check";

/** The skeleton of an expression: what it becomes depends on what is in scope, so any skeleton becomes well typed. */
export interface Raw {
  readonly kind: RawKind;
  /** Chooses among the possibilities, modulo their number. */
  readonly pick: number;
  readonly kids: readonly Raw[];
}

export type RawKind =
  | "leaf"
  | "unary"
  | "binary"
  | "clamp"
  | "if"
  | "compare"
  | "logic"
  | "reduce"
  | "dot"
  | "select"
  | "rename"
  | "function";

export interface RawInput {
  readonly pick: number;
  /** Bits of axes; the last is the starred one. */
  readonly axes: number;
  readonly constant: boolean;
  readonly hasDefault: boolean;
  readonly given: boolean;
}

export interface RawLoss {
  readonly sizes: readonly number[];
  /** The dimensions of the starred axis. */
  readonly dimensions: readonly number[];
  readonly inputs: readonly RawInput[];
  readonly options: number;
  readonly lets: readonly Raw[];
  readonly metrics: readonly Raw[];
  readonly result: Raw;
  /** Reductions of a block. */
  readonly reductions: readonly Raw[];
  readonly isReturn: boolean;
  readonly seed: number;
}

const CHILDREN: readonly (readonly [kind: RawKind, children: number, weight: number])[] = [
  ["unary", 1, 6],
  ["binary", 2, 9],
  ["clamp", 3, 1],
  ["if", 3, 2],
  ["compare", 2, 1],
  ["logic", 2, 1],
  ["reduce", 1, 5],
  ["dot", 2, 1],
  ["select", 2, 2],
  ["rename", 1, 2],
  ["function", 3, 1],
];

const pick = fc.nat(9999);

/** Skeletons of expressions, at most `maxDepth` deep. They shrink towards leaves. */
export function rawExpression(maxDepth: number): fc.Arbitrary<Raw> {
  return fc.letrec<{ node: Raw; leaf: Raw }>((tie) => ({
    leaf: fc.record({ kind: fc.constant("leaf" as const), pick, kids: fc.constant([]) }),
    node: fc.oneof(
      { maxDepth, depthSize: "max", withCrossShrink: true },
      { arbitrary: tie("leaf"), weight: 4 },
      ...CHILDREN.map(([kind, children, weight]) => ({
        weight,
        arbitrary: fc.record({
          kind: fc.constant(kind),
          pick,
          kids: fc.tuple(...Array.from({ length: children }, () => tie("node"))),
        }),
      })),
    ),
  })).node;
}

const size = fc.oneof({ weight: 1, arbitrary: fc.nat(1) }, { weight: 12, arbitrary: fc.integer({ min: 1, max: 4 }) });

/** Skeletons of losses. They shrink towards one input and a leaf. */
export const rawLoss: fc.Arbitrary<RawLoss> = fc.record({
  sizes: fc.tuple(size, size, size),
  dimensions: fc.array(
    fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 15, arbitrary: fc.integer({ min: 1, max: 3 }) }),
    { maxLength: 2 },
  ),
  inputs: fc.array(
    fc.record({ pick, axes: fc.nat(15), constant: fc.boolean(), hasDefault: fc.boolean(), given: fc.boolean() }),
    { minLength: 1, maxLength: 4 },
  ),
  options: fc.nat(15),
  lets: fc.array(rawExpression(3), { maxLength: 3 }),
  metrics: fc.array(rawExpression(2), { maxLength: 1 }),
  result: rawExpression(4),
  reductions: fc.array(rawExpression(2), { maxLength: 2 }),
  isReturn: fc.boolean(),
  seed: fc.nat(9999),
});
