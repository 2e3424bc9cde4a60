/*
 * The runtime of modules for WebGPU, beside that of all modules. Embedded like it, declaration by declaration: hence one
 * file whose top level only declares.
 */
import {
  bindAxis,
  bindInputs,
  bindShape,
  type Bound,
  boundOf,
  checkData,
  checkEqual,
  checkNames,
  checkOverlaps,
  checkShape,
  createPlan,
  type DataArray,
  emptyWork,
  type InputPlan,
  keptInputs,
  kindOf,
  type LossSpec,
  makeArray,
  makeScratch,
  type Mode,
  type Named,
  nothing,
  outputNames,
  type Plan,
  read,
  readGradOutput,
  readOptions,
  readOutputs,
  type RealArray,
  refuseOverlap,
  shapeOf,
  type Work,
} from "../module/runtime.ts";

/** The part of a GPUBuffer that is used. */
export interface GpuBuffer {
  readonly size: number;
  readonly usage: number;
  mapAsync(mode: number, offset?: number, size?: number): Promise<undefined | void>;
  getMappedRange(offset?: number, size?: number): ArrayBuffer;
  unmap(): undefined | void;
  destroy(): undefined | void;
}

/** The part of a GPUCommandEncoder that is used. */
export interface GpuCommandEncoder {
  beginComputePass(descriptor?: { label?: string }): GpuComputePass;
  copyBufferToBuffer(from: never, fromOffset: number, to: never, toOffset: number, size: number): undefined | void;
  clearBuffer(buffer: never, offset?: number, size?: number): undefined | void;
  finish(): object;
}

export interface GpuComputePass {
  setPipeline(pipeline: never): undefined | void;
  setBindGroup(index: number, group: never): undefined | void;
  dispatchWorkgroups(x: number): undefined | void;
  end(): undefined | void;
}

/** The part of a GPUDevice that is used. */
export interface GpuDevice {
  readonly limits: {
    readonly maxStorageBufferBindingSize: number;
    readonly maxBufferSize: number;
    readonly maxComputeWorkgroupsPerDimension: number;
    readonly minStorageBufferOffsetAlignment: number;
  };
  readonly features: { has(name: string): boolean };
  readonly adapterInfo?: { readonly subgroupMinSize?: number };
  readonly lost: Promise<{ readonly reason?: string; readonly message: string }>;
  readonly queue: {
    writeBuffer(buffer: never, offset: number, data: never): undefined | void;
    submit(commands: never): undefined | void;
  };
  createBuffer(descriptor: { label?: string; size: number; usage: number; mappedAtCreation?: boolean }): GpuBuffer;
  createShaderModule(descriptor: { label?: string; code: string }): object;
  createComputePipeline(descriptor: PipelineDescriptor): GpuPipeline;
  createComputePipelineAsync(descriptor: PipelineDescriptor): Promise<GpuPipeline>;
  createBindGroup(descriptor: { layout: never; entries: never }): object;
  createCommandEncoder(descriptor?: { label?: string }): GpuCommandEncoder;
}

interface PipelineDescriptor {
  label?: string;
  layout: "auto";
  compute: { module: never; entryPoint: string };
}

export interface GpuPipeline {
  getBindGroupLayout(index: number): object;
}

/** Data on the GPU from a byte, a multiple of 4, of a buffer on. */
export interface GpuSlice {
  readonly buffer: GpuBuffer;
  readonly offset?: number | undefined;
}

export interface GpuTensor extends GpuSlice {
  readonly shape: readonly number[];
}

/** The incoming gradient: of "none", as long as the value, on the device. Default: 1. */
export interface GpuGradOutput {
  readonly gradOutput?: number | GpuSlice | undefined;
}

/** Where `encode` leaves results. The value of a reduction to a number and a metric take 4 bytes. */
export interface GpuOutputs<G, M> {
  readonly value?: GpuSlice | undefined;
  /** Without any, no gradient is computed. The gradient of an input may replace it in its own place. */
  readonly grads?: { readonly [K in keyof G]?: GpuSlice | undefined } | undefined;
  readonly metrics?: { readonly [K in keyof M]?: GpuSlice | undefined } | undefined;
  /** A u32: 0, or 1 for an index that is out of range, plus 2 for a value outside its domain. */
  readonly status?: GpuSlice | undefined;
}

/** A number that a shader reads from its parameters. */
type GpuParameter =
  | readonly ["infinity" | "nan"]
  | readonly ["size", ...string[]]
  | readonly ["real" | "int" | "start", string]
  | readonly ["limit", number, "real" | "int"]
  | readonly ["place" | "lanes" | "groups", number];

interface GpuDispatch {
  readonly entry: string;
  readonly grid: readonly string[];
  /** The axes of each loop that the threads of an item share. */
  readonly shared?: readonly (readonly string[])[];
  readonly totals?: boolean;
  readonly bindings: readonly number[];
}

/** A kernel as one shader and what is needed to run it. */
export interface GpuProgram {
  readonly shader: string;
  readonly parameters: readonly GpuParameter[];
  /** What is bound at 1, 2, ...: "input x", "gradient x", "point", "scratch" or "status". Several are packed into one buffer. */
  readonly bindings: readonly (readonly string[])[];
  /** The axes of the vectors that are kept in the scratch buffer, behind the results and the parts of totals. */
  readonly vectors?: readonly (readonly string[])[];
  readonly totals?: number;
  readonly dispatches: readonly GpuDispatch[];
  /** What stands at the start of the scratch buffer at the end. */
  readonly results?: readonly string[];
}

/** What the calls of a loss need to know of it. The kernels give the position of their program. */
export interface GpuSpec extends LossSpec {
  readonly forward: (frame: never) => number;
  readonly backward: (frame: never) => number;
  readonly programs: readonly GpuProgram[];
  /** The positions of the programs that check data, and the numbers that they compare with. */
  readonly status?: (frame: never) => readonly number[];
  readonly limits?: readonly Bound[];
  /** Functions of WGSL that shaders may call, by name, those that others call before them. */
  readonly helpers: Readonly<Record<string, string>>;
}

interface BoundSlice {
  readonly buffer: GpuBuffer;
  readonly offset: number;
}

