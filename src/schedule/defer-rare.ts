import {
  bodyOf,
  type Expression,
  expressionsOf,
  type Local,
  localOf,
  numberOf,
  partsOf,
  type Statement,
} from "../ir/loop.ts";
import type { Let } from "./loop-body.ts";

/** Computes what only the rare sides of fallbacks need where their condition fails, and not elsewhere. */
export function deferRare(statements: readonly Statement[]): readonly Statement[] {
  return deferredWithin(statements, conditionsOf(statements), new Set());
}

function deferredWithin(
  statements: readonly Statement[],
  behind: Behind,
  outside: ReadonlySet<Local>,
): readonly Statement[] {
  const defined = new Set(outside);
  return runsOf(statements).flatMap((run): readonly Statement[] => {
    const [first] = run as [Statement];
    if (first.kind === "loop")
      return [{ ...first, loop: { ...first.loop, body: deferredWithin(first.loop.body, behind, defined) } }];
    if (first.kind === "if") return [{ ...first, body: deferredWithin(first.body, behind, defined) }];
    const lets = run.filter((statement) => statement.kind === "let");
    const waited = deferred(lets, behind, defined);
    for (const { local } of lets) defined.add(local);
    return lets.length > 0 ? waited : run;
  });
}

/** The conditions of fallbacks that have failed wherever a variable is used. */
type Behind = ReadonlyMap<Local, ReadonlySet<Local>>;

function conditionsOf(statements: readonly Statement[]): Behind {
  const behind = new Map<Local, ReadonlySet<Local>>();
  const use = (expression: Expression, failed: ReadonlySet<Local>): void => {
    if (expression.kind === "local") {
      const others = behind.get(expression.local);
      behind.set(expression.local, others ? new Set([...others].filter((other) => failed.has(other))) : failed);
    }
    const condition = failing(expression);
    for (const [place, part] of partsOf(expression).entries())
      use(part, condition && place === 2 ? new Set([...failed, condition]) : failed);
  };
  const visit = (list: readonly Statement[]): void => {
    for (const statement of list.toReversed()) {
      visit(bodyOf(statement));
      const failed = statement.kind === "let" ? behind.get(statement.local) : undefined;
      for (const expression of expressionsOf(statement)) use(expression, failed ?? new Set());
    }
  };
  visit(statements);
  return behind;
}

/** The variable whose failing makes a fallback take its rare side. */
function failing(expression: Expression): Local | undefined {
  if (expression.kind !== "apply" || expression.op !== "fallback") return undefined;
  const [condition] = expression.args;
  return condition?.kind === "local" ? condition.local : undefined;
}

/** Variables that follow one another, and each other statement by itself. */
function runsOf(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const runs: Statement[][] = [];
  for (const statement of statements) {
    const last = runs.at(-1);
    if (statement.kind === "let" && last?.at(-1)?.kind === "let") last.push(statement);
    else runs.push([statement]);
  }
  return runs;
}

/** Variables in an order in which each that waits for a condition comes after it. */
function deferred(lets: readonly Let[], behind: Behind, defined: ReadonlySet<Local>): readonly Let[] {
  const places = new Map(lets.map(({ local }, place) => [local, place]));
  const waiting = new Map<Local, Let[]>();
  const result: Let[] = [];
  const add = (statement: Let): void => {
    result.push(statement);
    waiting.get(statement.local)?.forEach(add);
  };
  for (const [place, statement] of lets.entries()) {
    const { local, value } = statement;
    const placeOf = (condition: Local) => places.get(condition) ?? (defined.has(condition) ? -1 : undefined);
    const conditions = [...(behind.get(local) ?? [])].filter((condition) => placeOf(condition) !== undefined);
    const last = conditions.sort((x, y) => placeOf(x)! - placeOf(y)!).at(-1);
    if (last === undefined || value.kind !== "apply") add(statement);
    else {
      const args = [localOf(last), numberOf(0, local.type), value];
      const rare: Let = { kind: "let", local, value: { kind: "apply", op: "fallback", type: local.type, args } };
      if (placeOf(last)! < place) add(rare);
      else waiting.set(last, [...(waiting.get(last) ?? []), rare]);
    }
  }
  return result;
}
