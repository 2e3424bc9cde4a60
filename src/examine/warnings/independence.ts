import { onlyInMetrics, outputWithoutInput, zeroGradient, zeroInSamples } from "../../diagnostics/catalogue/examine.ts";
import type { Node } from "../../ir/graph.ts";
import { postorder } from "../../ir/walk.ts";
import { namedRoots } from "../../rewrite/rebuild-program.ts";
import { type Finding, placeOfName, type Warning } from "./subject.ts";

/** Outputs that no input has a part in. */
export const withoutInputs: Warning = ({ program }) => {
  const { result, metrics, places } = program;
  const value = result.kind === "return" ? result.value : result.point;
  const findings: Finding[] = [];
  if (inputsOf([value]).size === 0)
    findings.push({
      at: places.result,
      message: outputWithoutInput(result.kind === "return" ? "the value" : "the point"),
    });
  for (const { name, value: node } of metrics) {
    if (inputsOf([node]).size === 0)
      findings.push({ at: placeOfName(program, name), message: outputWithoutInput(`the metric '${name}'`) });
  }
  const reductions = findings.length === 0 && result.kind === "reduce" ? result.reductions : [];
  for (const { name, value: node } of reductions) {
    if (inputsOf([node]).size === 0)
      findings.push({
        at: program.graph.placeOf(node) ?? places.result,
        message: outputWithoutInput(`the reduction '${name}'`),
      });
  }
  return findings;
};

/** Inputs that are differentiated, and whose gradient is 0 whatever the call. */
export const withoutGradient: Warning = ({ program, reduced, report, sampling }) => {
  const { result, metrics } = program;
  const inValue = inputsOf(namedRoots({ ...program, metrics: [] }).map(({ node }) => node));
  const inMetrics = inputsOf(metrics.map(({ value }) => value));
  const value = result.kind === "return" ? result.value : result.point;
  if (inputsOf([value]).size === 0) return [];
  const findings: Finding[] = [];
  for (const { name, node: gradient } of reduced.gradients) {
    const at = placeOfName(program, name);
    const isZero = gradient.kind === "constant" && gradient.value === 0;
    if (!inValue.has(name)) {
      // One that is nowhere is unused, which is said already.
      if (inMetrics.has(name)) findings.push({ at, message: onlyInMetrics(name) });
    } else if (isZero) findings.push({ at, message: zeroGradient(name) });
    else if (report.still.includes(name) && report.samples >= ENOUGH && report.samples >= sampling.samples / 2)
      findings.push({ at, message: zeroInSamples(name, report.samples) });
  }
  return findings;
};

/** Fewer calls than this say nothing about all calls. */
const ENOUGH = 20;

function inputsOf(roots: readonly Node[]): ReadonlySet<string> {
  return new Set(postorder(roots).flatMap((node) => (node.kind === "input" ? [node.input] : [])));
}