/** A loss on a device. */
interface Kernel {
  readonly spec: GpuSpec;
  readonly plan: Plan;
  readonly device: GpuDevice;
  /** One for each program. */
  readonly modules: readonly object[];
  /** By program and dispatch, made when first needed: a loss has more variants than most users ever call. */
  readonly pipelines: Map<string, GpuPipeline>;
  /** Buffers that only one encoded call at a time uses: the queue runs them one after the other. */
  readonly own: Map<string, GpuBuffer>;
  /** Parameters by content: what a buffer holds never changes, so that calls of one submit do not disturb one another. */
  readonly parameters: Map<string, GpuBuffer>;
  readonly groups: Map<string, object>;
  readonly ids: WeakMap<GpuBuffer, number>;
  count: number;
  /** Buffers that no call is using, by size and usage. */
  readonly free: Map<string, GpuBuffer[]>;
  readonly made: Set<GpuBuffer>;
  /** Why no more calls can be made. */
  ended: string | undefined;
  /** Rejected when the device is lost. */
  readonly lost: Promise<never>;
}

/** Makes the object of a loss. */
export function createGpuLoss<L>(describe: () => GpuSpec): L {
  const loss = { create: (device: GpuDevice) => createKernel(describe(), device) };
  return loss as L;
}

async function createKernel(spec: GpuSpec, device: GpuDevice): Promise<unknown> {
  const plan = createPlan(spec);
  if (typeof device !== "object" || device === null || typeof device.createComputePipelineAsync !== "function") {
    throw new TypeError(`${plan.name}: create takes a GPUDevice, not ${kindOf(device)}`);
  }
  const lost = device.lost.then((info): never => {
    kernel.ended ??= `the device was lost: ${info.message || info.reason || "no reason was given"}`;
    throw new Error(`${plan.name}: ${kernel.ended}`);
  });
  lost.catch(() => {});
  const kernel: Kernel = {
    spec,
    plan,
    device,
    modules: makeModules(spec, device),
    pipelines: new Map(),
    own: new Map(),
    parameters: new Map(),
    groups: new Map(),
    ids: new WeakMap(),
    count: 0,
    free: new Map(),
    made: new Set(),
    ended: undefined,
    lost,
  };
  return {
    value: async (inputs: unknown, options?: unknown, out?: unknown) =>
      (await callKernel(kernel, "value", inputs, options, out)).value,
    evaluate: async (inputs: unknown, options?: unknown, out?: unknown) => {
      const { value, metrics } = await callKernel(kernel, "evaluate", inputs, options, out);
      return { value, metrics };
    },
    valueAndGrad: async (inputs: unknown, options?: unknown, out?: unknown) => {
      const { value, grads, metrics } = await callKernel(kernel, "gradient", inputs, options, out);
      return { value, grads, metrics };
    },
    workspace: (sizes: unknown, choice?: unknown) => createGpuWorkspace(kernel, sizes, choice),
    encode: (encoder: unknown, inputs: unknown, options: unknown, out: unknown) =>
      encodeCall(kernel, encoder, inputs, options, out),
    destroy: () => destroyKernel(kernel),
  };
}

function makeModules(spec: GpuSpec, device: GpuDevice): readonly object[] {
  const together = device.features.has("subgroups") ? (device.adapterInfo?.subgroupMinSize ?? 1) : 1;
  return spec.programs.map(({ shader }) =>
    device.createShaderModule({ label: spec.name, code: wholeShader(shader, spec.helpers, together) }),
  );
}

/** How to make the pipeline of a dispatch. */
function pipelineOf({ spec, modules }: Kernel, program: number, dispatch: number): PipelineDescriptor {
  const entryPoint = spec.programs[program]!.dispatches[dispatch]!.entry;
  return {
    label: `${spec.name} ${entryPoint}`,
    layout: "auto",
    compute: { module: modules[program] as never, entryPoint },
  };
}

/** Makes the pipelines of a program without stopping the thread, where there is time to wait. */
async function preparePipelines(kernel: Kernel, program: number): Promise<void> {
  await Promise.all(
    kernel.spec.programs[program]!.dispatches.map(async (_, dispatch) => {
      const key = `${program} ${dispatch}`;
      if (kernel.pipelines.has(key)) return;
      const pipeline = await kernel.device.createComputePipelineAsync(pipelineOf(kernel, program, dispatch));
      if (!kernel.pipelines.has(key)) kernel.pipelines.set(key, pipeline);
    }),
  );
}

function pipelineFor(kernel: Kernel, program: number, dispatch: number): GpuPipeline {
  const key = `${program} ${dispatch}`;
  let pipeline = kernel.pipelines.get(key);
  if (pipeline === undefined) {
    pipeline = kernel.device.createComputePipeline(pipelineOf(kernel, program, dispatch));
    kernel.pipelines.set(key, pipeline);
  }
  return pipeline;
}

/** A shader with the functions that it calls, and those by which its threads add up, `together` of them in a subgroup. */
function wholeShader(shader: string, helpers: Readonly<Record<string, string>>, together: number): string {
  const called = new Set<string>();
  const call = (code: string): void => {
    for (const name of new Set(code.match(/\w+/g))) {
      if (!Object.hasOwn(helpers, name) || called.has(name)) continue;
      called.add(name);
      call(helpers[name]!);
    }
  };
  call(shader);
  const used = new Set(shader.match(/\b(?:lanes|before|parts)_[a-z]+_(?:f32|i32|bool)\b/g));
  const names = new Set([...used].map((name) => name.replace(/^(?:lanes|before|parts)_/, "")));
  const types = new Set([...names].map((name) => sharedType(name)));
  const shared = [...types].map((type) => `var<workgroup> shared_${type}: array<${type}, 256>;`);
  const functions = [...names].map((name) => lanesFunction(name, together));
  const parts = [...names].filter((name) => used.has(`parts_${name}`)).map(partsFunction);
  const before = [...names].filter((name) => used.has(`before_${name}`)).map(beforeFunction);
  const head = together > 1 && functions.length > 0 ? ["enable subgroups;"] : [];
  const own = Object.keys(helpers).flatMap((name) => (called.has(name) ? helpers[name]! : []));
  return (
    [...head, shader, ...own, shared.join("\n"), ...functions, ...before, ...parts]
      .filter((text) => text !== "")
      .join("\n\n") + "\n"
  );
}

