import { Dense } from "./dense.js";
import { CLASSES, copyDigits, countRight, createDigits, type Digits, PIXELS, splitDigits } from "./digits.js";
import { crossEntropy } from "./generated/cross_entropy.js";
import { createRandom, shuffle } from "./random.js";
import { BATCH, LABEL_SMOOTHING, MOMENTUM, RATE, SEED, TEST_SHARE, UNITS } from "./settings.js";

/** A classifier in training. */
export interface Trainer {
  /** How many digits it trains on, and how many others it is tested on. */
  readonly trained: number;
  readonly tested: number;
  /** Trains on all digits once, in another order each time; gives the loss of each batch. */
  epoch(): Promise<Float32Array>;
  /** How many of the test digits it reads right. */
  countRight(): Promise<number>;
}

/**
 * Trains 64 pixels to 32 units to 10 classes. The loss and its gradient come from the generated cross-entropy kernel, in a
 * workspace: the last layer writes its logits into the kernel's own array, and the gradient comes back in another one, so
 * nothing is copied or allocated while it trains.
 */
export function createTrainer(digits: Digits): Trainer {
  const random = createRandom(SEED);
  const { test, trainingSet } = splitDigits(digits, TEST_SHARE, random);
  const hiddenLayer = new Dense(PIXELS, UNITS, random);
  const outputLayer = new Dense(UNITS, CLASSES, random);

  const batch = crossEntropy.workspace({ N: BATCH, C: CLASSES, S: [] });
  const { images } = createDigits(BATCH);
  const hidden = new Float32Array(BATCH * UNITS);
  const hiddenGrad = new Float32Array(BATCH * UNITS);
  const losses = new Float32Array(Math.floor(trainingSet.length / BATCH));

  function forward(x: Float32Array, units: Float32Array, logits: Float32Array): void {
    hiddenLayer.forward(x, units);
    for (let i = 0; i < units.length; i++) units[i] = Math.max(units[i], 0);
    outputLayer.forward(units, logits);
  }

  /** One step of gradient descent on some digits; returns their mean loss. */
  function step(which: Uint32Array): number {
    copyDigits(digits, which, images, batch.inputs.target);
    forward(images, hidden, batch.inputs.logits);

    const { value, grads } = batch.valueAndGrad({ labelSmoothing: LABEL_SMOOTHING });

    outputLayer.backward(hidden, grads.logits, RATE, MOMENTUM, hiddenGrad);
    for (let i = 0; i < hidden.length; i++) if (hidden[i] === 0) hiddenGrad[i] = 0;
    hiddenLayer.backward(images, hiddenGrad, RATE, MOMENTUM);
    return value;
  }

  return {
    trained: trainingSet.length,
    tested: test.count,
    async epoch() {
      shuffle(trainingSet, random);
      for (let i = 0; i < losses.length; i++) losses[i] = step(trainingSet.subarray(i * BATCH, (i + 1) * BATCH));
      return losses;
    },
    async countRight() {
      const logits = new Float32Array(test.count * CLASSES);
      forward(test.images, new Float32Array(test.count * UNITS), logits);
      return countRight(logits, test.labels);
    },
  };
}

export function meanOf(losses: Float32Array): number {
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
