import {
  accumulatorsIn,
  type ArrayRef,
  bodyOf,
  type Expression,
  expressionsOf,
  type Local,
  type Loop,
  partsOf,
  type Statement,
} from "../ir/loop.ts";
import type { Sweep } from "./explanation.ts";
import { LoopTerms } from "./loop-terms.ts";
import type { Names } from "./names.ts";

const STEPS: Readonly<Record<string, string>> = { add: "Σ", mul: "Π", max: "max", min: "min", or: "∃", and: "∀" };

/** Operators that cost more than arithmetic does, and the functions that a reader knows them as. */
const DEAR: ReadonlyMap<string, string> = new Map([
  ..."exp expm1 log log1p sqrt pow sin cos tan sinh cosh tanh asinh atan erf lgamma digamma trigamma"
    .split(" ")
    .map((name) => [name, name] as const),
  ["scaled_exp", "exp"],
  ["half_erfc", "erfc"],
  ["erfcx", "erfc"],
  ["erfc_hazard_slope", "erfc"],
  ["repeat_product", "pow"],
]);

const BYTES = { real: 4, int: 4, bool: 1 } as const;
const SCRATCH_BYTES = { real: 8, int: 8, bool: 1 } as const;

/** Something that an earlier loop made. */
interface Origin {
  readonly loop: number;
  readonly extent: string;
  readonly name: string;
}

/** The loops of a nest, in words. */
export function sweepsOf(statements: readonly Statement[], names: Names): readonly Sweep[] {
  return sweepsIn(statements, new LoopTerms(names), names);
}

function sweepsIn(statements: readonly Statement[], terms: LoopTerms, names: Names, when?: string): readonly Sweep[] {
  const sweeps: Sweep[] = [];
  const origins = new Map<Local, readonly Origin[]>();
  const arrays = new Map<string, Origin>();
  const visit = (list: readonly Statement[], condition: string | undefined): void => {
    for (const statement of list) {
      if (statement.kind === "let" || statement.kind === "var") {
        const value = statement.kind === "let" ? statement.value : statement.initial;
        if (statement.kind === "let") terms.bind(statement.local, terms.term(value));
        else terms.nameOf(statement.local);
        origins.set(statement.local, originsIn([value], origins, arrays));
      } else if (statement.kind === "if") visit(statement.body, names.condition(terms.text(statement.condition)));
      else if (statement.kind === "loop") {
        const { loop } = statement;
        const needed = originsIn(allExpressions([statement]), origins, arrays);
        const sweep = sweepOf(loop, terms, names, reasonFor(loop, needed, sweeps, names), condition);
        sweeps.push(sweep);
        const own = (name: string): Origin => ({ loop: sweeps.length, extent: loop.axis.extent, name });
        for (const inner of allStatements(loop.body)) {
          for (const local of accumulatorsIn(inner)) origins.set(local, [own(terms.nameOf(local))]);
          if ((inner.kind === "store" || inner.kind === "accumulateAt") && inner.array.kind !== "input")
            arrays.set(keyOf(inner.array), own(terms.arrayName(inner.array)));
        }
      }
    }
  };
  visit(statements, when);
  return sweeps;
}

/** Why a loop cannot be one with an earlier loop over the same axis. */
function reasonFor(loop: Loop, needed: readonly Origin[], earlier: readonly Sweep[], names: Names): string | undefined {
  const size = names.size(loop.axis.extent);
  const same = needed.filter(({ extent }) => names.size(extent) === size);
  if (same.length === 0) return undefined;
  const last = Math.max(...same.map(({ loop: number }) => number));
  const results = [...new Set(same.filter(({ loop: number }) => number === last).map(({ name }) => name))];
  const shown = results.length > 3 ? [...results.slice(0, 3), "…"] : results;
  return `needs ${shown.join(", ")}, complete only after ${last === earlier.length ? "the loop before" : `loop ${last}`}`;
}