/** Bools are folded as 0 and 1. */
function sharedType(name: string): string {
  return name.endsWith("bool") ? "u32" : name.slice(-3);
}

function joinOf(name: string): (x: string, y: string) => string {
  const [step, type] = name.split("_") as [string, string];
  if (step === "add" || step === "mul") return (x, y) => `${x} ${step === "add" ? "+" : "*"} ${y}`;
  if (step === "or" || step === "and") return (x, y) => `${x} ${step === "or" ? "|" : "&"} ${y}`;
  return (x, y) => `${step}${type === "f32" ? "_f32" : ""}(${x}, ${y})`;
}

function identityOf(name: string): string {
  const [step, type] = name.split("_") as [string, string];
  if (step === "add" || step === "or") return type === "bool" ? "false" : type === "f32" ? "0.0f" : "0";
  if (step === "mul" || step === "and") return type === "bool" ? "true" : type === "f32" ? "1.0f" : "1";
  if (type === "i32") return step === "max" ? "i32(-2147483648)" : "2147483647";
  return step === "max" ? "-params.infinity" : "params.infinity";
}

/** A tree over the threads of an item: within subgroups first, then through the memory of the workgroup. */
function lanesFunction(name: string, together: number): string {
  const type = name.slice(name.indexOf("_") + 1);
  const word = sharedType(name);
  const memory = `shared_${word}`;
  const join = joinOf(name);
  const shuffles =
    together > 1
      ? [
          `  for (var step = 1u; step < min(lanes, ${together}u); step <<= 1u) {`,
          "    let other = subgroupShuffleXor(folded, step);",
          `    folded = ${join("folded", "other")};`,
          "  }",
          `  if (lanes <= ${together}u) { return ${fromWord(type, "folded")}; }`,
        ]
      : [`  if (lanes == 1u) { return ${fromWord(type, "folded")}; }`];
  const alone = together > 1 ? ` && (thread & ${together - 1}u) == 0u` : "";
  return [
    `/// The values of the threads of an item as one, given to each of them.`.replace("///", "//"),
    `fn lanes_${name}(value: ${type}, thread: u32, lanes: u32) -> ${type} {`,
    `  var folded = ${type === "bool" ? "select(0u, 1u, value)" : "value"};`,
    ...shuffles,
    "  workgroupBarrier();",
    `  ${memory}[thread] = folded;`,
    `  for (var half = lanes >> 1u; half >= ${together}u; half >>= 1u) {`,
    "    workgroupBarrier();",
    `    if ((thread & (lanes - 1u)) < half${alone}) {`,
    `      ${memory}[thread] = ${join(`${memory}[thread]`, `${memory}[thread + half]`)};`,
    "    }",
    "  }",
    "  workgroupBarrier();",
    `  return ${fromWord(type, `${memory}[thread & ~(lanes - 1u)]`)};`,
    "}",
  ].join("\n");
}

function fromWord(type: string, text: string): string {
  return type === "bool" ? `${text} != 0u` : text;
}

/** What the threads of an item have before this one, each stretch added to all that are before it. */
function beforeFunction(name: string): string {
  const type = name.slice(name.indexOf("_") + 1);
  const memory = `shared_${sharedType(name)}`;
  const word = (text: string) => (type === "bool" ? `select(0u, 1u, ${text})` : text);
  return [
    "// The values of the threads of an item before this one as one.",
    `fn before_${name}(value: ${type}, thread: u32, lanes: u32) -> ${type} {`,
    "  let lane = thread & (lanes - 1u);",
    "  workgroupBarrier();",
    `  ${memory}[thread] = ${word("value")};`,
    "  for (var step = 1u; step < lanes; step <<= 1u) {",
    "    workgroupBarrier();",
    `    var other = ${word(identityOf(name))};`,
    `    if (lane >= step) { other = ${memory}[thread - step]; }`,
    "    workgroupBarrier();",
    `    ${memory}[thread] = ${joinOf(name)("other", `${memory}[thread]`)};`,
    "  }",
    "  workgroupBarrier();",
    `  if (lane == 0u) { return ${identityOf(name)}; }`,
    `  return ${fromWord(type, `${memory}[thread - 1u]`)};`,
    "}",
  ].join("\n");
}

/** The parts of a total, one of each workgroup, as one. */
function partsFunction(name: string): string {
  const type = name.slice(name.indexOf("_") + 1);
  const word =
    type === "bool" ? "scratch[place + i32(thread)] != 0u" : `bitcast<${type}>(scratch[place + i32(thread)])`;
  return [
    "// What the workgroups of an earlier dispatch left, as one.",
    `fn parts_${name}(place: i32, groups: u32, thread: u32) -> ${type} {`,
    `  var value = ${identityOf(name)};`,
    `  if (thread < groups) { value = ${word}; }`,
    `  return lanes_${name}(value, thread, 256u);`,
    "}",
  ].join("\n");
}

/** What one run of a program works on, for the device. */
interface Run {
  readonly program: number;
  readonly work: Work;
  readonly slices: Readonly<Record<string, BoundSlice>>;
}

