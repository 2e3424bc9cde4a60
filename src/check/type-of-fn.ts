import { catalogue } from "../diagnostics/catalogue.ts";
import type { Message } from "../diagnostics/message.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { Graph, type Node } from "../ir/graph.ts";
import type { Scalar } from "../ir/type.ts";
import { Build } from "../ops/build.ts";
import { operator } from "../ops/index.ts";
import type { CallExpr, Expr } from "../syntax/ast.ts";
import { argument, symbols } from "./apply-operator.ts";
import type { Callee } from "./body.ts";
import type { FnDef } from "./module.ts";

/** A type as far as it is known: `number` is an int or a real. Those that must be of one kind are linked. */
interface Unknown {
  is: Scalar | "number" | undefined;
  link?: Unknown;
}

/** The types of a function's parameters and of its result. */
interface Signature {
  readonly params: readonly Unknown[];
  readonly result: Unknown;
}

/**
 * Checks the types in functions that no loss may ever call: what is wrong whatever the arguments are. Axes are left to
 * the calls. A function must come after those that it calls.
 */
export function checkTypes(fns: readonly FnDef[], reporter: Reporter): void {
  const signatures = new Map<FnDef, Signature>();
  for (const fn of fns) {
    const before = reporter.errors;
    signatures.set(fn, new Inference(fn, signatures, reporter).signature());
    fn.mistyped = reporter.errors > before;
  }
}

const unknown = (is?: Unknown["is"]): Unknown => ({ is });

function find(type: Unknown): Unknown {
  let root = type;
  while (root.link !== undefined) root = root.link;
  return root;
}

/** Elements of each type, to see what a function makes of them. */
const b = new Build(new Graph());
const element = (type: Scalar): Node => b.input(type, type, [b.graph.index(b.graph.axis("A"))]);

/** What `make` gives for operands of these types; operands that are not known well enough give nothing known. */
function resultOf(make: (...nodes: Node[]) => Node, operands: readonly Unknown[]): Unknown {
  const types = operands.map((operand) => find(operand).is);
  const found = (["int", "real"] as const).map((number) => {
    const nodes = types.map((type) => type && element(type === "number" ? number : type));
    return nodes.includes(undefined) ? undefined : make(...(nodes as Node[])).type;
  });
  return unknown(found[0] === found[1] ? found[0] : "number");
}

class Inference {
  readonly #fn: FnDef;
  readonly #signatures: ReadonlyMap<FnDef, Signature>;
  readonly #reporter: Reporter;
  readonly #params: ReadonlyMap<string, Unknown>;

  constructor(fn: FnDef, signatures: ReadonlyMap<FnDef, Signature>, reporter: Reporter) {
    this.#fn = fn;
    this.#signatures = signatures;
    this.#reporter = reporter;
    this.#params = new Map(fn.item.params.map(({ text }) => [text, unknown()]));
  }

  signature(): Signature {
    const values: Unknown[] = [];
    for (const { expr, count } of this.#fn.body.tape) {
      const operands = count === 0 ? [] : values.splice(values.length - count);
      values.push(this.#type(expr, operands));
    }
    const params = this.#fn.item.params.map(({ text }) => this.#params.get(text)!);
    return { params, result: values.at(-1) ?? unknown() };
  }

  #type(expr: Expr, operands: readonly Unknown[]): Unknown {
    const [x, y, z] = operands as [Unknown, Unknown, Unknown];
    switch (expr.kind) {
      case "literal":
        return unknown(expr.type);
      case "name":
        return this.#params.get(expr.name) ?? unknown();
      case "unary":
        if (expr.op === "neg") this.#need("number", "what '-' stands before", expr.operand, x);
        else this.#need("bool", "what 'not' stands before", expr.operand, x);
        return resultOf((node) => b.map(expr.op, node), [x]);
      case "binary": {
        const symbol = symbols.get(expr.op)!;
        const isLogic = expr.op === "and" || expr.op === "or";
        if (expr.op === "eq" || expr.op === "ne") this.#sameKind(expr, `the sides of '${symbol}'`, x, y);
        else {
          this.#need(isLogic ? "bool" : "number", `the left side of '${symbol}'`, expr.left, x);
          this.#need(isLogic ? "bool" : "number", `the right side of '${symbol}'`, expr.right, y);
        }
        return resultOf((left, right) => b.map(expr.op, left, right), [x, y]);
      }
      case "if": {
        this.#need("bool", "the condition of 'if'", expr.condition, x);
        this.#sameKind(expr, "the branches of 'if'", y, z);
        const known = resultOf((then, otherwise) => b.select(b.bool(true), then, otherwise), [y, z]);
        return known.is === undefined ? y : known;
      }
      case "select":
        this.#need("int", "what selects along an axis", expr.index, y);
        return x;
      case "rename":
        return x;
      case "call": {
        const callee = this.#fn.cyclic.has(expr) ? undefined : this.#fn.body.callees.get(expr);
        return callee === undefined ? unknown() : this.#call(expr, callee, operands);
      }
      case "invalid":
        return unknown();
    }
  }

