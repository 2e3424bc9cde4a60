/*
 * The runtime of generated modules. Its text is embedded in them (`scripts/embed-runtime.mjs`), declaration by
 * declaration and only those that a module uses: hence one file without imports, whose top level only declares.
 */

export type RealArray = Float32Array | Float64Array;

export type DataArray = RealArray | Int32Array | Uint8Array;

export type ArrayName = "Float32Array" | "Float64Array" | "Int32Array" | "Uint8Array";

/** Row-major data and its shape. */
export interface Tensor<A> {
  readonly data: A;
  readonly shape: readonly number[];
}

/** What a reduction gives: an array for "none", a number otherwise. */
export type ValueOf<R, A> = R extends "none" ? A : number;

export interface Evaluation<V, M> {
  readonly value: V;
  readonly metrics: M;
}

export interface Step<V, G, M> {
  readonly value: V;
  /** The gradient of each input that was given, of its length and order. */
  readonly grads: G;
  readonly metrics: M;
}

/** Arrays for the results; those left out are made. An output may be the input of its name, where Meta says so. */
export interface Outputs<R, A, G> {
  /** Only for the reduction "none". */
  readonly value?: (R extends "none" ? A : never) | undefined;
  readonly grads?: { readonly [K in keyof G]?: G[K] | undefined } | undefined;
}

/** Which inputs with a default a workspace keeps arrays for. */
export interface With<W> {
  readonly with?: readonly W[] | undefined;
}

type Sizes = Record<string, number>;

type Dims = Record<string, readonly number[]>;

type Options = Record<string, number>;

export type Named = Readonly<Record<string, unknown>>;

export const nothing: Named = {};

/** A number, or an expression of the options. */
export type Bound = number | ((options: never) => number);

/** A check of data: the position of the first element that fails (-1: none does), and what to say of it. */
export interface Check {
  find(data: ArrayLike<number>, options: Options, sizes: Sizes, single: boolean): number;
  problem(options: Options, sizes: Sizes): string;
}

export interface InputSpec {
  readonly name: string;
  readonly array: ArrayName;
  /** A starred axis is written "*S". */
  readonly axes: readonly string[];
  /** It has a default. */
  readonly optional?: boolean;
  readonly gradient?: boolean;
  /** The gradient may be written into the input's own array. */
  readonly inPlace?: boolean;
  readonly checks?: readonly Check[];
}

export interface OptionSpec {
  readonly name: string;
  readonly type: "real" | "int" | "bool";
  /** Without one the call must give the option. */
  readonly default?: number;
  readonly check?: Check;
}

/** What the calls of a loss need to know of it. */
export interface LossSpec {
  readonly name: string;
  readonly real: "Float32Array" | "Float64Array";
  readonly inputs: readonly InputSpec[];
  readonly options: readonly OptionSpec[];
  /** The first is the default. Absent: there is nothing to choose, and the value is a number. */
  readonly reductions?: readonly string[];
  /** The axes of the value of "none". */
  readonly point?: readonly string[];
  /** Pairs of axes that must have one size. */
  readonly equal?: readonly (readonly [string, string])[];
  readonly metrics?: readonly string[];
  readonly scratch?: readonly { readonly name: string; readonly array: ArrayName; readonly axes: readonly string[] }[];
  readonly forward: (frame: never) => void;
  readonly backward: (frame: never) => void;
  readonly checkIndices?: (frame: never) => void;
}

/** An input with what is worked out of its axes once. */
export interface InputPlan extends InputSpec {
  /** The axes without stars. */
  readonly names: readonly string[];
  /** Which axis is starred, or -1. */
  readonly star: number;
}

/** A spec with what is worked out of it once. The records are templates to copy. */
export interface Plan extends LossSpec {
  readonly inputs: readonly InputPlan[];
  readonly inputNames: readonly string[];
  readonly optionNames: readonly string[];
  readonly gradNames: readonly string[];
  readonly axes: readonly string[];
  readonly starred: readonly string[];
  readonly sizes: Readonly<Sizes>;
  readonly data: Readonly<Record<string, DataArray | undefined>>;
  readonly defaults: Readonly<Options>;
  readonly zeros: Readonly<Record<string, number>>;
  /** Takes an option to its check. */
  readonly cell: Float64Array;
}