/** Records the dispatches of a program, and gives the buffer at whose start the results stand. */
function recordProgram(kernel: Kernel, encoder: GpuCommandEncoder, { program, work, slices }: Run): GpuBuffer {
  const { spec, plan, device } = kernel;
  const { dispatches, bindings, parameters, vectors = [], totals = 0, results = [] } = spec.programs[program]!;
  const vectorPlaces: number[] = [];
  let words = results.length + totals * 256;
  for (const axes of vectors) {
    vectorPlaces.push(words);
    words += sizeOf(work, axes);
  }
  const scratch = ownBuffer(kernel, "scratch", 4 * words, "kept vectors");
  const launches = dispatches.map((dispatch) => launch(plan, device, dispatch, work));
  const starts: Record<string, number> = {};
  const packed: {
    readonly array: string;
    readonly from: BoundSlice;
    readonly to: BoundSlice;
    readonly bytes: number;
  }[] = [];
  const resources = bindings.map((arrays) => {
    const [name] = arrays as [string];
    if (name === "scratch") return { buffer: scratch, offset: 0, size: Math.max(4, 4 * words) };
    if (arrays.length > 1) {
      const total = arrays.reduce((bytes, array) => bytes + wordsOf(plan, work, array), 0);
      const buffer = ownBuffer(kernel, `packed ${name}`, total, "what is packed together");
      let offset = 0;
      for (const array of arrays) {
        const bytes = wordsOf(plan, work, array);
        packed.push({ array, from: slices[array]!, to: { buffer, offset }, bytes });
        starts[array] = offset / (isBytes(plan, array) ? 1 : 4);
        offset += bytes;
      }
      return { buffer, offset: 0, size: Math.max(4, total) };
    }
    const { buffer, offset } = slices[name]!;
    const aligned = offset - (offset % device.limits.minStorageBufferOffsetAlignment);
    starts[name] = (offset - aligned) / (isBytes(plan, name) ? 1 : 4);
    const size = Math.max(4, offset - aligned + wordsOf(plan, work, name));
    checkBindingSize(plan, device, name, size);
    return { buffer, offset: aligned, size };
  });
  for (const { array, from, to, bytes } of packed) {
    if (!array.startsWith("input ")) continue;
    if ((from.buffer.usage & 4) === 0) {
      throw new TypeError(
        `${plan.name}: the buffer of ${array} must have the usage COPY_SRC, for more inputs than can be bound`,
      );
    }
    copyBytes(encoder, from.buffer, from.offset, to.buffer, to.offset, bytes);
  }
  const uniform = parameterBuffer(kernel, parameters.length, (real, int) => {
    const { gradOutput, reduction } = work;
    const options = { ...work.options, gradOutput, reduction } as Record<string, number>;
    parameters.forEach((parameter, i) => {
      if (parameter[0] === "infinity") real[i] = Infinity;
      else if (parameter[0] === "nan") real[i] = NaN;
      else if (parameter[0] === "size") int[i] = sizeOf(work, parameter.slice(1) as string[]);
      else if (parameter[0] === "real") real[i] = options[parameter[1]]!;
      else if (parameter[0] === "int") int[i] = options[parameter[1]]!;
      else if (parameter[0] === "limit")
        (parameter[2] === "real" ? real : int)[i] = boundOf(spec.limits![parameter[1]]!, work.options);
      else if (parameter[0] === "start") int[i] = starts[parameter[1]]!;
      else if (parameter[0] === "place") int[i] = vectorPlaces[parameter[1]]!;
      else int[i] = launches[parameter[1] as number]![parameter[0] as "lanes" | "groups"];
    });
  });
  const pass = encoder.beginComputePass({ label: plan.name });
  for (const [at, { bindings: places }] of dispatches.entries()) {
    const pipeline = pipelineFor(kernel, program, at);
    const used = places.map((binding) => ({ binding, ...resources[binding - 1]! }));
    const key = [
      program,
      at,
      idOf(kernel, uniform),
      ...used.flatMap(({ buffer, offset, size }) => [idOf(kernel, buffer), offset, size]),
    ];
    const group = kept(kernel.groups, key.join(" "), () =>
      device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0) as never,
        entries: [
          { binding: 0, resource: { buffer: uniform } },
          ...used.map(({ binding, buffer, offset, size }) => ({ binding, resource: { buffer, offset, size } })),
        ] as never,
      }),
    );
    pass.setPipeline(pipeline as never);
    pass.setBindGroup(0, group as never);
    pass.dispatchWorkgroups(launches[at]!.groups);
  }
  pass.end();
  for (const { array, from, to, bytes } of packed) {
    if (!array.startsWith("input ")) copyBytes(encoder, to.buffer, to.offset, from.buffer, from.offset, bytes);
  }
  return scratch;
}

/** How many threads share an item, and how many workgroups there are. */
function launch(
  plan: Plan,
  device: GpuDevice,
  { grid, shared = [], totals }: GpuDispatch,
  work: Work,
): { lanes: number; groups: number } {
  const items = sizeOf(work, grid);
  if (items > 2147483647) {
    throw new RangeError(`${plan.name}: ${grid.join(" x ")} has ${items} positions, more than a kernel can count`);
  }
  const longest = Math.max(1, ...shared.map((axes) => sizeOf(work, axes)));
  let lanes = 1;
  while (lanes < 256 && lanes * 8 <= longest) lanes *= 2;
  const most = totals ? 256 : device.limits.maxComputeWorkgroupsPerDimension;
  const groups = grid.length === 0 ? 1 : Math.max(1, Math.min(most, Math.ceil((items * lanes) / 256)));
  return { lanes, groups };
}

function sizeOf(work: Work, axes: readonly string[]): number {
  let size = 1;
  for (const axis of axes) size *= work.sizes[axis]!;
  return size;
}

/** The input that an array of a program is, or that it belongs to. */
function inputOf(plan: Plan, array: string): InputPlan | undefined {
  const name = array.slice(array.indexOf(" ") + 1);
  return plan.inputs.find((input) => input.name === name);
}

function isBytes(plan: Plan, array: string): boolean {
  return array.startsWith("input ") && inputOf(plan, array)?.array === "Uint8Array";
}

function bytesOf(plan: Plan, work: Work, array: string): number {
  if (array === "status") return 4;
  if (array === "point" || array === "input gradOutput") return 4 * work.length;
  const elements = sizeOf(work, inputOf(plan, array)!.names);
  return isBytes(plan, array) ? elements : 4 * elements;
}

/** The bytes of whole words that an array takes. */
function wordsOf(plan: Plan, work: Work, array: string): number {
  return Math.ceil(bytesOf(plan, work, array) / 4) * 4;
}

function checkBindingSize(plan: Plan, device: GpuDevice, what: string, bytes: number): void {
  for (const limit of ["maxStorageBufferBindingSize", "maxBufferSize"] as const) {
    if (bytes > device.limits[limit]) {
      throw new RangeError(
        `${plan.name}: ${what} takes ${bytes} bytes, more than the device's ${limit} of ${device.limits[limit]}: request a device with a higher limit, or split the batch`,
      );
    }
  }
}

/** A buffer of the kernel's own that is at least that long. */
function ownBuffer(kernel: Kernel, name: string, bytes: number, what: string): GpuBuffer {
  const found = kernel.own.get(name);
  if (found !== undefined && found.size >= bytes) return found;
  const size = Math.max(256, Math.ceil(bytes / 4) * 4);
  checkBindingSize(kernel.plan, kernel.device, what, size);
  const usage = 128 | 8 | 4; // STORAGE, COPY_DST, COPY_SRC
  const buffer = kernel.device.createBuffer({ label: `${kernel.plan.name} ${name}`, size, usage });
  kernel.own.set(name, buffer);
  kernel.made.add(buffer);
  return buffer;
}

