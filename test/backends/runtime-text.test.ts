import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
// @ts-expect-error A script without types.
import { embedRuntime } from "../../scripts/embed-runtime.mjs";

const folder = new URL("../../src/backends/typescript/", import.meta.url);

test("the embedded runtime is the runtime (run `node scripts/embed-runtime.mjs` after a change)", async () => {
  const text: unknown = await embedRuntime();
  expect(readFileSync(new URL("runtime-text.ts", folder), "utf8")).toBe(text);
});
