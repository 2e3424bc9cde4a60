import {
  bothInts,
  call,
  callOver,
  choice,
  infix,
  minus,
  named,
  number,
  prefix,
  scalar,
  toBool,
  toNumber,
  union,
} from "./expressions.ts";
import { binary, type Boldness, unary } from "./elementwise.ts";
import { type AxisInfo, type Expression, fileFunctions, type Named, sizeOf } from "./loss.ts";
import type { Raw } from "./raw-loss.ts";

/** A name that an expression may use, and whether it is an index into an axis. */
export interface Known {
  readonly value: Expression;
  readonly indexInto?: string;
  readonly sentinel?: string;
}

/** More elements than this are summed before they are broadcast further. */
const MOST_ELEMENTS = 200;
const MOST_MADE_AXES = 2;

const REDUCTIONS =
  "sum mean var max min prod logsumexp norm softmax log_softmax cumsum count any all argmax argmin".split(" ");
const ONE_AXIS = ["softmax", "log_softmax", "cumsum", "argmax", "argmin"];
const BOOL_OPERANDS = ["count", "any", "all"];

/** Makes well-typed expressions of skeletons, in the order in which they stand in the source. */
export class WellTyped {
  readonly axes: Map<string, AxisInfo>;
  readonly #known: Known[];
  readonly #boldness: Boldness;

  constructor(axes: readonly AxisInfo[], known: readonly Known[], boldness: Boldness) {
    this.axes = new Map(axes.map((axis) => [axis.name, axis]));
    this.#known = [...known];
    this.#boldness = boldness;
  }

  /** Lets later expressions use a value by its name. */
  define({ name, value }: Named): void {
    this.#known.push({ value: named(name, value.type, value.axes) });
  }

  /** An expression that is wanted as a number or as a bool; it may be the other. */
  expression(raw: Raw, wanted: "number" | "bool" = "number"): Expression {
    const kid = (place: number) => this.expression(raw.kids[place]!);
    const bool = (place: number) => toBool(this.expression(raw.kids[place]!, "bool"));
    const isBool = raw.kind === "compare" || raw.kind === "logic";
    switch (isBool !== (wanted === "bool") && raw.kids.length === 2 ? (isBool ? "binary" : "compare") : raw.kind) {
      case "leaf":
        return this.#leaf(raw.pick);
      case "unary":
        return unary(raw.pick, toNumber(kid(0)), this.#boldness);
      case "binary": {
        const [x, y] = this.#joint(toNumber(kid(0)), toNumber(kid(1)));
        return binary(raw.pick, x!, y!, this.#boldness);
      }
      case "clamp": {
        const [x, lo, hi] = this.#joint(toNumber(kid(0)), toNumber(kid(1)), toNumber(kid(2)));
        return call("clamp", bothInts(x!, lo!, hi!) ? "int" : "real", x!, lo!, hi!);
      }
      case "if": {
        const c = bool(0);
        return wanted === "bool"
          ? this.#choice(c, bool(1), bool(2))
          : this.#choice(c, toNumber(kid(1)), toNumber(kid(2)));
      }
      case "compare": {
        const [x, y] = this.#joint(toNumber(kid(0)), toNumber(kid(1)));
        return infix((["<", "<=", ">", ">=", "==", "!="] as const)[raw.pick % 6]!, x!, y!);
      }
      case "logic": {
        const [x, y] = this.#joint(bool(0), bool(1));
        return raw.pick % 3 === 0
          ? infix("and", x!, y!)
          : raw.pick % 3 === 1
            ? infix("or", prefix("not", x!), y!)
            : infix("==", x!, y!);
      }
      case "reduce":
        return this.#reduce(raw.pick, kid(0));
      case "dot": {
        const [x, y] = this.#joint(toNumber(kid(0)), toNumber(kid(1)));
        const axes = union(x!.axes, y!.axes);
        const over = this.#some(raw.pick, axes);
        return over.length === 0
          ? infix("*", x!, y!)
          : callOver("dot", over, [x!, y!], infix("*", x!, y!).type, minus(axes, over));
      }
      case "select":
        return this.#select(raw.pick, kid(0), raw.kids[1]!);
      case "rename":
        return this.#rename(raw.pick, kid(0));
      case "function":
        return this.#function(raw.pick, raw.kids);
    }
  }

  #leaf(pick: number): Expression {
    const axes = [...this.axes.values()];
    const reals = this.#known.map(({ value }) => value).filter(({ type }) => type === "real");
    if (reals.length > 0 && pick % 10 < 7) return reals[Math.floor(pick / 10) % reals.length]!;
    const all = [
      ...this.#known.map(({ value }) => value),
      ...["0.5", "1", "2", "3.25", "1e-3", "0", "pi", "true", ...(this.#boldness === "smooth" ? [] : ["inf"])].map(
        number,
      ),
      ...axes
        .filter((axis) => !axis.starred)
        .map(({ name }): Expression => ({ kind: "index", axis: name, type: "int", axes: [name] })),
      ...axes.map(({ name }): Expression => ({ kind: "size", axis: name, type: "int", axes: [] })),
    ];
    return all[Math.floor(pick / 10) % all.length]!;
  }

  #choice(c: Expression, x: Expression, y: Expression): Expression {
    const [condition, yes, no] = this.#joint(c, x, y);
    return choice(condition!, yes!, no!);
  }

  /** Operands that may be broadcast together: of too many elements, the last are summed first. */
  #joint(...operands: readonly Expression[]): Expression[] {
    const joint: Expression[] = [];
    for (const operand of operands) {
      const fits = this.#elements(union(...joint.map((x) => x.axes), operand.axes)) <= MOST_ELEMENTS;
      const bool = operand.type === "bool";
      joint.push(fits ? operand : bool ? callOver("any", undefined, [operand], "bool", []) : scalar(operand));
    }
    return joint;
  }