/** A uniform buffer with these numbers: one that has them already, if there is one. */
function parameterBuffer(
  kernel: Kernel,
  count: number,
  fill: (real: Float32Array, int: Int32Array) => void,
): GpuBuffer {
  const bytes = new ArrayBuffer(Math.ceil(count / 4) * 16);
  fill(new Float32Array(bytes), new Int32Array(bytes));
  const key = new Int32Array(bytes).join(" ");
  return kept(kernel.parameters, key, () => {
    const usage = 64; // UNIFORM
    const label = `${kernel.plan.name} parameters`;
    const buffer = kernel.device.createBuffer({ label, size: bytes.byteLength, usage, mappedAtCreation: true });
    new Int32Array(buffer.getMappedRange()).set(new Int32Array(bytes));
    buffer.unmap();
    return buffer;
  });
}

/** What a map has for a key, or what is made now and kept. Of 1024 that it keeps, the one not used for longest goes. */
function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  if (map.size > 1024) map.delete(map.keys().next().value!);
  return value;
}

function idOf(kernel: Kernel, buffer: GpuBuffer): number {
  let id = kernel.ids.get(buffer);
  if (id === undefined) kernel.ids.set(buffer, (id = kernel.count++));
  return id;
}

/** A buffer for one call, of at least that length. */
function take(kernel: Kernel, what: string, bytes: number, usage: number, taken: GpuBuffer[]): GpuBuffer {
  let size = 256;
  while (size < bytes) size *= 2;
  if (size > kernel.device.limits.maxBufferSize) size = Math.ceil(bytes / 4) * 4;
  if ((usage & 128) !== 0) checkBindingSize(kernel.plan, kernel.device, what, Math.ceil(bytes / 4) * 4);
  const key = `${usage} ${size}`;
  const buffer =
    kernel.free.get(key)?.pop() ?? kernel.device.createBuffer({ label: `${kernel.plan.name} ${what}`, size, usage });
  kernel.made.add(buffer);
  taken.push(buffer);
  return buffer;
}

function giveBack(kernel: Kernel, taken: readonly GpuBuffer[]): void {
  for (const buffer of taken) {
    const key = `${buffer.usage} ${buffer.size}`;
    const list = kernel.free.get(key);
    if (list === undefined) kernel.free.set(key, [buffer]);
    else list.push(buffer);
  }
}

function requireAlive(kernel: Kernel): void {
  if (kernel.ended !== undefined) throw new Error(`${kernel.plan.name}: ${kernel.ended}`);
}

function destroyKernel(kernel: Kernel): void {
  kernel.ended ??= "the kernel was destroyed";
  for (const buffer of kernel.made) buffer.destroy();
  kernel.made.clear();
  kernel.own.clear();
  kernel.free.clear();
  kernel.groups.clear();
  kernel.parameters.clear();
}

/** A call with typed arrays: all is checked as in any module, and then sent to the device. */
async function callKernel(kernel: Kernel, mode: Mode, inputs: unknown, options: unknown, out: unknown): Promise<Work> {
  const { plan, spec } = kernel;
  requireAlive(kernel);
  const givenInputs = checkNames(plan, "input", inputs, plan.inputNames);
  const givenOptions = checkNames(plan, "option", options ?? nothing, plan.optionNames);
  const givenOut = out === undefined ? undefined : checkNames(plan, "output", out, outputNames(mode));
  const work = bindInputs(plan, givenInputs);
  readOptions(plan, givenOptions, work);
  if (givenOut !== undefined) readOutputs(plan, givenOut, work);
  checkOverlaps(plan, work);
  if (work.check) checkHostData(kernel, work);
  const backward = mode === "gradient";
  const program = (backward ? spec.backward : spec.forward)(work as never);
  await Promise.race([preparePipelines(kernel, program), kernel.lost]);
  requireAlive(kernel);
  const taken: GpuBuffer[] = [];
  const slices: Record<string, BoundSlice> = {};
  const upload = (array: string, data: DataArray): void => {
    const buffer = take(kernel, array, data.byteLength, 128 | 8 | 4, taken);
    slices[array] = { buffer, offset: 0 };
    if (data.byteLength > 0) kernel.device.queue.writeBuffer(buffer as never, 0, inWords(data) as never);
  };
  for (const { name } of plan.inputs) if (work.inputs[name] !== undefined) upload(`input ${name}`, work.inputs[name]);
  if (typeof work.gradOutput === "object") upload("input gradOutput", work.gradOutput);
  const outputs: { readonly array: string; readonly data: RealArray }[] = [];
  if (work.length >= 0) {
    work.point ??= makeArray(plan.real, work.length) as RealArray;
    outputs.push({ array: "point", data: work.point });
  }
  for (const name of backward ? plan.gradNames : []) {
    const data = work.inputs[name];
    if (data === undefined) continue;
    work.grads[name] ??= makeArray(plan.real, data.length) as RealArray;
    outputs.push({ array: `gradient ${name}`, data: work.grads[name] });
  }
  for (const { array, data } of outputs) {
    slices[array] = { buffer: take(kernel, array, data.byteLength, 128 | 8 | 4, taken), offset: 0 };
  }
  const encoder = kernel.device.createCommandEncoder();
  const scratch = recordProgram(kernel, encoder, { program, work, slices });
  const { results = [] } = spec.programs[program]!;
  let bytes = 4 * results.length;
  const parts = outputs.map(({ array, data }) => ({
    from: slices[array]!.buffer,
    at: (bytes += data.byteLength) - data.byteLength,
    data,
  }));
  const readback = take(kernel, "results", bytes, 8 | 1, taken); // COPY_DST, MAP_READ
  copyBytes(encoder, scratch, 0, readback, 0, 4 * results.length);
  for (const { from, at, data } of parts) copyBytes(encoder, from, 0, readback, at, data.byteLength);
  kernel.device.queue.submit([encoder.finish()] as never);
  await mapped(kernel, readback, bytes);
  const copy = bytes === 0 ? new ArrayBuffer(0) : readback.getMappedRange(0, Math.ceil(bytes / 8) * 8);
  for (const { at, data } of parts) data.set(new Float32Array(copy, at, data.length));
  readResults(work, results, new Float32Array(copy, 0, results.length));
  readback.unmap();
  giveBack(kernel, taken);
  if (work.length >= 0) work.value = work.point!;
  return work;
}

