import type { Span } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/source.ts";
import type { FileNode, FnItem, Name } from "../syntax/ast.ts";
import type { Body } from "./body.ts";

/** A function, with what its body says of itself whatever its arguments are. */
export interface FnDef {
  readonly item: FnItem;
  readonly module: Module;
  /** Set once the functions of every file are known. */
  body: Body;
  /** Axis parameters that a renaming in it, or in what it calls, may make. */
  readonly makes: Set<string>;
  /** Axes that are made inside, under names of its own, and that its result may have. */
  readonly escapes: Set<string>;
  /** Whether its types are wrong whatever the arguments are: its calls are silent. */
  mistyped: boolean;
  /** Calls that close a cycle of recursion; they are errors, and are not followed. */
  readonly cyclic: Set<unknown>;
}

export interface Imported {
  readonly name: Name;
  readonly fn: FnDef;
}

export interface Module {
  readonly path: string;
  readonly source: Source;
  readonly ast: FileNode;
  /** Only there to be imported: its text is not the user's, so errors of its functions stand at their calls. */
  readonly library: boolean;
  /** Those declared here. */
  readonly own: Map<string, FnDef>;
  /** Own and imported, by name. */
  readonly fns: Map<string, FnDef>;
  readonly imported: Imported[];
  /** Names of functions that an import failed to bring; their calls are silent. */
  readonly missing: Set<string>;
  /** The files that it imports, and where. */
  readonly imports: Map<Module, Span>;
}
