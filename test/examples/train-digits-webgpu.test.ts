import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stdlibSources } from "../reference/kernels.ts";
import { hasBrowser, launchBrowser } from "../wgsl/browser.ts";
import { copyExamples } from "./copy-examples.ts";

const EPOCHS = 5;

/** What becomes of WebGPU before the page starts, and what the page says of it. */
const WITHOUT_WEBGPU = [
  { script: "delete Navigator.prototype.gpu", reason: "this browser has no WebGPU" },
  { script: "GPU.prototype.requestAdapter = async () => null", reason: "WebGPU finds no adapter" },
  {
    script: "GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('busy'))",
    reason: "WebGPU gives no device (Error: busy)",
  },
] as const;

describe.runIf(hasBrowser())("examples/train-digits-webgpu", () => {
  const examples = copyExamples();
  let server: ChildProcess;
  let address: string;
  let browser: Browser;

  beforeAll(async () => {
    const sources = { "cross_entropy.loss": stdlibSources()["cross_entropy.loss"]! };
    await examples.generate(sources, "ts", "train-digits");
    await examples.generate(sources, "wgsl", "train-digits-webgpu");
    examples.compile("train-digits-webgpu");
    const script = join(examples.folder, "train-digits-webgpu/dist/train-digits-webgpu/serve.js");
    server = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    const [printed] = (await once(server.stdout!, "data")) as [Buffer];
    address = printed.toString().trim();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    server?.kill();
    examples.remove();
  });

  /** Opens the page, after a script, and waits for the end of the training. */
  async function train(script = "") {
    const page = await browser.newPage();
    try {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      await page.addInitScript(script);
      await page.goto(`${address}?epochs=${EPOCHS}`);
      await page.waitForSelector("body[data-state]", { timeout: 0 });
      expect(errors).toEqual([]);
      const [last, first] = (await page.innerText("#loss")).split(", from ").map(Number);
      return {
        state: await page.getAttribute("body", "data-state"),
        notice: (await page.isVisible("#notice")) ? await page.innerText("#notice") : undefined,
        where: await page.innerText("#where"),
        first: first!,
        last: last!,
        accuracy: Number.parseFloat(await page.innerText("#accuracy")),
        dots: await page.locator("svg circle").count(),
        curve: (await page.getAttribute("svg .steps", "points"))!.split(" ").length,
      };
    } finally {
      await page.close();
    }
  }

  it("learns on WebGPU just what it learns without, and says where it runs", async () => {
    const gpu = await train();
    expect(gpu).toMatchObject({ state: "done", notice: undefined, where: expect.stringMatching(/^WebGPU/) });
    // A batch has 32 of the 1438 digits to train on.
    expect(gpu).toMatchObject({ dots: EPOCHS, curve: EPOCHS * 44 });
    expect(gpu.last).toBeLessThan(0.5 * gpu.first);
    expect(gpu.accuracy).toBeGreaterThan(0.9);

    for (const { script, reason } of WITHOUT_WEBGPU) {
      const cpu = await train(script);
      const notice = `It trains on the CPU, with the TypeScript kernel: ${reason}.`;
      expect(cpu).toMatchObject({ state: "done", notice, where: "TypeScript", dots: EPOCHS });
      expect(cpu.last).toBeLessThan(0.5 * cpu.first);
      expect(cpu.accuracy).toBeGreaterThan(0.9);
      // The same first weights and order of digits: only the roundings differ, which training makes grow.
      expect(Math.abs(gpu.first - cpu.first)).toBeLessThan(0.002 * cpu.first);
    }
  });

  it("serves the examples alone", async () => {
    expect((await fetch(new URL("../data/digits.csv", address))).status).toBe(200);
    for (const path of ["/../package.json", "/%2e%2e/package.json", "/..%2fpackage.json", "/nothing.html", "//x/"]) {
      expect((await fetch(new URL(address).origin + path)).status, path).toBe(404);
    }
  });
});
