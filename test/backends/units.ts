import { Source } from "../../src/diagnostics/source.ts";
import { Graph } from "../../src/ir/graph.ts";
import type { InputDeclaration, LossProgram, OptionDeclaration } from "../../src/ir/program.ts";
import { frameType } from "../../src/backends/module/names.ts";
import type { LossUnit } from "../../src/backends/module/unit.ts";
import { camelCase } from "../../src/support/camel-case.ts";

const nowhere = { source: new Source("", ""), span: { start: 0, end: 0 } };

/** The graph that the bounds and sentinels of hand-written programs are made in. */
export const graph = new Graph();

export const real = { kind: "real" } as const;

/** An input; axes as in the source, "*S" for a starred one. */
export function input(name: string, axes: readonly string[], more: Partial<InputDeclaration> = {}): InputDeclaration {
  const declared = axes.map((axis) => ({ name: axis.replace("*", ""), starred: axis.startsWith("*") }));
  return { name, doc: "", constant: false, axes: declared, element: real, ...more };
}

export function option(
  name: string,
  type: OptionDeclaration["type"],
  more: Partial<OptionDeclaration> = {},
): OptionDeclaration {
  return { name, doc: "", type, ...more };
}

/** A program whose result is `reduce` with mean and sum over all declared axes, unless `more` says otherwise. */
export function program(
  name: string,
  inputs: readonly InputDeclaration[],
  more: Partial<LossProgram> = {},
): LossProgram {
  const axes = new Map(inputs.flatMap((one) => one.axes).map((axis) => [axis.name, axis]));
  const zero = graph.real(0);
  return {
    name,
    doc: "",
    graph,
    inputs,
    options: [],
    axes: [...axes.values()],
    madeAxes: [],
    equalSizes: [],
    result: {
      kind: "reduce",
      point: zero,
      axes: [...axes.keys()].map((axis) => graph.axis(axis)),
      reductions: [
        { name: "mean", doc: "", value: zero },
        { name: "sum", doc: "", value: zero },
      ],
    },
    metrics: [],
    names: new Map(),
    places: { loss: nowhere, names: new Map(), result: nowhere },
    ...more,
  };
}

export interface Bodies {
  readonly forward: string;
  readonly backward: string;
  readonly checkIndices?: string;
}

/** A unit whose kernels have the given bodies; `frame` is their parameter. */
export function unit(loss: LossProgram, bodies: Bodies, emit: "ts" | "js", more: Partial<LossUnit> = {}): LossUnit {
  const name = camelCase(loss.name);
  const annotated = emit === "ts" ? `frame: ${frameType(loss.name)}` : "frame";
  const print = (suffix: string, body: string): string =>
    `function ${name}${suffix}(${annotated})${emit === "ts" ? ": void" : ""} {\n${body}\n}`;
  const checks = bodies.checkIndices === undefined ? [] : [print("Indices", bodies.checkIndices)];
  return {
    program: loss,
    wrt: loss.inputs.filter((one) => one.element.kind === "real" && !one.constant).map((one) => one.name),
    inPlace: [],
    scratch: [],
    code: [print("Forward", bodies.forward), print("Backward", bodies.backward), ...checks].join("\n\n"),
    forward: `${name}Forward`,
    backward: `${name}Backward`,
    ...(bodies.checkIndices === undefined ? {} : { checkIndices: `${name}Indices` }),
    ...more,
  };
}

