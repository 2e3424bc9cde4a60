// Trains a small classifier of handwritten digits on Node.
//
// usage: node dist/train.js [EPOCHS]
import { readFileSync } from "node:fs";
import { parseDigits } from "./digits.js";
import { createTrainer, meanOf } from "./trainer.js";

const epochs = Number(process.argv[2] ?? 20);
// From the folder of the compiled code, `dist`.
const trainer = createTrainer(parseDigits(readFileSync(new URL("../../data/digits.csv", import.meta.url), "utf8")));

console.log(`training on ${trainer.trained} digits, testing on ${trainer.tested}`);
const started = performance.now();
for (let epoch = 1; epoch <= epochs; epoch++) {
  const loss = meanOf(await trainer.epoch());
  console.log(`epoch ${String(epoch).padStart(2)}  loss ${loss.toFixed(4)}`);
}
const right = await trainer.countRight();
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
console.log(`test accuracy ${(right / trainer.tested).toFixed(4)} (${right} of ${trainer.tested})`);
