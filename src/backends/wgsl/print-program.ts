import {
  type ArrayRef,
  bodyOf,
  type Expression,
  expressionsOf,
  type Local,
  type Loop,
  NOT_NEEDED,
  type Statement,
  typeOf,
} from "../../ir/loop.ts";
import type { Scalar } from "../../ir/type.ts";
import type { LoopNest } from "../../schedule/lower.ts";
import { tidy } from "../../schedule/tidy.ts";
import { camelCase } from "../../support/camel-case.ts";
import { invariant } from "../../support/invariant.ts";
import { NameScope } from "../../support/name-scope.ts";
import { unreachable } from "../../support/unreachable.ts";
import { Binding, call, type Dialect, printExpression, type Printed, whole } from "../clike/print-expression.ts";
import { elementary } from "./elementary.ts";
import { printNumber } from "./literal.ts";
import { reservedWords } from "./names.ts";
import {
  type Bindable,
  type DispatchPlan,
  MOST_BINDINGS,
  MOST_PARTS,
  type Parameter,
  type Program,
  STATUS,
  WORKGROUP,
} from "./program.ts";
import { folding } from "./reductions.ts";
import { spellings } from "./spellings.ts";
import {
  allExpressions,
  type Dispatch,
  partsOfAll,
  type Prologue,
  splitNest,
  type SplitNest,
  stepsIn,
} from "./split-nest.ts";

/** What a program's arrays hold. */
export interface ArrayTypes {
  readonly ofInput: (name: string) => Scalar;
}

/** Which arrays share a binding, where there are more than a device can bind. */
type Packing = { readonly outputs: boolean; readonly inputs: boolean };

/** A loop nest of grids as a shader. */
export function printProgram(nest: LoopNest, types: ArrayTypes): Program {
  const tries: readonly Packing[] = [
    { outputs: false, inputs: false },
    { outputs: true, inputs: false },
    { outputs: true, inputs: true },
  ];
  for (const packing of tries) {
    const program = new ProgramPrinter(nest, types, packing).print();
    if (program.dispatches.every(({ bindings }) => bindings.length <= MOST_BINDINGS)) return program;
  }
  throw new Error("losscc bug: a dispatch binds more than inputs, outputs and scratch");
}

/** How many terms a sum takes in before it is added to a longer one: errors then grow with the square root of the length. */
const BLOCK = 32;

/** What statements need to know of the item that they are in. */
interface Place {
  readonly scope: NameScope;
  readonly indent: string;
  /** In an item itself, outside its loops: the threads of the item do the same, and where `mask` holds. */
  readonly item?: { readonly mask: string; readonly shared: boolean };
}

interface BoundArray {
  readonly array: Bindable;
  /** The variable that it is in. */
  readonly variable: string;
  /** What its own parameters and functions are called after. */
  readonly name: string;
  readonly binding: number;
}

class ProgramPrinter {
  readonly #split: SplitNest;
  readonly #types: ArrayTypes;
  readonly #vectors: LoopNest["scratch"];
  readonly #top = new NameScope([...reservedWords, ...Object.keys(elementary)]);
  readonly #fields = new NameScope(reservedWords);
  readonly #parameters = new Map<string, { readonly name: string; readonly parameter: Parameter }>();
  readonly #packing: Packing;
  /** By key, in the order of first use. */
  readonly #arrays = new Map<string, BoundArray>();
  readonly #bindings: { readonly name: string; readonly arrays: Bindable[] }[] = [];
  readonly #locals = new Map<Local, string>();
  readonly #slots = new Map<Local, number>();
  readonly #results: string[] = [];
  #sharesCount = false;
  #used = new Set<number>();
  #lines: string[] = [];
  readonly #dialect: Dialect;

