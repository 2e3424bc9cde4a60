import * as naive from "./naive.mjs";

/** Seeded numbers between 0 and 1 (mulberry32). */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = createRandom(1);
const fill = (length, next) => Float32Array.from({ length }, next);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const wide = () => 3 * normal();
const bit = () => (random() < 0.5 ? 0 : 1);
const sign = () => (random() < 0.5 ? -1 : 1);
const probability = () => 1e-4 + (1 - 2e-4) * random();

/**
 * A workload: a loss, the inputs of a call, the names of those with gradients, and the loop by hand. `run` gets the inputs' and
 * the gradients' arrays in order.
 */
function workload(name, loss, shape, makers, options, run) {
  const length = shape.reduce((a, b) => a * b, 1);
  const inputs = Object.fromEntries(
    Object.entries(makers).map(([key, next]) => [key, { data: fill(length, next), shape }]),
  );
  return { name, loss, inputs, wrt: ["input"], options, run };
}

const N = 1 << 18;
const elementwise = (loss, makers, run, options = {}) => workload(loss, loss, [N], makers, options, run);

function rowwise(loss, rows, classes, next, run) {
  const logits = { data: fill(rows * classes, next), shape: [rows, classes] };
  const data = Int32Array.from({ length: rows }, () => Math.floor(random() * classes));
  return {
    name: `${loss} ${rows}x${classes}`,
    loss,
    inputs: { logits, target: { data, shape: [rows] } },
    wrt: ["logits"],
    options: {},
    run: (x, t, g) => run(x, t, g, rows, classes),
  };
}

/** Every loss of the standard library with its hand-written loop; data are made when a workload is asked for. */
export const workloads = [
  () => elementwise("l1", { input: normal, target: normal }, naive.l1),
  () => elementwise("mse", { input: normal, target: normal }, naive.mse),
  () => elementwise("smoothL1", { input: normal, target: normal }, naive.smoothL1),
  () => elementwise("huber", { input: normal, target: normal }, naive.huber),
  () => elementwise("hingeEmbedding", { input: normal, target: sign }, naive.hingeEmbedding),
  () => elementwise("hinge", { input: normal, target: sign }, naive.hinge),
  () => elementwise("bce", { input: probability, target: bit }, naive.bce),
  () => ({
    ...workload("bceWithLogits", "bceWithLogits", [N / 16, 16], { logits: wide, target: bit }, {}, naive.bceWithLogits),
    wrt: ["logits"],
  }),
  () => elementwise("focal", { input: wide, target: bit }, naive.focal, { logits: true }),
  () => elementwise("dice", { input: wide, target: bit }, naive.dice),
  () => ({
    ...workload(
      "klDiv",
      "klDiv",
      [N / 16, 16],
      { input: () => Math.log(probability()), target: probability },
      {},
      naive.klDiv,
    ),
    wrt: ["input", "target"],
  }),
  () => {
    const [rows, classes] = [1024, 1000];
    return {
      ...workload(
        "klDivWithLogits",
        "klDivWithLogits",
        [rows, classes],
        { input: wide, target: wide },
        {},
        (x, t, gx, gt) => naive.klDivWithLogits(x, t, gx, gt, rows, classes),
      ),
      name: `klDivWithLogits ${rows}x${classes}`,
      wrt: ["input", "target"],
    };
  },
  () => rowwise("crossEntropy", 1024, 1000, wide, naive.crossEntropy),
  () => rowwise("crossEntropy", 16384, 10, wide, naive.crossEntropy),
  () => {
    const [rows, classes] = [1024, 1000];
    return {
      ...workload(
        "softCrossEntropy",
        "softCrossEntropy",
        [rows, classes],
        { logits: wide, target: () => random() / 500 },
        {},
        (x, t, g) => naive.softCrossEntropy(x, t, g, rows, classes),
      ),
      name: `softCrossEntropy ${rows}x${classes}`,
      wrt: ["logits"],
    };
  },
  () => {
    const [rows, dims] = [4096, 128];
    return {
      ...workload(
        "triplet",
        "triplet",
        [rows, dims],
        { anchor: normal, positive: normal, negative: normal },
        {},
        (...arrays) => naive.triplet(...arrays, rows, dims),
      ),
      name: `triplet ${rows}x${dims}`,
      wrt: ["anchor", "positive", "negative"],
    };
  },
];