  #elements(axes: readonly string[]): number {
    return axes.reduce((product, axis) => product * Math.max(1, this.#size(axis)), 1);
  }

  #size(axis: string): number {
    return sizeOf(this.axes.get(axis)!);
  }

  /** Some of `axes`, at least one if there are any. */
  #some(pick: number, axes: readonly string[]): string[] {
    const chosen = axes.filter((_, place) => ((pick >> place) & 1) === 1);
    return chosen.length > 0 ? chosen : axes.slice(0, 1);
  }

  #unstarred(axes: readonly string[]): string[] {
    return axes.filter((axis) => !this.axes.get(axis)!.starred);
  }

  #reduce(pick: number, operand: Expression): Expression {
    const chosen = REDUCTIONS[pick % REDUCTIONS.length]!;
    // The product of many ints is beyond what an int can be, and so is the largest of none.
    const name = operand.type === "int" && ["prod", "max", "min"].includes(chosen) ? "sum" : chosen;
    const x = BOOL_OPERANDS.includes(name) ? toBool(operand) : toNumber(operand);
    if (x.axes.length === 0) return x;
    const choose = Math.floor(pick / REDUCTIONS.length);
    if (ONE_AXIS.includes(name)) return this.#overOneAxis(name, choose, x);
    const over = this.#some(choose, x.axes);
    const type =
      name === "any" || name === "all"
        ? "bool"
        : name === "count"
          ? "int"
          : ["mean", "var", "logsumexp", "norm"].includes(name)
            ? "real"
            : x.type;
    const powers = ["", "", "1", "1.5", "3", "inf"];
    const power = name === "norm" ? powers[choose % powers.length]! : "";
    const args = power === "" ? [x] : [x, number(power)];
    const named = over.length === x.axes.length && choose % 3 === 0 ? undefined : over;
    return callOver(name, named, args, type, minus(x.axes, over));
  }

  #overOneAxis(name: string, choose: number, x: Expression): Expression {
    const isArg = name === "argmax" || name === "argmin";
    const possible = this.#unstarred(x.axes).filter((axis) => !isArg || this.#size(axis) > 0);
    const axis = possible[choose % possible.length];
    if (axis === undefined) return x;
    if (isArg) return callOver(name, [axis], [x], "int", minus(x.axes, [axis]));
    return callOver(name, [axis], [x], name === "cumsum" ? x.type : "real", x.axes);
  }

  #select(pick: number, x: Expression, index: Raw): Expression {
    const possible = this.#unstarred(x.axes).filter((axis) => this.#size(axis) > 0);
    const axis = possible[pick % possible.length];
    if (axis === undefined) return x;
    const size: Expression = { kind: "size", axis, type: "int", axes: [] };
    const position: Expression = { kind: "index", axis, type: "int", axes: [axis] };
    const choose = Math.floor(pick / 8);
    const at = (i: Expression): Expression => ({
      kind: "select",
      x,
      axis,
      at: i,
      type: x.type,
      axes: union(minus(x.axes, [axis]), i.axes),
    });
    const inputs = this.#known.filter(({ indexInto }) => indexInto === axis);
    const chosen = inputs[choose % inputs.length];
    if (chosen !== undefined && choose % 2 === 0) {
      if (chosen.sentinel === undefined) return this.#fits(at(chosen.value), x);
      const valid = infix(
        "!=",
        chosen.value,
        /^-?\d+$/.test(chosen.sentinel)
          ? prefix("-", number(chosen.sentinel.slice(1)))
          : named(chosen.sentinel, "int", []),
      );
      return this.#fits(choice(valid, at(chosen.value), x.type === "bool" ? number("false") : number("0")), x);
    }
    if (choose % 5 === 1) return at(number(String(choose % this.#size(axis))));
    if (choose % 5 === 2) return at(infix("-", infix("-", size, number("1")), position));
    const i = this.expression(index);
    const int = i.type === "int" ? i : choice(toBool(i), number("1"), number("0"));
    if (this.#elements(union(minus(x.axes, [axis]), int.axes)) > MOST_ELEMENTS) {
      return at(call("mod", "int", scalar(int), size));
    }
    return at(this.#boldness === "wild" && choose % 3 === 0 ? int : call("mod", "int", int, size));
  }

  #fits(selected: Expression, otherwise: Expression): Expression {
    return this.#elements(selected.axes) <= MOST_ELEMENTS ? selected : otherwise;
  }

  #rename(pick: number, x: Expression): Expression {
    const possible = this.#unstarred(x.axes);
    const from = possible[pick % possible.length];
    if (from === undefined) return x;
    const { extent, dimensions } = this.axes.get(from)!;
    const made = [...this.axes.keys()].filter((name) => name.startsWith("P")).length;
    const targets = this.#unstarred([...this.axes.keys()]).filter(
      (to) => !x.axes.includes(to) && this.#size(to) === this.#size(from),
    );
    const fresh = `P${made + 1}`;
    const all = made < MOST_MADE_AXES ? [fresh, ...targets] : targets;
    const to = all[Math.floor(pick / 8) % all.length];
    if (to === undefined) return x;
    if (to === fresh) this.axes.set(fresh, { name: fresh, extent, starred: false, dimensions });
    return { kind: "rename", x, from, to, type: x.type, axes: [...minus(x.axes, [from]), to] };
  }

  #function(pick: number, kids: readonly Raw[]): Expression {
    const names = Object.keys(fileFunctions);
    const name = names[pick % names.length]!;
    const args = this.#joint(...kids.slice(0, fileFunctions[name]!.args).map((kid) => toNumber(this.expression(kid))));
    const axes = union(...args.map((arg) => arg.axes));
    if (fileFunctions[name]!.axes === 0) {
      return callOver(name, undefined, args, name === "blend" && bothInts(...args) ? "int" : "real", axes);
    }
    const possible = name === "reversed" ? this.#unstarred(axes) : axes;
    const axis = possible[Math.floor(pick / 8) % possible.length];
    if (axis === undefined) return args[0]!;
    const type = name === "reversed" ? args[0]!.type : "real";
    return callOver(name, [axis], args, type, name === "energy" ? minus(axes, [axis]) : axes);
  }
}
