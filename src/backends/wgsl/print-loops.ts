import type { Local, Loop, Statement } from "../../ir/loop.ts";
import { tidy } from "../../schedule/tidy.ts";
import type { Place } from "./place.ts";
import { folding } from "./reductions.ts";
import type { ShaderBuilder } from "./shader-builder.ts";
import { scansOf, stepsIn, varsIn } from "./walk.ts";

/** How many terms a sum takes in before it is added to a longer one: errors then grow with the square root of the length. */
export const BLOCK = 32;

/** Prints the loops of a shader, whose iterations the threads of an item share. */
export class LoopPrinter {
  readonly #shader: ShaderBuilder;
  readonly #block: (statements: readonly Statement[], place: Place) => void;
  readonly #totals: ReadonlySet<Local>;

  /** `block` prints the statements in a loop; the `totals` are folded when all items have run. */
  constructor(
    shader: ShaderBuilder,
    block: (statements: readonly Statement[], place: Place) => void,
    totals: ReadonlySet<Local>,
  ) {
    this.#shader = shader;
    this.#block = block;
    this.#totals = totals;
  }

  print(loop: Loop, place: Place): void {
    const { scope, indent, item } = place;
    const isShared = item?.shared === true;
    const size = this.#shader.size(loop.axis.extent);
    const end = item === undefined || item.mask === "" ? size : `select(0, ${size}, ${item.mask})`;
    const steps = [...stepsIn(loop.body)].filter(([local]) => this.#shader.isDeclared(local));
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
      if (!scans.includes(statement.local)) sums.set(statement.local, this.#shader.nameOf(statement.local));
    }
    if (sums.size === 0) {
      this.#run(loop, { start, end, step }, { scope: inner, indent });
    } else {
      const write = (line: string) => this.#shader.write(indent + line);
      const stop = scope.claim("stop");
      write(`let ${stop} = ${end};`);
      const last = isShared ? scope.claim("last") : String(BLOCK - 1);
      if (isShared) write(`let ${last} = ${BLOCK - 1} * i32(lanes);`);
      for (const [local, whole] of sums) {
        const part = scope.claim(`${whole}Part`);
        this.#shader.rename(local, part);
        write(`var ${part} = 0.0f;`);
      }
      // One loop in another would take compilers twice as long.
      this.#run(loop, { start, end: stop, step }, { scope: inner, indent }, (count) => [
        `if ((${count} & ${last}) == ${last}) {`,
        ...[...sums].flatMap(([local, whole]) => {
          const part = this.#shader.nameOf(local);
          return [`  ${whole} += ${part};`, `  ${part} = 0.0f;`];
        }),
        "}",
      ]);
      for (const [local, whole] of sums) {
        write(`${whole} += ${this.#shader.nameOf(local)};`);
        this.#shader.rename(local, whole);
      }
    }
    if (isShared) this.#fold(steps, indent);
  }

  /** Brings the accumulators of the threads of an item together. */
  #fold(steps: Iterable<readonly [Local, string]>, indent: string): void {
    for (const [local, step] of steps) {
      if (this.#totals.has(local)) continue;
      const name = this.#shader.nameOf(local);
      this.#shader.write(`${indent}${name} = ${folding(step, local.type).lanes}(${name}, thread, lanes);`);
    }
  }

  /** A loop over a range, counted upwards in any case; `more` stands at the end of its body. */
  #run(
    loop: Loop,
    range: { readonly start: string; readonly end: string; readonly step: string },
    place: Place,
    more: (count: string) => readonly string[] = () => [],
  ): void {
    const { scope, indent } = place;
    const { start, end, step } = range;
    const index = this.#shader.declare(loop.index, scope);
    const count = loop.reversed ? scope.claim("turn") : index;
    this.#shader.write(`${indent}for (var ${count} = ${start}; ${count} < ${end}; ${count} += ${step}) {`);
    if (loop.reversed) {
      this.#shader.write(`${indent}  let ${index} = ${this.#shader.size(loop.axis.extent)} - 1 - ${count};`);
    }
    this.#block(loop.body, { scope, indent: `${indent}  ` });
    for (const line of more(count)) this.#shader.write(`${indent}  ${line}`);
    this.#shader.write(`${indent}}`);
  }

  /**
   * A scan by all the threads of an item, each of which has a stretch of the axis: first what all stretches add up to,
   * then the scan itself, which starts in each with what those before it give.
   */
  #sharedScan(loop: Loop, scans: readonly Local[], end: string, { scope, indent }: Place): void {
    const write = (line: string) => this.#shader.write(indent + line);
    const [stretch, start, stop] = [scope.claim("stretch"), scope.claim("start"), scope.claim("stop")];
    write(`let ${stretch} = (${this.#shader.size(loop.axis.extent)} + i32(lanes) - 1) / i32(lanes);`);
    write(`let ${start} = lane * ${stretch};`);
    write(`let ${stop} = min(${end}, ${start} + ${stretch});`);
    const range = { start, end: stop, step: "1" };
    const steps = stepsIn(loop.body);
    const scaled = new Map(
      loop.body.flatMap((statement) =>
        statement.kind === "accumulateScaled" ? [[statement.local, statement.largest] as const] : [],
      ),
    );
    const own = new Set([...scans, ...scaled.values(), ...varsIn(loop.body)]);
    const isOfScan = (statement: Statement) =>
      statement.kind === "accumulate" ? own.has(statement.local) : statement.kind !== "store";
    const first = tidy([...scans.map(varOf), { kind: "loop", loop: { ...loop, body: loop.body.filter(isOfScan) } }]);
    const names = new Map(scans.map((local) => [local, this.#shader.nameOf(local)]));
    const ahead = first.at(-1)!;
    if (ahead.kind === "loop") this.#run(ahead.loop, range, { scope: scope.inner(), indent });
    for (const local of scans) {
      const name = names.get(local)!;
      this.#shader.rename(local, name);
      const largest = scaled.get(local);
      if (largest === undefined) {
        write(`${name} = ${folding(steps.get(local)!, local.type).before}(${name}, thread, lanes);`);
        continue;
      }
      const [most, before] = [this.#shader.nameOf(largest), scope.claim("before")];
      write(`let ${before} = before_scaled(vec2f(${most}, ${name}), thread, lanes);`);
      write(`${most} = ${before}.x;`);
      write(`${name} = ${before}.y;`);
    }
    this.#run(loop, range, { scope: scope.inner(), indent });
    this.#fold(
      [...steps].filter(([local]) => !own.has(local)),
      indent,
    );
  }
}

const varOf = (local: Local): Statement => ({
  kind: "var",
  local,
  initial: { kind: "number", type: local.type, value: 0 },
});
