import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkProgram } from "../../src/check/check.ts";
import { kernelGraph } from "../../src/differentiate/kernels.ts";
import { POINT, SEED } from "../../src/explain/names.ts";
import { pointOf, readLoss } from "../../src/explain/reading.ts";
import { type Environment, interpret, type InputArray } from "../../src/interpret/interpret.ts";
import type { LossProgram } from "../../src/ir/program.ts";
import { Build } from "../../src/ops/build.ts";
import { simplifier } from "../../src/rewrite/engine.ts";
import { rebuildProgram } from "../../src/rewrite/rebuild-program.ts";
import { settle } from "../../src/settings.ts";
import { stdlibSources } from "../../src/stdlib-sources.ts";
import { Random } from "../../src/support/random.ts";

const golden = new URL("../golden/", import.meta.url);
const cases = readdirSync(golden, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
const sources = [
  ...stdlibSources,
  ...cases.map((name) => [name, readFileSync(new URL(`${name}/${name}.loss`, golden), "utf8")] as const),
];

/** A call away from kinks: reals between 0.2 and 0.8, all different. */
function callOf(program: LossProgram): Environment {
  const random = new Random(7);
  const sizes = new Map(program.axes.map(({ name }, i) => [name, 3 + (i % 2)]));
  const inputs = new Map<string, InputArray>();
  for (const { name, axes, element } of program.inputs) {
    const shape = axes.map((axis) => sizes.get(axis.name)!);
    const length = shape.reduce((x, y) => x * y, 1);
    const one = () => (element.kind === "index" ? random.below(sizes.get(element.axis)!) : random.between(0.2, 0.8));
    inputs.set(name, { data: Array.from({ length }, one), shape });
  }
  const options = new Map(program.options.map((option) => [option.name, option.default ?? 0.5]));
  const present = new Set(program.inputs.map(({ name }) => name));
  return { sizes, inputs, options: options.set("reduction", 0).set("grad_output", 1), present };
}

test.each(sources)("%s: the gradient that is shown is the one that is computed", (path, text) => {
  const { files } = checkProgram(new Map([[path, text]]), { std: stdlibSources, simplify: simplifier([]) });
  const settings = { define: {}, wrt: undefined, isComplete: true };
  const { losses } = settle(files[0]!.losses, settings);
  expect(losses.length).toBeGreaterThan(0);
  for (const { program, wrt } of losses) {
    const environment = callOf(program);
    const { graph } = program;
    const axesOf = (name: string) =>
      program.inputs.find((input) => input.name === name)!.axes.map((axis) => graph.axis(axis.name));

    const b = new Build(graph, simplifier());
    const kernel = kernelGraph(b, rebuildProgram(b, program), wrt, { gradients: true, reduced: true });
    const computed = interpret(
      kernel.outputs.map(({ node }) => node),
      environment,
    );

    const reading = readLoss(program, wrt);
    const inputs = new Map(environment.inputs);
    const point = pointOf(reading.stable);
    const [seed] = reading.seeds;
    if (point !== undefined && seed !== undefined) {
      const shape = point.axes.map(({ extent }) => environment.sizes.get(extent)!);
      inputs.set(POINT, { data: interpret([point.node], environment).values(point.node, point.axes), shape });
      const factor = interpret([seed.factor], { ...environment, inputs }).values(seed.factor, point.axes);
      inputs.set(SEED, { data: factor, shape });
    }
    const beside = [...(seed?.beside.values() ?? [])];
    const shown = interpret([...reading.gradients.values(), ...beside], { ...environment, inputs });

    for (const output of kernel.outputs) {
      if (output.kind !== "gradient") continue;
      const { name } = output;
      const extra = seed?.beside.get(name);
      const added = extra && shown.values(extra, axesOf(name));
      const found = shown.values(reading.gradients.get(name)!, axesOf(name)).map((x, i) => x + (added?.[i] ?? 0));
      const wanted = computed.values(output.node, output.axes);
      const scale = Math.max(...wanted.map(Math.abs), 1e-6);
      found.forEach((x, i) =>
        expect(Math.abs(x - wanted[i]!) / scale, `${program.name}.${name}[${i}]`).toBeLessThan(1e-12),
      );
    }
  }
});
