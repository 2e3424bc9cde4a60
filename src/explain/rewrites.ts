import type { Node } from "../ir/graph.ts";
import type { LossProgram } from "../ir/program.ts";
import { postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { rebuildAll } from "../ops/rebuild.ts";
import { rules, simplifier } from "../rewrite/engine.ts";
import { namedRoots } from "../rewrite/rebuild-program.ts";
import type { Rule } from "../rewrite/rule.ts";
import type { Rewrite } from "./explanation.ts";
import type { Names } from "./names.ts";
import { plainTerm } from "./plain-term.ts";

/** As many examples of one rule are shown. */
const MOST = 3;

interface Event {
  readonly rule: Rule;
  readonly before: Node;
  readonly after: Node;
  readonly within: string | undefined;
}

/** The rules that fire when a loss is brought to its stable form, and how many simplifications beside. */
export function findRewrites(
  written: LossProgram,
  names: Names,
): { readonly rewrites: readonly Rewrite[]; readonly simplifications: number } {
  const events = new Map<string, Event>();
  const owners = ownersOf(written);
  let current: Node | undefined;
  const b = new Build(
    written.graph,
    simplifier(rules, (rule, before, after) => {
      const key = `${rule.name} ${before.id}`;
      if (!events.has(key)) events.set(key, { rule, before, after, within: owners.get(current!) });
    }),
  );
  const roots = [...namedRoots(written).map(({ node }) => node), ...written.names.keys()];
  const stable = rebuildAll(b, roots, new Map(), (node) => (current = node));
  const named = new Map([...written.names].map(([node, name]) => [stable(node), name]));
  const rewrites = new Map<Rule, Event[]>();
  let simplifications = 0;
  for (const event of events.values()) {
    if (!("reason" in event.rule)) simplifications++;
    else rewrites.set(event.rule, [...(rewrites.get(event.rule) ?? []), event]);
  }
  return { rewrites: [...rewrites].flatMap(([rule, list]) => describe(rule, list, names, named)), simplifications };
}

function describe(
  rule: Rule,
  events: readonly Event[],
  names: Names,
  named: ReadonlyMap<Node, string>,
): readonly Rewrite[] {
  if (!("reason" in rule)) return [];
  const examples = events.slice(0, MOST).map(({ before, after, within }) => ({
    before: plainTerm(before, names, named).text,
    after: plainTerm(after, names, named).text,
    ...(within !== undefined && { within }),
  }));
  const unique = examples.filter(
    ({ before, within }, i) => examples.findIndex((other) => other.before === before && other.within === within) === i,
  );
  return [{ law: rule.law, reason: rule.reason, count: events.length, examples: unique }];
}

/** The let in which a node stands first. */
function ownersOf({ names }: LossProgram): ReadonlyMap<Node, string> {
  const owners = new Map<Node, string>();
  const seen = new Set<Node>();
  for (const [node, name] of names) {
    for (const part of postorder([node], seen)) owners.set(part, name);
  }
  return owners;
}
