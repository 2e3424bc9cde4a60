import { kernelGraph, noneIndex, type Request } from "./differentiate/kernels.ts";
import { type KernelGraph, namedOutputs } from "./ir/kernel.ts";
import type { LoopNest, Statement } from "./ir/loop.ts";
import type { Node } from "./ir/graph.ts";
import { printGraph } from "./ir/print-graph.ts";
import { printLoops } from "./ir/print-loops.ts";
import type { LossProgram } from "./ir/program.ts";
import type { TargetFacts } from "./ir/target.ts";
import { Build, type Simplify } from "./ops/build.ts";
import { allowedRanges } from "./rewrite/allowed-ranges.ts";
import { plainRules, rules, simplifier } from "./rewrite/engine.ts";
import { namedRoots, rebuildProgram } from "./rewrite/rebuild-program.ts";
import type { CompiledLoss, Nests } from "./schedule/compiled-loss.ts";
import { coalesce } from "./schedule/coalesce.ts";
import { guardOverflow } from "./schedule/guard-overflow.ts";
import { checkVariants } from "./schedule/index-checks.ts";
import { legalBuild, legalize } from "./schedule/legalize.ts";
import { rareChoices } from "./schedule/rare-choices.ts";
import { reassociate } from "./schedule/reassociate.ts";
import { schedule } from "./schedule/schedule.ts";
import { specialize, type Variants } from "./schedule/specialize.ts";
import { tidy } from "./schedule/tidy.ts";
import { unroll } from "./schedule/unroll.ts";
import { useTables } from "./schedule/use-tables.ts";

/** The passes that a loss goes through, in order. */
export const LOSS_PASSES = [
  "elaborate",
  "stabilize",
  "differentiate",
  "specialize",
  "legalize",
  "guard",
  "tables",
  "reassociate",
  "coalesce",
  "schedule",
  "tidy",
  "unroll",
] as const;
export type LossPass = (typeof LOSS_PASSES)[number];

/** What a pass made. */
export type Stage =
  | { readonly kind: "graph"; readonly roots: readonly { readonly name: string; readonly node: Node }[] }
  | { readonly kind: "loops"; readonly statements: readonly Statement[] };

/** Told what each pass made. */
export type Watch = (pass: LossPass, stage: Stage) => void;

export function printStage(stage: Stage): string {
  return stage.kind === "graph" ? printGraph(stage.roots) : printLoops(stage.statements);
}

/** Takes one loss from its typed graph to loop nests, for a target. */
export function compileLoss(
  program: LossProgram,
  wrt: readonly string[],
  target: TargetFacts,
  watch: Watch,
): CompiledLoss {
  const b = new Build(program.graph, simplifier(rules));
  const plain = simplifier(plainRules);
  const asSpelled = new Build(program.graph, plain);
  watch("elaborate", { kind: "graph", roots: namedRoots(program) });

  const stable = rebuildProgram(b, program);
  watch("stabilize", { kind: "graph", roots: namedRoots(stable) });

  const allowed = allowedRanges(program);
  const show = (pass: LossPass, kernel: KernelGraph) => watch(pass, { kind: "graph", roots: namedOutputs(kernel) });

  const nest = (start: KernelGraph): LoopNest => {
    const legal = legalize(start, plain, target);
    show("legalize", legal);
    const legally = legalBuild(program.graph, plain, target);
    const guarded = guardOverflow(legally, rareChoices(legally, legal), allowed, target);
    show("guard", guarded);
    const quick = target.prefersTables ? useTables(guarded, plain) : guarded;
    show("tables", quick);
    const grouped = reassociate(quick);
    show("reassociate", grouped);
    const coalesced = coalesce(grouped);
    show("coalesce", coalesced);
    const scheduled = schedule(coalesced, target);
    watch("schedule", { kind: "loops", statements: scheduled.statements });
    const tidied = { ...scheduled, statements: tidy(scheduled.statements) };
    watch("tidy", { kind: "loops", statements: tidied.statements });
    const unrolled = { ...tidied, statements: unroll(tidied.statements, target) };
    watch("unroll", { kind: "loops", statements: unrolled.statements });
    return unrolled;
  };

  const nests = (variants: Variants): Nests => {
    if (variants.kind === "choice") {
      const condition = legalCondition(stable, variants.condition, plain, target);
      return { kind: "choice", condition, yes: nests(variants.yes), no: nests(variants.no) };
    }
    show("specialize", variants.kernel);
    return { kind: "leaf", nest: nest(variants.kernel) };
  };

  const copies = (request: Request): Nests => {
    const kernel = kernelGraph(b, stable, wrt, request);
    show("differentiate", kernel);
    return nests(specialize(asSpelled, kernel));
  };

  const direction = (gradients: boolean): Nests => {
    const reduced = copies({ gradients, reduced: stable.result.kind !== "point" });
    if (stable.result.kind !== "reduce") return reduced;
    const condition = b.eq(b.graph.option("reduction", "int"), b.int(noneIndex(stable)));
    return { kind: "choice", condition, yes: copies({ gradients, reduced: false }), no: reduced };
  };

  const checkNests = (variants: Variants): Nests => {
    if (variants.kind === "leaf") return nests(specialize(asSpelled, variants.kernel));
    const { condition, yes, no } = variants;
    return { kind: "choice", condition, yes: checkNests(yes), no: checkNests(no) };
  };

  const forward = direction(false);
  const backward = direction(true);
  const like = kernelGraph(b, stable, [], { gradients: false, reduced: stable.result.kind !== "point" });
  const checks = checkVariants(b, program, like);
  return { forward, backward, ...(checks && { checks: checkNests(checks) }) };
}

/** A condition on options in the words of the target. */
function legalCondition({ graph }: LossProgram, condition: Node, simplify: Simplify, target: TargetFacts): Node {
  const alone: KernelGraph = {
    graph,
    outputs: [{ kind: "value", node: condition }],
    shapes: new Map(),
    axisOrder: [],
    names: new Map(),
  };
  return legalize(alone, simplify, target).outputs[0]!.node;
}
