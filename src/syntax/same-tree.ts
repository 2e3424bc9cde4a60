/** Fields that say where something stands. `constant` is there or not; where it stands says nothing. */
const PLACES = new Set(["span", "opSpan", "constant"]);

/** Whether two trees are the same but for the places in their texts. It needs no stack, however deep they are. */
export function sameTree(a: object, b: object): boolean {
  const pairs: [unknown, unknown][] = [[a, b]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [left, right] = pair;
    if (!isObject(left) || !isObject(right)) {
      if (!Object.is(left, right)) return false;
      continue;
    }
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length || !keys.every((key) => Object.hasOwn(right, key))) return false;
    for (const key of keys) if (!PLACES.has(key)) pairs.push([left[key], right[key]]);
  }
  return true;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
