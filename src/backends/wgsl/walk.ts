import {
  type ArrayRef,
  bodyOf,
  type Expression,
  expressionsOf,
  type Local,
  type Loop,
  partsOf,
  type Statement,
} from "../../ir/loop.ts";

/** The steps of all accumulators in statements. */
export function stepsIn(statements: readonly Statement[]): ReadonlyMap<Local, string> {
  const steps = new Map<Local, string>();
  const visit = (list: readonly Statement[]): void => {
    for (const statement of list) {
      if (statement.kind === "accumulate") steps.set(statement.local, statement.step);
      if (statement.kind === "accumulateScaled") steps.set(statement.local, "add").set(statement.largest, "max");
      visit(bodyOf(statement));
    }
  };
  visit(statements);
  return steps;
}

/** Every expression in statements, nested ones too. */
export function allExpressions(statements: readonly Statement[]): readonly Expression[] {
  return statements.flatMap((statement) => [...expressionsOf(statement), ...allExpressions(bodyOf(statement))]);
}

/** The parts of expressions, themselves with them. */
export function partsOfAll(expressions: readonly Expression[]): readonly Expression[] {
  const all: Expression[] = [];
  const stack = [...expressions];
  while (stack.length > 0) {
    const part = stack.pop()!;
    all.push(part);
    stack.push(...partsOf(part));
  }
  return all;
}

/** The arrays that statements load and store. */
export function arraysIn(statements: readonly Statement[]): readonly ArrayRef[] {
  const loads = partsOfAll(statements.flatMap(expressionsOf)).flatMap((part) =>
    part.kind === "load" ? part.array : [],
  );
  const stores = statements.flatMap((statement) => ("array" in statement ? statement.array : []));
  return [...loads, ...stores, ...statements.flatMap((statement) => arraysIn(bodyOf(statement)))];
}

/** The inputs that statements load. */
export function inputsIn(statements: readonly Statement[]): readonly string[] {
  return arraysIn(statements).flatMap((array) => (array.kind === "input" ? array.name : []));
}

/** The inputs whose gradients statements store. */
export function gradientsIn(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap((statement) =>
    statement.kind === "store" && statement.array.kind === "gradient"
      ? [statement.array.name]
      : gradientsIn(bodyOf(statement)),
  );
}

/** The variables that statements declare. */
export function varsIn(statements: readonly Statement[]): readonly Local[] {
  return statements.flatMap((statement) => (statement.kind === "var" ? [statement.local] : varsIn(bodyOf(statement))));
}

/** The accumulators that a loop reads while it runs. */
export function scansOf({ body }: Loop): readonly Local[] {
  const read = new Set(partsOfAll(allExpressions(body)).flatMap((part) => (part.kind === "local" ? part.local : [])));
  const own = new Set(varsIn(body));
  return [...stepsIn(body).keys()].filter((local) => read.has(local) && !own.has(local));
}

/** The loops that the threads of an item share: those which stand in no other. */
export function sharedLoops(body: readonly Statement[]): readonly Loop[] {
  return body.flatMap((statement): readonly Loop[] => {
    if (statement.kind === "loop") return [statement.loop];
    return statement.kind === "if" ? sharedLoops(statement.body) : [];
  });
}
