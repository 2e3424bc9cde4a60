import { describe, expect, test } from "vitest";
import { brief, check, lossOf, pointOf, resultOf, valueOf } from "./support.ts";

const crossEntropy = `
/// Cross-entropy.
loss cross_entropy(
  /// Unnormalised.
  logits: [N, C, *S],
  const target: [N, *S] of C | ignore_index,
  const weight: [C] = 1,
  ignore_index: int = -100,
  label_smoothing: real = 0 in [0, 1],
) {
  let keep   = target != ignore_index
  let logp   = log_softmax[C](logits)
  let w      = if keep then weight[C = target] else 0
  let nll    = if keep then -logp[C = target] else 0
  let smooth = if keep then -sum[C](weight * logp) / size(C) else 0
  let point  = (1 - label_smoothing) * w * nll + label_smoothing * smooth
  /// Kept.
  metric kept = count(keep)
  reduce point { mean = sum(point) / sum(w), batch = sum(point) / size(N) }
}`;

describe("the loss of the language's page", () => {
  const program = lossOf(crossEntropy);

  test("is described", () => {
    expect(program).toMatchObject({
      name: "cross_entropy",
      doc: "Cross-entropy.",
      axes: [
        { name: "N", starred: false },
        { name: "C", starred: false },
        { name: "S", starred: true },
      ],
      options: [
        { name: "ignore_index", type: "int", default: -100 },
        { name: "label_smoothing", type: "real", default: 0, domain: { kind: "range", loOpen: false, hiOpen: false } },
      ],
      madeAxes: [],
      equalSizes: [],
    });
    expect(program.inputs.map(({ name, doc, constant, element }) => [name, doc, constant, element.kind])).toEqual([
      ["logits", "Unnormalised.", false, "real"],
      ["target", "", true, "index"],
      ["weight", "", true, "real"],
    ]);
    expect(program.inputs[2]!.default).toBe(1);
    expect([...program.names.values()]).toEqual(["keep", "logp", "w", "nll", "smooth", "point"]);
  });

  test("has the results in order", () => {
    const { result, metrics } = program;
    expect(result.kind === "reduce" && result.axes.map(({ name }) => name)).toEqual(["N", "S"]);
    expect(result.kind === "reduce" && result.reductions.map(({ name }) => name)).toEqual(["mean", "sum", "batch"]);
    expect(metrics.map(({ name, doc, value }) => [name, doc, value.type])).toEqual([["kept", "Kept.", "int"]]);
  });

  test("means what it says", () => {
    const call = {
      sizes: { N: 2, C: 3, S: 2 },
      inputs: { logits: [1, 2, 0, 1, 3, 0, 0, 0, 1, 1, 2, 5], target: [0, -100, 2, 1] },
      options: { ignore_index: -100, label_smoothing: 0.25 },
    };
    const logp = (n: number, c: number, s: number) => {
      const row = [0, 1, 2].map((k) => call.inputs.logits[n * 6 + k * 2 + s]!);
      return row[c]! - Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0));
    };
    const term = (n: number, s: number, t: number) =>
      -0.75 * logp(n, t, s) - (0.25 / 3) * (logp(n, 0, s) + logp(n, 1, s) + logp(n, 2, s));
    const point = [term(0, 0, 0), 0, term(1, 0, 2), term(1, 1, 1)];
    pointOf(program, call).forEach((value, i) => expect(value).toBeCloseTo(point[i]!, 12));
    const total = point.reduce((x, y) => x + y);
    expect(resultOf(program, call)).toBeCloseTo(total / 3, 12);
    expect(resultOf(program, call, "batch")).toBeCloseTo(total / 2, 12);
    expect(valueOf(program, program.metrics[0]!.value, call)).toBe(3);
  });
});

describe("results", () => {
  test("the point's axes stand as the parameters name them, then as they are made", () => {
    const { result } = lossOf("loss t(y: [B], x: [N, A]) { reduce x * y * x[N as Z][A as K] }");
    expect(result.kind === "reduce" && result.axes.map(({ name }) => name)).toEqual(["B", "N", "A", "Z", "K"]);
  });

  test("where the point has no axes, every reduction is it", () => {
    const { losses, diagnostics } = check("loss t(x: []) { reduce x { twice = 2 * x } }");
    expect(diagnostics.map(brief)).toEqual(["LC9004 1:28"]);
    const { result } = losses[0]!;
    expect(
      result.kind === "reduce" && result.reductions.map(({ name, value }) => [name, value === result.point]),
    ).toEqual([
      ["mean", true],
      ["sum", true],
      ["twice", true],
    ]);
  });

  test("ints become reals, but in metrics", () => {
    const { result, metrics } = lossOf("loss t(x: [N]) { metric n = size(N) return count(x > 0) }");
    expect(result.kind === "return" && result.value.type).toBe("real");
    expect(metrics[0]!.value.type).toBe("int");
  });
});

describe("files", () => {
  test("every file yields its losses, and an import none", () => {
    const std = new Map([["std/a.loss", "fn f(x) = x loss not_here(x: [N]) { reduce x }"]]);
    expect(
      check(
        {
          "a/b.loss": 'import { f } from "std/a.loss"\nimport { g } from "../c.loss" loss t(x: [N]) { reduce f(g(x)) }',
          "c.loss": "fn g(x) = x loss u(x: [N]) { reduce g(x) }",
        },
        Object.fromEntries(std),
      ).losses.map(({ name }) => name),
    ).toEqual(["t", "u"]);
  });

  test("a loss with an error is left out, the others stay", () => {
    const { losses } = check(
      "loss a(x: [N]) { reduce y } loss b(x: [N]) { reduce x } loss c(x: [N]) { let q = ) reduce x }",
    );
    expect(losses.map(({ name }) => name)).toEqual(["b"]);
  });

  test("syntax and meaning are reported in one run", () => {
    const { diagnostics } = check(
      "loss t(x: [N]) {\nlet a = )\nlet b = lgits\nreduce a + y\n}\nfn f(x) = z\nloss u(x: [N]) { reduce yy }",
    );
    expect(diagnostics.map(brief)).toEqual(["LC1101 2:9", "LC2005 6:11", "LC2005 7:25"]);
  });

  test("a function inside a file is labelled with its call", () => {
    const { diagnostics } = check({
      "a.loss": "fn f(x) = x and true",
      "b.loss": 'import { f } from "./a.loss"\nloss t(x: [N]) { return count(f(x)) }',
    });
    expect(diagnostics).toMatchObject([
      { file: "a.loss", labels: [{ message: "'x' is a real with axis N" }, { file: "b.loss", line: 2, column: 31 }] },
    ]);
  });
});
