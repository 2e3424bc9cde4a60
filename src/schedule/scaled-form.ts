import { combinedAxes, type FoldName, isReduction, type MapNode, type Node, type Reduction } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";

/** How a number overflows: with exponentials, and as their power. */
export interface Growth {
  /** Exponentials and other functions that are as large, and what is combined of such along axes. */
  readonly sources: ReadonlySet<Node>;
  readonly degree: number;
  /** Of how many growing parts it is made, sources among them. */
  readonly size: number;
}

/** A number that is made of more exponentials is left as it is. */
const MOST_SOURCES = 8;

/**
 * What is combined along axes is left as it is where its elements are made of more growing parts, as these are computed twice in
 * scaled form. Most sums of a gradient stand already for others that would overflow.
 */
const MOST_IN_ELEMENTS = { value: 10, gradient: 4 };

/** What may overflow among nodes that come after their operands. */
export function mayOverflow(
  b: Build,
  nodes: readonly Node[],
  isBounded: (exponent: Node) => boolean,
  ofValue: ReadonlySet<Node>,
): ReadonlyMap<Node, Growth> {
  const growths = new Map<Node, Growth>();
  for (const node of nodes) {
    const exponent = exponentOf(b, node);
    const isSource = exponent
      ? !isBounded(exponent)
      : isReduction(node) && isScalable(node, growths.get(node.body), ofValue.has(node) ? "value" : "gradient");
    const growth = isSource ? { sources: new Set([node]), degree: 1, size: 1 } : growthOf(node, growths);
    if (growth && growth.sources.size <= MOST_SOURCES) growths.set(node, growth);
  }
  return growths;
}

/** Whether a reduction combines an exponential of its own axes, in a way that knows scaled forms. */
function isScalable(node: Reduction, body: Growth | undefined, use: keyof typeof MOST_IN_ELEMENTS): boolean {
  if (body === undefined || body.size > MOST_IN_ELEMENTS[use]) return false;
  const [exponential, ...others] = [...body.sources].filter((source) => source.kind !== "fold");
  const isOwn = exponential !== undefined && exponential.axes.some((axis) => combinedAxes(node).includes(axis));
  const isKnown = node.kind === "fold" || (node.fold === "sum" && !node.exponent);
  return isOwn && others.length === 0 && isKnown;
}

/** The exponent of the exponential that a function is as large as. */
export function exponentOf(b: Build, node: Node, made = (part: Node) => part): Node | undefined {
  if (node.kind !== "map") return undefined;
  const [x, y] = node.args as [Node, Node];
  switch (node.op) {
    case "exp":
    case "expm1":
      return made(x);
    case "cosh":
    case "sinh":
      return b.abs(made(x));
    case "pow":
      return x.kind === "constant" && x.value > 0 ? b.mul(made(y), b.log(x)) : undefined;
    default:
      return undefined;
  }
}

function growthOf(node: Node, growths: ReadonlyMap<Node, Growth>): Growth | undefined {
  if (node.kind !== "map" || node.type !== "real") return undefined;
  const inner = growing(node).flatMap((part) => growths.get(part) ?? []);
  if (inner.length === 0) return undefined;
  const degrees = inner.map(({ degree }) => degree);
  const sources = new Set(inner.flatMap((growth) => [...growth.sources]));
  const exponent = node.op === "pow" && node.args[1]!.kind === "constant" ? node.args[1]!.value : 1;
  const degree = node.op === "mul" ? degrees.reduce((x, y) => x + y) : Math.max(...degrees) * Math.max(exponent, 1);
  const size = inner.reduce((total, growth) => total + growth.size, 1);
  return { sources, degree, size };
}

/** The operands with which a number is large. */
export function growing({ op, args }: MapNode): readonly Node[] {
  switch (op) {
    case "add":
    case "sub":
    case "mul":
    case "max":
    case "min":
      return args;
    case "neg":
    case "abs":
    case "relu":
    case "sqrt":
    case "stop_gradient":
    case "div":
      return args.slice(0, 1);
    case "pow":
      return args[1]!.kind === "constant" ? args.slice(0, 1) : [];
    case "select":
    case "fallback":
      return args.slice(1);
    default:
      return [];
  }
}

