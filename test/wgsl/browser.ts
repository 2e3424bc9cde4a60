import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";
const ARGUMENTS = [
  "--no-sandbox",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Whether tests can run in a browser. Without one they are skipped, unless the environment asks for one. */
export function hasBrowser(): boolean {
  if (existsSync(CHROMIUM)) return true;
  if (process.env["LOSSCC_REQUIRE_GPU"] !== undefined) throw new Error(`there is no ${CHROMIUM}`);
  console.warn(`Tests in a browser are skipped: apt-get install chromium brings ${CHROMIUM}.`);
  return false;
}

/** Chromium, with WebGPU on a software adapter. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}
