import { parseDigits } from "../train-digits/digits.js";
import { createTrainer, meanOf, type Trainer } from "../train-digits/trainer.js";
import { Chart } from "./chart.js";
import { findDevice } from "./find-device.js";
import { createGpuTrainer } from "./gpu-trainer.js";

/** Of a uniform guess the loss is ln 10 = 2.3; the first batches do worse. */
const MOST_LOSS = 3;

function show(id: string, text: string): void {
  const element = document.getElementById(id)!;
  element.textContent = text;
  element.hidden = false;
}

function showFailure(error: unknown): void {
  document.body.dataset["state"] = "failed";
  show("notice", `The training failed: ${error instanceof Error ? error.message : String(error)}`);
}

/** A file of the examples, by its address from this page. */
async function load(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  return await response.text();
}

/** A trainer on the GPU, or where there is none with the TypeScript kernel. */
async function findTrainer(): Promise<Trainer> {
  const digits = parseDigits(await load("../data/digits.csv"));
  const device = await findDevice();
  if (typeof device === "string") {
    show("notice", `It trains on the CPU, with the TypeScript kernel: ${device}.`);
    show("where", "TypeScript");
    return createTrainer(digits);
  }
  device.addEventListener("uncapturederror", ({ error }) => showFailure(error));
  const { vendor, architecture } = device.adapterInfo;
  show("where", `WebGPU ${architecture || vendor}`);
  const [layer, gather] = await Promise.all([load("layer.wgsl"), load("gather.wgsl")]);
  return await createGpuTrainer(digits, device, { layer, gather });
}

async function main(): Promise<void> {
  const epochs = Number(new URLSearchParams(location.search).get("epochs") ?? 20);
  const trainer = await findTrainer();
  show("digits", `${trainer.trained}, and ${trainer.tested} to test`);
  const chart = new Chart(document.querySelector("svg")!, epochs, MOST_LOSS);
  const means: number[] = [];
  const started = performance.now();
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const losses = await trainer.epoch();
    const mean = meanOf(losses);
    means.push(mean);
    chart.addEpoch(epoch, losses, mean);
    show("epoch", `${epoch} of ${epochs}`);
    show("loss", means.length > 1 ? `${mean.toFixed(4)}, from ${means[0].toFixed(4)}` : mean.toFixed(4));
    // Lets the page be drawn.
    await new Promise((resolve) => setTimeout(resolve));
  }
  const right = await trainer.countRight();
  show("time", `${((performance.now() - started) / 1000).toFixed(1)} s`);
  show("accuracy", `${(right / trainer.tested).toFixed(4)} (${right} of ${trainer.tested})`);
  document.body.dataset["state"] ??= "done";
}

main().catch(showFailure);
