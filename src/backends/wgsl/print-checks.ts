import type { Domain, InputDeclaration } from "../../ir/program.ts";
import type { Node } from "../../ir/graph.ts";
import { camelCase } from "../../support/camel-case.ts";
import { keyOf, type Parameter, type Program, STATUS, WORKGROUP } from "./program.ts";

/** The numbers that the checks of a loss compare with: expressions of constants and options. */
export class Limits {
  readonly nodes: Node[] = [];

  place(node: Node): number {
    const found = this.nodes.indexOf(node);
    return found >= 0 ? found : this.nodes.push(node) - 1;
  }
}

/** A shader that looks at every element of an input and sets bits of the status, or undefined where all data is right. */
export function printCheck(input: InputDeclaration, limits: Limits): Program | undefined {
  const { element, domain } = input;
  if (element.kind === "real" && domain === undefined) return undefined;
  const parameters: Parameter[] = [{ kind: "infinity" }, { kind: "nan" }];
  const fields = ["infinity: f32", "nan: f32"];
  const field = (name: string, type: "f32" | "i32", parameter: Parameter): string => {
    parameters.push(parameter);
    fields.push(`${name}: ${type}`);
    return `params.${name}`;
  };
  const limit = (node: Node, type: "f32" | "i32"): string => {
    const place = limits.place(node);
    return field(`limit${parameters.length}`, type, { kind: "limit", place, isReal: type === "f32" });
  };
  const size = field("size", "i32", { kind: "size", axes: input.axes.map(({ name }) => camelCase(name)) });
  const start = field("start", "i32", { kind: "start", array: keyOf({ kind: "input", name: input.name }) });
  const place = `${start} + i32(item)`;
  const find = (condition: string, bit: number): string => `    if (${condition}) { atomicOr(&status, ${bit}u); }`;
  const lines: string[] = [];
  if (element.kind === "bool") {
    lines.push(
      `    let byte = u32(${place});`,
      "    let x = (data[byte >> 2u] >> (8u * (byte & 3u))) & 255u;",
      find("x > 1u", STATUS.domain),
    );
  } else lines.push(`    let x = data[${place}];`);
  if (element.kind === "index") {
    const end = field("end", "i32", { kind: "size", axes: [camelCase(element.axis)] });
    const other = element.sentinel === undefined ? "" : ` && x != ${limit(element.sentinel, "i32")}`;
    lines.push(find(`(x < 0 || x >= ${end})${other}`, STATUS.index));
  }
  if (domain !== undefined) lines.push(find(outside(domain, limit), STATUS.domain));
  const type = { real: "f32", index: "i32", bool: "u32" }[element.kind];
  const shader = `struct Params {
${fields.map((one) => `  ${one},`).join("\n")}
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> data: array<${type}>;
@group(0) @binding(2) var<storage, read_write> status: atomic<u32>;

@compute @workgroup_size(${WORKGROUP})
fn check(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  for (var item = group.x * ${WORKGROUP}u + thread; item < u32(${size}); item += groups.x * ${WORKGROUP}u) {
${lines.join("\n")}
  }
}`;
  const grid = input.axes.map(({ name }) => camelCase(name));
  return {
    shader,
    parameters,
    bindings: [[{ kind: "input", name: input.name }], [{ kind: "status" }]],
    vectors: [],
    totals: 0,
    dispatches: [{ entry: "check", grid, shared: [], totals: false, bindings: [1, 2] }],
    results: [],
    replaces: [],
  };
}

/** A condition that holds for a number outside a domain; a NaN is outside of all. */
function outside(domain: Domain, limit: (node: Node, type: "f32") => string): string {
  const isNan = "(bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u";
  if (domain.kind === "set") {
    return [`${isNan} || (`, domain.values.map((value) => `x != ${limit(value, "f32")}`).join(" && "), ")"].join("");
  }
  const low = `x ${domain.loOpen ? "<=" : "<"} ${limit(domain.lo, "f32")}`;
  const high = `x ${domain.hiOpen ? ">=" : ">"} ${limit(domain.hi, "f32")}`;
  return `${isNan} || ${low} || ${high}`;
}
