import { boundOf } from "../../javascript/runtime/checks.ts";
import type { Work } from "../../module/runtime/work.ts";
import { copyBytes, idOf, kept, ownBuffer, parameterBuffer } from "./buffers.ts";
import type { Kernel } from "./kernel.ts";
import { launch } from "./launch.ts";
import { pipelineFor } from "./pipelines.ts";
import { checkBindingSize, isBytes, sizeOf, wordsOf } from "./sizes.ts";
import type { BoundSlice } from "./tensors.ts";
import type { GpuBuffer, GpuCommandEncoder } from "./webgpu.ts";

/** What one run of a program works on, for the device. */
interface Run {
  readonly program: number;
  readonly work: Work;
  readonly slices: Readonly<Record<string, BoundSlice>>;
}

/** Records the dispatches of a program, and gives the buffer at whose start the results stand. */
export function recordProgram(kernel: Kernel, encoder: GpuCommandEncoder, { program, work, slices }: Run): GpuBuffer {
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
