import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { stdlibSources } from "../reference/kernels.ts";
import { hasBrowser, launchBrowser } from "./browser.ts";

/** What the page does: with all that the adapter has, and without subgroups. */
const PAGE = `(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  const hasSubgroups = adapter.features.has("subgroups");
  const results = [];
  for (const requiredFeatures of hasSubgroups ? [["subgroups"], []] : [[]]) {
    const device = await (await navigator.gpu.requestAdapter()).requestDevice({ requiredFeatures });
    const { mse } = await import("/mse.js");
    const { crossEntropy } = await import("/cross_entropy.js");
    const squares = await mse.create(device);
    const first = await squares.valueAndGrad({ input: Float32Array.of(1, 2, 4), target: Float32Array.of(1, 3, 1.5) });
    const rows = await crossEntropy.create(device);
    const logits = { data: Float32Array.of(1, 2, 3, 0, 1, 0), shape: [2, 3] };
    const second = await rows.valueAndGrad({ logits, target: Int32Array.of(2, 1) });
    results.push([first.value, ...first.grads.input, second.value, ...second.grads.logits]);
    device.destroy();
  }
  return results;
})()`;

/** The same by hand: (0 + 1 + 6.25) / 3, 2 (x - y) / 3, and for each row the softmax less the one-hot, halved. */
function expected(): readonly number[] {
  const rows: readonly { readonly row: readonly number[]; readonly t: number }[] = [
    { row: [1, 2, 3], t: 2 },
    { row: [0, 1, 0], t: 1 },
  ];
  const parts = rows.map(({ row, t }) => {
    const total = row.reduce((sum, x) => sum + Math.exp(x), 0);
    return {
      loss: Math.log(total) - row[t]!,
      gradient: row.map((x, c) => (Math.exp(x) / total - Number(c === t)) / 2),
    };
  });
  const mean = (parts[0]!.loss + parts[1]!.loss) / 2;
  return [7.25 / 3, 0, -2 / 3, 5 / 3, mean, ...parts.flatMap(({ gradient }) => gradient)];
}

describe.runIf(hasBrowser())("in Chromium", () => {
  it("losses run on its WebGPU, with subgroups and without", async () => {
    const { "cross_entropy.loss": rows, "mse.loss": squares } = stdlibSources();
    const sources = { "cross_entropy.loss": rows!, "mse.loss": squares! };
    const { files } = await compile(sources, { target: "wgsl", emit: "js" });
    const server = createServer(({ url }, response) => {
      const text = url === "/" ? "<title>losscc</title>" : files[url!.slice(1)];
      response.statusCode = text === undefined ? 404 : 200;
      response.setHeader("content-type", url === "/" ? "text/html" : "text/javascript");
      response.end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const results = await page.evaluate<readonly (readonly number[])[]>(PAGE);
      expect(results.length).toBeGreaterThan(0);
      for (const result of results) {
        expect(result.length).toBe(expected().length);
        expected().forEach((x, i) => expect(Math.abs(result[i]! - x), `number ${i}`).toBeLessThan(2e-6));
      }
    } finally {
      await browser.close();
      server.close();
    }
  });
});
