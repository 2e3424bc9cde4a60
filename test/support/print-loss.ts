import { type Expression, fileFunctions, type InfixOp, type Input, type Loss, type Option } from "./loss.ts";

const BINDING: Readonly<Record<InfixOp, number>> = {
  or: 1,
  and: 2,
  "==": 4,
  "!=": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "^": 8,
};
const [IF, NOT, COMPARISON, NEGATION, POSTFIX] = [0, 3, 4, 7, 9] as const;

/** The source text of a loss, with the functions of the file that it may call, and as few brackets as can be. */
export function printLoss(loss: Loss): string {
  const { result } = loss;
  const block =
    result.kind === "reduce" && result.reductions.length > 0
      ? ` { ${result.reductions.map(({ name, value }) => `${name} = ${print(value)}`).join(", ")} }`
      : "";
  return [
    ...Object.values(fileFunctions).map(({ source }) => source),
    `loss ${loss.name}(`,
    ...loss.inputs.map((input) => `  ${printInput(input, loss)},`),
    ...loss.options.map((option) => `  ${printOption(option)},`),
    ") {",
    ...loss.lets.map(({ name, value }) => `  let ${name} = ${print(value)}`),
    ...loss.metrics.map(({ name, value }) => `  metric ${name} = ${print(value)}`),
    `  ${result.kind === "return" ? `return ${print(result.value)}` : `reduce ${print(result.point)}${block}`}`,
    "}",
    "",
  ].join("\n");
}

function printInput(input: Input, loss: Loss): string {
  const axes = input.axes.map((name) => (loss.axes.find((axis) => axis.name === name)?.starred ? `*${name}` : name));
  const { element } = input;
  const of =
    typeof element === "string"
      ? element === "real"
        ? ""
        : ` of ${element}`
      : ` of ${element.axis}${element.sentinel === undefined ? "" : ` | ${element.sentinel}`}`;
  const initial =
    input.default === undefined ? "" : ` = ${literal(input.default, element === "bool" ? "bool" : "real")}`;
  return `${input.constant ? "const " : ""}${input.name}: [${axes.join(", ")}]${of}${initial}`;
}

function printOption(option: Option): string {
  return `${option.name}: ${option.type}${option.default === undefined ? "" : ` = ${literal(option.default, option.type)}`}`;
}

function literal(value: number, type: Option["type"]): string {
  return type === "bool" ? String(value === 1) : String(value);
}

/** The text of an expression, in brackets if it binds more loosely than `tightness`. */
export function print(x: Expression, tightness: number = IF): string {
  const [text, binding] = unbracketed(x);
  return binding < tightness ? `(${text})` : text;
}

function unbracketed(x: Expression): [text: string, binding: number] {
  switch (x.kind) {
    case "number":
      return [x.text, POSTFIX];
    case "name":
      return [x.name, POSTFIX];
    case "index":
    case "size":
      return [`${x.kind}(${x.axis})`, POSTFIX];
    case "prefix":
      return x.op === "-" ? [`-${print(x.x, NEGATION)}`, NEGATION] : [`not ${print(x.x, NOT)}`, NOT];
    case "infix": {
      const binding = BINDING[x.op];
      const left = print(x.x, binding === COMPARISON || x.op === "^" ? binding + 1 : binding);
      return [`${left} ${x.op} ${print(x.y, x.op === "^" ? NEGATION : binding + 1)}`, binding];
    }
    case "if":
      return [`if ${print(x.c)} then ${print(x.x)} else ${print(x.y)}`, IF];
    case "call": {
      const over = x.over === undefined ? "" : `[${x.over.join(", ")}]`;
      return [`${x.name}${over}(${x.args.map((arg) => print(arg)).join(", ")})`, POSTFIX];
    }
    case "select":
      return [`${print(x.x, POSTFIX)}[${x.axis} = ${print(x.at)}]`, POSTFIX];
    case "rename":
      return [`${print(x.x, POSTFIX)}[${x.from} as ${x.to}]`, POSTFIX];
  }
}
