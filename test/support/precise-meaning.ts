import { isReduction, type MapNode, type Node, operands, type Reduction } from "../../src/ir/graph.ts";
import { postorder } from "../../src/ir/walk.ts";
import { operator } from "../../src/ops/index.ts";
import * as p from "./precise.ts";

/** A real with many digits, or what float64 has beside the reals: infinities and NaN. Ints and bools are plain numbers. */
type Value = p.Precise | number;

const ONE = p.ONE;
const LARGEST_EXPONENT = 1e6;

function e(x: p.Precise): Value {
  if (Math.abs(p.toNumber(x)) > LARGEST_EXPONENT) return p.sign(x) > 0 ? Infinity : p.ZERO;
  return p.exp(x);
}

/** A real function of arguments whose exponentials are not beyond all bounds; there, float64's own answer. */
const bounded =
  (op: string, f: (x: p.Precise) => Value) =>
  (x: p.Precise): Value =>
    Math.abs(p.toNumber(x)) > LARGEST_EXPONENT ? operator(op).meaning(p.toNumber(x)) : f(x);

const half = (x: p.Precise) => p.mul(p.precise(0.5), x);
const double = (x: p.Precise) => p.mul(p.precise(2), x);
const plusOne = (x: p.Precise) => p.add(ONE, x);
const sinh = (x: p.Precise) => half(p.sub(p.expm1(x), p.expm1(p.neg(x))));
/** Of an x of at least 0. */
const asinh = (x: p.Precise) => p.log1p(p.add(x, p.div(square(x), plusOne(p.sqrt(plusOne(square(x)))))));
const square = (x: p.Precise) => p.mul(x, x);
const softplus = (x: p.Precise) => (p.sign(x) > 0 ? p.add(x, p.log1p(p.exp(p.neg(x)))) : p.log1p(p.exp(x)));
const sigmoid = (x: p.Precise) => p.div(ONE, plusOne(p.exp(p.neg(x))));
const mix = (x: p.Precise, y: p.Precise) => p.add(p.mul(sigmoid(x), y), p.mul(sigmoid(p.neg(x)), p.sub(ONE, y)));
const log = (x: p.Precise): Value => (p.sign(x) > 0 ? p.log(x) : p.sign(x) === 0 ? -Infinity : NaN);
const ordered = (x: p.Precise, y: p.Precise) => p.compare(x, y);

