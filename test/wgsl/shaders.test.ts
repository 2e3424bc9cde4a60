import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { stdlibSources } from "../reference/kernels.ts";
import { hasAdapter, requestDevice, type ShaderModule } from "./adapter.ts";
import { loadGpu } from "./load.ts";
import { countingDevice } from "./plain-device.ts";

const golden = new URL("../golden/", import.meta.url);
const cases = readdirSync(golden, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
const sources = {
  ...stdlibSources(),
  ...Object.fromEntries(
    cases.map((name) => [`${name}.loss`, readFileSync(new URL(`${name}/${name}.loss`, golden), "utf8")]),
  ),
};

/** The losses of a source. */
const lossesOf = (source: string) => [...source.matchAll(/^loss (\w+)/gm)].map((match) => match[1]!);

describe.runIf(await hasAdapter())("shaders", () => {
  it.each([[[]], [["subgroups"]]])(
    "of many losses compile without a message, with the features %s",
    async (features) => {
      const device = await requestDevice(features);
      const modules = await loadGpu(sources);
      const messages: string[] = [];
      for (const loss of Object.values(sources).flatMap(lossesOf)) {
        const infos: ReturnType<ShaderModule["getCompilationInfo"]>[] = [];
        const { counted } = countingDevice(device, () => Promise.resolve({ getBindGroupLayout: () => ({}) }));
        const watched = {
          ...counted,
          createShaderModule: (descriptor: { code: string }) => {
            const shader = device.createShaderModule(descriptor);
            infos.push(shader.getCompilationInfo());
            return shader;
          },
        };
        const { inputs } = modules.meta(loss);
        const inPlace = inputs.filter(({ gradient }) => gradient).map(({ name }) => name);
        const optional = inputs.filter((input) => input.default !== null).map(({ name }) => name);
        // With subgroups only the folds are others.
        if (features.length === 0) await modules.create(loss, watched, { compile: "all" });
        await modules.create(loss, watched, { compile: [{ inPlace }, { with: optional, inPlace }] });
        for (const info of await Promise.all(infos))
          messages.push(...info.messages.map(({ message }) => `${loss}: ${message}`));
        expect(infos.length).toBeGreaterThan(1);
      }
      expect(messages).toEqual([]);
      device.destroy();
    },
  );
});
