// Fuzzes for longer than the tests do: node test/fuzz/long.mjs [MINUTES] [PART OF A PROPERTY'S NAME] [SEED]
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const [minutes = "5", only = "", seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const server = await createServer({
  configFile: false,
  appType: "custom",
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, watch: null, ws: false },
});
const module = await server.ssrLoadModule(fileURLToPath(new URL("long.ts", import.meta.url)));
const failures = await module.fuzz(Number(minutes), only, Number(seed));
await server.close();
console.log(`${failures} failures, from seed ${seed}`);
process.exitCode = failures > 0 ? 1 : 0;