function sweepOf(
  loop: Loop,
  terms: LoopTerms,
  names: Names,
  reason: string | undefined,
  when: string | undefined,
): Sweep {
  terms.bind(loop.index, { kind: "atom", text: names.index(loop.axis), binding: 9 });
  const own = withoutLoops(loop.body);
  const inner = sweepsIn(loop.body, terms, names);
  const loads = new Map<string, { readonly text: string; readonly bytes: number }>();
  const functions: Record<string, number> = {};
  for (const expression of own.flatMap(expressionsOf).flatMap(allParts)) {
    if (expression.kind === "load") {
      const { array, type } = expression;
      const text = terms.term(expression).text;
      const bytes = array.kind === "scratch" ? SCRATCH_BYTES[type] : BYTES[type];
      loads.set(`${array.kind} ${text}`, { text, bytes });
    } else if (expression.kind === "apply") {
      const name = DEAR.get(expression.op);
      if (name !== undefined) functions[name] = (functions[name] ?? 0) + 1;
    }
  }
  const accumulates: string[] = [];
  const writes: string[] = [];
  let bytesWritten = 0;
  for (const statement of own) {
    if (statement.kind === "accumulate")
      accumulates.push(`${terms.nameOf(statement.local)} = ${sumText(statement.step, terms.text(statement.value))}`);
    else if (statement.kind === "accumulateScaled") {
      const [sum, largest] = [terms.nameOf(statement.local), terms.nameOf(statement.largest)];
      accumulates.push(
        `${sum} · exp(${largest}) = Σ ${terms.text(statement.value)} · exp(${terms.text(statement.exponent)})`,
      );
      functions["exp"] = (functions["exp"] ?? 0) + 1;
    } else if (statement.kind === "accumulateAt") {
      accumulates.push(
        `${terms.arrayName(statement.array)}[·] = ${sumText(statement.step, terms.text(statement.value))}`,
      );
      bytesWritten += 8;
    } else if (statement.kind === "store") {
      writes.push(terms.arrayName(statement.array));
      bytesWritten += statement.array.kind === "scratch" ? 8 : 4;
    }
  }
  return {
    over: names.index(loop.axis),
    size: names.size(loop.axis.extent),
    reversed: loop.reversed,
    ...(loop.list && { list: terms.arrayName(loop.list.next) }),
    ...(reason !== undefined && { reason }),
    reads: [...loads.values()].map(({ text }) => text),
    accumulates,
    writes,
    bytesRead: [...loads.values()].reduce((total, { bytes }) => total + bytes, 0),
    bytesWritten,
    functions,
    ...(when !== undefined && { when }),
    inner,
  };
}

const sumText = (step: string, text: string): string => {
  const sign = STEPS[step] ?? step;
  return / [+−] /.test(text) ? `${sign} (${text})` : `${sign} ${text}`;
};

/** The statements of a loop body but for those in loops inside it. */
const withoutLoops = (statements: readonly Statement[]): readonly Statement[] =>
  statements.flatMap((statement) =>
    statement.kind === "loop"
      ? []
      : statement.kind === "if"
        ? [statement, ...withoutLoops(statement.body)]
        : [statement],
  );

const allStatements = (statements: readonly Statement[]): readonly Statement[] =>
  statements.flatMap((statement) => [statement, ...allStatements(bodyOf(statement))]);

const allExpressions = (statements: readonly Statement[]): readonly Expression[] =>
  allStatements(statements).flatMap(expressionsOf);

function allParts(root: Expression): readonly Expression[] {
  const found: Expression[] = [];
  const stack = [root];
  while (stack.length > 0) {
    const expression = stack.pop()!;
    found.push(expression);
    stack.push(...partsOf(expression));
  }
  return found;
}

const keyOf = (array: ArrayRef): string => `${array.kind} ${array.kind === "point" ? "" : array.name}`;

/** What earlier loops made of all that expressions use. */
function originsIn(
  expressions: readonly Expression[],
  origins: ReadonlyMap<Local, readonly Origin[]>,
  arrays: ReadonlyMap<string, Origin>,
): readonly Origin[] {
  const found = new Set<Origin>();
  for (const expression of expressions.flatMap(allParts)) {
    if (expression.kind === "local") for (const origin of origins.get(expression.local) ?? []) found.add(origin);
    const array = expression.kind === "load" ? arrays.get(keyOf(expression.array)) : undefined;
    if (array !== undefined) found.add(array);
  }
  return [...found];
}
