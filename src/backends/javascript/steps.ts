import { folds } from "../../ops/folds.ts";

/** A statement that takes one more value into an accumulator. */
export function printStep(name: string, step: string, value: string): string {
  if (step === "add" || step === "mul") return `${name} ${step === "add" ? "+" : "*"}= ${value};`;
  if (step === "or") return `if (${value}) ${name} = true;`;
  if (step === "and") return `if (!(${value})) ${name} = false;`;
  return `${name} = Math.${step}(${name}, ${value});`;
}

/** The same for an element of an array; `bang` is what TypeScript wants behind one that is read. */
export function printStepAt(element: string, bang: string, step: string, value: string): string {
  if (step === "add" || step === "mul")
    return `${element} = ${element}${bang} ${step === "add" ? "+" : "*"} (${value});`;
  if (step === "or") return `if (${value}) ${element} = 1;`;
  if (step === "and") return `if (!(${value})) ${element} = 0;`;
  return `${element} = Math.${step}(${element}${bang}, ${value});`;
}

/** A sum in scaled form, and what one more term of it is: all are names or numbers. */
export interface ScaledStep {
  readonly sum: string;
  readonly largest: string;
  readonly term: string;
  readonly exponent: string;
}

/** One exponential: it scales what is there already, where the new exponent is larger, and else the new term. */
export function printScaledStep({ sum, largest, term, exponent }: ScaledStep): readonly string[] {
  const share = term === "1" ? "" : `${term} * `;
  return [
    `if (${exponent} > ${largest}) {`,
    `  ${sum} = ${sum} * Math.exp(${largest} - ${exponent}) + ${term};`,
    `  ${largest} = ${exponent};`,
    `} else if (${exponent} === ${largest}) ${sum} += ${exponent} === -Infinity ? 0 : ${term};`,
    `else ${sum} += ${share}Math.exp(${exponent} - ${largest});`,
  ];
}

/** A statement that brings accumulators together in the first of them. */
export function printJoined(first: string, step: string, others: readonly string[]): string {
  if (step === "max" || step === "min") return `${first} = Math.${step}(${[first, ...others].join(", ")});`;
  const symbol = { add: "+", mul: "*", or: "||", and: "&&" }[step]!;
  return `${first} = ${[first, ...others].join(` ${symbol} `)};`;
}

/** What an accumulator starts with. */
export const identityOf = (step: string): number => Object.values(folds).find((fold) => fold.step === step)!.identity;
