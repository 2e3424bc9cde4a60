import { readdirSync } from "node:fs";
import { describe } from "vitest";
import { lossSources } from "../reference/kernels.ts";
import { valueSuite } from "../reference/suite.ts";
import { hasAdapter } from "./adapter.ts";
import { wgsl } from "./backend.ts";

const folder = new URL("../programs/", import.meta.url);
const vectors = new URL("vectors/", folder);

/** Programs as users write them, on WebGPU: every one is in one of the parts, which can run side by side. */
export async function programSuite(part: number, parts: number): Promise<void> {
  const all = readdirSync(vectors).map((name) => name.replace(".json", ""));
  const losses = all.sort().filter((_, place) => place % parts === part);
  const texts = lossSources(new URL("losses/", folder));
  const names = new Set(["geometry.loss", ...losses.map((loss) => `${loss}.loss`)]);
  const sources = Object.fromEntries(Object.entries(texts).filter(([name]) => names.has(name)));
  describe.runIf(await hasAdapter())("programs as users write them, on WebGPU", () => {
    valueSuite(wgsl(), { sources, vectors }, losses);
  });
}
