import type { ArrayRef, Expression, Local, Statement } from "./loop.ts";
import type { Requirement } from "./requirement.ts";

/** A loop nest as readable text. */
export function printLoops(statements: readonly Statement[]): string {
  const names = new Map<Local, string>();
  const counts = new Map<string, number>();
  const nameOf = (local: Local): string => {
    let name = names.get(local);
    if (name === undefined) {
      const count = (counts.get(local.name) ?? 0) + 1;
      counts.set(local.name, count);
      names.set(local, (name = count === 1 ? local.name : `${local.name}_${count}`));
    }
    return name;
  };
  const text = (expression: Expression): string => {
    switch (expression.kind) {
      case "number":
        return String(expression.value);
      case "local":
        return nameOf(expression.local);
      case "option":
        return expression.name;
      case "present":
        return `given(${expression.input})`;
      case "size":
        return `size(${expression.extent})`;
      case "load":
        return `${arrayName(expression.array)}[${text(expression.at)}]`;
      case "apply":
        return `${expression.op}(${expression.args.map(text).join(", ")})`;
    }
  };
  const lines = (list: readonly Statement[], indent: string): string[] =>
    list.flatMap((statement): string[] => {
      switch (statement.kind) {
        case "let":
          return [`${indent}${nameOf(statement.local)} = ${text(statement.value)}`];
        case "var":
          return [`${indent}var ${nameOf(statement.local)} = ${text(statement.initial)}`];
        case "accumulate":
          return [`${indent}${nameOf(statement.local)} ${statement.step}= ${text(statement.value)}`];
        case "accumulateScaled": {
          const [sum, largest] = [nameOf(statement.local), nameOf(statement.largest)];
          return [`${indent}${sum} * exp(${largest}) += ${text(statement.value)} * exp(${text(statement.exponent)})`];
        }
        case "fill":
          return [`${indent}${arrayName(statement.array)}[...] = ${statement.value}`];
        case "store":
          return [`${indent}${arrayName(statement.array)}[${text(statement.at)}] = ${text(statement.value)}`];
        case "accumulateAt":
          return [
            `${indent}${arrayName(statement.array)}[${text(statement.at)}] ${statement.step}= ${text(statement.value)}`,
          ];
        case "result":
          return [
            `${indent}${statement.result.kind === "value" ? "value" : statement.result.name} := ${text(statement.value)}`,
          ];
        case "require":
          return [`${indent}require ${text(statement.value)} ${bounds(statement.requirement)}`];
        case "if":
          return [`${indent}if ${text(statement.condition)}`, ...lines(statement.body, `${indent}  `)];
        case "loop": {
          const { index, axis, reversed, list, body, unroll, grid } = statement.loop;
          if (list) {
            const from = `from ${text(list.first)} by ${arrayName(list.next)}`;
            return [`${indent}for ${nameOf(index)} in ${axis.extent} ${from}`, ...lines(body, `${indent}  `)];
          }
          const way = reversed ? " downwards" : "";
          const times = unroll > 1 ? ` by ${unroll}` : "";
          const head = `${grid ? "grid" : "for"} ${nameOf(index)} in ${axis.extent}${way}${times}`;
          return [indent + head, ...lines(body, `${indent}  `)];
        }
      }
    });
  return lines(statements, "").join("\n");
}

function arrayName(array: ArrayRef): string {
  switch (array.kind) {
    case "point":
      return "value";
    case "gradient":
      return `d_${array.name}`;
    case "scratch":
      return array.label;
    default:
      return array.name;
  }
}

function bounds(requirement: Requirement): string {
  return requirement.kind === "index" ? `in ${requirement.extent}` : ">= 1";
}
