export { compile, type CompileOptions, type CompileResult, type PassEvent } from "./compile.ts";
export type { Diagnostic, Label, Location, Severity, Span } from "./diagnostics/diagnostic.ts";
export { version } from "./version.ts";
