import type { Node } from "../ir/graph.ts";
import type { LossProgram, NamedValue, Result } from "../ir/program.ts";
import type { Build } from "../ops/build.ts";
import { rebuildAll } from "../ops/rebuild.ts";

/** Every node that a loss is made of at the top, with what it is. */
export function namedRoots({
  result,
  metrics,
}: LossProgram): readonly { readonly name: string; readonly node: Node }[] {
  return [...resultRoots(result), ...metrics.map(({ name, value }) => ({ name: `metric ${name}`, node: value }))];
}

function resultRoots(result: Result): readonly { readonly name: string; readonly node: Node }[] {
  switch (result.kind) {
    case "return":
      return [{ name: "value", node: result.value }];
    case "point":
      return [{ name: "point", node: result.point }];
    case "reduce":
      return [
        { name: "point", node: result.point },
        ...result.reductions.map(({ name, value }) => ({ name, node: value })),
      ];
  }
}

function rebuildResult(result: Result, at: (node: Node) => Node): Result {
  switch (result.kind) {
    case "return":
      return { kind: "return", value: at(result.value) };
    case "point":
      return { ...result, point: at(result.point) };
    case "reduce":
      return { ...result, point: at(result.point), reductions: renewed(result.reductions, at) };
  }
}

const renewed = (list: readonly NamedValue[], at: (node: Node) => Node): readonly NamedValue[] =>
  list.map((entry) => ({ ...entry, value: at(entry.value) }));

const programRoots = (program: LossProgram): readonly Node[] => namedRoots(program).map(({ node }) => node);

/** The program with all its graphs made again by `b`, whose rules bring them to a stable and simple form. */
export function rebuildProgram(
  b: Build,
  program: LossProgram,
  replaced: ReadonlyMap<Node, Node> = new Map(),
): LossProgram {
  const at = rebuildAll(b, [...programRoots(program), ...program.names.keys()], replaced);
  const names = new Map<Node, string>();
  for (const [node, name] of program.names) if (!names.has(at(node))) names.set(at(node), name);
  return { ...program, result: rebuildResult(program.result, at), metrics: renewed(program.metrics, at), names };
}
