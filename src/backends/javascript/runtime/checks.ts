import type { Bound, Check, Options } from "../../module/runtime/spec.ts";

/** Each element is a position along `axis`, or the sentinel. */
export function isIndex(axis: string, sentinel?: Bound, sentinelName?: string): Check {
  return {
    find(data, options, sizes) {
      const size = sizes[axis]!;
      const other = sentinel === undefined ? 0 : boundOf(sentinel, options);
      for (let i = 0; i < data.length; i++) {
        const x = data[i]!;
        if ((x < 0 || x >= size) && (x !== other || sentinel === undefined)) return i;
      }
      return -1;
    },
    problem(options, sizes) {
      const index = `not an index of axis ${axis} (size ${sizes[axis]})`;
      if (sentinel === undefined) return index;
      const value = boundOf(sentinel, options);
      return sentinelName === undefined ? `${index} nor ${value}` : `${index} nor ${sentinelName} (${value})`;
    },
  };
}

/** Each element is in a range, whose ends are closed or open as in "[)". NaN is in none. */
export function isWithin(lo: Bound, hi: Bound, ends: "[]" | "[)" | "(]" | "()"): Check {
  return {
    find(data, options, _sizes, single) {
      const low = rounded(boundOf(lo, options), single);
      const high = rounded(boundOf(hi, options), single);
      const withLow = ends.startsWith("[");
      const withHigh = ends.endsWith("]");
      for (let i = 0; i < data.length; i++) {
        const x = data[i]!;
        if ((x > low || (x === low && withLow)) && (x < high || (x === high && withHigh))) continue;
        return i;
      }
      return -1;
    },
    problem: (options) => `outside ${ends.charAt(0)}${boundOf(lo, options)}, ${boundOf(hi, options)}${ends.charAt(1)}`,
  };
}

/** Each element is one of a few values. */
export function isOneOf(...values: readonly Bound[]): Check {
  return {
    find(data, options, _sizes, single) {
      for (let i = 0; i < data.length; i++) {
        let j = 0;
        while (j < values.length && rounded(boundOf(values[j]!, options), single) !== data[i]) j++;
        if (j === values.length) return i;
      }
      return -1;
    },
    problem: (options) => `not one of {${values.map((value) => boundOf(value, options)).join(", ")}}`,
  };
}

/** Each element is 0 or 1. */
export function isBool(): Check {
  return {
    find(data) {
      for (let i = 0; i < data.length; i++) {
        if (data[i]! > 1) return i;
      }
      return -1;
    },
    problem: () => "not a bool (0 or 1)",
  };
}

export function boundOf(bound: Bound, options: Options): number {
  return typeof bound === "number" ? bound : bound(options as never);
}

function rounded(value: number, single: boolean): number {
  return single ? Math.fround(value) : value;
}