  constructor(nest: LoopNest, types: ArrayTypes, packing: Packing) {
    this.#packing = packing;
    this.#dialect = {
      spellings: hasInfiniteInts(nest) ? new Map([...spellings, ["real", call("real_of")]]) : spellings,
      assertion: "",
      silent: new Set(),
      number: printNumber,
      leaf: (expression, print) => this.#leaf(expression, print),
    };
    this.#split = splitNest(nest.statements);
    this.#types = types;
    this.#vectors = nest.scratch;
    this.#parameter("infinity", { kind: "infinity" });
    this.#parameter("nan", { kind: "nan" });
    // All arrays have their names before any variable gets one.
    for (const array of arraysIn(nest.statements)) this.#bind(array);
    for (const { local } of this.#split.totals) this.#slots.set(local, this.#slots.size);
    for (const statement of this.#split.finish.statements) {
      if (statement.kind === "result") this.#results.push(resultName(statement));
    }
  }

  print(): Program {
    const plans: DispatchPlan[] = [];
    const entries: string[] = [];
    const { dispatches, finish } = this.#split;
    const early = this.#finishesEarly();
    for (const [place, dispatch] of dispatches.entries()) {
      const isLast = place === dispatches.length - 1;
      const { plan, text } = this.#dispatch(dispatch, place, isLast && early);
      plans.push(plan);
      entries.push(text);
    }
    if (!early && finish.statements.length > 0) {
      const { plan, text } = this.#finish();
      plans.push(plan);
      entries.push(text);
    }
    const body = [...this.#boolLoaders(), ...entries].join("\n\n");
    return {
      shader: [this.#header(), body].join("\n\n"),
      parameters: [...this.#parameters.values()].map(({ parameter }) => parameter),
      bindings: this.#bindings.map(({ arrays }) => arrays),
      vectors: this.#vectors.map(({ extents }) => extents.flatMap((extent) => extent.split("*"))),
      totals: this.#slots.size,
      dispatches: plans,
      results: this.#results,
    };
  }

  /** Whether all that is left to do at the end is known before the last dispatch, which then does it. */
  #finishesEarly(): boolean {
    const last = this.#split.dispatches.at(-1);
    const { totals } = this.#split.finish.before;
    return last !== undefined && totals.every((total) => !last.totals.includes(total));
  }

  #header(): string {
    const fields = [...this.#parameters.values()].map(
      ({ name, parameter }) => `  ${name}: ${isReal(parameter) ? "f32" : "i32"},`,
    );
    const bindings = this.#bindings.map(({ name, arrays }, place) => {
      const [array] = arrays as [Bindable];
      const access = array.kind === "input" ? "read" : "read_write";
      const type = array.kind === "status" ? "atomic<u32>" : `array<${this.#elementType(array)}>`;
      return `@group(0) @binding(${place + 1}) var<storage, ${access}> ${name}: ${type};`;
    });
    return [
      `struct Params {\n${fields.join("\n")}\n}`,
      [
        "@group(0) @binding(0) var<uniform> params: Params;",
        ...bindings,
        ...(this.#sharesCount ? ["var<workgroup> shared_count: u32;"] : []),
      ].join("\n"),
    ].join("\n\n");
  }