/** What a call works on: the frame of its kernel, and more. A workspace keeps one, so that its calls make nothing. */
export interface Work {
  /** By axis; of a starred one, the product. */
  readonly sizes: Sizes;
  /** Of starred axes. */
  readonly dims: Dims;
  /** The input that gave an axis its size. */
  readonly from: Record<string, string>;
  readonly inputs: Record<string, DataArray | undefined>;
  readonly options: Options;
  readonly grads: Record<string, RealArray>;
  readonly metrics: Record<string, number>;
  readonly scratch: Record<string, DataArray>;
  /** A position in the list of reductions. */
  reduction: number;
  /** Undefined: all 1, for "none". */
  gradOutput: number | RealArray | undefined;
  value: number | RealArray;
  /** The array for the value of "none". */
  point: RealArray | undefined;
  /** The length of the value of "none", or -1 for a value that is a number. */
  length: number;
  check: boolean;
}

export type Mode = "value" | "evaluate" | "gradient";

/** Makes the object of a loss. The description is asked for at the first call. */
export function createLoss<L>(describe: () => LossSpec): L {
  let made: Plan | undefined;
  const plan = () => (made ??= createPlan(describe()));
  const loss = {
    value: (inputs: unknown, options?: unknown, out?: unknown) => call(plan(), "value", inputs, options, out).value,
    evaluate: (inputs: unknown, options?: unknown, out?: unknown) => {
      const { value, metrics } = call(plan(), "evaluate", inputs, options, out);
      return { value, metrics };
    },
    valueAndGrad: (inputs: unknown, options?: unknown, out?: unknown) => {
      const { value, grads, metrics } = call(plan(), "gradient", inputs, options, out);
      return { value, grads, metrics };
    },
    workspace: (sizes: unknown, choice?: unknown) => createWorkspace(plan(), sizes, choice),
  };
  return loss as L;
}

export function createPlan(spec: LossSpec): Plan {
  const inputs = spec.inputs.map((input) => {
    const names = input.axes.map((axis) => axis.replace("*", ""));
    return { ...input, names, star: input.axes.findIndex((axis, i) => axis !== names[i]) };
  });
  const axes = [...new Set(inputs.flatMap((input) => input.names))];
  const choosable = spec.reductions !== undefined && spec.reductions.length > 1;
  return {
    ...spec,
    inputs,
    inputNames: spec.inputs.map((input) => input.name),
    optionNames: [
      ...spec.options.map((option) => option.name),
      ...(choosable ? ["reduction", "gradOutput", "check"] : ["gradOutput", "check"]),
    ],
    gradNames: spec.inputs.filter((input) => input.gradient).map((input) => input.name),
    axes,
    starred: inputs.flatMap(({ names, star }) => (star < 0 ? [] : [names[star]!])),
    sizes: Object.fromEntries(axes.map((axis) => [axis, -1])),
    data: Object.fromEntries(spec.inputs.map((input) => [input.name, undefined])),
    defaults: Object.fromEntries(spec.options.map((option) => [option.name, option.default ?? 0])),
    zeros: Object.fromEntries((spec.metrics ?? []).map((name) => [name, 0])),
    cell: new Float64Array(1),
  };
}

function call(plan: Plan, mode: Mode, inputs: unknown, options: unknown, out: unknown): Work {
  const givenInputs = checkNames(plan, "input", inputs, plan.inputNames);
  const givenOptions = checkNames(plan, "option", options ?? nothing, plan.optionNames);
  const givenOut = out === undefined ? undefined : checkNames(plan, "output", out, outputNames(mode));
  const work = bindInputs(plan, givenInputs);
  readOptions(plan, givenOptions, work);
  if (givenOut !== undefined) readOutputs(plan, givenOut, work);
  return run(plan, mode, work);
}