function readResults(work: Work, names: readonly string[], values: Float32Array): void {
  for (const [i, name] of names.entries()) {
    if (name === "value") work.value = values[i]!;
    else work.metrics[name.slice(7)] = values[i]!;
  }
}

function checkHostData({ plan, spec }: Kernel, work: Work): void {
  checkData(plan, work);
  if (spec.checkIndices === undefined) return;
  makeScratch(plan, work);
  spec.checkIndices(work as never);
}

/** Data of bytes, as many as fill words. */
function inWords(data: DataArray): DataArray {
  if (data.byteLength % 4 === 0) return data;
  const words = new Uint8Array(Math.ceil(data.byteLength / 4) * 4);
  words.set(data);
  return words;
}

function copyBytes(
  encoder: GpuCommandEncoder,
  from: GpuBuffer,
  fromOffset: number,
  to: GpuBuffer,
  toOffset: number,
  bytes: number,
): void {
  if (bytes > 0) encoder.copyBufferToBuffer(from as never, fromOffset, to as never, toOffset, bytes);
}

/** Waits until a buffer can be read; a lost device ends the waiting. */
async function mapped(kernel: Kernel, buffer: GpuBuffer, bytes: number): Promise<void> {
  const size = Math.max(8, Math.ceil(bytes / 8) * 8);
  const mapping = buffer.mapAsync(1, 0, size).catch(async (error: unknown) => {
    await Promise.race([kernel.lost, Promise.resolve()]);
    throw new Error(`${kernel.plan.name}: ${kernel.ended ?? String(error)}`);
  });
  await Promise.race([mapping, kernel.lost]);
}

/** Records a call whose data is on the device. */
function encodeCall(kernel: Kernel, encoder: unknown, inputs: unknown, options: unknown, out: unknown): void {
  const { plan } = kernel;
  requireAlive(kernel);
  const recorder = encoder as Partial<GpuCommandEncoder> | null | undefined;
  if (typeof recorder?.beginComputePass !== "function") {
    throw new TypeError(`${plan.name}: encode takes a GPUCommandEncoder, not ${kindOf(encoder)}`);
  }
  const work = emptyWork(plan);
  const slices: Record<string, BoundSlice> = {};
  bindBuffers(plan, checkNames(plan, "input", inputs, plan.inputNames), work, slices);
  const givenOptions = checkNames(plan, "option", options ?? nothing, plan.optionNames);
  readGpuOptions(plan, givenOptions, work, slices);
  encodeWork(kernel, recorder as GpuCommandEncoder, work, slices, readGpuOutputs(plan, out, work, slices));
}

/** Where results go, once they are checked. */
interface Targets {
  readonly arrays: Readonly<Record<string, BoundSlice>>;
  readonly scalars: Readonly<Record<string, BoundSlice>>;
  readonly status: BoundSlice | undefined;
  readonly backward: boolean;
}

function encodeWork(
  kernel: Kernel,
  encoder: GpuCommandEncoder,
  work: Work,
  inputs: Readonly<Record<string, BoundSlice>>,
  { arrays, scalars, status, backward }: Targets,
): void {
  const { spec, plan } = kernel;
  if (status !== undefined) recordStatus(kernel, encoder, work, inputs, status);
  const program = (backward ? spec.backward : spec.forward)(work as never);
  const slices: Record<string, BoundSlice> = { ...inputs };
  const staged: string[] = [];
  const readBuffers = new Set(Object.values(inputs).map(({ buffer }) => buffer));
  for (const array of spec.programs[program]!.bindings.flat()) {
    if (array === "scratch" || array.startsWith("input ")) continue;
    const target = arrays[array];
    // A buffer that a dispatch reads cannot be one that it writes: what goes there is copied in the end.
    if (target !== undefined && !readBuffers.has(target.buffer)) slices[array] = target;
    else {
      slices[array] = { buffer: ownBuffer(kernel, array, bytesOf(plan, work, array), array), offset: 0 };
      if (target !== undefined) staged.push(array);
    }
  }
  const scratch = recordProgram(kernel, encoder, { program, work, slices });
  for (const array of staged) {
    const { buffer, offset } = arrays[array]!;
    copyBytes(encoder, slices[array]!.buffer, 0, buffer, offset, bytesOf(plan, work, array));
  }
  for (const [at, name] of (spec.programs[program]!.results ?? []).entries()) {
    const target = scalars[name];
    if (target !== undefined) copyBytes(encoder, scratch, 4 * at, target.buffer, target.offset, 4);
  }
}

/** Records the checks of data, whose findings are bits of a word. */
function recordStatus(
  kernel: Kernel,
  encoder: GpuCommandEncoder,
  work: Work,
  inputs: Readonly<Record<string, BoundSlice>>,
  status: BoundSlice,
): void {
  const word = ownBuffer(kernel, "status", 4, "status");
  encoder.clearBuffer(word as never, 0, 4);
  const slices = { ...inputs, status: { buffer: word, offset: 0 } };
  for (const program of work.check ? (kernel.spec.status?.(work as never) ?? []) : []) {
    recordProgram(kernel, encoder, { program, work, slices });
  }
  copyBytes(encoder, word, 0, status.buffer, status.offset, 4);
}

/** Reads the inputs of an encoded call, and finds the sizes of the axes. */
function bindBuffers(plan: Plan, given: Named, work: Work, slices: Record<string, BoundSlice>): void {
  for (const input of plan.inputs) {
    const value = read(given, input.name);
    if (value === undefined) {
      if (!input.optional) throw new TypeError(`${plan.name}: input ${input.name} is missing`);
      continue;
    }
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) {
      throw new TypeError(`${plan.name}: input ${input.name} must be { buffer, shape }, not ${kindOf(value)}`);
    }
    const tensor = checkNames(plan, `property of ${input.name}`, value, ["buffer", "offset", "shape"]);
    const shape = read(tensor, "shape") ?? (input.axes.length === 0 ? [] : undefined);
    bindShape(plan, input, work, checkShape(plan, `the shape of ${input.name}`, shape));
    const array = `input ${input.name}`;
    slices[array] = readSlice(plan, `input ${input.name}`, value, bytesOf(plan, work, array), 128);
    // Kernels ask only whether an input was given.
    work.inputs[input.name] = new Uint8Array(0);
  }
  checkEqual(plan, work);
}

