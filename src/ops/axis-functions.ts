import type { Node } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import type { Build } from "./build.ts";

/** A function over axes that a `.loss` file can call: `name[A, B](x, ...)`. */
export interface AxisFunction {
  readonly doc: string;
  /** The smallest and the largest number of arguments. */
  readonly args: readonly [number, number];
  /** The type that the operand must have; `number` takes ints and reals. */
  readonly operand: "number" | "bool" | "numberOrBool";
  /** Takes exactly one axis. */
  readonly oneAxis?: true;
  /** Keeps its axis: the result still has it. */
  readonly keepsAxis?: true;
  /** The value over `axes`, of which the first argument has all (of `dot`, one of its arguments). */
  readonly build: (b: Build, axes: readonly Axis[], args: readonly Node[]) => Node;
}

const fold =
  (name: "sum" | "prod" | "max" | "min" | "any" | "all" | "logsumexp") =>
  (b: Build, axes: readonly Axis[], [x]: readonly Node[]): Node =>
    b.fold(name, axes, x!);

const indicator = (b: Build, x: Node): Node => b.select(x, b.int(1), b.int(0));

const mean = (b: Build, axes: readonly Axis[], x: Node): Node =>
  b.div(b.sum(axes, x.type === "bool" ? indicator(b, x) : x), b.sizeOf(axes));

const logSoftmax = (b: Build, axes: readonly Axis[], x: Node): Node => b.sub(x, b.fold("logsumexp", axes, x));

/** The first position at which the extreme stands. A NaN counts as the extreme. Of nothing, an index out of range. */
const argExtreme =
  (name: "max" | "min") =>
  (b: Build, axes: readonly Axis[], [x]: readonly Node[]): Node => {
    const axis = axes[0]!;
    const reached = b.or(b.eq(x!, b.fold(name, axes, x!)), b.ne(x!, x!));
    const size = b.graph.size(axis.extent);
    const first = b.fold("min", axes, b.select(reached, b.graph.index(axis), size));
    return b.select(b.gt(size, b.int(0)), first, b.map("checked_index", b.int(0), size));
  };

/** The p-norm, p >= 1 or inf. Large and small elements are scaled by the largest, so that no power overflows. */
function norm(b: Build, axes: readonly Axis[], x: Node, p: Node): Node {
  const size = b.abs(x);
  const largest = b.map("stop_gradient", b.fold("max", axes, size));
  const usable = b.and(b.gt(largest, b.real(0)), b.lt(largest, b.real(Infinity)));
  const scale = b.select(usable, largest, b.real(1));
  const powers = b.sum(axes, b.pow(b.div(size, scale), p));
  const general = b.mul(scale, b.map("root", powers, p));
  return b.select(
    b.eq(p, b.real(2)),
    b.fold("norm", axes, x),
    b.select(
      b.eq(p, b.real(1)),
      b.sum(axes, size),
      b.select(b.eq(p, b.real(Infinity)), b.max(b.fold("max", axes, size), b.real(0)), general),
    ),
  );
}

/** The functions over axes: one entry a function. */
export const axisFunctions: Readonly<Record<string, AxisFunction>> = {
  sum: { doc: "The sum; 0 of nothing.", args: [1, 1], operand: "number", build: fold("sum") },
  prod: { doc: "The product; 1 of nothing.", args: [1, 1], operand: "number", build: fold("prod") },
  max: { doc: "The largest; -inf of nothing.", args: [1, 1], operand: "number", build: fold("max") },
  min: { doc: "The smallest; inf of nothing.", args: [1, 1], operand: "number", build: fold("min") },
  any: { doc: "Whether one is true.", args: [1, 1], operand: "bool", build: fold("any") },
  all: { doc: "Whether all are true.", args: [1, 1], operand: "bool", build: fold("all") },
  count: {
    doc: "How many are true.",
    args: [1, 1],
    operand: "bool",
    build: (b, axes, [x]) => b.sum(axes, indicator(b, x!)),
  },
  mean: {
    doc: "The sum divided by the number of elements; of bools, the share that is true. NaN of nothing.",
    args: [1, 1],
    operand: "numberOrBool",
    build: (b, axes, [x]) => mean(b, axes, x!),
  },
  var: {
    doc: "The mean of the squared distances from the mean (no correction). NaN of nothing.",
    args: [1, 1],
    operand: "number",
    build: (b, axes, [x]) => {
      const centred = b.sub(x!, mean(b, axes, x!));
      return mean(b, axes, b.mul(centred, centred));
    },
  },
  logsumexp: {
    doc: "log(sum(exp(x))), without overflow; -inf of nothing.",
    args: [1, 1],
    operand: "number",
    build: fold("logsumexp"),
  },
  softmax: {
    doc: "exp(x) / sum(exp(x)), without overflow.",
    args: [1, 1],
    operand: "number",
    oneAxis: true,
    keepsAxis: true,
    build: (b, axes, [x]) => b.exp(logSoftmax(b, axes, x!)),
  },
  log_softmax: {
    doc: "log(softmax(x)), accurate in both tails.",
    args: [1, 1],
    operand: "number",
    oneAxis: true,
    keepsAxis: true,
    build: (b, axes, [x]) => logSoftmax(b, axes, x!),
  },
  norm: {
    doc: "The p-norm, p = 2 by default, at least 1 or inf. Its gradient is 0 at the zero vector.",
    args: [1, 2],
    operand: "number",
    build: (b, axes, [x, p]) => norm(b, axes, x!, p ?? b.real(2)),
  },
  dot: {
    doc: "The sum of the products of two operands.",
    args: [2, 2],
    operand: "number",
    build: (b, axes, [x, y]) => b.sum(axes, b.mul(x!, y!)),
  },
  argmax: {
    doc: "The first position of the largest.",
    args: [1, 1],
    operand: "number",
    oneAxis: true,
    build: argExtreme("max"),
  },
  argmin: {
    doc: "The first position of the smallest.",
    args: [1, 1],
    operand: "number",
    oneAxis: true,
    build: argExtreme("min"),
  },
  cumsum: {
    doc: "The running sum: at each position, the sum up to and with it.",
    args: [1, 1],
    operand: "number",
    oneAxis: true,
    keepsAxis: true,
    build: (b, axes, [x]) => b.scan("sum", { axis: axes[0]!, reversed: false, exclusive: false }, x!),
  },
};
