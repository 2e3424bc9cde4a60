import { checkProgram } from "./check/check.ts";
import { compileLoss, LOSS_PASSES, printStage } from "./compile-loss.ts";
import { sameModule } from "./diagnostics/catalogue/build.ts";
import { type CompileOptions, wrongCall } from "./compile-options.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { onCommandLine } from "./diagnostics/source.ts";
import type { Passes, Style } from "./backends/backend.ts";
import { backends } from "./backends/index.ts";
import { printIndex } from "./backends/module/index-file.ts";
import { moduleExports, type ModuleInput, printModule } from "./backends/module/module.ts";
import { printPackage } from "./backends/module/package.ts";
import { simplifier } from "./rewrite/engine.ts";
import { settle } from "./settings.ts";
import { stdlibSources } from "./stdlib-sources.ts";
import { version } from "./version.ts";

export interface CompileResult {
  /** The text of each output by its path; empty if there is an error. */
  readonly files: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every pass, in order. A dump can be asked for after each. */
export const PASSES: readonly string[] = [...LOSS_PASSES, "print"];

/**
 * Compiles `.loss` sources, given by path with forward slashes, to modules. Pure: it touches no disk, process or clock.
 * A mistake in a source or a setting is a diagnostic; nothing is thrown for it.
 */
export async function compile(
  sources: Readonly<Record<string, string>>,
  options: CompileOptions = {},
): Promise<CompileResult> {
  const wrong = wrongCall(sources, options).map(onCommandLine);
  if (wrong.length > 0) return { files: {}, diagnostics: wrong };
  const { target = "ts", emit = "ts", dtype = "f32", importOnly = [], onPass = () => {} } = options;
  const checked = checkProgram(new Map(Object.entries(sources).filter(([path]) => !importOnly.includes(path))), {
    std: stdlibSources,
    imported: new Map(Object.entries(sources).filter(([path]) => importOnly.includes(path))),
    simplify: simplifier([]),
    ...(options.wrt && { wrt: options.wrt }),
  });
  const isComplete = !checked.diagnostics.some(({ severity }) => severity === "error");
  const settings = { define: options.define ?? {}, wrt: options.wrt, isComplete };
  const { losses, mistakes } = settle(
    checked.files.flatMap((file) => file.losses),
    settings,
  );
  const diagnostics = [...checked.diagnostics, ...mistakes.map(onCommandLine)];
  if (!isComplete || mistakes.length > 0) return { files: {}, diagnostics };

  const language = options.package === undefined ? emit : "js";
  const style: Style = { dtype, math: options.math ?? "fast", typed: language === "ts" };
  const backend = backends[target];
  const modules: (ModuleInput & { readonly path: string; readonly file: string })[] = [];
  let next = 0;
  for (const file of checked.files) {
    const units = losses.slice(next, (next += file.losses.length)).map(({ program, wrt }) => {
      const loss = program.name;
      const passes: Passes = {
        kernels: (facts) =>
          compileLoss(program, wrt, facts, (pass, stage) =>
            onPass({ pass, file: file.path, loss, dump: () => printStage(stage) }),
          ),
        checks: (facts) => compileLoss(program, wrt, facts, () => {}).checks,
      };
      return backend.printUnit(program, wrt, passes, style);
    });
    const path = (options.outputs?.[file.path] ?? file.path).replace(/\.loss$/, "");
    const source = path.replace(/^.*\//, "");
    modules.push({
      path,
      file: file.path,
      source: `${source}.loss`,
      version,
      units,
      dtype,
      shell: backend.shell,
      ...(backend.printHelpers && { helpers: backend.printHelpers(units) }),
      ...(file.doc !== undefined && { doc: file.doc }),
    });
  }

  const withIndex = options.package !== undefined || (options.index ?? modules.length > 1);
  const clash = sameOutput([...modules.map(({ path }) => path), ...(withIndex ? ["index"] : [])]);
  if (clash !== undefined) return { files: {}, diagnostics: [...diagnostics, onCommandLine(sameModule(clash))] };

  const files = new Map<string, string>();
  if (options.package !== undefined) {
    const input = { name: options.package, version, shell: backend.shell, modules };
    for (const { path, text } of await printPackage(input)) files.set(path, text);
    for (const { path, file } of modules) onPass({ pass: "print", file, dump: () => files.get(`${path}.js`)! });
    return { files: Object.fromEntries(files), diagnostics };
  }
  for (const module of modules) {
    for (const { extension, text } of await printModule(module, emit)) files.set(`${module.path}${extension}`, text);
    onPass({ pass: "print", file: module.file, dump: () => files.get(`${module.path}.${emit}`)! });
  }
  if (withIndex) {
    const entries = modules.map((module) => ({ path: module.path, exports: moduleExports(module) }));
    for (const { extension, text } of printIndex(entries, emit)) files.set(`index${extension}`, text);
  }
  return { files: Object.fromEntries(files), diagnostics };
}

/** A path that stands twice, however it is written, also where a file system tells no upper case from lower case. */
function sameOutput(paths: readonly string[]): string | undefined {
  const seen = new Set<string>();
  const plain = (path: string) =>
    path
      .replace(/\/{2,}/g, "/")
      .replace(/(^|\/)(?:\.\/)+/g, "$1")
      .toLowerCase();
  return paths.find((path) => seen.size === seen.add(plain(path)).size);
}
