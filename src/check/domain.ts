import { catalogue } from "../diagnostics/catalogue.ts";
import type { Node } from "../ir/graph.ts";
import type { Domain } from "../ir/program.ts";
import { operator } from "../ops/index.ts";
import type { DomainNode, Expr, Param } from "../syntax/ast.ts";
import { constantOf } from "./constant.ts";
import { evaluateScalar, type ParameterScope } from "./parameter-expr.ts";
import { describe } from "./value.ts";

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;

/** Elaborates the allowed values of a parameter, whose elements are ints or reals. */
export function elaborateDomain(
  scope: ParameterScope,
  param: Param,
  domain: DomainNode,
  int: boolean,
): Domain | undefined {
  const bound = (expr: Expr, what: string) => elaborateBound(scope, expr, `${what} of '${param.name.text}'`, int);
  const made = domain.kind === "range" ? range(domain, bound) : set(domain, bound);
  if (made !== undefined && isEmpty(made, int)) {
    scope.context.reporter.report(
      { source: scope.module.source, span: domain.span },
      catalogue.emptyDomain(param.name.text, isReversed(made)),
    );
    return undefined;
  }
  return made;
}

type Bound = (expr: Expr, what: string) => Node | undefined;

function range(domain: DomainNode & { kind: "range" }, bound: Bound): Domain | undefined {
  const lo = bound(domain.lo, "the lower bound");
  const hi = bound(domain.hi, "the upper bound");
  if (lo === undefined || hi === undefined) return undefined;
  return { kind: "range", lo, hi, loOpen: domain.loOpen, hiOpen: domain.hiOpen };
}

function set(domain: DomainNode & { kind: "set" }, bound: Bound): Domain | undefined {
  const values = domain.values.map((value) => bound(value, "an allowed value"));
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : { kind: "set", values: known };
}

/** A bound, rounded to the nearest int for an int. */
function elaborateBound(scope: ParameterScope, expr: Expr, what: string, int: boolean): Node | undefined {
  const value = evaluateScalar(scope, expr, scope.options, (why) => catalogue.boundNotScalar(what, why));
  if (value === null) return undefined;
  const { node } = value;
  if (node.type === "bool") {
    const at = { source: scope.module.source, span: expr.span };
    scope.context.reporter.report(at, catalogue.boundType(what, "a number", describe(value, [])));
    return undefined;
  }
  const { b } = scope.context;
  const constant = constantOf(node);
  if (constant === undefined) return int && node.type === "real" ? b.map("round", node) : node;
  const rounded = int ? operator("round").meaning(constant) : constant;
  return Number.isInteger(rounded) && int && Math.abs(rounded) <= INT_MAX ? b.int(rounded) : b.real(rounded);
}

/** Whether `value` is among the allowed values, as far as these are constants. NaN never is. */
export function admits(domain: Domain, value: number): boolean {
  if (Number.isNaN(value)) return false;
  if (domain.kind === "set") {
    const values = domain.values.map(constantOf);
    return values.includes(undefined) || values.includes(value);
  }
  const lo = constantOf(domain.lo);
  const hi = constantOf(domain.hi);
  const above = lo === undefined || (domain.loOpen ? value > lo : value >= lo);
  const below = hi === undefined || (domain.hiOpen ? value < hi : value <= hi);
  return above && below;
}

const isReversed = (domain: Domain): boolean =>
  domain.kind === "range" && (constantOf(domain.lo) ?? NaN) > (constantOf(domain.hi) ?? NaN);

function isEmpty(domain: Domain, int: boolean): boolean {
  if (domain.kind === "set") return domain.values.every((value) => Number.isNaN(constantOf(value)));
  const lo = constantOf(domain.lo);
  const hi = constantOf(domain.hi);
  if (Number.isNaN(lo) || Number.isNaN(hi)) return true;
  if (lo === undefined || hi === undefined) return false;
  if (!int) return lo > hi || (lo === hi && (domain.loOpen || domain.hiOpen));
  const least = Math.max(INT_MIN, domain.loOpen ? lo + 1 : lo);
  const most = Math.min(INT_MAX, domain.hiOpen ? hi - 1 : hi);
  return least > most;
}
