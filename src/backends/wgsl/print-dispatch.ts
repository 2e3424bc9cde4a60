import type { Local, Loop } from "../../ir/loop.ts";
import { camelCase } from "../../support/camel-case.ts";
import type { NameScope } from "../../support/name-scope.ts";
import { Binding } from "../clike/print-expression.ts";
import { type ExpressionPrinter, toBits } from "./print-expressions.ts";
import { BLOCK } from "./print-loops.ts";
import type { StatementPrinter } from "./print-statements.ts";
import { type DispatchPlan, MOST_PARTS, WORKGROUP } from "./program.ts";
import { folding } from "./reductions.ts";
import type { ShaderBuilder } from "./shader-builder.ts";
import type { Dispatch, Prologue, SplitNest, Total } from "./split-nest.ts";
import { sharedLoops } from "./walk.ts";

/** An entry point of a shader, and what the host must know to run it. */
export interface PrintedDispatch {
  readonly plan: DispatchPlan;
  readonly text: string;
}

/** A total, which a thread takes in by parts: the variable of the whole, and that of the part. */
interface Part {
  readonly local: Local;
  readonly whole: string;
  readonly part: string;
}

/** Prints the entry points of a shader: each walks a grid, and its totals are left in parts, one a workgroup. */
export class DispatchPrinter {
  readonly #shader: ShaderBuilder;
  readonly #expressions: ExpressionPrinter;
  readonly #statements: StatementPrinter;
  readonly #split: SplitNest;
  /** How many words at the start of the scratch buffer are results. */
  readonly #results: number;
  #sharesCount = false;

  constructor(
    shader: ShaderBuilder,
    expressions: ExpressionPrinter,
    statements: StatementPrinter,
    split: SplitNest,
    results: number,
  ) {
    this.#shader = shader;
    this.#expressions = expressions;
    this.#statements = statements;
    this.#split = split;
    this.#results = results;
  }

  /** The variables of the module that the entry points need. */
  get variables(): readonly string[] {
    return this.#sharesCount ? ["var<workgroup> shared_count: u32;"] : [];
  }

  /** The dispatch at a place in the split nest; `finishes` where it does what is left to do at the end, too. */
  dispatch(dispatch: Dispatch, place: number, finishes: boolean): PrintedDispatch {
    this.#shader.begin();
    const { loops, body, totals, before } = dispatch;
    const scope = this.#shader.scope();
    const extents = loops.map(({ axis }) => axis.extent);
    const entry = this.#shader.claim(camelCase(`over_${extents.join("_").replaceAll("*", "_")}`));
    const { finish } = this.#split;
    this.#prologue(finishes ? joined(before, finish.before) : before, scope);
    if (finishes && finish.statements.length > 0) {
      this.#shader.write("  if (group.x == 0u && thread == 0u) {");
      this.#statements.block(finish.statements, { scope, indent: "    " });
      this.#shader.write("  }");
    }
    const parts = this.#declareTotals(totals, scope);
    const shared = sharedLoops(body);
    this.#count(dispatch, shared.length > 0);
    this.#items(place, shared.length > 0);
    this.#positions(loops, scope);
    for (const { local, part } of parts) this.#shader.rename(local, part);
    const item = { mask: shared.length > 0 ? "valid" : "", shared: shared.length > 0 };
    this.#statements.items(body, { scope, indent: "    ", item });
    this.#takeInParts(parts);
    this.#leaveTotals(totals);
    const plan: DispatchPlan = {
      entry,
      grid: extents.flatMap((extent) => extent.split("*")),
      shared: shared.map(({ axis }) => axis.extent.split("*")),
      totals: totals.length > 0,
      bindings: this.#shader.used,
    };
    return { plan, text: this.#entry(entry) };
  }

  /** What is left to do when all dispatches have run. */
  finish(): PrintedDispatch {
    this.#shader.begin();
    const scope = this.#shader.scope();
    const entry = this.#shader.claim("finish");
    const { before, statements } = this.#split.finish;
    this.#prologue(before, scope);
    this.#shader.write("  if (thread == 0u) {");
    this.#statements.block(statements, { scope, indent: "    " });
    this.#shader.write("  }");
    const plan = { entry, grid: [], shared: [], totals: false, bindings: this.#shader.used };
    return { plan, text: this.#entry(entry) };
  }

  #entry(name: string): string {
    const { lines } = this.#shader;
    return [
      `@compute @workgroup_size(${WORKGROUP})`,
      `fn ${name}(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {`,
      // Every entry point binds the parameters.
      ...(lines.some((line) => line.includes("params.")) ? [] : ["  _ = params.nan;"]),
      ...lines,
      "}",
    ].join("\n");
  }

  /** Totals of earlier dispatches, from the parts that their workgroups left, and what is made of them. */
  #prologue({ totals, lets }: Prologue, scope: NameScope): void {
    for (const { local, step } of totals) {
      const dispatch = this.#split.dispatches.findIndex((one) => one.totals.some((total) => total.local === local));
      const parts = `${this.#slot(local)}, u32(${this.#groups(dispatch)}), thread`;
      this.#shader.write(`  let ${this.#shader.declare(local, scope)} = ${folding(step, local.type).parts}(${parts});`);
    }
    for (const { local, value } of lets) {
      const text = this.#expressions.text(value);
      this.#shader.write(`  let ${this.#shader.declare(local, scope)} = ${text};`);
    }
  }

  /** How many workgroups a dispatch has. */
  #groups(dispatch: number): string {
    return this.#shader.parameter(`groups${dispatch + 1}`, { kind: "groups", dispatch });
  }

