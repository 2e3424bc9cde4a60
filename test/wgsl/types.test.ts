import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compile } from "../../src/compile.ts";
import { temporaryFolder } from "../backends/load.ts";

const compilerOptions = {
  target: "ES2022",
  module: "NodeNext",
  noEmit: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
};

const SOURCE = `
/// A loss with everything.
loss all(x: [N, *S], const target: [N] of N | ignore, const weight: [N] = 1, p: real, ignore: int = -1) {
  metric worst = max(x)
  reduce if target == ignore then 0 else sum[S](weight * x * p) { per_sample = sum(point) }
}
loss plain(a: [], with: [] = 2) { return a * with }
`.replace("{ per_sample = sum(point) }", "");

/** Calls as users write them; DEVICE, BUFFER and ENCODER are the types that they have these as. */
const USE = `
import { all, allMeta, plain, type AllKernel, type AllWorkspace } from "./module.js";

declare const device: DEVICE;
declare const buffer: BUFFER;
declare const encoder: ENCODER;

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function is<T extends true>(_: T): void {}

const x = { data: new Float32Array(6), shape: [2, 3] };
const target = new Int32Array(2);
const kernel: AllKernel = await all.create(device);
const told = { options: { p: 1, reduction: "none" }, with: ["weight"], inPlace: ["x"] } as const;
await all.create(device, { compile: [told] });
await all.create(device, { compile: "all" });
const step = await kernel.valueAndGrad({ x, target }, { p: 2 });
is<Same<typeof step.value, number>>(true);
is<Same<typeof step.grads.x, Float32Array>>(true);
is<Same<typeof step.metrics.worst, number>>(true);
is<Same<Awaited<ReturnType<typeof kernel.value<"none">>>, Float32Array>>(true);
kernel.encode(
  encoder,
  { x: { buffer, offset: 4, shape: [2, 3] }, target: { buffer, shape: [2] } },
  { p: 3, reduction: "none", gradOutput: { buffer } },
  { value: { buffer }, grads: { x: { buffer, offset: 8 } }, metrics: { worst: { buffer } }, status: { buffer } },
);
const batch: AllWorkspace<"weight"> = kernel.workspace({ N: 2, S: [3] }, { with: ["weight"] });
device.queue.writeBuffer(batch.inputs.weight.buffer QUEUED, 0, new Float32Array(2) QUEUED);
await batch.valueAndGrad({ p: 1 });
export const names: readonly string[] = allMeta.inputs.map((one) => one.name);
kernel.destroy();
(await plain.create(device, { compile: [{ with: ["with"] }] })).encode(encoder, { a: { buffer, shape: [] } }, undefined, {});

// @ts-expect-error An option that has no default.
await kernel.value({ x, target });
// @ts-expect-error An unknown gradient.
kernel.encode(encoder, { x: { buffer, shape: [2] }, target: { buffer, shape: [2] } }, { p: 1 }, { grads: { y: { buffer } } });
// @ts-expect-error No buffer.
kernel.encode(encoder, { x, target: { buffer, shape: [2] } }, { p: 1 }, {});
// @ts-expect-error An input without a default is there in any case.
await all.create(device, { compile: [{ with: ["x"] }] });
// @ts-expect-error No device.
await all.create(encoder);
`;

/** With the structural types of the module alone, and with those that browsers have. */
const WORLDS = {
  "of its own": { lib: ["ES2022"], types: [], names: ["GpuDevice", "GpuBuffer", "GpuCommandEncoder"] },
  "of @webgpu/types": {
    lib: ["ES2022", "DOM"],
    types: ["@webgpu/types"],
    names: ["GPUDevice", "GPUBuffer", "GPUCommandEncoder"],
  },
} as const;

const root = fileURLToPath(new URL("../../", import.meta.url));

test.each((["ts", "js"] as const).flatMap((emit) => Object.keys(WORLDS).map((world) => [emit, world] as const)))(
  "a module for %s takes devices %s",
  async (emit, world) => {
    const { lib, types, names } = WORLDS[world as keyof typeof WORLDS];
    const { files, diagnostics } = await compile({ "module.loss": SOURCE }, { target: "wgsl", emit });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const folder = temporaryFolder();
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
    const [device, buffer, encoder] = names;
    const isOwn = device === "GpuDevice";
    const own = `import type { all as loss } from "./module.js";
type GpuDevice = Parameters<typeof loss.create>[0];
type GpuBuffer = AllWorkspace["inputs"]["x"]["buffer"];
type GpuCommandEncoder = Parameters<AllKernel["encode"]>[0];
`;
    const use = USE.replace("DEVICE", device)
      .replace("BUFFER", buffer)
      .replace("ENCODER", encoder)
      .replaceAll(" QUEUED", isOwn ? " as never" : "")
      .replace("batch.inputs.weight.buffer,", "batch.inputs.weight.buffer as GPUBuffer,");
    writeFileSync(join(folder, "use.ts"), isOwn ? own + use : use);
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const typeRoots = [join(root, "node_modules")];
    const config = {
      compilerOptions: { ...compilerOptions, lib, types, typeRoots, skipLibCheck: true },
      include: ["*.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    expect(typeErrors(folder)).toBe("");
    expect(readFileSync(join(folder, emit === "ts" ? "module.ts" : "module.d.ts"), "utf8")).not.toMatch(/[:<|] ?any\b/);
  },
);

function typeErrors(folder: string): string {
  try {
    return execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--project", folder], {
      encoding: "utf8",
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
