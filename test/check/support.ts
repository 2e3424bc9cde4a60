import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { checkProgram } from "../../src/check/check.ts";
import type { Node } from "../../src/ir/graph.ts";
import type { LossProgram } from "../../src/ir/program.ts";
import type { Axis } from "../../src/ir/type.ts";
import { folds } from "../../src/ops/folds.ts";
import { operator } from "../../src/ops/index.ts";

export interface Checked {
  readonly losses: readonly LossProgram[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks one file, or several by path; the losses of all come together. */
export function check(sources: string | Record<string, string>, std: Record<string, string> = {}): Checked {
  const files = typeof sources === "string" ? { "test.loss": sources } : sources;
  const options = { std: new Map(Object.entries(std)), simplify: (node: Node) => node };
  const checked = checkProgram(new Map(Object.entries(files)), options);
  return { losses: checked.files.flatMap((file) => file.losses), diagnostics: checked.diagnostics };
}

/** The one loss of a source without errors. */
export function lossOf(sources: string | Record<string, string>, std: Record<string, string> = {}): LossProgram {
  const { losses, diagnostics } = check(sources, std);
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(brief);
  if (errors.length > 0 || losses.length === 0) throw new Error(`no loss: ${errors.join("\n")}`);
  return losses[0]!;
}

/** `LC2005 3:7`, and the file where there are several. */
export function brief({ code, line, column, file }: Diagnostic): string {
  return `${code} ${line}:${column}${file === "test.loss" ? "" : ` ${file}`}`;
}

export interface Call {
  readonly sizes?: Readonly<Record<string, number>>;
  /** The elements of each input, in row-major order; an input that is left out is not present. */
  readonly inputs?: Readonly<Record<string, readonly number[]>>;
  readonly options?: Readonly<Record<string, number>>;
}

/** What a node means at `at`, computed as slowly as it is defined. */
export function valueOf(
  program: LossProgram,
  node: Node,
  call: Call,
  at: ReadonlyMap<Axis, number> = new Map(),
): number {
  const size = (extent: string): number => call.sizes?.[extent] ?? 1;
  const visit = (part: Node, positions: ReadonlyMap<Axis, number>): number => {
    switch (part.kind) {
      case "constant":
        return part.value;
      case "option":
        return call.options?.[part.name] ?? Number.NaN;
      case "present":
        return call.inputs?.[part.input] === undefined ? 0 : 1;
      case "size":
        return size(part.extent);
      case "index":
        return positions.get(part.axis)!;
      case "input": {
        const { axes } = program.inputs.find((input) => input.name === part.input)!;
        const offset = part.at.reduce((sum, index, i) => sum * size(axes[i]!.name) + visit(index, positions), 0);
        return call.inputs?.[part.input]?.[offset] ?? Number.NaN;
      }
      case "map":
        if (part.op === "select")
          return visit(visit(part.args[0]!, positions) !== 0 ? part.args[1]! : part.args[2]!, positions);
        return Number(operator(part.op).meaning(...part.args.map((arg) => visit(arg, positions))));
      case "fold": {
        const values = over(part.bound, positions, size).map((inner) => visit(part.body, inner));
        if (part.fold === "logsumexp") return Math.log(values.reduce((sum, x) => sum + Math.exp(x), 0));
        if (part.fold === "norm") return Math.hypot(...values);
        const { identity, step } = folds[part.fold];
        return values.reduce((sum, x) => Number(operator(step!).meaning(sum, x)), identity);
      }
      case "scan": {
        const { identity, step } = folds[part.fold];
        const here = positions.get(part.axis)!;
        const reached = over([part.axis], positions, size).filter((inner) => {
          const place = inner.get(part.axis)!;
          return (part.reversed ? place > here : place < here) || (place === here && !part.exclusive);
        });
        return reached.reduce((sum, inner) => Number(operator(step!).meaning(sum, visit(part.body, inner))), identity);
      }
      case "read":
        return visit(part.of, new Map([...positions, [part.axis, visit(part.at, positions)]]));
    }
  };
  return visit(node, at);
}

function over(
  bound: readonly Axis[],
  outer: ReadonlyMap<Axis, number>,
  size: (extent: string) => number,
): Map<Axis, number>[] {
  let all = [new Map(outer)];
  for (const axis of bound) {
    all = all.flatMap((map) => Array.from({ length: size(axis.extent) }, (_, i) => new Map(map).set(axis, i)));
  }
  return all;
}

/** The value of `return`, or of the reduction called `name`. */
export function resultOf(program: LossProgram, call: Call, name = "mean"): number {
  const { result } = program;
  if (result.kind === "point") throw new Error("the front end fixes no reduction");
  const node =
    result.kind === "return" ? result.value : result.reductions.find((reduction) => reduction.name === name)!.value;
  return valueOf(program, node, call);
}

/** The elements of the point, in row-major order. */
export function pointOf(program: LossProgram, call: Call): number[] {
  const { result } = program;
  if (result.kind !== "reduce") throw new Error("no point");
  const size = (extent: string) => call.sizes?.[extent] ?? 1;
  return over(result.axes, new Map(), size).map((at) => valueOf(program, result.point, call, at));
}
