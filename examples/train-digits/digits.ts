import { readFileSync } from "node:fs";

export const PIXELS = 64;
export const CLASSES = 10;

export interface Digits {
  readonly count: number;
  /** [count, PIXELS], from 0 to 1. */
  readonly images: Float32Array;
  /** [count] */
  readonly labels: Int32Array;
}

/** Reads handwritten digits: a header, then 64 pixels from 0 to 16 and the digit a line. */
export function readDigits(file: URL): Digits {
  const lines = readFileSync(file, "utf8").trim().split("\n").slice(1);
  const images = new Float32Array(lines.length * PIXELS);
  const labels = new Int32Array(lines.length);
  lines.forEach((line, i) => {
    const numbers = line.split(",").map(Number);
    labels[i] = numbers[PIXELS];
    for (let k = 0; k < PIXELS; k++) images[i * PIXELS + k] = numbers[k] / 16;
  });
  return { count: lines.length, images, labels };
}

/** Copies some of the digits, one after another, into the arrays of a batch. */
export function copyDigits(from: Digits, which: Int32Array, images: Float32Array, labels: Int32Array): void {
  which.forEach((digit, i) => {
    images.set(from.images.subarray(digit * PIXELS, (digit + 1) * PIXELS), i * PIXELS);
    labels[i] = from.labels[digit];
  });
}