/** Checks what is left to check, makes the arrays that are missing and runs the kernel. */
function run(plan: Plan, mode: Mode, work: Work): Work {
  checkOverlaps(plan, work);
  if (work.check) checkData(plan, work);
  if (work.length >= 0) work.value = work.point ??= makeArray(plan.real, work.length) as RealArray;
  else work.value = 0;
  const backward = mode === "gradient";
  if (backward) {
    for (const name of plan.gradNames) {
      const data = work.inputs[name];
      if (data !== undefined && !Object.hasOwn(work.grads, name)) {
        work.grads[name] = makeArray(plan.real, data.length) as RealArray;
      }
    }
  }
  makeScratch(plan, work);
  if (work.check) plan.checkIndices?.(work as never);
  (backward ? plan.backward : plan.forward)(work as never);
  return work;
}

function createWorkspace(plan: Plan, sizes: unknown, choice: unknown): unknown {
  const inSizes = !plan.axes.includes("with");
  const given = checkNames(plan, "axis", sizes, inSizes ? [...plan.axes, "with"] : plan.axes);
  const chosen = checkNames(plan, "setting", choice ?? {}, ["with"]);
  const kept = [
    ...keptInputs(plan, read(chosen, "with")),
    ...keptInputs(plan, inSizes ? read(given, "with") : undefined),
  ];
  const work = emptyWork(plan);
  for (const axis of plan.axes) bindAxis(plan, work, axis, read(given, axis));
  checkEqual(plan, work);
  const inputs: Record<string, DataArray> = {};
  for (const input of plan.inputs) {
    if (input.optional && !kept.includes(input.name)) continue;
    const data = makeArray(input.array, product(shapeOf(input, work)));
    inputs[input.name] = work.inputs[input.name] = data;
    if (input.gradient) work.grads[input.name] = makeArray(plan.real, data.length) as RealArray;
  }
  makeScratch(plan, work);
  if (plan.reductions?.includes("none")) work.point = makeArray(plan.real, pointLength(plan, work.sizes)) as RealArray;
  const step = (mode: Mode, options: unknown) => {
    readOptions(plan, checkNames(plan, "option", options ?? nothing, plan.optionNames), work);
    return run(plan, mode, work).value;
  };
  const { grads, metrics } = work;
  const evaluation = { value: work.value, metrics };
  const stepped = { value: work.value, grads, metrics };
  return {
    inputs: Object.freeze(inputs),
    grads: Object.freeze(grads),
    value: (options?: unknown) => step("value", options),
    evaluate: (options?: unknown) => {
      evaluation.value = step("evaluate", options);
      return evaluation;
    },
    valueAndGrad: (options?: unknown) => {
      stepped.value = step("gradient", options);
      return stepped;
    },
  };
}

/** The sizes of a workspace's axes are given; those of a call follow from its inputs. */
export function bindAxis(plan: Plan, work: Work, axis: string, size: unknown): void {
  const starred = plan.starred.includes(axis);
  if (size === undefined && !starred) throw new TypeError(`${plan.name}: the size of axis ${axis} is missing`);
  const dims = starred && (size === undefined || Array.isArray(size)) ? (size ?? []) : [size];
  work.dims[axis] = [...checkShape(plan, `axis ${axis}`, dims)];
  work.sizes[axis] = product(work.dims[axis]);
}

export function keptInputs(plan: Plan, names: unknown): readonly string[] {
  if (names === undefined) return [];
  if (!Array.isArray(names)) throw new TypeError(`${plan.name}: with must be an array of input names`);
  const optional = plan.inputs.filter((input) => input.optional).map((input) => input.name);
  for (const name of names) {
    if (!optional.includes(name as string)) {
      throw new TypeError(`${plan.name}: with: ${String(name)} is no input with a default${listed(optional)}`);
    }
  }
  return names as string[];
}

export function emptyWork(plan: Plan): Work {
  return {
    sizes: { ...plan.sizes },
    dims: {},
    from: {},
    inputs: { ...plan.data },
    options: { ...plan.defaults },
    grads: {},
    metrics: { ...plan.zeros },
    scratch: {},
    reduction: 0,
    gradOutput: undefined,
    value: 0,
    point: undefined,
    length: -1,
    check: true,
  };
}

