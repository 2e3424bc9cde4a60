/** Bools are folded as 0 and 1. */
export function sharedType(name: string): string {
  return name.endsWith("bool") ? "u32" : name.slice(-3);
}

function joinOf(name: string): (x: string, y: string) => string {
  const [step, type] = name.split("_") as [string, string];
  if (step === "add" || step === "mul") return (x, y) => `${x} ${step === "add" ? "+" : "*"} ${y}`;
  if (step === "or" || step === "and") return (x, y) => `${x} ${step === "or" ? "|" : "&"} ${y}`;
  return (x, y) => `${step}${type === "f32" ? "_f32" : ""}(${x}, ${y})`;
}

function identityOf(name: string): string {
  const [step, type] = name.split("_") as [string, string];
  if (step === "add" || step === "or") return type === "bool" ? "false" : type === "f32" ? "0.0f" : "0";
  if (step === "mul" || step === "and") return type === "bool" ? "true" : type === "f32" ? "1.0f" : "1";
  if (type === "i32") return step === "max" ? "i32(-2147483648)" : "2147483647";
  return step === "max" ? "-params.infinity" : "params.infinity";
}

/** A tree over the threads of an item: within subgroups first, then through the memory of the workgroup. */
export function lanesFunction(name: string, together: number): string {
  const type = name.slice(name.indexOf("_") + 1);
  const word = sharedType(name);
  const memory = `shared_${word}`;
  const join = joinOf(name);
  const shuffles =
    together > 1
      ? [
          `  for (var step = 1u; step < min(lanes, ${together}u); step <<= 1u) {`,
          "    let other = subgroupShuffleXor(folded, step);",
          `    folded = ${join("folded", "other")};`,
          "  }",
          `  if (lanes <= ${together}u) { return ${fromWord(type, "folded")}; }`,
        ]
      : [`  if (lanes == 1u) { return ${fromWord(type, "folded")}; }`];
  const alone = together > 1 ? ` && (thread & ${together - 1}u) == 0u` : "";
  return [
    `/// The values of the threads of an item as one, given to each of them.`.replace("///", "//"),
    `fn lanes_${name}(value: ${type}, thread: u32, lanes: u32) -> ${type} {`,
    `  var folded = ${type === "bool" ? "select(0u, 1u, value)" : "value"};`,
    ...shuffles,
    "  workgroupBarrier();",
    `  ${memory}[thread] = folded;`,
    `  for (var half = lanes >> 1u; half >= ${together}u; half >>= 1u) {`,
    "    workgroupBarrier();",
    `    if ((thread & (lanes - 1u)) < half${alone}) {`,
    `      ${memory}[thread] = ${join(`${memory}[thread]`, `${memory}[thread + half]`)};`,
    "    }",
    "  }",
    "  workgroupBarrier();",
    `  return ${fromWord(type, `${memory}[thread & ~(lanes - 1u)]`)};`,
    "}",
  ].join("\n");
}

function fromWord(type: string, text: string): string {
  return type === "bool" ? `${text} != 0u` : text;
}

/** What the threads of an item have before this one, each stretch added to all that are before it. */
export function beforeFunction(name: string): string {
  const type = name.slice(name.indexOf("_") + 1);
  const memory = `shared_${sharedType(name)}`;
  const word = (text: string) => (type === "bool" ? `select(0u, 1u, ${text})` : text);
  return [
    "// The values of the threads of an item before this one as one.",
    `fn before_${name}(value: ${type}, thread: u32, lanes: u32) -> ${type} {`,
    "  let lane = thread & (lanes - 1u);",
    "  workgroupBarrier();",
    `  ${memory}[thread] = ${word("value")};`,
    "  for (var step = 1u; step < lanes; step <<= 1u) {",
    "    workgroupBarrier();",
    `    var other = ${word(identityOf(name))};`,
    `    if (lane >= step) { other = ${memory}[thread - step]; }`,
    "    workgroupBarrier();",
    `    ${memory}[thread] = ${joinOf(name)("other", `${memory}[thread]`)};`,
    "  }",
    "  workgroupBarrier();",
    `  if (lane == 0u) { return ${identityOf(name)}; }`,
    `  return ${fromWord(type, `${memory}[thread - 1u]`)};`,
    "}",
  ].join("\n");
}

/** The parts of a total, one of each workgroup, as one. */
export function partsFunction(name: string): string {
  const type = name.slice(name.indexOf("_") + 1);
  const word =
    type === "bool" ? "scratch[place + i32(thread)] != 0u" : `bitcast<${type}>(scratch[place + i32(thread)])`;
  return [
    "// What the workgroups of an earlier dispatch left, as one.",
    `fn parts_${name}(place: i32, groups: u32, thread: u32) -> ${type} {`,
    `  var value = ${identityOf(name)};`,
    `  if (thread < groups) { value = ${word}; }`,
    `  return lanes_${name}(value, thread, 256u);`,
    "}",
  ].join("\n");
}
