import { catalogue } from "../diagnostics/catalogue.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Expr } from "../syntax/ast.ts";
import type { FnDef, Module } from "./module.ts";

interface Edge<T> {
  readonly to: T;
  /** Reports the edge as the one that closes a cycle; `path` leads around it. */
  readonly closes: (path: readonly T[]) => void;
}

/** Visits everything that `roots` reach, depth first and without recursion; returns it in postorder. */
function findCycles<T>(roots: Iterable<T>, edges: (from: T) => readonly Edge<T>[]): T[] {
  const done = new Set<T>();
  for (const root of roots) {
    if (done.has(root)) continue;
    const path = [{ node: root, edges: edges(root), next: 0 }];
    const onPath = new Set([root]);
    while (path.length > 0) {
      const top = path.at(-1)!;
      const edge = top.edges[top.next++];
      if (edge === undefined) {
        path.pop();
        onPath.delete(top.node);
        done.add(top.node);
      } else if (onPath.has(edge.to)) {
        edge.closes(path.slice(path.findIndex(({ node }) => node === edge.to)).map(({ node }) => node));
      } else if (!done.has(edge.to)) {
        path.push({ node: edge.to, edges: edges(edge.to), next: 0 });
        onPath.add(edge.to);
      }
    }
  }
  return [...done];
}

/** Reports cycles of imports, at the import that closes each. */
export function checkImportCycles(modules: readonly Module[], reporter: Reporter): void {
  findCycles(modules, (module) =>
    [...module.imports].map(([to, span]) => ({
      to,
      closes: (path) =>
        reporter.report({ source: module.source, span }, catalogue.importCycle(path.map((file) => file.path))),
    })),
  );
}

/** Reports recursion at the call that closes it, and returns every function after those that it calls. */
export function checkRecursion(modules: readonly Module[], reporter: Reporter): FnDef[] {
  const fns = modules.flatMap((module) => [...module.own.values()]);
  return findCycles(fns, (fn) => {
    const calls = [...fn.body.callees].flatMap(([expr, callee]) =>
      callee.kind === "fn" ? [{ expr, to: callee.fn }] : [],
    );
    calls.sort((a, b) => a.expr.span.start - b.expr.span.start);
    return calls.map(({ expr, to }) => ({ to, closes: (path) => closeRecursion(fn, expr, path, reporter) }));
  });
}

function closeRecursion(fn: FnDef, call: Expr, path: readonly FnDef[], reporter: Reporter): void {
  fn.cyclic.add(call);
  const span = call.kind === "call" ? call.callee.span : call.span;
  reporter.report({ source: fn.module.source, span }, catalogue.recursion(path.map(({ item }) => item.name.text)));
}
