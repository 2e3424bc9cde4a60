export { compile, type CompileResult } from "./compile.ts";
export type { CompileOptions, PassEvent } from "./compile-options.ts";
export type { Diagnostic, Label, Location, Severity, Span } from "./diagnostics/diagnostic.ts";
export { version } from "./version.ts";
