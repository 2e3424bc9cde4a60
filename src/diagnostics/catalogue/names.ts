import { counted, didYouMean, error, listed } from "../message.ts";

export const duplicate = (what: string, name: string) =>
  error("LC2001", `the ${what} '${name}' is declared twice`, "give one of them another name");
export const reservedName = (name: string) =>
  error("LC2002", `'${name}' is reserved: a name cannot begin and end with '__'`, "choose another name");
export const reservedParameter = (name: string) =>
  error("LC2003", `a parameter cannot be called '${name}': the call has an option of that name`, "choose another name");
export const sameInJavaScript = (name: string, other: string, camel: string) =>
  error(
    "LC2004",
    `'${name}' and '${other}' both become '${camel}' in the generated code`,
    "give one of them another name",
  );
/** Constants that people spell otherwise. */
const constants: ReadonlyMap<string, string> = new Map([
  ...["True", "TRUE"].map((name) => [name, "write 'true'"] as const),
  ...["False", "FALSE"].map((name) => [name, "write 'false'"] as const),
  ...["Inf", "INF", "infinity", "Infinity"].map((name) => [name, "write 'inf'"] as const),
  ...["Pi", "PI"].map((name) => [name, "write 'pi'"] as const),
  ...["nan", "NaN", "NAN"].map(
    (name) => [name, "there is no name for NaN, which is no value to compute with"] as const,
  ),
]);

export const unknownValue = (name: string, near: string | undefined, hint?: string) =>
  error(
    "LC2005",
    `there is no value '${name}' here`,
    didYouMean(near) ??
      constants.get(name) ??
      hint ??
      "declare it as an input or an option, or bind it with 'let' above",
  );
export const usedBeforeBound = (name: string) =>
  error("LC2006", `'${name}' is used before it is bound`, "a value can be used only below its 'let'");
export const metricInExpression = (name: string) =>
  error(
    "LC2007",
    `'${name}' is a metric, and a metric cannot be used in an expression`,
    "bind the value with 'let' and make the metric of that",
  );

/** What to write for functions that people know from elsewhere. */
const written: ReadonlyMap<string, string> = new Map([
  ["pow", "write a ^ b"],
  ["square", "write x ^ 2"],
  ["where", "write 'if c then a else b'"],
  ["gather", "write x[A = i]"],
  ["one_hot", "write 'if index(A) == i then 1 else 0'"],
  ["std", "write sqrt(var[A](x))"],
  ["detach", "write stop_gradient(x)"],
  ["len", "write size(A)"],
  ["arange", "write index(A)"],
  ["log2", "write log(x) / log(2)"],
  ["log10", "write log(x) / log(10)"],
]);

export const unknownFunction = (name: string, near: string | undefined, hint?: string) =>
  error("LC2008", `there is no function '${name}'`, written.get(name) ?? didYouMean(near) ?? hint);
export const unknownAxis = (name: string, near: string | undefined, hint?: string) =>
  error("LC2009", `there is no axis '${name}' here`, didYouMean(near) ?? hint);
export const recursion = (path: readonly string[]) =>
  error(
    "LC2010",
    path.length === 1
      ? `'${path[0]}' calls itself`
      : `'${path[0]}' calls itself, through ${listed(path.slice(1).map((name) => `'${name}'`))}`,
    "a function cannot be recursive; reduce over an axis instead",
  );
export const wrongArgumentCount = (name: string, wanted: string, found: number, hint?: string) =>
  error("LC2011", `'${name}' takes ${wanted}, not ${counted(found, "argument").replace(/ arguments?$/, "")}`, hint);
export const wrongAxisCount = (name: string, wanted: readonly string[], found: number) =>
  error(
    "LC2012",
    wanted.length === 0
      ? `'${name}' takes no axes`
      : `'${name}' takes ${counted(wanted.length, "axis", "axes")}, not ${found}`,
    wanted.length === 0 ? undefined : `write ${name}[${wanted.join(", ")}](...) with your axes`,
  );
export const elementwiseAxes = (name: string) =>
  error("LC2013", `'${name}' works on each element and takes no axes`, `write ${name}(...)`);
export const axisArgument = (name: string) =>
  error("LC2014", `'${name}' takes the name of one axis`, `write ${name}(N)`);
export const lossIsNoFunction = (name: string) =>
  error("LC2015", `'${name}' is a loss, and a loss cannot be called`, "share the expression as a 'fn'");
