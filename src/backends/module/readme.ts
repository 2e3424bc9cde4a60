import { camelCase } from "../../support/camel-case.ts";
import { arrayOf, axisText, type Dtype, takesBareArray } from "./arrays.ts";
import { describeDomain } from "./bound.ts";
import { reductionsOf } from "./spec.ts";
import type { Example } from "./module.ts";
import type { LossUnit } from "./unit.ts";

/** A loss of a package, and where to import it from. */
export interface ReadmeEntry {
  readonly unit: LossUnit;
  readonly dtype: Dtype;
  readonly exported: string;
  /** The name to use it by, where `exported` is a word of JavaScript. */
  readonly local: string;
  readonly from: string;
}

/** The README of a package: how to install it, and how to call each loss. */
export function printReadme(name: string, version: string, entries: readonly ReadmeEntry[], example: Example): string {
  const sections = entries.map((entry) => printLoss(entry, example));
  return `# ${name}

Loss functions with their exact gradients, compiled by losscc ${version}. No dependencies; for ${example.runsIn}.

\`\`\`sh
npm install ${name}
\`\`\`

${sections.join("\n")}`;
}

function printLoss(entry: ReadmeEntry, example: Example): string {
  const { unit, dtype, exported } = entry;
  const { program } = unit;
  const reductions = reductionsOf(program).map((reduction) => `\`"${reduction}"\``);
  const parts = [
    `## ${exported}`,
    program.doc,
    printUsage(entry, example),
    printTable(
      ["Input", "Data", "Axes", "Default", "Allowed", ""],
      program.inputs.map((input) => [
        `\`${camelCase(input.name)}\``,
        arrayOf(input, dtype),
        `[${input.axes.map(axisText).join(", ")}]`,
        input.default === undefined ? "" : String(input.default),
        input.domain === undefined ? "" : describeDomain(input.domain),
        input.doc,
      ]),
    ),
    printTable(
      ["Option", "Type", "Default", "Allowed", ""],
      program.options.map((option) => [
        `\`${camelCase(option.name)}\``,
        option.type,
        option.default === undefined
          ? "required"
          : String(option.type === "bool" ? option.default !== 0 : option.default),
        option.domain === undefined ? "" : describeDomain(option.domain),
        option.doc,
      ]),
    ),
    reductions.length > 1
      ? `The option \`reduction\` is one of ${reductions.join(", ")}; the first is the default.`
      : "",
    printTable(
      ["Metric", ""],
      program.metrics.map((metric) => [`\`${camelCase(metric.name)}\``, metric.doc]),
    ),
    unit.inPlace.length === 0
      ? ""
      : `The gradient can replace its input in place: ${unit.inPlace.map((input) => `\`${camelCase(input)}\``).join(", ")}.`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function printUsage({ unit, exported, local, from }: ReadmeEntry, { before, callee }: Example): string {
  const { program } = unit;
  const given = program.inputs.filter((input) => input.default === undefined);
  const inputs = given.map((input) => {
    const name = camelCase(input.name);
    if (input.axes.length === 1 && takesBareArray(program, input)) return name;
    const shape = input.axes.map((axis) => (axis.starred ? `...${camelCase(axis.name)}` : camelCase(axis.name)));
    return input.axes.length === 0 ? name : `${name}: { data: ${name}, shape: [${shape.join(", ")}] }`;
  });
  const options = program.options
    .filter((option) => option.default === undefined)
    .map((option) => `${camelCase(option.name)}: ${option.type === "bool" ? "true" : "1"}`);
  const args = [`{ ${inputs.join(", ")} }`, ...(options.length === 0 ? [] : [`{ ${options.join(", ")} }`])];
  const imported = local === exported ? local : `${exported} as ${local}`;
  return `\`\`\`js
import { ${imported} } from "${from}";

${before(local)
  .map((line) => `${line}\n`)
  .join("")}const { value, grads, metrics } = ${callee(local)}.valueAndGrad(
${args.map((arg) => `  ${arg},\n`).join("")});
\`\`\``;
}

/** A Markdown table, or nothing without rows. Empty columns are left out. */
function printTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const used = head.map((_, column) => rows.some((row) => row[column] !== ""));
  const line = (cells: readonly string[]): string =>
    `| ${cells
      .filter((_, column) => used[column])
      .map(cellText)
      .join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function cellText(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
}
