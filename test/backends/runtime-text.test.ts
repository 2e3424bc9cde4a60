import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
// @ts-expect-error A script without types.
import { embedRuntime, sources } from "../../scripts/embed-runtime.mjs";

const folder = new URL("../../src/backends/", import.meta.url);

test.each(Object.keys(sources as object))(
  "%s is the runtime (run `node scripts/embed-runtime.mjs` after a change)",
  async (name) => {
    const text: unknown = await embedRuntime(name);
    expect(readFileSync(new URL(name, folder), "utf8")).toBe(text);
  },
);