/** A number as `mantissa * exp(exponent)`, where the exponential may overflow. */
export interface ScaledForm {
  readonly mantissa: Node;
  readonly exponent: Node;
}

/** What scaled forms are made from. */
export interface Scaling {
  readonly growths: ReadonlyMap<Node, Growth>;
  /** What has become of a node. */
  readonly done: ReadonlyMap<Node, Node>;
  /** The scaled forms that are made already: a part may be shared by many. */
  readonly forms: Map<Node, ScaledForm>;
}

/** The scaled form of a node that grows as is known, in which nothing overflows. */
export function scaledForm(b: Build, node: Node, scaling: Scaling): ScaledForm {
  const found = scaling.forms.get(node);
  if (found) return found;
  const form = newForm(b, node, scaling);
  scaling.forms.set(node, form);
  return form;
}

function newForm(b: Build, node: Node, scaling: Scaling): ScaledForm {
  const { growths, done } = scaling;
  const made = (part: Node) => done.get(part)!;
  const plain = { mantissa: made(node), exponent: b.real(0) };
  if (isReduction(node) && growths.has(node)) return ofElements(b, node, scaledForm(b, node.body, scaling), made(node));
  if (node.kind !== "map") return plain;
  if (!growths.has(node)) {
    const form = PRODUCTS.has(node.op) ? ofOperands(b, node, scaling, made) : plain;
    return form.exponent.kind === "constant" ? plain : form;
  }
  const source = exponentOf(b, node, made);
  return source ? ofSource(b, node, source, made) : ofOperands(b, node, scaling, made);
}

/** What is small where a part of it overflows, being divided by that. */
const PRODUCTS: ReadonlySet<string> = new Set(["mul", "div", "neg"]);

function ofOperands(b: Build, node: MapNode, scaling: Scaling, made: (part: Node) => Node): ScaledForm {
  const [x, y] = node.args as [Node, Node];
  const forms = growing(node).map((part) => scaledForm(b, part, scaling)) as [ScaledForm, ScaledForm];
  const [first, second] = forms;
  switch (node.op) {
    case "mul":
      return { mantissa: b.mul(first.mantissa, second.mantissa), exponent: b.add(first.exponent, second.exponent) };
    case "div": {
      const divisor = scaledForm(b, y, scaling);
      return { mantissa: b.div(first.mantissa, divisor.mantissa), exponent: b.sub(first.exponent, divisor.exponent) };
    }
    case "sqrt":
      return { mantissa: b.map("sqrt", first.mantissa), exponent: b.mul(b.real(0.5), first.exponent) };
    case "pow":
      return { mantissa: b.pow(first.mantissa, y), exponent: b.mul(y, first.exponent) };
    case "select":
    case "fallback":
      return {
        mantissa: b.map(node.op, made(x), first.mantissa, second.mantissa),
        exponent: b.map(node.op, made(x), first.exponent, second.exponent),
      };
    case "neg":
    case "abs":
    case "relu":
    case "stop_gradient":
      return { mantissa: b.map(node.op, first.mantissa), exponent: first.exponent };
    case "min":
    case "max":
      return ofForms(b, node.op, forms, exponentOfChosen(b, node.op, forms, [made(x), made(y)]));
    default:
      return ofForms(b, node.op, forms, exponentOfSum(b, first, second));
  }
}

export const sumOfForms = (b: Build, first: ScaledForm, second: ScaledForm): ScaledForm =>
  ofForms(b, "add", [first, second], exponentOfSum(b, first, second));

/** The larger exponent, but of a mantissa that may be 0 only where it is not: beside it, the other number would be lost. */
function exponentOfSum(b: Build, first: ScaledForm, second: ScaledForm): Node {
  const unlessNothing = ({ mantissa, exponent }: ScaledForm, other: ScaledForm, otherwise: Node) =>
    mantissa.kind === "constant" || exponent.kind === "constant"
      ? otherwise
      : b.select(b.eq(mantissa, b.real(0)), other.exponent, otherwise);
  return unlessNothing(first, second, unlessNothing(second, first, b.max(first.exponent, second.exponent)));
}