/** The real functions that the operators stand for, of finite arguments. Those that are not here keep float64. */
const functions: Readonly<Record<string, (x: p.Precise, y: p.Precise, z: p.Precise) => Value>> = {
  add: p.add,
  sub: p.sub,
  mul: p.mul,
  div: (x, y) => (p.sign(y) === 0 ? p.toNumber(x) / 0 : p.div(x, y)),
  neg: p.neg,
  abs: p.abs,
  sign: p.sign,
  min: (x, y) => (ordered(x, y) <= 0 ? x : y),
  max: (x, y) => (ordered(x, y) >= 0 ? x : y),
  clamp: (x, lo, hi) => functions.min!(functions.max!(x, lo, lo) as p.Precise, hi, hi),
  relu: (x) => (p.sign(x) > 0 ? x : p.ZERO),
  stop_gradient: (x) => x,
  pow: (x, y) => power(x, y),
  repeat_product: (x, y) => power(x, y),
  sqrt: (x) => (p.sign(x) < 0 ? NaN : p.sqrt(x)),
  sqrt1pm1: (x) => (p.compare(x, p.precise(-1)) < 0 ? NaN : p.sub(p.sqrt(plusOne(x)), ONE)),
  portion: (x, y) => functions.div!(x, p.add(x, y), p.ZERO),
  over_root: (x, y) => {
    const radicand = p.add(square(x), y);
    return p.sign(radicand) < 0 ? NaN : functions.div!(x, p.sqrt(radicand), p.ZERO);
  },
  plus_root: (x, y) => {
    const radicand = p.add(square(x), y);
    if (p.sign(radicand) < 0) return NaN;
    const root = p.sqrt(radicand);
    return p.sign(x) < 0 ? p.div(y, p.sub(root, x)) : p.add(x, root);
  },
  pow1pm1: (x, y) => {
    const exponent = p.sign(plusOne(x)) > 0 ? p.mul(y, p.log1p(x)) : undefined;
    if (exponent && Math.abs(p.toNumber(exponent)) < LARGEST_EXPONENT) return p.expm1(exponent);
    const whole = power(plusOne(x), y);
    return typeof whole === "number" ? whole - 1 : p.sub(whole, ONE);
  },
  exp_excess: bounded("exp_excess", (x) => p.sub(p.expm1(x), x)),
  log1p_excess: (x) => {
    const log = functions.log1p!(x, x, x);
    return typeof log === "number" ? -log : p.sub(x, log);
  },
  exp_difference: (x, y) => {
    const [first, second] = [e(x), e(y)];
    const isBounded = typeof first !== "number" && typeof second !== "number";
    return isBounded ? p.sub(first, second) : operator("exp_difference").meaning(p.toNumber(x), p.toNumber(y));
  },
  root: (x, y) => (p.sign(y) === 0 ? NaN : power(x, p.div(ONE, y))),
  exp: e,
  scaled_exp: (x, y) => {
    const power = p.sign(x) === 0 ? p.ZERO : e(y);
    return typeof power === "number" ? p.toNumber(x) * power : p.mul(x, power);
  },
  expm1: bounded("expm1", p.expm1),
  log,
  log1p: (x) => (p.compare(x, p.precise(-1)) > 0 ? p.log1p(x) : log(plusOne(x))),
  sigmoid: bounded("sigmoid", sigmoid),
  sigmoid_slope: bounded("sigmoid_slope", (x) => p.div(ONE, p.mul(plusOne(p.exp(x)), plusOne(p.exp(p.neg(x)))))),
  sigmoid_minus: (x, y) => p.sub(sigmoid(x), y),
  sigmoid_difference: (x, y) => p.sub(sigmoid(x), sigmoid(y)),
  sigmoid_mix: mix,
  log_sigmoid_mix: (x, y) => log(mix(x, y)),
  softplus: bounded("softplus", softplus),
  log_sigmoid: bounded("log_sigmoid", (x) => p.neg(softplus(p.neg(x)))),
  log_softplus: bounded("log_softplus", (x) => log(softplus(x))),
  log1mexpexp: bounded("log1mexpexp", (x) => {
    const power = e(x);
    if (typeof power === "number") return power > 0 ? 0 : -Infinity;
    const rest = e(p.neg(power));
    return typeof rest === "number"
      ? NaN
      : p.toNumber(power) < 1
        ? log(p.neg(p.expm1(p.neg(power))))
        : p.log1p(p.neg(rest));
  }),
  log1mexp: bounded("log1mexp", (x) => log(p.neg(p.expm1(p.neg(x))))),
  log_expm1: bounded("log_expm1", (x) => log(p.expm1(x))),
  log_cosh: bounded("log_cosh", (x) => p.log1p(double(square(sinh(half(x)))))),
  sin: bounded("sin", p.sin),
  cos: bounded("cos", (x) => p.sub(ONE, double(square(p.sin(half(x)))))),
  sinh: bounded("sinh", sinh),
  cosh: bounded("cosh", (x) => half(p.add(p.exp(x), p.exp(p.neg(x))))),
  acosh1p: (x) => (p.sign(x) < 0 ? NaN : p.log1p(p.add(x, p.sqrt(p.mul(x, p.add(p.precise(2), x)))))),
  asinh: (x) => (p.sign(x) < 0 ? p.neg(asinh(p.neg(x))) : asinh(x)),
  tanh: bounded("tanh", (x) => p.div(p.expm1(double(x)), p.add(p.expm1(double(x)), p.precise(2)))),
  erf: bounded("erf", (x) => (Math.abs(p.toNumber(x)) < 8 ? p.erf(x) : p.sub(ONE, p.erfc(x)))),
  erfc: bounded("erfc", p.erfc),
  half_erfc: bounded("half_erfc", (x) => half(p.erfc(x))),
  log_erfc: bounded("log_erfc", (x) => log(p.erfc(x))),
  log_half_erfc: bounded("log_half_erfc", (x) => log(half(p.erfc(x)))),
  erfc_hazard: bounded("erfc_hazard", (x) => p.div(p.density(x), half(p.erfc(x)))),
  ierfc: bounded("ierfc", excess),
  log_ierfc: bounded("log_ierfc", (x) => log(excess(x))),
  erf_mass: (x, y) => mass(x, y),
  log_erf_mass: (x, y) => log(mass(x, y)),
  truncated_density: (x, y, z) => functions.div!(p.density(x), mass(y, z), p.ZERO),
  logaddexp: (x, y) => (ordered(x, y) >= 0 ? logPlus(x, y) : logPlus(y, x)),
  xlogy: (x, y) => (p.sign(x) === 0 ? p.ZERO : times(x, log(y))),
  absorbing_mul: (x, y) => p.mul(x, y),
};