const usages: Readonly<Record<number, string>> = { 8: "COPY_DST", 128: "STORAGE" };

/** A part of a buffer that is at least so long, with the usages that it needs. */
function readSlice(plan: Plan, what: string, value: unknown, bytes: number, usage: number): BoundSlice {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`${plan.name}: ${what} must be { buffer }, not ${kindOf(value)}`);
  }
  const { buffer, offset = 0 } = value as { readonly buffer?: Partial<GpuBuffer>; readonly offset?: unknown };
  if (
    typeof buffer !== "object" ||
    buffer === null ||
    typeof buffer.usage !== "number" ||
    typeof buffer.size !== "number"
  ) {
    throw new TypeError(`${plan.name}: the buffer of ${what} must be a GPUBuffer, not ${kindOf(buffer)}`);
  }
  if (typeof offset !== "number" || !Number.isSafeInteger(offset) || offset < 0 || offset % 4 !== 0) {
    throw new RangeError(`${plan.name}: the offset of ${what} must be a multiple of 4 bytes, not ${String(offset)}`);
  }
  if (offset + bytes > buffer.size) {
    throw new RangeError(
      `${plan.name}: ${what} takes ${bytes} bytes from ${offset} on, but its buffer has ${buffer.size}`,
    );
  }
  if ((buffer.usage & usage) !== usage) {
    const names = Object.keys(usages).filter((bit) => (usage & Number(bit)) !== 0);
    throw new TypeError(
      `${plan.name}: the buffer of ${what} must have the usage ${names.map((bit) => usages[Number(bit)]).join(" and ")}`,
    );
  }
  return { buffer: buffer as GpuBuffer, offset };
}

/** The options of an encoded call: `gradOutput` of "none" is on the device. */
function readGpuOptions(plan: Plan, given: Named, work: Work, slices: Record<string, BoundSlice>): void {
  const { gradOutput, ...rest } = given;
  readOptions(plan, rest, work);
  if (gradOutput === undefined) return;
  if (work.length < 0) work.gradOutput = readGradOutput(plan, gradOutput, -1);
  else {
    slices["input gradOutput"] = readSlice(plan, "gradOutput", gradOutput, 4 * work.length, 128);
    work.gradOutput = new Float32Array(0);
  }
}

function readGpuOutputs(plan: Plan, out: unknown, work: Work, inputs: Readonly<Record<string, BoundSlice>>): Targets {
  const given = checkNames(plan, "output", out, ["value", "grads", "metrics", "status"]);
  const arrays: Record<string, BoundSlice> = {};
  const scalars: Record<string, BoundSlice> = {};
  const value = read(given, "value");
  if (value !== undefined) {
    if (work.length < 0) scalars["value"] = readSlice(plan, "output value", value, 4, 8);
    else arrays["point"] = readSlice(plan, "output value", value, 4 * work.length, 128 | 8);
  }
  const grads = checkNames(plan, "gradient", read(given, "grads") ?? nothing, plan.gradNames);
  for (const name of plan.gradNames) {
    const slice = read(grads, name);
    if (slice === undefined) continue;
    if (work.inputs[name] === undefined) {
      throw new TypeError(`${plan.name}: output grads.${name} is given, but not its input`);
    }
    const array = `gradient ${name}`;
    arrays[array] = readSlice(plan, `output grads.${name}`, slice, bytesOf(plan, work, array), 128 | 8);
  }
  const metricNames = Object.keys(plan.zeros);
  const metrics = checkNames(plan, "metric", read(given, "metrics") ?? nothing, metricNames);
  for (const name of metricNames) {
    const slice = read(metrics, name);
    if (slice !== undefined) scalars[`metric ${name}`] = readSlice(plan, `output metrics.${name}`, slice, 4, 8);
  }
  const status = read(given, "status");
  const targets: Targets = {
    arrays,
    scalars,
    status: status === undefined ? undefined : readSlice(plan, "output status", status, 4, 8),
    backward: plan.gradNames.some((name) => read(grads, name) !== undefined),
  };
  checkGpuOverlaps(plan, work, inputs, targets);
  return targets;
}

interface Extent extends BoundSlice {
  readonly what: string;
  readonly array: string;
  readonly bytes: number;
}

/** An output may share memory with nothing but the input of its name. */
function checkGpuOverlaps(
  plan: Plan,
  work: Work,
  inputs: Readonly<Record<string, BoundSlice>>,
  targets: Targets,
): void {
  const outputs: Extent[] = [];
  for (const [array, slice] of Object.entries(targets.arrays)) {
    const what = array === "point" ? "output value" : `output grads.${array.slice(9)}`;
    outputs.push({ ...slice, what, array, bytes: bytesOf(plan, work, array) });
  }
  for (const [name, slice] of Object.entries(targets.scalars)) {
    const what = name === "value" ? "output value" : `output metrics.${name.slice(7)}`;
    outputs.push({ ...slice, what, array: name, bytes: 4 });
  }
  if (targets.status) outputs.push({ ...targets.status, what: "output status", array: "status", bytes: 4 });
  for (const [i, output] of outputs.entries()) {
    for (const other of outputs.slice(i + 1))
      if (shareBytes(output, other)) refuseOverlap(plan, output.what, other.what);
    for (const [array, slice] of Object.entries(inputs)) {
      const input = { ...slice, bytes: bytesOf(plan, work, array) };
      const replaces = output.array === `gradient ${array.slice(6)}` && output.offset === input.offset;
      const what = array === "input gradOutput" ? "gradOutput" : array;
      if (shareBytes(output, input) && !replaces) refuseOverlap(plan, output.what, what);
    }
  }
}

function shareBytes(a: BoundSlice & { bytes: number }, b: BoundSlice & { bytes: number }): boolean {
  return a.buffer === b.buffer && Math.max(a.offset, b.offset) < Math.min(a.offset + a.bytes, b.offset + b.bytes);
}

