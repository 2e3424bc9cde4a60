import { shuffle } from "./random.js";

export const PIXELS = 64;
export const CLASSES = 10;

export interface Digits {
  readonly count: number;
  /** [count, PIXELS], from 0 to 1. */
  readonly images: Float32Array<ArrayBuffer>;
  /** [count] */
  readonly labels: Int32Array<ArrayBuffer>;
}

/** Room for some digits. */
export function createDigits(count: number): Digits {
  return { count, images: new Float32Array(count * PIXELS), labels: new Int32Array(count) };
}

/** Reads handwritten digits: a header, then 64 pixels from 0 to 16 and the digit a line. */
export function parseDigits(text: string): Digits {
  const lines = text.trim().split("\n").slice(1);
  const digits = createDigits(lines.length);
  lines.forEach((line, i) => {
    const numbers = line.split(",").map(Number);
    digits.labels[i] = numbers[PIXELS];
    for (let k = 0; k < PIXELS; k++) digits.images[i * PIXELS + k] = numbers[k] / 16;
  });
  return digits;
}

/** Copies some of the digits, one after another, into the arrays of a batch. */
export function copyDigits(from: Digits, which: Uint32Array, images: Float32Array, labels: Int32Array): void {
  which.forEach((digit, i) => {
    images.set(from.images.subarray(digit * PIXELS, (digit + 1) * PIXELS), i * PIXELS);
    labels[i] = from.labels[digit];
  });
}

/** Splits the digits at random: a share of them to test with, and the numbers of the others. */
export function splitDigits(digits: Digits, share: number, random: () => number) {
  const order = Uint32Array.from({ length: digits.count }, (_, i) => i);
  shuffle(order, random);
  const test = createDigits(Math.round(share * digits.count));
  copyDigits(digits, order.subarray(0, test.count), test.images, test.labels);
  return { test, trainingSet: order.slice(test.count) };
}

/** How many of the digits get their own class's logit highest. */
export function countRight(logits: Float32Array, labels: Int32Array): number {
  let right = 0;
  labels.forEach((label, i) => {
    const row = logits.subarray(i * CLASSES, (i + 1) * CLASSES);
    if (row.indexOf(Math.max(...row)) === label) right++;
  });
  return right;
}
