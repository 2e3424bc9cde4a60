import type { Explanation, Formula, FormulaGroup, Parameter, Rewrite, Schedule, Sweep } from "./explanation.ts";
import { filled } from "./layout.ts";

/** How parts of the text are set off, such as by colours. */
export interface Paint {
  readonly title: (text: string) => string;
  readonly dim: (text: string) => string;
}

const WIDTH = 100;

const READING =
  "For a scalar value, all of it times grad_output. Away from kinks, and with no axis empty. ⟦condition⟧ is 1 where the condition holds, else 0. An index under a sign such as Σ belongs to that sign alone.";
const SCANS =
  "Σ_{≤c} runs over the positions up to and with c, Σ_{≥c} over those from c on; Σ_{<c} and Σ_{>c} leave out c itself.";
/** With more parts than these, a reader may want fewer. */
const MANY = 20;

/** An explanation as a page of text. */
export function explanationText(explanation: Explanation, paint: Paint): string {
  const { name, file, doc, inputs, options, loss, gradient, schedule, conventions, accuracy } = explanation;
  const section = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? ["", paint.title(title), ...lines] : [];
  const bullets = (list: readonly string[]) => list.flatMap((text) => paragraph(text, "  "));
  const lines = [
    `${paint.title(name)} ${paint.dim(`(${file})`)}`,
    ...docLines(doc),
    ...section("Inputs", inputs.map(parameterColumns).map(aligned(inputs.map(parameterColumns)))),
    ...section("Options", options.map(parameterColumns).map(aligned(options.map(parameterColumns)))),
    ...section("Loss", groupLines(loss, paint)),
    ...section("Gradient", [
      ...groupLines(gradient, paint),
      ...paragraph(readingNotes(loss, gradient), "  ").map(paint.dim),
    ]),
    ...section("Rewrites for stability", rewriteLines(explanation)),
    ...section("Sweeps over the data", scheduleLines(schedule)),
    ...section("Memory", memoryLines(schedule)),
    ...section("Conventions where the gradient is not unique", bullets(conventions)),
    ...section("Accuracy", bullets(accuracy)),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** How the formulas are to be read. */
function readingNotes(loss: FormulaGroup, gradient: FormulaGroup): string {
  const all = [loss, gradient].flatMap(({ formulas, where }) => [...formulas, ...where]);
  const notes = [READING];
  if (all.some(({ text }) => /_\{[≤≥<>]/.test(text))) notes.push(SCANS);
  if (gradient.where.length > MANY) notes.push("Options that --define fixes make it shorter.");
  return notes.join(" ");
}

/** A doc comment without its blocks of code. */
function docLines(doc: string): readonly string[] {
  const text = doc.replace(/^```[\s\S]*?^```$/gm, "").trimEnd();
  return text === "" ? [] : text.split("\n").map((line) => `  ${line}`);
}

function parameterColumns(parameter: Parameter): readonly string[] {
  const { name, type, gradient, domain } = parameter;
  const notes = [
    ...(domain === undefined ? [] : [`in ${domain}`]),
    ...(parameter.default === undefined ? [] : [`default ${parameter.default}`]),
    ...(gradient === undefined ? [] : [gradient ? "differentiated" : "data"]),
  ];
  return [name, type, notes.join(", ")];
}

const aligned =
  (rows: readonly (readonly string[])[]) =>
  (row: readonly string[]): string =>
    `  ${row.map((cell, i) => cell.padEnd(Math.min(40, Math.max(...rows.map((other) => other[i]!.length))))).join("  ")}`;

function groupLines({ formulas, where, omitted }: FormulaGroup, paint: Paint): readonly string[] {
  return [
    ...formulas.flatMap((formula) => formulaLines(formula, "  ", paint)),
    ...(where.length > 0 ? ["  where"] : []),
    ...where.flatMap((formula) => formulaLines(formula, "    ", paint)),
    ...(omitted > 0 ? [`    … and ${omitted} more parts, left out`] : []),
  ];
}

function formulaLines({ name, lines, note }: Formula, indent: string, paint: Paint): readonly string[] {
  const start = `${indent}${name} = `;
  const rest = " ".repeat(Math.min(start.length, 30));
  const texts = lines.map((line, i) => `${i === 0 ? start : rest}${line}`);
  if (note === undefined) return texts;
  const last = texts.at(-1)!;
  return [...texts.slice(0, -1), `${last}${" ".repeat(Math.max(3, 40 - last.length))}${paint.dim(note)}`];
}

function rewriteLines({ rewrites, simplifications }: Explanation): readonly string[] {
  const lines = rewrites.flatMap(({ reason, examples, count }: Rewrite) => [
    ...examples.flatMap(exampleLines),
    ...(count > examples.length ? [`    and ${count - examples.length} more of the kind`] : []),
    ...paragraph(reason, "      "),
  ]);
  const none = rewrites.length === 0 ? ["  None was needed."] : [];
  const many = simplifications === 1 ? "1 simplification" : `${simplifications} simplifications`;
  return [...lines, ...none, ...(simplifications === 0 ? [] : [`  Besides, ${many} without effect on accuracy.`])];
}

function exampleLines({ before, after, within }: Rewrite["examples"][number]): readonly string[] {
  const place = within === undefined ? "" : `, in ${within}`;
  if (before === after) return [`  ${before}, as one function${place}`];
  const line = `  ${before} → ${after}${place}`;
  return line.length <= WIDTH ? [line] : [`  ${before}`, `    → ${after}${place}`];
}

function scheduleLines({ sweeps, chosen, copies }: Schedule): readonly string[] {
  const call = chosen.length === 0 ? "" : ` (${chosen.join(", ")})`;
  const others =
    copies === 1
      ? "There is one copy of the kernel."
      : `One of ${copies} copies of the kernel, for what a call chooses.`;
  return [
    ...paragraph(`valueAndGrad, TypeScript, float32${call}. ${others}`, "  "),
    ...sweeps.flatMap((sweep, i) => sweepLines(sweep, `${i + 1}`, "  ")),
  ];
}

function sweepLines(sweep: Sweep, number: string, indent: string): readonly string[] {
  const { over, size, reason, when, inner, functions } = sweep;
  const inside = `${indent}   `;
  const dear = Object.entries(functions).map(([name, count]) => (count === 1 ? name : `${count} ${name}`));
  const reads = sweep.reads.length > 0 ? [`reads ${sweep.reads.join(", ")} (${sweep.bytesRead} bytes)`] : [];
  const parts = [
    ...sweep.accumulates,
    ...(dear.length > 0 ? [`evaluates ${dear.join(", ")}`] : []),
    ...(sweep.writes.length > 0 ? [`writes ${sweep.writes.join(", ")} (${sweep.bytesWritten} bytes)`] : []),
  ];
  const head = `${number}. for each ${over} of ${sweep.list === undefined ? size : `a list in ${sweep.list}`}${sweep.reversed ? ", from the last" : ""}${when === undefined ? "" : `, if ${when}`}`;
  const why = reason === undefined ? "" : `: ${reason}`;
  return [
    ...paragraph(`${head}${why}`, indent),
    ...reads.flatMap((part) => paragraph(part, inside)),
    ...inner.flatMap((part, i) => sweepLines(part, `${number}.${i + 1}`, inside)),
    ...parts.flatMap((part) => paragraph(part, inside)),
  ];
}

function memoryLines({ scratch, inPlace }: Schedule): readonly string[] {
  const vectors = scratch.map(
    ({ count, along, bytes }) => `${count} ${count === 1 ? "vector" : "vectors"} along ${along} (${bytes} bytes)`,
  );
  const replaced =
    inPlace.length === 0
      ? "No gradient can replace its input in place: another element still needs it."
      : `In place of its input: the gradient of ${inPlace.join(", ")}.`;
  return [
    ...paragraph(`Scratch: ${vectors.length === 0 ? "none" : vectors.join(", ")}.`, "  "),
    ...paragraph(replaced, "  "),
  ];
}

/** Words that fill lines, further lines indented once more. */
function paragraph(text: string, indent: string): readonly string[] {
  const lines = filled(text.split(" "), WIDTH - indent.length - 2);
  return lines.map((line, i) => `${indent}${i === 0 ? "" : "  "}${line}`);
}