/** Reads the inputs of a call, and finds the sizes of the axes: from shapes first, then from lengths. */
export function bindInputs(plan: Plan, given: Named): Work {
  const work = emptyWork(plan);
  const bare: InputPlan[] = [];
  for (const input of plan.inputs) {
    const value = read(given, input.name);
    if (value === undefined) {
      if (!input.optional) throw new TypeError(`${plan.name}: input ${input.name} is missing`);
    } else if (ArrayBuffer.isView(value)) {
      work.inputs[input.name] = readArray(plan, input, value);
      bare.push(input);
    } else if (typeof value === "number" && input.axes.length === 0) {
      work.inputs[input.name] = oneElement(plan, input, value);
    } else {
      bindTensor(plan, input, work, value);
    }
  }
  for (const input of bare) if (input.axes.length === 1) bindLength(plan, input, work);
  for (const input of bare) if (input.axes.length !== 1) checkLength(plan, input, work);
  checkEqual(plan, work);
  return work;
}

/** An input that is given as `{ data, shape }`. */
function bindTensor(plan: Plan, input: InputPlan, work: Work, value: unknown): void {
  const what = `input ${input.name}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(
      `${plan.name}: ${what} must be ${article(input.array)} or { data, shape }, not ${kindOf(value)}`,
    );
  }
  const tensor = checkNames(plan, `property of ${input.name}`, value, ["data", "shape"]);
  const data = readArray(plan, input, read(tensor, "data"));
  const shape = checkShape(plan, `the shape of ${input.name}`, read(tensor, "shape"));
  bindShape(plan, input, work, shape);
  if (product(shape) !== data.length) refuseLength(plan, input, data.length, shape);
  work.inputs[input.name] = data;
}

export function bindShape(plan: Plan, input: InputPlan, work: Work, shape: readonly number[]): void {
  const { names, star } = input;
  const more = shape.length - names.length;
  if (star < 0 ? more !== 0 : more < -1) {
    const rank = `${shape.length} dimension${shape.length === 1 ? "" : "s"}`;
    throw new RangeError(`${plan.name}: ${input.name} has ${rank}, but the axes [${input.axes.join(", ")}]`);
  }
  for (let i = 0; i < names.length; i++) {
    if (i === star) bindStar(plan, input, work, shape.slice(i, i + more + 1));
    else bindSize(plan, input, work, names[i]!, shape[star >= 0 && i > star ? i + more : i]!);
  }
}

function bindSize(plan: Plan, input: InputPlan, work: Work, axis: string, size: number): void {
  const known = work.sizes[axis]!;
  if (known >= 0 && known !== size) {
    const other = work.from[axis]!;
    throw new RangeError(
      `${plan.name}: ${input.name} has size ${size} along axis ${axis}, which is ${known} in ${other}`,
    );
  }
  if (known < 0) work.from[axis] = input.name;
  work.sizes[axis] = size;
}

function bindStar(plan: Plan, input: InputPlan, work: Work, dims: readonly number[]): void {
  const axis = input.names[input.star]!;
  if (work.sizes[axis]! < 0) work.from[axis] = input.name;
  const known = work.sizes[axis]! < 0 ? dims : work.dims[axis]!;
  if (known.length !== dims.length || known.some((size, i) => size !== dims[i])) {
    const sizes = `[${dims.join(", ")}] along *${axis}, which is [${known.join(", ")}] in ${work.from[axis]!}`;
    throw new RangeError(`${plan.name}: ${input.name} has sizes ${sizes}`);
  }
  work.dims[axis] = dims;
  work.sizes[axis] = product(dims);
}

/** An array without a shape, along one axis: its length is the size, unless a shape has fixed it already. */
function bindLength(plan: Plan, input: InputPlan, work: Work): void {
  const axis = input.names[0]!;
  const { length } = work.inputs[input.name]!;
  if (input.star < 0) bindSize(plan, input, work, axis, length);
  else if (work.sizes[axis]! < 0) bindStar(plan, input, work, [length]);
  else checkLength(plan, input, work);
}

/** An array without a shape, whose axes must all have their sizes from elsewhere. */
function checkLength(plan: Plan, input: InputPlan, work: Work): void {
  const { length } = work.inputs[input.name]!;
  let expected = 1;
  for (const axis of input.names) {
    const size = work.sizes[axis]!;
    if (size < 0) {
      const reason = `no other input fixes the size of axis ${axis}`;
      throw new TypeError(`${plan.name}: input ${input.name} must be { data, shape }: ${reason}`);
    }
    expected *= size;
  }
  if (length === expected) return;
  const others = new Set(input.names.map((axis) => work.from[axis]!));
  refuseLength(
    plan,
    input,
    length,
    shapeOf(input, work),
    ` of [${input.axes.join(", ")}] in ${[...others].join(", ")}`,
  );
}

function refuseLength(plan: Plan, input: InputPlan, length: number, shape: readonly number[], from = ""): never {
  const elements = `${length} element${length === 1 ? "" : "s"}`;
  throw new RangeError(`${plan.name}: ${input.name} has ${elements}, but the shape [${shape.join(", ")}]${from}`);
}

export function checkEqual(plan: Plan, { sizes, from }: Work): void {
  for (const [a, b] of plan.equal ?? []) {
    if (sizes[a] === sizes[b]) continue;
    const [one, other] = [a, b].map((axis) => (Object.hasOwn(from, axis) ? `${axis} (of ${from[axis]})` : axis));
    throw new RangeError(`${plan.name}: axes ${one} and ${other} must have one size, not ${sizes[a]} and ${sizes[b]}`);
  }
}

export function readOptions(plan: Plan, given: Named, work: Work): void {
  const { options, sizes } = work;
  for (const option of plan.options) {
    const value = read(given, option.name);
    if (value !== undefined) options[option.name] = readOption(plan, option, value);
    else if (option.default !== undefined) options[option.name] = option.default;
    else throw new TypeError(`${plan.name}: option ${option.name} is missing`);
  }
  for (const { name, check } of plan.options) {
    plan.cell[0] = options[name]!;
    if (check !== undefined && check.find(plan.cell, options, sizes, false) >= 0) {
      throw new RangeError(`${plan.name}: option ${name} is ${options[name]}, ${check.problem(options, sizes)}`);
    }
  }
  const check = read(given, "check") ?? true;
  if (typeof check !== "boolean") throw new TypeError(`${plan.name}: check must be a boolean, not ${kindOf(check)}`);
  work.check = check;
  const reductions = plan.reductions ?? [];
  const named = reductions.length > 1 ? read(given, "reduction") : undefined;
  work.reduction = named === undefined ? 0 : reductions.indexOf(named as string);
  if (work.reduction < 0) throw new TypeError(`${plan.name}: unknown reduction ${quoted(named)}${listed(reductions)}`);
  work.length = reductions[work.reduction] === "none" ? pointLength(plan, sizes) : -1;
  work.gradOutput = readGradOutput(plan, read(given, "gradOutput"), work.length);
}

/** The length of the value of "none". */
function pointLength(plan: Plan, sizes: Sizes): number {
  let length = 1;
  for (const axis of plan.point ?? []) length *= sizes[axis]!;
  return length;
}

function readOption(plan: Plan, option: OptionSpec, value: unknown): number {
  const type = option.type === "bool" ? "boolean" : "number";
  if (typeof value !== type) {
    throw new TypeError(`${plan.name}: option ${option.name} must be a ${type}, not ${kindOf(value)}`);
  }
  const number = Number(value);
  if (option.type === "int" && (number | 0) !== number) {
    throw new RangeError(`${plan.name}: option ${option.name} is ${number}, not an integer of 32 bits`);
  }
  return number;
}

export function readGradOutput(plan: Plan, value: unknown, length: number): number | RealArray | undefined {
  if (value === undefined) return length < 0 ? 1 : undefined;
  if (length < 0) {
    if (typeof value === "number") return value;
    throw new TypeError(`${plan.name}: gradOutput must be a number, not ${kindOf(value)}`);
  }
  if (!isArray(value, plan.real)) {
    throw new TypeError(`${plan.name}: gradOutput must be ${article(plan.real)} for "none", not ${kindOf(value)}`);
  }
  if (value.length !== length) {
    throw new RangeError(`${plan.name}: gradOutput has ${value.length} elements, but the value has ${length}`);
  }
  return value as RealArray;
}

export function outputNames(mode: Mode): readonly string[] {
  return mode === "gradient" ? ["value", "grads"] : ["value"];
}

export function readOutputs(plan: Plan, out: Named, work: Work): void {
  const value = read(out, "value");
  if (value !== undefined) {
    if (work.length < 0) throw new TypeError(`${plan.name}: the output value is only for the reduction "none"`);
    work.point = readOutput(plan, "value", value, work.length);
  }
  const given = read(out, "grads");
  if (given === undefined) return;
  const grads = checkNames(plan, "gradient", given, plan.gradNames);
  for (const name of plan.gradNames) {
    const array = read(grads, name);
    if (array === undefined) continue;
    const data = work.inputs[name];
    if (data === undefined) throw new TypeError(`${plan.name}: output grads.${name} is given, but not its input`);
    work.grads[name] = readOutput(plan, `grads.${name}`, array, data.length);
  }
}

function readOutput(plan: Plan, name: string, array: unknown, length: number): RealArray {
  if (!isArray(array, plan.real)) {
    throw new TypeError(`${plan.name}: output ${name} must be ${article(plan.real)}, not ${kindOf(array)}`);
  }
  if (array.length !== length) {
    throw new RangeError(`${plan.name}: output ${name} has ${array.length} elements, not ${length}`);
  }
  return array as RealArray;
}

/** An output may share memory with nothing but the input of its name, and that only where the kernel allows it. */
export function checkOverlaps(plan: Plan, work: Work): void {
  const value = work.length >= 0 ? work.point : undefined;
  const upstream = typeof work.gradOutput === "object" ? work.gradOutput : undefined;
  if (value !== undefined) {
    if (overlap(value, upstream)) refuseOverlap(plan, "output value", "gradOutput");
    for (const { name } of plan.inputs) {
      if (overlap(value, work.inputs[name])) refuseOverlap(plan, "output value", `input ${name}`);
    }
  }
  for (let i = 0; i < plan.inputs.length; i++) {
    const input = plan.inputs[i]!;
    if (!input.gradient || !Object.hasOwn(work.grads, input.name)) continue;
    const grad = work.grads[input.name]!;
    if (overlap(grad, value)) refuseOverlap(plan, `output grads.${input.name}`, "output value");
    if (overlap(grad, upstream)) refuseOverlap(plan, `output grads.${input.name}`, "gradOutput");
    for (let j = 0; j < plan.inputs.length; j++) {
      const other = plan.inputs[j]!;
      if (j < i && Object.hasOwn(work.grads, other.name) && overlap(grad, work.grads[other.name])) {
        refuseOverlap(plan, `output grads.${input.name}`, `output grads.${other.name}`);
      }
      const data = work.inputs[other.name];
      if (overlap(grad, data) && !(i === j && input.inPlace && sameMemory(grad, data!))) {
        refuseOverlap(plan, `output grads.${input.name}`, `input ${other.name}`);
      }
    }
  }
}

function overlap(a: DataArray, b: DataArray | undefined): boolean {
  if (b === undefined || a.buffer !== b.buffer) return false;
  const start = Math.max(a.byteOffset, b.byteOffset);
  return start < Math.min(a.byteOffset + a.byteLength, b.byteOffset + b.byteLength);
}

function sameMemory(a: DataArray, b: DataArray): boolean {
  return a.byteOffset === b.byteOffset && a.byteLength === b.byteLength;
}

export function refuseOverlap(plan: Plan, one: string, other: string): never {
  throw new TypeError(`${plan.name}: ${one} overlaps ${other} in memory`);
}

export function checkData(plan: Plan, work: Work): void {
  const { options } = work;
  for (const input of plan.inputs) {
    const data = work.inputs[input.name];
    if (data === undefined || input.checks === undefined) continue;
    for (const check of input.checks) {
      const at = check.find(data, options, work.sizes, input.array === "Float32Array");
      if (at < 0) continue;
      const place = input.name + positionText(positionOf(at, shapeOf(input, work)));
      throw new RangeError(`${plan.name}: ${place} is ${data[at]}, ${check.problem(options, work.sizes)}`);
    }
  }
}

/** Each element is a position along `axis`, or the sentinel. */
export function isIndex(axis: string, sentinel?: Bound, sentinelName?: string): Check {
  return {
    find(data, options, sizes) {
      const size = sizes[axis]!;
      const other = sentinel === undefined ? 0 : boundOf(sentinel, options);
      for (let i = 0; i < data.length; i++) {
        const x = data[i]!;
        if ((x < 0 || x >= size) && (x !== other || sentinel === undefined)) return i;
      }
      return -1;
    },
    problem(options, sizes) {
      const index = `not an index of axis ${axis} (size ${sizes[axis]})`;
      if (sentinel === undefined) return index;
      const value = boundOf(sentinel, options);
      return sentinelName === undefined ? `${index} nor ${value}` : `${index} nor ${sentinelName} (${value})`;
    },
  };
}

/** Each element is in a range, whose ends are closed or open as in "[)". NaN is in none. */
export function isWithin(lo: Bound, hi: Bound, ends: "[]" | "[)" | "(]" | "()"): Check {
  return {
    find(data, options, _sizes, single) {
      const low = rounded(boundOf(lo, options), single);
      const high = rounded(boundOf(hi, options), single);
      const withLow = ends.startsWith("[");
      const withHigh = ends.endsWith("]");
      for (let i = 0; i < data.length; i++) {
        const x = data[i]!;
        if ((x > low || (x === low && withLow)) && (x < high || (x === high && withHigh))) continue;
        return i;
      }
      return -1;
    },
    problem: (options) => `outside ${ends.charAt(0)}${boundOf(lo, options)}, ${boundOf(hi, options)}${ends.charAt(1)}`,
  };
}

/** Each element is one of a few values. */
export function isOneOf(...values: readonly Bound[]): Check {
  return {
    find(data, options, _sizes, single) {
      for (let i = 0; i < data.length; i++) {
        let j = 0;
        while (j < values.length && rounded(boundOf(values[j]!, options), single) !== data[i]) j++;
        if (j === values.length) return i;
      }
      return -1;
    },
    problem: (options) => `not one of {${values.map((value) => boundOf(value, options)).join(", ")}}`,
  };
}

/** Each element is 0 or 1. */
export function isBool(): Check {
  return {
    find(data) {
      for (let i = 0; i < data.length; i++) {
        if (data[i]! > 1) return i;
      }
      return -1;
    },
    problem: () => "not a bool (0 or 1)",
  };
}

export function boundOf(bound: Bound, options: Options): number {
  return typeof bound === "number" ? bound : bound(options as never);
}

function rounded(value: number, single: boolean): number {
  return single ? Math.fround(value) : value;
}

/** Refuses an index that a kernel has computed at some position of the axes it depends on; `of` is what it selects. */
export function badIndex(
  loss: string,
  of: string,
  position: readonly number[],
  value: number,
  axis: string,
  size: number,
): never {
  const what = of === "" ? "the index" : `the index of ${of}`;
  const place = position.length === 0 ? "" : ` at ${positionText(position)}`;
  throw new RangeError(`${loss}: ${what}${place} is ${value}, not an index of axis ${axis} (size ${size})`);
}

/** Refuses the order of a norm. */
export function badOrder(loss: string, of: string, value: number): never {
  throw new RangeError(`${loss}: the order of ${of === "" ? "a norm" : of} is ${value}, not at least 1`);
}

function positionText(position: readonly number[]): string {
  return position.length === 0 ? "" : `[${position.join(", ")}]`;
}

function positionOf(at: number, shape: readonly number[]): readonly number[] {
  const position = shape.map(() => 0);
  let rest = at;
  for (let i = shape.length - 1; i >= 0; i--) {
    position[i] = rest % shape[i]!;
    rest = Math.floor(rest / shape[i]!);
  }
  return position;
}

export function shapeOf(input: InputPlan, work: Work): readonly number[] {
  return input.names.flatMap((axis, i) => (i === input.star ? work.dims[axis]! : [work.sizes[axis]!]));
}

export function product(sizes: readonly number[]): number {
  let result = 1;
  for (let i = 0; i < sizes.length; i++) result *= sizes[i]!;
  return result;
}

export function checkShape(plan: Plan, what: string, shape: unknown): readonly number[] {
  if (!Array.isArray(shape))
    throw new TypeError(`${plan.name}: ${what} must be an array of sizes, not ${kindOf(shape)}`);
  for (const size of shape as readonly unknown[]) {
    if (typeof size !== "number") throw new TypeError(`${plan.name}: ${what} must have sizes, not ${kindOf(size)}`);
    if (!Number.isSafeInteger(size) || size < 0)
      throw new RangeError(`${plan.name}: ${what} has ${size}, which is no size`);
  }
  return shape as number[];
}

function readArray(plan: Plan, input: InputSpec, value: unknown): DataArray {
  if (isArray(value, input.array)) return value;
  throw new TypeError(`${plan.name}: input ${input.name} must be ${article(input.array)}, not ${kindOf(value)}`);
}

/** An input without axes, given as a number. */
export function oneElement(plan: Plan, input: InputSpec, value: number): DataArray {
  const data = makeArray(input.array, 1);
  data[0] = value;
  if (data[0] !== value && !input.array.startsWith("Float")) {
    throw new RangeError(`${plan.name}: ${input.name} is ${value}, which ${article(input.array)} cannot hold`);
  }
  return data;
}

/** Whether a value is an array of that kind, of whatever realm. */
function isArray(value: unknown, name: ArrayName): value is DataArray {
  return ArrayBuffer.isView(value) && (value as Partial<DataArray>)[Symbol.toStringTag] === name;
}

export function makeArray(name: ArrayName, length: number): DataArray {
  switch (name) {
    case "Float32Array":
      return new Float32Array(length);
    case "Float64Array":
      return new Float64Array(length);
    case "Int32Array":
      return new Int32Array(length);
    case "Uint8Array":
      return new Uint8Array(length);
  }
}

export function makeScratch(plan: Plan, work: Work): void {
  for (const { name, array, axes } of plan.scratch ?? []) {
    if (Object.hasOwn(work.scratch, name)) continue;
    work.scratch[name] = makeArray(array, product(axes.map((axis) => work.sizes[axis]!)));
  }
}

export function checkNames(plan: Plan, what: string, given: unknown, known: readonly string[]): Named {
  if (typeof given !== "object" || given === null) {
    throw new TypeError(`${plan.name}: expected an object with each ${what} by name, not ${kindOf(given)}`);
  }
  for (const name in given) {
    if (Object.hasOwn(given, name) && !known.includes(name)) {
      throw new TypeError(`${plan.name}: unknown ${what} ${quoted(name)}${listed(known)}`);
    }
  }
  return given as Named;
}

export function read(given: Named, name: string): unknown {
  return Object.hasOwn(given, name) ? given[name] : undefined;
}

export function listed(names: readonly string[]): string {
  return names.length === 0 ? " (there is none)" : ` (known: ${names.join(", ")})`;
}

function quoted(value: unknown): string {
  return typeof value === "string" ? `'${value}'` : kindOf(value);
}

function article(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? "an" : "a"} ${noun}`;
}

export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return "an array";
  return article(ArrayBuffer.isView(value) ? Object.prototype.toString.call(value).slice(8, -1) : typeof value);
}
