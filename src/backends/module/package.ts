import { clashes, printIndex } from "./index-file.ts";
import { lossNames, moduleExports, type ModuleInput, printModule, type Shell } from "./module.ts";
import { printReadme, type ReadmeEntry } from "./readme.ts";

/** What goes into a package. */
export interface PackageInput {
  readonly name: string;
  /** The version of losscc. */
  readonly version: string;
  readonly shell: Shell;
  /** The modules, whose code is JavaScript, each with its place in the package: `folder/cross_entropy`. */
  readonly modules: readonly (ModuleInput & { readonly path: string })[];
}

/** A file of a package. */
export interface PackageFile {
  readonly path: string;
  readonly text: string;
}

/** All files of a publishable package: the modules, an index, package.json and README. */
export async function printPackage(input: PackageInput): Promise<readonly PackageFile[]> {
  const texts = await Promise.all(
    input.modules.map(async (module) => {
      const printed = await printModule(module, "js");
      return printed.map(({ extension, text }) => ({ path: `${module.path}${extension}`, text }));
    }),
  );
  const entries = input.modules.map((module) => ({ path: module.path, exports: moduleExports(module) }));
  const index = printIndex(entries, "js").map(({ extension, text }) => ({ path: `index${extension}`, text }));
  return [
    {
      path: "package.json",
      text: printManifest(
        input.name,
        input.version,
        input.modules.map((module) => module.path),
      ),
    },
    { path: "README.md", text: printPackageReadme(input) },
    ...index,
    ...texts.flat(),
  ];
}

/** The package.json of a package of modules at these paths, with an index. */
export function printManifest(name: string, version: string, paths: readonly string[]): string {
  const entry = (path: string): object => ({ types: `./${path}.d.ts`, default: `./${path}.js` });
  const files = ["index", ...paths].flatMap((path) => [`${path}.js`, `${path}.d.ts`]);
  const manifest = {
    name,
    version: "1.0.0",
    description: `Loss functions with their exact gradients, compiled by losscc ${version}.`,
    type: "module",
    sideEffects: false,
    main: "./index.js",
    types: "./index.d.ts",
    exports: {
      ".": entry("index"),
      ...Object.fromEntries(paths.map((path) => [`./${path}`, entry(path)])),
      "./package.json": "./package.json",
    },
    files,
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** The README of a package. */
export function printPackageReadme({ name, version, shell, modules }: PackageInput): string {
  const clashing = clashes(modules.map((module) => ({ path: module.path, exports: moduleExports(module) })));
  const entries = modules.flatMap((module): readonly ReadmeEntry[] =>
    lossNames(module).map(({ exported, local }, at) => ({
      unit: module.units[at]!,
      dtype: module.dtype,
      exported,
      local,
      from: clashing.has(exported) ? `${name}/${module.path}` : name,
    })),
  );
  return printReadme(name, version, entries, shell.example);
}
