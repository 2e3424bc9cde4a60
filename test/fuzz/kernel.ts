import { compile } from "../../src/compile.ts";
import { gradients } from "../../src/differentiate/reverse.ts";
import { interpret } from "../../src/interpret/interpret.ts";
import type { Node } from "../../src/ir/graph.ts";
import type { Loss } from "../support/loss.ts";
import { type LossCall, lossCall } from "../support/loss-call.ts";
import { lossGraph } from "../support/loss-graph.ts";
import { printLoss } from "../support/print-loss.ts";
import { differentiated } from "./gradient.ts";

type NumberArray = Float64Array | Int32Array | Uint8Array;

/** A compiled loss, as far as it is called here. */
interface Kernel {
  readonly valueAndGrad: (
    inputs: object,
    options: object,
  ) => { value: number | Float64Array; grads: Record<string, Float64Array>; metrics: Record<string, number> };
  readonly evaluate: (
    inputs: object,
    options: object,
  ) => { value: number | Float64Array; metrics: Record<string, number> };
}

async function kernelOf(loss: Loss): Promise<Kernel> {
  const { files, diagnostics } = await compile({ "fuzz.loss": printLoss(loss) }, { emit: "js", dtype: "f64" });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  // A module without imports can be its own address; a file would go through the test runner's transformations.
  const address = `data:text/javascript;base64,${Buffer.from(files["fuzz.js"]!).toString("base64")}`;
  return ((await import(/* @vite-ignore */ address)) as { generated: Kernel }).generated;
}

/** Rejects where the compiled loss and the interpreter disagree, or where it does not compile. */
export async function compiledAgrees(loss: Loss): Promise<void> {
  kernelAgrees(loss, await kernelOf(loss));
}

/** The arguments of a call of a kernel. */
function callArguments(loss: Loss, call: LossCall): [inputs: object, options: object] {
  const typed = (name: string, data: readonly number[]): NumberArray => {
    const { element } = loss.inputs.find((input) => input.name === name)!;
    return element === "real"
      ? Float64Array.from(data)
      : element === "bool"
        ? Uint8Array.from(data)
        : Int32Array.from(data);
  };
  const inputs = [...call.inputs].map(([name, { data, shape }]) => [name, { data: typed(name, data), shape }]);
  const options = [...call.options].map(([name, value]) => [
    name,
    loss.options.find((option) => option.name === name)!.type === "bool" ? value === 1 : value,
  ]);
  return [Object.fromEntries(inputs), Object.fromEntries(options)];
}

/** Throws where a kernel and the interpreter disagree on a value, a metric or a gradient, or on whether the call is an error. */
function kernelAgrees(loss: Loss, kernel: Kernel): void {
  const { result } = loss;
  const names =
    result.kind === "return"
      ? [undefined]
      : [...new Set(["mean", "sum", "none", ...result.reductions.map(({ name }) => name)])];
  for (const reduction of names) reductionAgrees(loss, kernel, reduction);
}

function reductionAgrees(loss: Loss, kernel: Kernel, reduction: string | undefined): void {
  const call = lossCall(loss);
  const [inputs, given] = callArguments(loss, call);
  const options = reduction === undefined ? given : { ...given, reduction };
  const { b, point, scalars, inputs: axes } = lossGraph(loss);
  const real = (node: Node) => (node.type === "real" ? node : b.toReal(node));
  const isNone = reduction === "none";
  const value = real(reduction === undefined || isNone ? point : scalars.get(reduction)!);
  const root = isNone ? b.sum(value.axes, value) : value;
  const wrt = new Map(differentiated(loss).map((name) => [name, axes.get(name)!]));
  const found = gradients(b, root, b.real(1), wrt);
  const metrics = loss.metrics.map(({ name }) => [name, real(scalars.get(name)!)] as const);

  const forward = interpret([value, ...metrics.map(([, node]) => node)], call.environment);
  if (forward.indexErrors.length > 0) {
    const error = thrownBy(() => kernel.valueAndGrad(inputs, options));
    if (!(error instanceof RangeError)) throw new Error(`${reduction}: an index out of range gives ${String(error)}`);
    return;
  }
  // A kernel may check the indices of what another reduction would need.
  if (interpret([point, ...scalars.values()], call.environment).indexErrors.length > 0) return;
  const all = interpret([value, ...found.values(), ...metrics.map(([, node]) => node)], call.environment);
  const order =
    value.axes.length === 0 ? [] : loss.axes.flatMap(({ name }) => value.axes.filter((axis) => axis.name === name));
  const actual = kernel.valueAndGrad(inputs, options);
  const alone = kernel.evaluate(inputs, options);
  const arrayOf = (x: number | Float64Array) => (typeof x === "number" ? Float64Array.of(x) : x);
  same(`${reduction}: the value`, arrayOf(actual.value), all.values(value, order));
  same(`${reduction}: the value without gradients`, arrayOf(alone.value), all.values(value, order));
  for (const [name, node] of metrics) {
    same(`${reduction}: the metric ${name}`, Float64Array.of(actual.metrics[name]!), all.values(node));
    same(`${reduction}: the metric ${name} without gradients`, Float64Array.of(alone.metrics[name]!), all.values(node));
  }
  for (const [name, node] of found)
    same(`${reduction}: the gradient in ${name}`, actual.grads[name]!, all.values(node, wrt.get(name)!));
}

function thrownBy(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What the interpreter has as infinite or NaN may be finite: a kernel is stabilised. */
function same(what: string, actual: Float64Array, expected: Float64Array): void {
  const scale = expected.reduce((largest, x) => (Number.isFinite(x) ? Math.max(largest, Math.abs(x)) : largest), 1);
  const agrees = (x: number, y: number) => !Number.isFinite(y) || Math.abs(x - y) <= 1e-9 * scale;
  if (actual.length !== expected.length || !expected.every((y, at) => agrees(actual[at]!, y))) {
    throw new Error(`${what} is [${[...actual]}], by the interpreter [${[...expected]}]`);
  }
}
