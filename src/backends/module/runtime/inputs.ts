import { oneElement, readArray } from "./arrays.ts";
import { article, checkNames, elements, kindOf, type Named, read } from "./names.ts";
import type { InputPlan, Plan } from "./plan.ts";
import { checkShape, product, shapeOf } from "./shapes.ts";
import { emptyWork, type Work } from "./work.ts";

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
  const others = [...new Set(input.names.map((axis) => work.from[axis]!))].join(", ");
  const from = others === "" ? "" : ` of [${input.axes.join(", ")}] in ${others}`;
  refuseLength(plan, input, length, shapeOf(input, work), from);
}

function refuseLength(plan: Plan, input: InputPlan, length: number, shape: readonly number[], from = ""): never {
  throw new RangeError(
    `${plan.name}: ${input.name} has ${elements(length)}, but the shape [${shape.join(", ")}]${from}`,
  );
}

export function checkEqual(plan: Plan, { sizes, from }: Work): void {
  for (const [a, b] of plan.equal ?? []) {
    if (sizes[a] === sizes[b]) continue;
    const [one, other] = [a, b].map((axis) => (Object.hasOwn(from, axis) ? `${axis} (of ${from[axis]})` : axis));
    throw new RangeError(`${plan.name}: axes ${one} and ${other} must have one size, not ${sizes[a]} and ${sizes[b]}`);
  }
}