/** Buffers of fixed size, kept from call to call. */
function createGpuWorkspace(kernel: Kernel, sizes: unknown, choice: unknown): unknown {
  const { plan, device } = kernel;
  requireAlive(kernel);
  const inSizes = !plan.axes.includes("with");
  const given = checkNames(plan, "axis", sizes, inSizes ? [...plan.axes, "with"] : plan.axes);
  const chosen = checkNames(plan, "setting", choice ?? nothing, ["with"]);
  const chosenInputs = [
    ...keptInputs(plan, read(chosen, "with")),
    ...keptInputs(plan, inSizes ? read(given, "with") : undefined),
  ];
  const fixed = emptyWork(plan);
  for (const axis of plan.axes) bindAxis(plan, fixed, axis, read(given, axis));
  checkEqual(plan, fixed);
  const usage = 128 | 8 | 4;
  const make = (what: string, array: string): GpuBuffer => {
    const size = Math.max(4, Math.ceil(bytesOf(plan, fixed, array) / 4) * 4);
    checkBindingSize(plan, device, what, size);
    const buffer = device.createBuffer({ label: `${plan.name} ${what}`, size, usage });
    kernel.made.add(buffer);
    return buffer;
  };
  const inputs: Record<string, GpuTensor> = {};
  const grads: Record<string, GpuTensor> = {};
  for (const input of plan.inputs) {
    if (input.optional && !chosenInputs.includes(input.name)) continue;
    const shape = Object.freeze(shapeOf(input, fixed));
    inputs[input.name] = { buffer: make(input.name, `input ${input.name}`), offset: 0, shape };
    if (input.gradient)
      grads[input.name] = { buffer: make(`grads.${input.name}`, `gradient ${input.name}`), offset: 0, shape };
  }
  Object.freeze(inputs);
  Object.freeze(grads);
  const step = (mode: Mode, options: unknown) => callWorkspace(kernel, mode, inputs, grads, options);
  return {
    inputs,
    grads,
    value: async (options?: unknown) => (await step("value", options)).value,
    evaluate: async (options?: unknown) => {
      const { value, metrics } = await step("evaluate", options);
      return { value, metrics };
    },
    valueAndGrad: async (options?: unknown) => {
      const { value, metrics } = await step("gradient", options);
      return { value, grads, metrics };
    },
  };
}

/** A call on buffers whose value is read back. What is wrong with the data is found on the device, and told as ever. */
async function callWorkspace(
  kernel: Kernel,
  mode: Mode,
  inputs: Readonly<Record<string, GpuTensor>>,
  grads: Readonly<Record<string, GpuTensor>>,
  options: unknown,
): Promise<Work> {
  const { plan, device } = kernel;
  requireAlive(kernel);
  const work = emptyWork(plan);
  const slices: Record<string, BoundSlice> = {};
  bindBuffers(plan, inputs, work, slices);
  const given = checkNames(plan, "option", options ?? nothing, plan.optionNames);
  readGpuOptions(plan, given, work, slices);
  const taken: GpuBuffer[] = [];
  const metrics = Object.keys(plan.zeros);
  const scalars =
    work.length < 0 ? ["value", ...metrics.map((name) => `metric ${name}`)] : metrics.map((name) => `metric ${name}`);
  const encoder = device.createCommandEncoder();
  const pointBytes = Math.max(0, 4 * work.length);
  const bytes = 4 + 4 * scalars.length + pointBytes;
  const results = take(kernel, "results", bytes, 128 | 8 | 4, taken);
  const readback = take(kernel, "results", bytes, 8 | 1, taken);
  const arrays: Record<string, BoundSlice> = {};
  if (work.length >= 0) arrays["point"] = { buffer: take(kernel, "value", pointBytes, 128 | 8 | 4, taken), offset: 0 };
  if (mode === "gradient")
    for (const [name, { buffer }] of Object.entries(grads)) arrays[`gradient ${name}`] = { buffer, offset: 0 };
  encodeWork(kernel, encoder, work, slices, {
    arrays,
    scalars: Object.fromEntries(scalars.map((name, i) => [name, { buffer: results, offset: 4 + 4 * i }])),
    status: { buffer: results, offset: 0 },
    backward: mode === "gradient",
  });
  copyBytes(encoder, results, 0, readback, 0, 4 + 4 * scalars.length);
  if (work.length >= 0) copyBytes(encoder, arrays["point"]!.buffer, 0, readback, 4 + 4 * scalars.length, pointBytes);
  device.queue.submit([encoder.finish()] as never);
  await mapped(kernel, readback, bytes);
  const copy = readback.getMappedRange(0, Math.ceil(bytes / 8) * 8).slice(0);
  readback.unmap();
  giveBack(kernel, taken);
  if (new Uint32Array(copy, 0, 1)[0] !== 0) await refuseData(kernel, work, slices);
  readResults(work, scalars, new Float32Array(copy, 4, scalars.length));
  if (work.length >= 0) work.value = new Float32Array(copy, 4 + 4 * scalars.length, work.length);
  return work;
}

/** Reads the inputs back and checks them on the host, to say what is wrong with them. */
async function refuseData(kernel: Kernel, work: Work, slices: Readonly<Record<string, BoundSlice>>): Promise<never> {
  const { plan, device } = kernel;
  const taken: GpuBuffer[] = [];
  const encoder = device.createCommandEncoder();
  const copies = plan.inputs.flatMap((input) => {
    const slice = slices[`input ${input.name}`];
    if (slice === undefined) return [];
    const bytes = Math.ceil(bytesOf(plan, work, `input ${input.name}`) / 4) * 4;
    const buffer = take(kernel, input.name, bytes, 8 | 1, taken);
    copyBytes(encoder, slice.buffer, slice.offset, buffer, 0, bytes);
    return [{ input, buffer, bytes }];
  });
  device.queue.submit([encoder.finish()] as never);
  for (const { input, buffer, bytes } of copies) {
    await mapped(kernel, buffer, bytes);
    const data = makeArray(input.array, sizeOf(work, input.names));
    new Uint8Array(data.buffer).set(
      new Uint8Array(buffer.getMappedRange(0, Math.max(8, Math.ceil(bytes / 8) * 8)), 0, data.byteLength),
    );
    buffer.unmap();
    work.inputs[input.name] = data;
  }
  giveBack(kernel, taken);
  checkHostData(kernel, work);
  throw new RangeError(`${plan.name}: the data of the call was changed while it was checked`);
}