/** The mean squared error of `[*S]`, by hand: with mean, sum and none. */
export function mseUnit(emit: "ts" | "js"): LossUnit {
  const loss = program(
    "mse",
    [input("input", ["*S"], { doc: "What was predicted." }), input("target", ["*S"], { constant: true })],
    { doc: "The mean squared error." },
  );
  const array = emit === "ts" ? " as Float32Array" : "";
  const forward = `  const { input, target } = frame.inputs;
  const { S } = frame.sizes;
  let sum = 0;
  for (let i = 0; i < S; i++) {
    const d = input[i]${emit === "ts" ? "!" : ""} - target[i]${emit === "ts" ? "!" : ""};
    if (frame.reduction === 2) (frame.value${array})[i] = d * d;
    sum += d * d;
  }
  if (frame.reduction !== 2) frame.value = frame.reduction === 0 ? sum / S : sum;`;
  const backward = `  mseForward(frame);
  const { input, target } = frame.inputs;
  const { S } = frame.sizes;
  const { gradOutput } = frame;
  const scale = frame.reduction === 0 ? 2 / S : 2;
  for (let i = 0; i < S; i++) {
    const g = typeof gradOutput === "object" ? gradOutput[i]${emit === "ts" ? "!" : ""} : (gradOutput ?? 1);
    frame.grads.input[i] = scale * g * (input[i]${emit === "ts" ? "!" : ""} - target[i]${emit === "ts" ? "!" : ""});
  }`;
  return unit(loss, { forward, backward }, emit, { inPlace: ["input"] });
}

/**
 * A loss with everything the shell knows: `[N, C]`, an index with a sentinel, a weight with a default, options with
 * domains, a metric, scratch, a computed index. The value of "mean" is the sum of the picked elements by weight.
 */
export function pickUnit(emit: "ts" | "js"): LossUnit {
  const ignore = graph.option("ignore_index", "int");
  const range = { kind: "range", lo: graph.real(0), hi: graph.real(1), loOpen: false, hiOpen: true } as const;
  const loss = program(
    "pick_loss",
    [
      input("logits", ["N", "C"], { doc: "Scores.\n\nSee */ and `x`." }),
      input("target", ["N"], { constant: true, element: { kind: "index", axis: "C", sentinel: ignore } }),
      input("weight", ["C"], { default: 1, domain: { ...range, hi: graph.real(10) } }),
      input("mask", ["N"], { default: 1, element: { kind: "bool" } }),
      input("scale", [], { default: 1, constant: true }),
    ],
    {
      options: [
        option("ignore_index", "int", { default: -100, doc: "Elements that do not count." }),
        option("label_smoothing", "real", { default: 0, domain: range }),
        option("shift", "int", { default: 0 }),
        option("flip", "bool", { default: 0 }),
      ],
      metrics: [{ name: "active_count", doc: "How many count.", value: graph.int(0) }],
      result: {
        kind: "reduce",
        point: graph.real(0),
        axes: [graph.axis("N")],
        reductions: [
          { name: "mean", doc: "", value: graph.real(0) },
          { name: "sum", doc: "", value: graph.real(0) },
          { name: "per_sample", doc: "By sample.", value: graph.real(0) },
        ],
      },
    },
  );
  const bang = emit === "ts" ? "!" : "";
  const forward = `  const { logits, target, weight } = frame.inputs;
  const { N, C } = frame.sizes;
  const { ignoreIndex } = frame.options;
  const { row } = frame.scratch;
  let sum = 0;
  frame.metrics.activeCount = 0;
  for (let n = 0; n < N; n++) {
    const c = target[n]${bang};
    row[n] = c === ignoreIndex ? 0 : logits[n * C + c]${bang} * (weight === undefined ? 1 : weight[c]${bang});
    if (c !== ignoreIndex) frame.metrics.activeCount++;
    sum += row[n]${bang};
  }
  if (typeof frame.value === "number") frame.value = sum;
  else frame.value.set(row);`;
  const backward = `  pickLossForward(frame);
  frame.grads.logits.fill(1);
  if (frame.grads.weight !== undefined) frame.grads.weight.fill(2);`;
  const checkIndices = `  const { C, N } = frame.sizes;
  for (let n = 0; n < N; n++) {
    const index = n + frame.options.shift;
    if (index >= C + N) badIndex("pickLoss", "'x[C = n]'", [n], index, "C", C);
  }`;
  const scratch = [{ name: "row", array: "Float64Array", extents: ["N"] }] as const;
  return unit(loss, { forward, backward, checkIndices }, emit, { inPlace: ["weight"], scratch });
}
