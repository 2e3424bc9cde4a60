import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compile } from "../../src/compile.ts";
import { printModule } from "../../src/backends/module/module.ts";
import type { LossUnit } from "../../src/backends/module/unit.ts";
import { moduleOf, temporaryFolder } from "./load.ts";
import { graph, input, mseUnit, option, pickUnit, program, unit } from "./units.ts";

const compilerOptions = {
  target: "ES2022",
  lib: ["ES2022"],
  types: [],
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

function unitsOf(emit: "ts" | "js"): readonly LossUnit[] {
  const bodies = { forward: "  frame.value = 1;", backward: "  frame.value = 1;" };
  const single = program("plain", [input("x", ["N", "N_2"])], {
    options: [option("p", "real"), option("q", "bool", { default: 1 })],
    result: { kind: "return", value: graph.real(0) },
  });
  const none = { kind: "point", point: graph.real(0), axes: [] } as const;
  const fixed = program("delete", [input("class", ["*S"]), input("with", ["with"], { default: 0 })], { result: none });
  const write = { forward: "  void frame.value;", backward: "  void frame.value;" };
  const same = program("Mse", [input("x", [])]);
  return [
    mseUnit(emit),
    pickUnit(emit),
    unit(single, bodies, emit),
    unit(fixed, write, emit),
    unit(same, bodies, emit),
  ];
}

const USE = `
import { mse, mseMeta, pickLoss, type PickLossOptions, plain, delete as remove, Mse } from "./module.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <A, B>(_same: Same<A, B>): void => undefined;
const x = new Float32Array(2);
const inputs = { input: x, target: { data: x, shape: [1, 2] as const } };

const mean = mse.value(inputs);
is<typeof mean, number>(true);
const none = mse.value(inputs, { reduction: "none" });
is<typeof none, Float32Array>(true);
const some = mse.value(inputs, { reduction: "sum" as "sum" | "none" });
is<typeof some, number | Float32Array>(true);
const left = mse.valueAndGrad(inputs, { reduction: undefined, gradOutput: 2 });
is<typeof left.value, number>(true);
const maybe = mse.value(inputs, { reduction: undefined as "none" | undefined });
is<typeof maybe, number | Float32Array>(true);
const options: PickLossOptions = { labelSmoothing: 0.1 };
const logits = { data: x, shape: [1, 2] };
const any = pickLoss.value({ logits, target: Int32Array.of(1) }, options);
is<typeof any, number | Float32Array>(true);
const step = pickLoss.valueAndGrad({ logits, target: Int32Array.of(1), scale: 2 }, { reduction: "per_sample", gradOutput: 2 });
is<typeof step.value, number>(true);
is<typeof step.grads.logits, Float32Array>(true);
is<typeof step.grads.weight, Float32Array | undefined>(true);
is<typeof step.metrics.activeCount, number>(true);
mse.valueAndGrad(inputs, { reduction: "none", gradOutput: x }, { value: x, grads: { input: x } });

// @ts-expect-error The incoming gradient of a number is a number.
mse.valueAndGrad(inputs, { reduction: "mean", gradOutput: x });
// @ts-expect-error The incoming gradient of "none" is an array.
mse.valueAndGrad(inputs, { reduction: "none", gradOutput: 1 });
// @ts-expect-error Only "none" has an array for a value.
mse.valueAndGrad(inputs, {}, { value: x });
// @ts-expect-error Target has no gradient.
mse.valueAndGrad(inputs, {}, { grads: { target: x } });
// @ts-expect-error There is no such reduction.
mse.value(inputs, { reduction: "avg" });
// @ts-expect-error There is no such option.
mse.value(inputs, { reducton: "mean" });
// @ts-expect-error There is no such input.
mse.value({ ...inputs, weight: x });
// @ts-expect-error An input is missing.
mse.value({ input: x });
// @ts-expect-error No plain arrays.
mse.value({ input: [1], target: x });
// @ts-expect-error An index is an Int32Array.
pickLoss.value({ logits, target: x });
// @ts-expect-error No metric has that name.
mse.evaluate(inputs).metrics.accuracy;
// @ts-expect-error No input fixes the sizes.
plain.value({ x }, { p: 1 });
// @ts-expect-error An option is missing.
plain.value({ x: { data: x, shape: [1, 2] } });
// @ts-expect-error An option is missing.
plain.value({ x: { data: x, shape: [1, 2] } }, {});
// @ts-expect-error There is nothing to reduce.
plain.value({ x: { data: x, shape: [1, 2] } }, { p: 1, reduction: "mean" });

const single = plain.valueAndGrad({ x: { data: x, shape: [1, 2] } }, { p: 1, q: false, gradOutput: 2 });
is<typeof single.value, number>(true);
plain.workspace({ N: 1, N2: 2 }).inputs.x.set(x);
const fixed = remove.valueAndGrad({ class: x }, {}, { value: x, grads: { class: x } });
is<typeof fixed.value, Float32Array>(true);
is<typeof fixed.grads.with, Float32Array | undefined>(true);
is<ReturnType<typeof Mse.value>, number | Float32Array>(true);
Mse.value({ x: 1 });

const batch = pickLoss.workspace({ N: 1, C: 2 });
batch.inputs.logits.set(x);
is<typeof batch.inputs.target, Int32Array>(true);
// @ts-expect-error Not asked for.
batch.inputs.weight;
const both = [pickLoss.workspace({ N: 1, C: 2, with: ["weight"] }), pickLoss.workspace({ N: 1, C: 2 }, { with: ["weight"] })];
for (const one of both) {
  is<typeof one.inputs.weight, Float32Array>(true);
  is<ReturnType<typeof one.valueAndGrad>["grads"]["weight"], Float32Array>(true);
}
remove.workspace({ S: [7, 7], with: 3 }, { with: ["with"] }).inputs.with.fill(1);
mse.workspace({ S: 3 }).value({ reduction: "none" }).fill(0);
// @ts-expect-error An axis is missing.
pickLoss.workspace({ N: 1 });
// @ts-expect-error Logits has no default.
pickLoss.workspace({ N: 1, C: 2, with: ["logits"] });

is<typeof mseMeta.name, "mse">(true);
is<(typeof mseMeta.reductions)[number], "mean" | "sum" | "none">(true);
export const names: readonly string[] = mseMeta.inputs.map((one) => one.name);
`;

test.each(["ts", "js"] as const)("a module for %s is exactly typed", async (emit) => {
  const folder = temporaryFolder();
  const files = await printModule(moduleOf(unitsOf(emit)), emit);
  for (const { extension, text } of files) writeFileSync(join(folder, `module${extension}`), text);
  writeFileSync(join(folder, "use.ts"), USE);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  expect(typeErrors(folder)).toBe("");
});

const NAMES = `
/// With Tensor, Step and "erf": isWithin.
loss erf(trigamma: [Step], digamma: [Step] of Step, With: real = 0, Check: bool = true) {
  let Outputs = trigamma[Step = digamma] * With
  metric Evaluation = sum(Outputs)
  reduce if Check then Outputs else trigamma { ValueOf = sum(Outputs) }
}
loss one(Tensor: [], isBool: []) { return Tensor * isBool }
loss at(x: [N, C]) {
  metric m = x[N = 2][C = 3]
  return x[N = 0][C = 1]
}
`;

test.each(["ts", "js"] as const)(
  "a module for %s has nothing that it does not use, whatever the names",
  async (emit) => {
    const folder = temporaryFolder();
    const { files, diagnostics } = await compile({ "module.loss": NAMES }, { emit });
    expect(diagnostics).toEqual([]);
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const { target, lib, types, module, noEmit, noUnusedLocals } = compilerOptions;
    const forJs = { target, lib, types, module, noEmit, noUnusedLocals, strict: false, allowJs: true, checkJs: true };
    const config = { compilerOptions: emit === "ts" ? compilerOptions : forJs, include: ["module.ts", "module.js"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    expect(typeErrors(folder)).toBe("");
  },
);

function typeErrors(folder: string): string {
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  try {
    return execFileSync(process.execPath, [tsc, "--project", folder], { encoding: "utf8" });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
