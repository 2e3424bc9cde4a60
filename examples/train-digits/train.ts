// Trains a small classifier of handwritten digits, 64 pixels to 32 units to 10 classes. The loss and its gradient come from
// the generated cross-entropy kernel, in a workspace: the last layer writes its logits into the kernel's own array, and the
// gradient comes back in another one, so nothing is copied or allocated while it trains.
//
// usage: node dist/train.js [EPOCHS]
import { Dense } from "./dense.js";
import { CLASSES, copyDigits, type Digits, PIXELS, readDigits } from "./digits.js";
import { crossEntropy } from "./generated/cross_entropy.js";
import { createRandom, shuffle } from "./random.js";

const UNITS = 32;
const BATCH = 32;
const RATE = 0.1;
const MOMENTUM = 0.9;
const TEST_SHARE = 0.2;

const epochs = Number(process.argv[2] ?? 20);
const random = createRandom(1);
// From the folder of the compiled code, `dist`.
const digits = readDigits(new URL("../../data/digits.csv", import.meta.url));

const order = Int32Array.from({ length: digits.count }, (_, i) => i);
shuffle(order, random);
const tested = Math.round(TEST_SHARE * digits.count);
const testSet = order.subarray(0, tested);
const trainingSet = order.subarray(tested);

const hiddenLayer = new Dense(PIXELS, UNITS, random);
const outputLayer = new Dense(UNITS, CLASSES, random);

const batch = crossEntropy.workspace({ N: BATCH, C: CLASSES, S: [] });
const images = new Float32Array(BATCH * PIXELS);
const hidden = new Float32Array(BATCH * UNITS);
const hiddenGrad = new Float32Array(BATCH * UNITS);

function relu(x: Float32Array): void {
  for (let i = 0; i < x.length; i++) x[i] = Math.max(x[i], 0);
}

/** One step of gradient descent on some digits; returns their mean loss. */
function train(which: Int32Array): number {
  copyDigits(digits, which, images, batch.inputs.target);
  hiddenLayer.forward(images, hidden);
  relu(hidden);
  outputLayer.forward(hidden, batch.inputs.logits);

  const { value, grads } = batch.valueAndGrad({ labelSmoothing: 0.05 });

  outputLayer.backward(hidden, grads.logits, RATE, MOMENTUM, hiddenGrad);
  for (let i = 0; i < hidden.length; i++) if (hidden[i] === 0) hiddenGrad[i] = 0;
  hiddenLayer.backward(images, hiddenGrad, RATE, MOMENTUM);
  return value;
}

/** How many of the digits get their own class's logit highest. */
function countRight(from: Digits, which: Int32Array): number {
  const image = new Float32Array(PIXELS);
  const label = new Int32Array(1);
  const units = new Float32Array(UNITS);
  const logits = new Float32Array(CLASSES);
  let right = 0;
  for (let i = 0; i < which.length; i++) {
    copyDigits(from, which.subarray(i, i + 1), image, label);
    hiddenLayer.forward(image, units);
    relu(units);
    outputLayer.forward(units, logits);
    if (logits.indexOf(Math.max(...logits)) === label[0]) right++;
  }
  return right;
}

console.log(`training on ${trainingSet.length} digits, testing on ${testSet.length}`);
const started = performance.now();
for (let epoch = 1; epoch <= epochs; epoch++) {
  shuffle(trainingSet, random);
  let loss = 0;
  let steps = 0;
  for (let at = 0; at + BATCH <= trainingSet.length; at += BATCH, steps++)
    loss += train(trainingSet.subarray(at, at + BATCH));
  console.log(`epoch ${String(epoch).padStart(2)}  loss ${(loss / steps).toFixed(4)}`);
}
const right = countRight(digits, testSet);
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
console.log(`test accuracy ${(right / testSet.length).toFixed(4)} (${right} of ${testSet.length})`);
