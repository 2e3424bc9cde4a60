import { catalogue } from "../diagnostics/catalogue.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Source } from "../diagnostics/source.ts";
import { type MapNode, type Node } from "../ir/graph.ts";
import type { Domain, LossProgram } from "../ir/program.ts";
import { postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { rebuildAll } from "../ops/rebuild.ts";
import { simplifier } from "../rewrite/engine.ts";
import { namedRoots } from "../rewrite/rebuild-program.ts";
import type { LossItem } from "../syntax/ast.ts";
import { constantOf } from "./constant.ts";

/** An order of a norm that is below 1. */
export interface WrongOrder {
  readonly order: number;
  /** How the source spells the norm. */
  readonly of: string;
}

/** The orders of norms that are known to be below 1, in a loss with `replaced` exchanged. */
export function wrongOrders(
  program: LossProgram,
  replaced: ReadonlyMap<Node, Node> = new Map(),
): readonly WrongOrder[] {
  const roots = rootsOf(program);
  const at = rebuildAll(new Build(program.graph, simplifier([])), roots, replaced);
  return orders(roots.map(at)).flatMap((node) => {
    const order = constantOf(node.args[0]!);
    return order === undefined || order >= 1 ? [] : { order, of: spelling(program, node) };
  });
}

/**
 * Checks the orders of norms that depend on options: with the defaults they must be at least 1, where they are needed
 * at all. A domain that reaches below 1 is worth a warning, for the call will refuse such a value.
 */
export function checkOrders(program: LossProgram, loss: LossItem, source: Source, reporter: Reporter): void {
  const found = orders(rootsOf(program));
  const paramOf = (option: string) => loss.params.find(({ name }) => name.text === option)!;
  const { graph, options } = program;
  const defaults = new Map<Node, Node>();
  for (const { name, type, default: value } of options) {
    if (value !== undefined) defaults.set(graph.option(name, type), graph.constant(value, type));
  }
  for (const { of, order } of found.length === 0 ? [] : wrongOrders(program, defaults)) {
    const used = postorder(found.filter((node) => spelling(program, node) === of));
    const option = options.find(({ name, type }) => {
      const node = graph.option(name, type);
      return used.includes(node) && defaults.has(node);
    })!;
    const message = catalogue.defaultOrder(option.name, String(option.default), of, String(order));
    reporter.report({ source, span: paramOf(option.name).default!.span }, message);
  }
  for (const { name, type, domain } of options) {
    const option = graph.option(name, type);
    const direct = found.find(({ args: [order] }) => order === option || order === graph.map("real", "real", [option]));
    if (direct === undefined || domain === undefined || !reachesBelow(domain, 1)) continue;
    const message = catalogue.domainBelowOrder(name, spelling(program, direct));
    reporter.report({ source, span: paramOf(name).domain!.span }, message);
  }
}

const rootsOf = (program: LossProgram): readonly Node[] => namedRoots(program).map(({ node }) => node);

const spelling = ({ graph }: LossProgram, node: Node): string => graph.spellingsOf(node)[0] ?? "norm";

/** Whether a domain has a value below `least`, as far as its bounds are constants. */
function reachesBelow(domain: Domain, least: number): boolean {
  const bounds = domain.kind === "set" ? domain.values : [domain.lo];
  return bounds.map(constantOf).some((bound) => bound !== undefined && bound < least);
}

const orders = (roots: Iterable<Node>): readonly MapNode[] =>
  postorder(roots).filter((node): node is MapNode => node.kind === "map" && node.op === "checked_order");