function excess(x: p.Precise): p.Precise {
  return p.sub(p.density(x), p.mul(x, p.erfc(x)));
}

/** Half of `erf(y) - erf(x)`, in the tail where both are; of a bound beyond all others, what is left is nothing. */
function mass(x: p.Precise, y: p.Precise): p.Precise {
  const beyond = (z: p.Precise) => (p.toNumber(z) > LARGEST_EXPONENT ? p.ZERO : p.erfc(z));
  return half(p.sign(x) > 0 ? p.sub(beyond(x), beyond(y)) : p.sub(beyond(p.neg(y)), beyond(p.neg(x))));
}

/** `x + log(1 + exp(y - x))` for a smaller y. */
function logPlus(x: p.Precise, y: p.Precise): Value {
  const tail = e(p.sub(y, x));
  return typeof tail === "number" ? NaN : p.add(x, p.log1p(tail));
}

function power(x: p.Precise, y: p.Precise): Value {
  const exponent = p.toNumber(y);
  if (exponent === 0) return ONE;
  if (p.sign(x) > 0) return e(p.mul(y, p.log(x)));
  if (!Number.isInteger(exponent) || p.sign(x) === 0) return p.toNumber(x) ** exponent;
  const size = e(p.mul(y, p.log(p.neg(x))));
  return exponent % 2 === 0 ? size : typeof size === "number" ? -size : p.neg(size);
}

function times(x: p.Precise, y: Value): Value {
  return typeof y === "number" ? p.toNumber(x) * y : p.mul(x, y);
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
};

const asNumber = (value: Value) => (typeof value === "number" ? value : p.toNumber(value));
const asPrecise = (value: Value) => (typeof value === "number" ? p.precise(value) : value);
const finite = (value: Value) => typeof value !== "number" || Number.isFinite(value);

/** An operator of values, over the real numbers where its arguments are such. */
function applied(op: string, args: readonly Value[], type: string): Value {
  if (op === "select") return args[0] === 1 ? args[1]! : args[2]!;
  if (args.every(finite)) {
    const [x, y, z] = args.map(asPrecise) as [p.Precise, p.Precise, p.Precise];
    if (comparisons[op] !== undefined) return Number(comparisons[op](p.compare(x, y)));
    const exact = type === "real" ? functions[op] : undefined;
    if (exact !== undefined) return exact(x, y, z);
  }
  return operator(op).meaning(...args.map(asNumber));
}

/** A fold over values in the order of the elements, over the real numbers where they are such. */
function folded(fold: Reduction, elements: readonly Value[]): Value {
  const step = (op: string, start: number) => elements.reduce((x, y) => applied(op, [x, y], fold.type), start as Value);
  const body = (op: string) => elements.map((x) => applied(op, [x], "real"));
  const sum = (values: readonly Value[]) => values.reduce((x, y) => applied("add", [x, y], "real"), 0 as Value);
  switch (fold.fold) {
    case "sum":
      return step("add", 0);
    case "prod":
      return step("mul", 1);
    case "max":
      return step("max", -Infinity);
    case "min":
      return step("min", Infinity);
    case "any":
      return step("or", 0);
    case "all":
      return step("and", 1);
    case "logsumexp":
      return applied("log", [sum(body("exp"))], "real");
    case "norm":
      return applied("sqrt", [sum(elements.map((x) => applied("mul", [x, x], "real")))], "real");
  }
}