  #call(call: CallExpr, callee: Callee, args: readonly Unknown[]): Unknown {
    switch (callee.kind) {
      case "size":
      case "index":
        return unknown("int");
      case "elementwise": {
        const wanted = operator(callee.op).signature === "int" ? "int" : "number";
        args.forEach((arg, i) => this.#need(wanted, argument(callee.name, i, args.length), call.args[i]!, arg));
        return resultOf((...nodes) => b.map(callee.op, ...nodes), args);
      }
      case "overAxes": {
        const { entry, name } = callee;
        const wanted = entry.operand;
        args.forEach((arg, i) => {
          if (wanted !== "numberOrBool") this.#need(wanted, argument(name, i, entry.args[0]), call.args[i]!, arg);
        });
        return resultOf((...nodes) => entry.build(b, [b.graph.axis("A")], nodes), args);
      }
      case "fn":
        return this.#apply(call, callee.fn, args);
    }
  }

  /** A call of a function: its signature, with unknown types of its own for this call. */
  #apply(call: CallExpr, fn: FnDef, args: readonly Unknown[]): Unknown {
    const signature = this.#signatures.get(fn);
    if (signature === undefined) return unknown();
    const copies = new Map<Unknown, Unknown>();
    const copy = (type: Unknown): Unknown => {
      const root = find(type);
      if (!copies.has(root)) copies.set(root, unknown(root.is));
      return copies.get(root)!;
    };
    signature.params.forEach((param, i) => {
      const wanted = find(copy(param));
      const what = argument(fn.item.name.text, i, args.length);
      if (wanted.is === undefined) this.#link(wanted, args[i]!);
      else this.#need(wanted.is === "bool" ? "bool" : "number", what, call.args[i]!, args[i]!);
    });
    return copy(signature.result);
  }

  #need(wanted: "number" | "bool" | "int", what: string, expr: Expr, type: Unknown): void {
    const root = find(type);
    if (root.is === undefined) root.is = wanted === "bool" ? "bool" : "number";
    const isBool = root.is === "bool";
    if (wanted === "number" && isBool) this.#report(expr, catalogue.needsNumber(what, described(root)));
    if (wanted === "bool" && !isBool) this.#report(expr, catalogue.needsBool(what, described(root)));
    if (wanted === "int" && (isBool || root.is === "real"))
      this.#report(expr, catalogue.needsInt(what, described(root)));
  }

  #sameKind(expr: Expr, what: string, x: Unknown, y: Unknown): void {
    if (!this.#link(x, y)) this.#report(expr, catalogue.differentKinds(what, described(find(x)), described(find(y))));
  }

  /** Makes two types bools both or numbers both, if that can be. */
  #link(x: Unknown, y: Unknown): boolean {
    const [one, other] = [find(x), find(y)];
    if (one === other) return true;
    if (one.is === undefined && other.is === undefined) one.link = other;
    else if (one.is === undefined) one.is = other.is === "bool" ? "bool" : "number";
    else if (other.is === undefined) other.is = one.is === "bool" ? "bool" : "number";
    return one.link !== undefined || (one.is === "bool") === (other.is === "bool");
  }

  #report(expr: Expr, message: Message): void {
    this.#reporter.report({ source: this.#fn.module.source, span: expr.span }, message);
  }
}

const described = ({ is }: Unknown): string => (is === "int" ? "an int" : `a ${is}`);