  /** Where the parts of a total begin in the scratch buffer, behind the results. */
  #slot(local: Local): number {
    this.#shader.bindScratch();
    return this.#results + this.#split.totals.findIndex((total) => total.local === local) * MOST_PARTS;
  }

  #declareTotals(totals: readonly Total[], scope: NameScope): readonly Part[] {
    for (const { local, initial } of totals) {
      const name = this.#shader.declare(local, scope);
      this.#shader.write(`  var ${name} = ${this.#expressions.text(initial)};`);
    }
    const sums = totals.filter((total) => total.step === "add" && total.local.type === "real");
    const parts = sums.map(({ local }) => {
      const whole = this.#shader.nameOf(local);
      return { local, whole, part: scope.claim(`${whole}Part`) };
    });
    for (const { part } of parts) this.#shader.write(`  var ${part} = 0.0f;`);
    if (parts.length > 0) this.#shader.write("  var turn = 0u;");
    return parts;
  }

  /** How many items the grid has. */
  #count({ loops, conditions }: Dispatch, isShared: boolean): void {
    const sizes = loops.map(({ axis }) => this.#shader.size(axis.extent));
    const count = `u32(${sizes.length === 0 ? "1" : sizes.join(" * ")})`;
    const when = conditions.map((condition) => this.#expressions.argument(condition, Binding.comparison)).join(" && ");
    if (when !== "" && isShared) {
      this.#sharesCount = true;
      this.#shader.write(
        `  if (thread == 0u) { shared_count = select(0u, ${count}, ${when}); }`,
        "  let count = workgroupUniformLoad(&shared_count);",
      );
    } else this.#shader.write(`  let count = ${when === "" ? count : `select(0u, ${count}, ${when})`};`);
  }

  /** The head of the loop over the items of a workgroup. */
  #items(place: number, isShared: boolean): void {
    const groups = this.#groups(place);
    if (isShared) {
      const lanes = this.#shader.parameter(`lanes${place + 1}`, { kind: "lanes", dispatch: place });
      this.#shader.write(
        `  let lanes = u32(${lanes});`,
        "  let lane = i32(thread & (lanes - 1u));",
        `  let stride = ${WORKGROUP}u / lanes;`,
        `  for (var first = group.x * stride; first < count; first += u32(${groups}) * stride) {`,
        "    let valid = first + thread / lanes < count;",
        "    let leads = valid && lane == 0;",
        "    let item = min(first + thread / lanes, count - 1u);",
      );
    } else {
      this.#shader.write(
        `  let stride = u32(${groups}) * ${WORKGROUP}u;`,
        `  for (var item = group.x * ${WORKGROUP}u + thread; item < count; item += stride) {`,
      );
    }
  }

  /** The position along each axis of a grid, from that of the item. */
  #positions(loops: readonly Loop[], scope: NameScope): void {
    const names = loops.map((loop) => this.#shader.declare(loop.index, scope));
    if (loops.length === 1) {
      this.#shader.write(`    let ${names[0]} = i32(item);`);
      return;
    }
    this.#shader.write("    var rest = item;");
    for (let i = loops.length - 1; i >= 0; i--) {
      const size = `u32(${this.#shader.size(loops[i]!.axis.extent)})`;
      this.#shader.write(`    let ${names[i]} = i32(rest${i === 0 ? "" : ` % ${size}`});`);
      if (i > 0) this.#shader.write(`    rest /= ${size};`);
    }
  }

  /** The end of the loop over items: each block of them is added to the whole. */
  #takeInParts(parts: readonly Part[]): void {
    if (parts.length > 0) {
      this.#shader.write("    turn += 1u;", `    if ((turn & ${BLOCK - 1}u) == 0u) {`);
      for (const { whole, part } of parts) this.#shader.write(`      ${whole} += ${part};`, `      ${part} = 0.0f;`);
      this.#shader.write("    }");
    }
    this.#shader.write("  }");
    for (const { local, whole, part } of parts) {
      this.#shader.write(`  ${whole} += ${part};`);
      this.#shader.rename(local, whole);
    }
  }

  /** Each workgroup leaves its part of a total in the scratch buffer. */
  #leaveTotals(totals: readonly Total[]): void {
    for (const { local, step } of totals) {
      const name = this.#shader.nameOf(local);
      const slot = `scratch[${this.#slot(local)} + i32(group.x)]`;
      this.#shader.write(
        `  ${name} = ${folding(step, local.type).lanes}(${name}, thread, ${WORKGROUP}u);`,
        `  if (thread == 0u) { ${slot} = ${toBits(name, local.type)}; }`,
      );
    }
  }
}

const joined = (x: Prologue, y: Prologue): Prologue => ({
  totals: [...new Set([...x.totals, ...y.totals])],
  lets: [...new Set([...x.lets, ...y.lets])],
});
