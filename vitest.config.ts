import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Nobody works beside the tests: all cores, where the default leaves one.
    maxWorkers: "100%",
    // A slow machine is no mistake: what ends a test is its assertion, not the clock.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
