import { explain } from "../explain/explain.ts";
import { explanationText } from "../explain/text.ts";
import { suggest } from "../support/suggest.ts";
import { displayOf, gather, report } from "./run-diagnostics.ts";
import { Misuse } from "./misuse.ts";
import type { DefinedValue } from "./parse-values.ts";
import { readSources } from "./read-sources.ts";
import { colorsFor, type Terminal } from "./terminal.ts";

/** What `losscc explain` was asked to do. */
export interface ExplainRequest {
  readonly path: string;
  /** The one loss to explain; all of them without it. */
  readonly loss?: string;
  readonly define: Readonly<Record<string, DefinedValue>>;
  readonly json: boolean;
}

/** Explains the losses of a file, or reports its errors; gives whether there was none. */
export async function runExplain(request: ExplainRequest, terminal: Terminal): Promise<boolean> {
  const { loss, define, json } = request;
  const sources = await readSources([request.path], terminal.cwd);
  const explained = explain(new Map(Object.entries(sources.texts)), {
    importOnly: sources.importOnly,
    define,
    ...(loss !== undefined && { only: loss }),
  });
  const diagnostics = gather(sources, explained.diagnostics);
  const failed = diagnostics.some(({ severity }) => severity === "error");
  report(diagnostics, { json: json && failed }, sources, terminal);
  if (failed) return false;

  const chosen = explained.explanations.map((explanation) => ({
    ...explanation,
    file: displayOf(sources, explanation.file),
  }));
  if (loss !== undefined && chosen.length === 0) throw unknownLoss(loss, request.path, explained.losses);
  if (explained.losses.length === 0 && !json) terminal.stderr.write(`losscc: ${request.path}: no loss to explain\n`);
  const { bold, dim } = colorsFor(terminal.stdout, terminal.env);
  terminal.stdout.write(
    json
      ? `${JSON.stringify(chosen)}\n`
      : chosen.map((explanation) => explanationText(explanation, { title: bold, dim })).join("\n\n"),
  );
  return true;
}

function unknownLoss(name: string, path: string, known: readonly string[]): Misuse {
  const near = suggest(name, known);
  const hint = near === undefined ? `its losses are ${known.join(", ")}` : `did you mean '${near}'?`;
  return new Misuse(`${path} has no loss '${name}'; ${known.length === 0 ? "it has none" : hint}`);
}