/**
 * The value of a node over the reals, for leaves that are given by the position along each axis: `leaf` has the value
 * of an input, `size` that of an axis. Small graphs and axes only.
 */
export function preciseMeaning(
  root: Node,
  leaf: (input: string, positions: ReadonlyMap<string, number>) => number,
  size: (extent: string) => number,
  positions: ReadonlyMap<string, number> = new Map(),
): Value {
  const values = new Map<Node, Value>();
  const inFold = new Set(postorder([root]).flatMap((node) => (isReduction(node) ? postorder([node.body]) : [])));
  const own = new Set([root]);
  for (const node of postorder([root]).toReversed()) {
    if (own.has(node) && !isReduction(node)) for (const operand of operands(node)) own.add(operand);
  }
  for (const node of postorder([root])) {
    if (inFold.has(node) && !own.has(node)) continue;
    values.set(node, valueOf(node, values, leaf, size, positions));
  }
  return values.get(root)!;
}

function valueOf(
  node: Node,
  values: ReadonlyMap<Node, Value>,
  leaf: (input: string, positions: ReadonlyMap<string, number>) => number,
  size: (extent: string) => number,
  positions: ReadonlyMap<string, number>,
): Value {
  switch (node.kind) {
    case "constant":
      return node.value;
    case "input":
      return leaf(node.input, positions);
    case "index":
      return positions.get(node.axis.name)!;
    case "size":
      return size(node.extent);
    case "map":
      return applied(
        node.op,
        (node as MapNode).args.map((arg) => values.get(arg)!),
        node.type,
      );
    case "fold": {
      const at = node.bound.reduce(
        (all, axis) =>
          all.flatMap((one) =>
            Array.from({ length: size(axis.extent) }, (_, position) => new Map(one).set(axis.name, position)),
          ),
        [positions],
      );
      return folded(
        node,
        at.map((inner) => preciseMeaning(node.body, leaf, size, inner)),
      );
    }
    case "scan": {
      const { axis, reversed, exclusive } = node;
      const here = positions.get(axis.name)!;
      const places = Array.from({ length: size(axis.extent) }, (_, place) => place).filter((place) =>
        place === here ? !exclusive : place > here === reversed,
      );
      return folded(
        node,
        places.map((place) => preciseMeaning(node.body, leaf, size, new Map(positions).set(axis.name, place))),
      );
    }
    default:
      throw new Error(`no meaning here for ${node.kind}`);
  }
}

/** The value as a float64, and how far a float64 is from it, relative to it. */
export function distance(
  actual: number,
  expected: Value,
): { readonly expected: number; readonly relative: number; readonly absolute: number } {
  const nearest = asNumber(expected);
  if (!Number.isFinite(actual) || !finite(expected) || !Number.isFinite(nearest)) {
    const same = Object.is(actual, nearest) || actual === nearest;
    return { expected: nearest, relative: same ? 0 : Infinity, absolute: same ? 0 : Infinity };
  }
  const gap = p.abs(p.sub(p.precise(actual), asPrecise(expected)));
  const relative =
    p.sign(asPrecise(expected)) === 0
      ? p.sign(gap) === 0
        ? 0
        : Infinity
      : p.toNumber(p.div(gap, p.abs(asPrecise(expected))));
  return { expected: nearest, relative, absolute: p.toNumber(gap) };
}

/** Whether two values agree to all the digits that cancellation can have left. */
export function nearlyEqual(x: Value, y: Value): boolean {
  if (!finite(x) || !finite(y)) return Object.is(asNumber(x), asNumber(y));
  return p.toNumber(p.abs(p.sub(asPrecise(x), asPrecise(y)))) < 1e-120;
}