/** What an operator makes of numbers that are taken relative to the exponential of one exponent, which may be infinite. */
function ofForms(b: Build, op: MapNode["op"], forms: readonly ScaledForm[], exponent: Node): ScaledForm {
  const scaled = forms.map((form) => {
    const beside = b.map("scaled_exp", form.mantissa, b.sub(form.exponent, exponent));
    if (form.exponent.kind === "constant") return beside;
    return b.select(b.eq(form.exponent, exponent), form.mantissa, beside);
  });
  return { mantissa: b.map(op, ...scaled), exponent };
}

/** What a reduction makes of elements that are taken relative to the exponential of one exponent. */
function ofElements(b: Build, node: Reduction, { mantissa, exponent }: ScaledForm, plain: Node): ScaledForm {
  const nothing = b.real(-Infinity);
  const unlessNothing = b.select(b.eq(mantissa, b.real(0)), nothing, exponent);
  if (node.kind === "scan") {
    return {
      mantissa: b.scan(node.fold, node, mantissa, unlessNothing),
      exponent: b.scan("max", node, unlessNothing),
    };
  }
  const over = (fold: FoldName, body: Node) => b.fold(fold, node.bound, body);
  const relativeTo = (far: Node): ScaledForm => {
    const common = b.select(b.eq(far, nothing), b.real(0), far);
    const beside = b.map("scaled_exp", mantissa, b.sub(exponent, common));
    return { mantissa: over(node.fold, b.select(b.eq(exponent, common), mantissa, beside)), exponent: common };
  };
  switch (node.fold) {
    case "prod":
      return { mantissa: over("prod", mantissa), exponent: over("sum", exponent) };
    case "min":
    case "max": {
      const isBeyond = (x: Node) => b.map(node.fold === "max" ? "gt" : "lt", x, b.real(0));
      const farthest = over("max", b.select(isBeyond(mantissa), exponent, nothing));
      const nearest = over("min", b.select(isBeyond(mantissa), b.real(Infinity), exponent));
      return relativeTo(b.select(isBeyond(plain), farthest, nearest));
    }
    default:
      return relativeTo(over("max", unlessNothing));
  }
}

/** The exponent of the smaller or the larger of two numbers: beside the other one's exponent, it may be lost. */
function exponentOfChosen(
  b: Build,
  op: "min" | "max",
  [first, second]: readonly [ScaledForm, ScaledForm],
  [x, y]: readonly [Node, Node],
): Node {
  const wins = (one: Node, other: Node) => (op === "min" ? b.lt(one, other) : b.gt(one, other));
  const least = b.min(first.exponent, second.exponent);
  const most = b.max(first.exponent, second.exponent);
  const isNegative = b.lt(first.mantissa, b.real(0));
  const ofEqual = op === "min" ? b.select(isNegative, most, least) : b.select(isNegative, least, most);
  return b.select(wins(x, y), first.exponent, b.select(wins(y, x), second.exponent, ofEqual));
}

/** From here on float64 numbers cannot tell expm1, 2 * cosh and 2 * sinh from an exponential. */
const FAR = 40;

/** The scaled form of a function that far out is as large as the exponential of an exponent. */
function ofSource(b: Build, node: MapNode, exponent: Node, made: (part: Node) => Node): ScaledForm {
  const far = (multiple: Node): ScaledForm => {
    const isFar = b.gt(exponent, b.real(FAR));
    return {
      mantissa: b.select(isFar, multiple, made(node)),
      exponent: b.select(isFar, exponent, b.real(0)),
    };
  };
  switch (node.op) {
    case "expm1":
      return far(b.real(1));
    case "cosh":
      return far(b.real(0.5));
    case "sinh":
      return far(b.select(b.lt(made(node.args[0]!), b.real(0)), b.real(-0.5), b.real(0.5)));
    default:
      return { mantissa: b.real(1), exponent };
  }
}
