import { expect, test } from "vitest";
import { reportFailures } from "../../src/examine/diagnose.ts";
import { examineLoss } from "../../src/examine/examine-loss.ts";
import type { Kernel, KernelResult } from "../../src/examine/kernel.ts";
import { subjectOf } from "../../src/examine/subject.ts";
import { Build } from "../../src/ops/build.ts";
import type { Node } from "../../src/ir/graph.ts";
import { postorder } from "../../src/ir/walk.ts";
import { namedRoots, rebuildProgram } from "../../src/rewrite/rebuild-program.ts";
import { Reporter } from "../../src/diagnostics/reporter.ts";
import { compiled, examined } from "./support.ts";

const SQUARE =
  "loss square(x: [N, C], const t: [N] of C, weight: [N] = 1, k: real = 3) { reduce weight * k * x[C = t]^2 }";

/** A kernel whose results are changed before anybody sees them. */
const changed =
  (change: (result: KernelResult) => KernelResult) =>
  (kernel: Kernel): Kernel => ({ valueAndGrad: (inputs, options) => change(kernel.valueAndGrad(inputs, options)) });

const withGradient = (name: string, change: (x: number, place: number) => number) =>
  changed((result) => ({
    ...result,
    grads: { ...result.grads, ...(result.grads[name] && { [name]: result.grads[name].map(change) }) },
  }));

test("a kernel that is right has no failure", async () => {
  const report = await examined(SQUARE);
  expect(report).toMatchObject({ failures: [], samples: 32, undefinedGradients: [], still: [] });
  expect(report.slopeError).toBeLessThan(1e-9);
  expect(report.ulps).toBeLessThanOrEqual(0.51);
});

test("a gradient that is half too large is found, named and shrunk to one element", async () => {
  const { program, kernel } = await compiled(SQUARE);
  const wrong = withGradient("x", (x) => 1.5 * x)(kernel);
  const report = examineLoss(subjectOf(program, wrong), { samples: 32, seed: 1 });
  const reporter = new Reporter();
  reportFailures(program, report, reporter);
  expect(reporter.sorted(["test.loss"])).toMatchObject([
    {
      code: "LC5001",
      column: 13,
      message: "the gradient at x[0, 0] is 9, and by finite differences it is 6",
      hint:
        "to see it: square.valueAndGrad({ x: { data: Float32Array.of(1), shape: [1, 1] }, " +
        't: { data: Int32Array.of(0), shape: [1] } }, { reduction: "mean" })',
    },
  ]);
});

test("a gradient that is wrong at one position only, and by little", async () => {
  const wrong = withGradient("x", (x, place) => (place === 2 ? 1.0001 * x : x));
  const [failure] = (await examined(SQUARE, wrong)).failures;
  expect(failure!.found).toMatchObject({ kind: "slope", name: "x", element: 2 });
  expect(failure!.call.inputs.get("x")!.length).toBe(3);
});

test("a gradient that slopes cannot tell from the right one is inaccurate", async () => {
  const wrong = withGradient("weight", (x) => x * (1 + 1.5e-6));
  const [failure] = (await examined(SQUARE, wrong)).failures;
  expect(failure!.found).toMatchObject({ kind: "accuracy", part: { kind: "gradient", name: "weight" } });
});

test("a value that is off", async () => {
  const wrong = changed((result) => ({
    ...result,
    value: typeof result.value === "number" ? result.value * 1.00001 : result.value,
  }));
  const [failure] = (await examined(SQUARE, wrong)).failures;
  expect(failure!.found).toMatchObject({ kind: "accuracy", part: { kind: "value" } });
});

test("a metric that is off", async () => {
  const text = "loss t(x: [N]) { metric largest = max(x)\n reduce x^2 }";
  const wrong = changed((result) => ({ ...result, metrics: { largest: result.metrics["largest"]! + 1 } }));
  const [failure] = (await examined(text, wrong)).failures;
  expect(failure!.found).toMatchObject({ part: { kind: "metric", name: "largest" } });
});

test("a NaN where a number should be", async () => {
  const [failure] = (
    await examined(
      SQUARE,
      withGradient("x", (x) => (x > 2 ? NaN : x)),
    )
  ).failures;
  expect(failure!.found).toMatchObject({ got: NaN });
});

const DIVERGENCE = `
loss divergence(a: [N, C], b: [N, C]) {
  let p = softmax[C](a)
  let q = softmax[C](b)
  let m = 0.5 * (p + q)
  reduce 0.5 * sum[C](p * log(p / m) + q * log(q / m))
}`;

test("a value that is off, of a loss that is small beside its terms", async () => {
  const wrong = changed((result) => ({
    ...result,
    value: typeof result.value === "number" ? result.value * 1.00001 : result.value,
  }));
  const found = (await examined(DIVERGENCE, wrong)).failures.map((failure) => failure.found);
  expect(found).toMatchObject([{ kind: "accuracy", part: { kind: "value" } }]);
});

test("a gradient that is off, of a loss that is small beside its terms", async () => {
  const wrong = withGradient("a", (x) => x * 1.00001);
  const found = (await examined(DIVERGENCE, wrong)).failures.map((failure) => failure.found);
  expect(found).toMatchObject([{ kind: "slope", name: "a" }]);
});

test("a rewriting that makes terms cancel is no excuse", async () => {
  const { program, kernel } = await compiled("loss excess(x: [N] in [1e-7, 2e-7]) { reduce expm1(x) }");
  const { graph } = program;
  const b = new Build(graph);
  const worse = new Map(
    postorder(namedRoots(program).map(({ node }) => node)).flatMap((node): [Node, Node][] =>
      node.kind === "map" && node.op === "expm1" ? [[node, b.sub(b.exp(node.args[0]!), b.real(1))]] : [],
    ),
  );
  const rounding = changed((result) => ({
    ...result,
    value: typeof result.value === "number" ? result.value * 1.00001 : result.value.map((x) => x * 1.00001),
  }));
  const subject = subjectOf(program, rounding(kernel), rebuildProgram(b, program, worse));
  const { failures } = examineLoss(subject, { samples: 8, seed: 1 });
  expect(failures.map(({ found }) => found)).toMatchObject([{ kind: "accuracy", part: { kind: "value" } }]);
});

test("a kernel that refuses a legal call", async () => {
  const refusing = () => ({
    valueAndGrad: () => {
      throw new RangeError("no");
    },
  });
  const [failure] = (await examined(SQUARE, refusing)).failures;
  expect(failure!.found).toEqual({ kind: "refused", message: "no" });
});