  #elementType(array: Exclude<Bindable, { kind: "status" }>): string {
    if (array.kind === "scratch") return "u32";
    if (array.kind !== "input") return "f32";
    if (this.#packing.inputs) return "u32";
    return { real: "f32", int: "i32", bool: "u32" }[this.#types.ofInput(array.name)];
  }

  // Dispatches

  #dispatch(dispatch: Dispatch, place: number, finishes: boolean): { plan: DispatchPlan; text: string } {
    this.#used = new Set();
    this.#lines = [];
    const { loops, body, totals, conditions, before } = dispatch;
    const scope = this.#top.inner();
    const shared = sharedLoops(body);
    const extents = loops.map(({ axis }) => axis.extent);
    const entry = this.#top.claim(camelCase(`over_${extents.join("_").replaceAll("*", "_")}`));
    const write = (line: string) => this.#lines.push(`  ${line}`);

    this.#prologue(finishes ? joined(before, this.#split.finish.before) : before, scope);
    if (finishes && this.#split.finish.statements.length > 0) {
      write("if (group.x == 0u && thread == 0u) {");
      for (const statement of this.#split.finish.statements) this.#statement(statement, { scope, indent: "    " });
      write("}");
    }
    for (const { local, initial } of totals) write(`var ${this.#declare(local, scope)} = ${this.#text(initial)};`);
    const sums = totals.filter((total) => total.step === "add" && total.local.type === "real");
    const parts = sums.map(({ local }) => {
      const whole = this.#locals.get(local)!;
      return { local, whole, part: scope.claim(`${whole}Part`) };
    });
    for (const { part } of parts) write(`var ${part} = 0.0f;`);
    if (parts.length > 0) write("var turn = 0u;");

    const count = extents.length === 0 ? "1" : extents.map((extent) => this.#size(extent)).join(" * ");
    const when = conditions.map((condition) => this.#argument(condition, Binding.comparison)).join(" && ");
    if (when !== "" && shared.length > 0) {
      this.#sharesCount = true;
      write(`if (thread == 0u) { shared_count = select(0u, u32(${count}), ${when}); }`);
      write("let count = workgroupUniformLoad(&shared_count);");
    } else write(`let count = ${when === "" ? `u32(${count})` : `select(0u, u32(${count}), ${when})`};`);
    const groups = this.#parameter(`groups${place + 1}`, { kind: "groups", dispatch: place });
    const isShared = shared.length > 0;
    if (isShared) {
      const lanes = this.#parameter(`lanes${place + 1}`, { kind: "lanes", dispatch: place });
      write(`let lanes = u32(params.${lanes});`);
      write("let lane = i32(thread & (lanes - 1u));");
      write(`let stride = ${WORKGROUP}u / lanes;`);
      write(`for (var first = group.x * stride; first < count; first += u32(params.${groups}) * stride) {`);
      write("  let valid = first + thread / lanes < count;");
      write("  let leads = valid && lane == 0;");
      write("  let item = min(first + thread / lanes, count - 1u);");
    } else {
      write(`let stride = u32(params.${groups}) * ${WORKGROUP}u;`);
      write(`for (var item = group.x * ${WORKGROUP}u + thread; item < count; item += stride) {`);
    }
    this.#positions(loops, scope, "    ");
    for (const { local, part } of parts) this.#locals.set(local, part);
    this.#block(body, { scope, indent: "    ", item: { mask: isShared ? "valid" : "", shared: isShared } });
    if (parts.length > 0) {
      write("  turn += 1u;");
      write(`  if ((turn & ${BLOCK - 1}u) == 0u) {`);
      for (const { whole, part } of parts) {
        write(`    ${whole} += ${part};`);
        write(`    ${part} = 0.0f;`);
      }
      write("  }");
    }
    write("}");
    for (const { local, whole, part } of parts) {
      write(`${whole} += ${part};`);
      this.#locals.set(local, whole);
    }
    for (const { local, step } of totals) {
      const name = this.#locals.get(local)!;
      write(`${name} = ${folding(step, local.type).lanes}(${name}, thread, ${WORKGROUP}u);`);
      const bits = toBits(name, local.type);
      write(`if (thread == 0u) { scratch[${this.#slot(local)} + i32(group.x)] = ${bits}; }`);
    }
    const plan: DispatchPlan = {
      entry,
      grid: extents.flatMap((extent) => extent.split("*")),
      shared: shared.map((loop) => sharedExtents(loop)),
      totals: totals.length > 0,
      bindings: [...this.#used].sort((x, y) => x - y),
    };
    return { plan, text: this.#entry(entry) };
  }

  #finish(): { plan: DispatchPlan; text: string } {
    this.#used = new Set();
    this.#lines = [];
    const scope = this.#top.inner();
    const entry = this.#top.claim("finish");
    const { before, statements } = this.#split.finish;
    this.#prologue(before, scope);
    this.#lines.push("  if (thread == 0u) {");
    for (const statement of statements) this.#statement(statement, { scope, indent: "    " });
    this.#lines.push("  }");
    const bindings = [...this.#used].sort((x, y) => x - y);
    return { plan: { entry, grid: [], shared: [], totals: false, bindings }, text: this.#entry(entry) };
  }

  #entry(name: string): string {
    return [
      `@compute @workgroup_size(${WORKGROUP})`,
      `fn ${name}(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {`,
      // Every entry point binds the parameters.
      ...(this.#lines.some((line) => line.includes("params.")) ? [] : ["  _ = params.nan;"]),
      ...this.#lines,
      "}",
    ].join("\n");
  }

  /** Totals of earlier dispatches, from the parts that their workgroups left, and what is made of them. */
  #prologue({ totals, lets }: Prologue, scope: NameScope): void {
    for (const { local, step } of totals) {
      const dispatch = this.#split.dispatches.findIndex((one) => one.totals.some((total) => total.local === local));
      const groups = this.#parameter(`groups${dispatch + 1}`, { kind: "groups", dispatch });
      const parts = `${this.#slot(local)}, u32(params.${groups}), thread`;
      this.#lines.push(`  let ${this.#declare(local, scope)} = ${folding(step, local.type).parts}(${parts});`);
    }
    for (const { local, value } of lets) {
      const text = this.#text(value);
      this.#lines.push(`  let ${this.#declare(local, scope)} = ${text};`);
    }
  }

  /** Where the parts of a total begin in the scratch buffer, behind the results. */
  #slot(local: Local): number {
    this.#bind({ kind: "scratch", name: "", label: "" });
    return this.#results.length + this.#slots.get(local)! * MOST_PARTS;
  }

  /** The position along each axis of a grid, from that of the item. */
  #positions(loops: readonly Loop[], scope: NameScope, indent: string): void {
    const names = loops.map((loop) => this.#declare(loop.index, scope));
    if (loops.length === 1) this.#lines.push(`${indent}let ${names[0]} = i32(item);`);
    else {
      this.#lines.push(`${indent}var rest = item;`);
      for (let i = loops.length - 1; i >= 0; i--) {
        const size = `u32(${this.#size(loops[i]!.axis.extent)})`;
        this.#lines.push(`${indent}let ${names[i]} = i32(rest${i === 0 ? "" : ` % ${size}`});`);
        if (i > 0) this.#lines.push(`${indent}rest /= ${size};`);
      }
    }
  }

  // Statements

  #block(statements: readonly Statement[], place: Place): void {
    for (const statement of statements) this.#statement(statement, place);
  }

  #statement(statement: Statement, place: Place): void {
    const { scope, indent, item } = place;
    const write = (line: string) => this.#lines.push(indent + line);
    const once = (text: string) => {
      const mask =
        item?.shared !== true ? (item?.mask ?? "") : item.mask === "valid" ? "leads" : `leads && ${item.mask}`;
      write(mask === "" ? text : `if (${mask}) { ${text} }`);
    };
    switch (statement.kind) {
      case "let": {
        const value = this.#text(statement.value);
        write(`let ${this.#declare(statement.local, scope)} = ${value};`);
        break;
      }
      case "var": {
        const value = this.#text(statement.initial);
        write(`var ${this.#declare(statement.local, scope)} = ${value};`);
        break;
      }
      case "accumulate":
        once(this.#step(this.#locals.get(statement.local)!, statement));
        break;
      case "store": {
        const value = this.#stored(statement.array, statement.value);
        once(`${this.#element(statement.array, this.#argument(statement.at, Binding.sum))} = ${value};`);
        break;
      }
      case "result": {
        this.#bind({ kind: "scratch", name: "", label: "" });
        const value = asReal(statement.value, this.#text(statement.value));
        write(`scratch[${this.#results.indexOf(resultName(statement))}] = bitcast<u32>(${value});`);
        break;
      }
      case "if":
        this.#if(statement, place);
        break;
      case "loop":
        this.#loop(statement.loop, place);
        break;
      case "require":
        this.#require(statement, scope, write, once);
        break;
      case "fill":
      case "accumulateAt":
        throw new Error(`losscc bug: a grid has a statement ${statement.kind}`);
      default:
        unreachable(statement);
    }
  }

  /** Sets a bit of the status where a number is not as required. */
  #require(
    { value, requirement }: Statement & { readonly kind: "require" },
    scope: NameScope,
    write: (line: string) => void,
    once: (text: string) => void,
  ): void {
    const name = scope.claim(requirement.kind);
    write(`let ${name} = ${this.#text(value)};`);
    const set = (bit: number) => `atomicOr(&${this.#bind({ kind: "status" }).variable}, ${bit}u);`;
    switch (requirement.kind) {
      case "index": {
        const size = this.#size(requirement.extent);
        const notNeeded = printNumber(NOT_NEEDED, "int").text;
        once(`if (${name} != ${notNeeded} && (${name} < 0 || ${name} >= ${size})) { ${set(STATUS.index)} }`);
        break;
      }
      case "order":
        once(`if (!(${name} >= 1.0f)) { ${set(STATUS.domain)} }`);
        break;
      default:
        unreachable(requirement);
    }
  }

  #if(statement: Statement & { readonly kind: "if" }, place: Place): void {
    const { scope, indent, item } = place;
    if (item === undefined) {
      this.#lines.push(`${indent}if (${this.#text(statement.condition)}) {`);
      this.#block(statement.body, { scope: scope.inner(), indent: `${indent}  ` });
      this.#lines.push(`${indent}}`);
      return;
    }
    const mask = scope.claim("needed");
    const around = item.mask === "" ? "" : `${item.mask} && `;
    this.#lines.push(`${indent}let ${mask} = ${around}${this.#argument(statement.condition, Binding.comparison)};`);
    this.#block(statement.body, { ...place, item: { ...item, mask } });
  }

  #loop(loop: Loop, place: Place): void {
    const { scope, indent, item } = place;
    const isShared = item?.shared === true;
    const size = this.#size(loop.axis.extent);
    const end = item === undefined || item.mask === "" ? size : `select(0, ${size}, ${item.mask})`;
    const steps = [...stepsIn(loop.body)].filter(([local]) => this.#locals.has(local));
    const scans = scansOf(loop);
    if (isShared && scans.length > 0) {
      this.#sharedScan(loop, scans, end, place);
      return;
    }
    const [start, step] = isShared ? ["lane", "i32(lanes)"] : ["0", "1"];
    const inner = scope.inner();
    const sums = new Map<Local, string>();
    for (const statement of loop.body) {
      if (statement.kind !== "accumulate" || statement.step !== "add" || statement.local.type !== "real") continue;
      if (!scans.includes(statement.local)) sums.set(statement.local, this.#locals.get(statement.local)!);
    }
    const write = (line: string) => this.#lines.push(indent + line);
    if (sums.size === 0) {
      this.#run(loop, { start, end, step }, { scope: inner, indent });
    } else {
      const block = inner.claim("block");
      const far = isShared ? `${BLOCK} * i32(lanes)` : String(BLOCK);
      const stop = scope.claim("stop");
      write(`let ${stop} = ${end};`);
      write(`for (var ${block} = ${start}; ${block} < ${stop}; ${block} += ${far}) {`);
      for (const [local, whole] of sums) {
        const part = inner.claim(`${whole}Part`);
        this.#locals.set(local, part);
        write(`  var ${part} = 0.0f;`);
      }
      const range = { start: block, end: `min(${stop}, ${block} + ${far})`, step };
      this.#run(loop, range, { scope: inner, indent: `${indent}  ` });
      for (const [local, whole] of sums) {
        write(`  ${whole} += ${this.#locals.get(local)};`);
        this.#locals.set(local, whole);
      }
      write("}");
    }
    if (!isShared) return;
    const totals = new Set(this.#split.totals.map(({ local }) => local));
    for (const [local, op] of steps) {
      if (totals.has(local)) continue;
      const name = this.#locals.get(local)!;
      write(`${name} = ${folding(op, local.type).lanes}(${name}, thread, lanes);`);
    }
  }

  /** A loop over a range, counted upwards in any case. */
  #run(loop: Loop, range: { readonly start: string; readonly end: string; readonly step: string }, place: Place): void {
    const { scope, indent } = place;
    const { start, end, step } = range;
    const index = this.#declare(loop.index, scope);
    const count = loop.reversed ? scope.claim("turn") : index;
    this.#lines.push(`${indent}for (var ${count} = ${start}; ${count} < ${end}; ${count} += ${step}) {`);
    if (loop.reversed) {
      this.#lines.push(`${indent}  let ${index} = ${this.#size(loop.axis.extent)} - 1 - ${count};`);
    }
    this.#block(loop.body, { scope, indent: `${indent}  ` });
    this.#lines.push(`${indent}}`);
  }

  /**
   * A scan by all the threads of an item, each of which has a stretch of the axis: first what all stretches add up to,
   * then the scan itself, which starts in each with what those before it give.
   */
  #sharedScan(loop: Loop, scans: readonly Local[], end: string, { scope, indent }: Place): void {
    const write = (line: string) => this.#lines.push(indent + line);
    const [stretch, start, stop] = [scope.claim("stretch"), scope.claim("start"), scope.claim("stop")];
    write(`let ${stretch} = (${this.#size(loop.axis.extent)} + i32(lanes) - 1) / i32(lanes);`);
    write(`let ${start} = lane * ${stretch};`);
    write(`let ${stop} = min(${end}, ${start} + ${stretch});`);
    const range = { start, end: stop, step: "1" };
    const steps = stepsIn(loop.body);
    const own = new Set([...scans, ...varsIn(loop.body)]);
    const isOfScan = (statement: Statement) =>
      statement.kind === "accumulate" ? own.has(statement.local) : statement.kind !== "store";
    const first = tidy([...scans.map(varOf), { kind: "loop", loop: { ...loop, body: loop.body.filter(isOfScan) } }]);
    const names = new Map(scans.map((local) => [local, this.#locals.get(local)!]));
    const ahead = first.at(-1)!;
    if (ahead.kind === "loop") this.#run(ahead.loop, range, { scope: scope.inner(), indent });
    for (const local of scans) {
      this.#locals.set(local, names.get(local)!);
      write(
        `${names.get(local)} = ${folding(steps.get(local)!, local.type).before}(${names.get(local)}, thread, lanes);`,
      );
    }
    this.#run(loop, range, { scope: scope.inner(), indent });
    for (const [local, op] of steps) {
      if (own.has(local)) continue;
      const name = this.#locals.get(local)!;
      if (!this.#split.totals.some((total) => total.local === local))
        write(`${name} = ${folding(op, local.type).lanes}(${name}, thread, lanes);`);
    }
  }

  #step(name: string, { step, value, local }: Statement & { readonly kind: "accumulate" }): string {
    switch (step) {
      case "add":
      case "mul":
        return `${name} ${step === "add" ? "+" : "*"}= ${this.#text(value)};`;
      case "or":
      case "and":
        return `${name} = ${name} ${step === "or" ? "||" : "&&"} ${this.#argument(value, Binding.comparison)};`;
      default:
        return `${name} = ${local.type === "int" ? step : `${step}_f32`}(${name}, ${this.#text(value)});`;
    }
  }

  // Names and expressions

  #text(expression: Expression): string {
    return printExpression(this.#dialect, productOfReals(expression)).text;
  }

  #argument(expression: Expression, binding: Binding): string {
    const printed = printExpression(this.#dialect, expression);
    return printed.binding < binding ? `(${printed.text})` : printed.text;
  }

  #leaf(expression: Exclude<Expression, { kind: "number" | "apply" }>, print: (inner: Expression) => string): Printed {
    switch (expression.kind) {
      case "local":
        return whole(this.#locals.get(expression.local)!);
      case "option": {
        const parameter: Parameter = {
          kind: "option",
          name: camelCase(expression.name),
          isReal: expression.type === "real",
        };
        const name = `params.${this.#parameter(camelCase(expression.name), parameter)}`;
        return expression.type === "bool" ? { text: `${name} != 0`, binding: Binding.comparison } : whole(name);
      }
      case "size":
        return whole(this.#size(expression.extent));
      case "load": {
        const { array, type } = expression;
        if (array.kind === "input" && type === "bool")
          return whole(`${this.#bind(array).name}_at(${print(expression.at)})`);
        const element = this.#element(array, this.#argument(expression.at, Binding.sum));
        if (array.kind !== "scratch" && !(array.kind === "input" && this.#packing.inputs)) return whole(element);
        if (type === "bool") return { text: `${element} != 0u`, binding: Binding.comparison };
        return whole(`bitcast<${type === "int" ? "i32" : "f32"}>(${element})`);
      }
      case "present":
        throw new Error("losscc bug: whether an input is there is decided before");
      default:
        return unreachable(expression);
    }
  }

  /** Bools are bytes, four in a word. */
  #boolLoaders(): readonly string[] {
    return [...this.#arrays.values()].flatMap(({ array, name, variable }) => {
      if (array.kind !== "input" || this.#types.ofInput(array.name) !== "bool") return [];
      const start = this.#parameter(`${name}Start`, { kind: "start", array: keyOf(array) });
      const lines = [
        `fn ${name}_at(element_place: i32) -> bool {`,
        `  let byte_place = u32(params.${start} + element_place);`,
        `  return ((${variable}[byte_place >> 2u] >> (8u * (byte_place & 3u))) & 255u) != 0u;`,
        "}",
      ];
      return lines.join("\n");
    });
  }

  #element(array: ArrayRef, at: string): string {
    const { name, variable } = this.#bind(array);
    if (array.kind !== "scratch") {
      return `${variable}[params.${this.#parameter(`${name}Start`, { kind: "start", array: keyOf(array) })} + ${at}]`;
    }
    const vector = this.#vectors.findIndex((one) => one.name === array.name);
    invariant(vector >= 0, `the vector ${array.name} is nowhere`);
    const label = `${camelCase(array.label)}_at`;
    return `${variable}[params.${this.#parameter(label, { kind: "place", vector })} + ${at}]`;
  }

  #stored(array: ArrayRef, value: Expression): string {
    const text = this.#text(value);
    const type = typeOf(value);
    return array.kind === "scratch" ? toBits(text, type) : asReal(value, text);
  }

  /** An array, which the current dispatch uses. */
  #bind(array: Bindable): BoundArray {
    const key = keyOf(array);
    let found = this.#arrays.get(key);
    if (found === undefined) {
      const isOwn = array.kind === "scratch" || array.kind === "status";
      const name = isOwn ? array.kind : this.#top.claim(arrayName(array));
      const pack = array.kind === "input" ? this.#packing.inputs : this.#packing.outputs && !isOwn;
      const variable = pack ? (array.kind === "input" ? "inputs_" : "outputs_") : name;
      let binding = this.#bindings.findIndex((one) => one.name === variable);
      if (binding < 0) binding = this.#bindings.push({ name: variable, arrays: [] }) - 1;
      this.#bindings[binding]!.arrays.push(array);
      found = { array, variable, name, binding: binding + 1 };
      this.#arrays.set(key, found);
    }
    this.#used.add(found.binding);
    return found;
  }

  #size(extent: string): string {
    const axes = extent.split("*");
    return `params.${this.#parameter(camelCase(axes.join("_by_")), { kind: "size", axes: axes.map(camelCase) })}`;
  }

  #parameter(wish: string, parameter: Parameter): string {
    const key = JSON.stringify(parameter);
    let found = this.#parameters.get(key);
    if (found === undefined) {
      this.#parameters.set(key, (found = { name: this.#fields.claim(wish), parameter }));
    }
    return found.name;
  }

  #declare(local: Local, scope: NameScope): string {
    const name = scope.claim(camelCase(local.name.replace(/\*/g, "_by_")).replace(/'.*/, ""));
    this.#locals.set(local, name);
    return name;
  }
}

/** The arrays that statements load and store. */
function arraysIn(statements: readonly Statement[]): readonly ArrayRef[] {
  const loads = partsOfAll(statements.flatMap(expressionsOf)).flatMap((part) =>
    part.kind === "load" ? part.array : [],
  );
  const stores = statements.flatMap((statement) => ("array" in statement ? statement.array : []));
  return [...loads, ...stores, ...statements.flatMap((statement) => arraysIn(bodyOf(statement)))];
}

/** The accumulators that a loop reads while it runs. */
function scansOf({ body }: Loop): readonly Local[] {
  const read = new Set(partsOfAll(allExpressions(body)).flatMap((part) => (part.kind === "local" ? part.local : [])));
  const own = new Set(varsIn(body));
  return [...stepsIn(body).keys()].filter((local) => read.has(local) && !own.has(local));
}

const varsIn = (statements: readonly Statement[]): readonly Local[] =>
  statements.flatMap((statement) => (statement.kind === "var" ? [statement.local] : varsIn(bodyOf(statement))));

const varOf = (local: Local): Statement => ({
  kind: "var",
  local,
  initial: { kind: "number", type: local.type, value: 0 },
});

/** Whether an int may be infinite: the smallest of none. */
function hasInfiniteInts({ statements }: LoopNest): boolean {
  return partsOfAll(allExpressions(statements)).some(
    (part) => part.kind === "number" && part.type === "int" && Math.abs(part.value) === Infinity,
  );
}

/** The loops that the threads of an item share. */
function sharedLoops(body: readonly Statement[]): readonly Loop[] {
  return body.flatMap((statement): readonly Loop[] => {
    if (statement.kind === "loop") return [statement.loop];
    return statement.kind === "if" ? sharedLoops(statement.body) : [];
  });
}

const sharedExtents = ({ axis }: Loop): readonly string[] => axis.extent.split("*");

const joined = (x: Prologue, y: Prologue): Prologue => ({
  totals: [...new Set([...x.totals, ...y.totals])],
  lets: [...new Set([...x.lets, ...y.lets])],
});

const isReal = (parameter: Parameter): boolean =>
  parameter.kind === "infinity" || parameter.kind === "nan" || (parameter.kind === "option" && parameter.isReal);

const resultName = ({ result }: Statement & { readonly kind: "result" }): string =>
  result.kind === "value" ? "value" : `metric ${camelCase(result.name)}`;

function toBits(text: string, type: Scalar): string {
  return type === "bool" ? `select(0u, 1u, ${text})` : `bitcast<u32>(${text})`;
}

function asReal(value: Expression, text: string): string {
  const type = typeOf(value);
  return type === "bool" ? `select(0.0f, 1.0f, ${text})` : type === "int" ? `f32(${text})` : text;
}

/** What the host calls a binding. All kept vectors are in one. */
export function keyOf(array: Bindable): string {
  return array.kind === "input" || array.kind === "gradient" ? `${array.kind} ${camelCase(array.name)}` : array.kind;
}

function arrayName(array: Exclude<Bindable, { kind: "scratch" | "status" }>): string {
  if (array.kind === "point") return "value";
  const name = camelCase(array.name);
  return array.kind === "input" ? name : `d${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** An int product of sizes as a product of reals, which does not overflow. */
function productOfReals(expression: Expression): Expression {
  if (expression.kind === "load") return { ...expression, at: expression.at };
  if (expression.kind !== "apply") return expression;
  const [first] = expression.args;
  if (expression.op === "real" && first?.kind === "apply" && first.op === "mul" && isOfSizes(first)) {
    const args = first.args.map((arg) => productOfReals({ ...expression, args: [arg] }));
    return { ...expression, op: "mul", args };
  }
  return { ...expression, args: expression.args.map(productOfReals) };
}

const isOfSizes = (expression: Expression): boolean =>
  expression.kind === "apply"
    ? expression.op === "mul" && expression.args.every(isOfSizes)
    : expression.kind === "size" || expression.kind === "number";
