// Serves the examples to this machine.
//
// usage: node dist/train-digits-webgpu/serve.js [PORT]
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".csv": "text/csv",
  ".wgsl": "text/wgsl",
};

// From the folder of the compiled code, `dist/train-digits-webgpu`.
const root = new URL("../../../", import.meta.url);

const server = createServer(async ({ url = "/" }, response) => {
  // A URL takes out every `..`: no path leads out of the folder.
  const { pathname } = new URL(url.replace(/^\/+/, "/"), "http://localhost");
  const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
  const type = TYPES[extname(path)];
  try {
    if (type === undefined || path.includes("%")) throw new Error("not served");
    const body = await readFile(new URL(`.${path}`, root));
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});

// Without a port, one that is free.
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/train-digits-webgpu/`);
});
