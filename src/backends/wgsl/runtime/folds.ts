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

/**
 * The values of threads in pairs, then in pairs of pairs: within subgroups first, then through the memory of the workgroup. Each
 * step adds the same two numbers in both threads of a pair, so that all have the same in the end.
 */
export function lanesFunction(name: string, together: number): string {
  const type = name.slice(name.indexOf("_") + 1);
  const join = joinOf(name);
  const first = type === "bool" ? "select(0u, 1u, value)" : "value";
  const shuffles = [
    `  for (var step = 1u; step < min(lanes, ${together}u); step <<= 1u) {`,
    "    let other = subgroupShuffleXor(folded, step);",
    `    folded = ${join("folded", "other")};`,
    "  }",
  ];
  return [
    "// The values of the threads of an item as one, given to each of them.",
    `fn lanes_${name}(value: ${type}, thread: u32, lanes: u32) -> ${type} {`,
    `  var folded = ${first};`,
    ...(together > 1 ? shuffles : []),
    `  for (var step = ${together}u; step < lanes; step <<= 1u) {`,
    "    workgroupBarrier();",
    `    shared_words[thread] = ${toWord(type, "folded")};`,
    "    workgroupBarrier();",
    `    let other = ${fromWord(type, "shared_words[thread ^ step]")};`,
    `    folded = ${join("folded", "other")};`,
    "  }",
    `  return folded${type === "bool" ? " != 0u" : ""};`,
    "}",
  ].join("\n");
}

/** What a number is folded as is kept as its bits: one array serves all types. Bools are folded as 0 and 1. */
const toWord = (type: string, text: string): string => (type === "bool" ? text : `bitcast<u32>(${text})`);
const fromWord = (type: string, text: string): string => (type === "bool" ? text : `bitcast<${type}>(${text})`);

/** What the threads of an item have before this one, each stretch added to all that are before it. */
export function beforeFunction(name: string): string {
  const type = name.slice(name.indexOf("_") + 1);
  const word = (text: string) => (type === "bool" ? `select(0u, 1u, ${text})` : text);
  return [
    "// The values of the threads of an item before this one as one.",
    `fn before_${name}(value: ${type}, thread: u32, lanes: u32) -> ${type} {`,
    "  let lane = thread & (lanes - 1u);",
    `  var folded = ${word("value")};`,
    "  workgroupBarrier();",
    `  shared_words[thread] = ${toWord(type, "folded")};`,
    "  for (var step = 1u; step < lanes; step <<= 1u) {",
    "    workgroupBarrier();",
    `    var other = ${word(identityOf(name))};`,
    `    if (lane >= step) { other = ${fromWord(type, "shared_words[thread - step]")}; }`,
    "    workgroupBarrier();",
    `    folded = ${joinOf(name)("other", "folded")};`,
    `    shared_words[thread] = ${toWord(type, "folded")};`,
    "  }",
    "  workgroupBarrier();",
    `  if (lane == 0u) { return ${identityOf(name)}; }`,
    `  return ${fromWord(type, "shared_words[thread - 1u]")}${type === "bool" ? " != 0u" : ""};`,
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
