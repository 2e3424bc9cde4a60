// Value and gradient of every stdlib loss, the compiled kernel against a loop written by hand, in one process.
//
// usage: node test/bench/run.mjs [LOSS...]     needs the built compiler (npm run build)
//
// benny runs the cases of a suite one after another, so that a slow moment of the machine falls on one of them: every workload
// is run in several rounds, with the cases in turn one before the other, and the medians of the rounds' medians are compared.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import benny from "benny";
import { compile } from "losscc";
import { workloads } from "./workloads.mjs";

const ROUNDS = 4;
const CASES = { minSamples: 12, minTime: 0.02, maxTime: 0.4, delay: 0 };

async function loadKernels() {
  const folder = new URL("../../stdlib/", import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".loss"));
  const sources = Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, folder), "utf8")]));
  const { files } = await compile(sources, { target: "ts", emit: "js", dtype: "f32" });
  const out = mkdtempSync(join(tmpdir(), "losscc-bench-"));
  const kernels = {};
  try {
    writeFileSync(join(out, "package.json"), '{ "type": "module" }');
    for (const [path, text] of Object.entries(files)) writeFileSync(join(out, path), text);
    for (const path of Object.keys(files)) {
      if (path.endsWith(".js") && path !== "index.js")
        Object.assign(kernels, await import(pathToFileURL(join(out, path)).href));
    }
  } finally {
    rmSync(out, { recursive: true });
  }
  return kernels;
}

/** Both must compute the same before either is timed. */
function checkAgreement(name, value, grads, expectedValue, expectedGrads) {
  if (!(Math.abs(value - expectedValue) <= 1e-5 * Math.abs(expectedValue))) {
    throw new Error(`${name}: the kernel's value is ${value}, the loop's ${expectedValue}`);
  }
  grads.forEach((grad, at) => {
    const expected = expectedGrads[at];
    const most = expected.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    grad.forEach((g, i) => {
      if (!(Math.abs(g - expected[i]) <= 1e-5 * most))
        throw new Error(`${name}: gradient ${at} is ${g} at ${i}, the loop's ${expected[i]}`);
    });
  });
}

/** The functions to time, by name. */
function casesOf({ name, inputs, wrt, options, run }, kernel) {
  const arrays = Object.values(inputs).map(({ data }) => data);
  const fresh = () => wrt.map((key) => new Float32Array(inputs[key].data.length));
  const [byHand, byKernel] = [fresh(), fresh()];
  const outputs = { grads: Object.fromEntries(wrt.map((key, i) => [key, byKernel[i]])) };
  const { value } = kernel.valueAndGrad(inputs, options, outputs);
  checkAgreement(name, value, byKernel, run(...arrays, ...byHand), byHand);
  return {
    naive: () => run(...arrays, ...byHand),
    kernel: () => kernel.valueAndGrad(inputs, options, outputs),
  };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The milliseconds a call of each case takes. benny's own report of every suite is left out. */
async function time(name, cases) {
  const labels = Object.keys(cases);
  const medians = Object.fromEntries(labels.map((label) => [label, []]));
  const { log } = console;
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? labels : labels.toReversed();
    console.log = () => {};
    try {
      const added = order.map((label) => benny.add(label, cases[label]));
      const { results } = await benny.suite(name, ...added, benny.configure({ cases: CASES }));
      for (const result of results) medians[result.name].push(result.details.median * 1000);
    } finally {
      console.log = log;
    }
  }
  return Object.fromEntries(labels.map((label) => [label, median(medians[label])]));
}

const wanted = process.argv.slice(2);
const kernels = await loadKernels();
const row = (...cells) => console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(28) : cell.padStart(12))).join(""));
console.log(
  "Milliseconds a call for value and gradient, and the kernel's time as a share of the loop's (below 1: the kernel is faster).\n",
);
row("", "loop", "kernel", "ratio");
const ratios = [];
for (const make of workloads) {
  const workload = make();
  if (wanted.length > 0 && !wanted.includes(workload.loss)) continue;
  const { naive, kernel } = await time(workload.name, casesOf(workload, kernels[workload.loss]));
  ratios.push(kernel / naive);
  row(workload.name, naive.toFixed(3), kernel.toFixed(3), (kernel / naive).toFixed(2));
}
if (ratios.length === 0)
  throw new Error(`no workload for ${wanted.join(", ")}; there are ${Object.keys(kernels).join(", ")}`);
const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
row("geometric mean", "", "", mean.toFixed(2));
const slower = ratios.filter((ratio) => ratio > 1).length;
if (slower > 0) console.log(`\n${slower} of ${ratios.length} slower than the loop`);
