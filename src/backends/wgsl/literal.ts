import type { Scalar } from "../../ir/type.ts";
import { Binding, type Printed, whole } from "../clike/print-expression.ts";

/** A number in WGSL. An int that no 32 bits can hold is the nearest that they can; `NOT_NEEDED` is the least. */
export function printNumber(value: number, type: Scalar): Printed {
  if (type === "bool") return whole(value !== 0 ? "true" : "false");
  if (type === "int") return printInt(Number.isInteger(value) ? value : value === Infinity ? LARGEST : -LARGEST - 1);
  if (Number.isNaN(value)) return whole("params.nan");
  const single = Math.fround(value);
  if (Math.abs(single) === Infinity) return signed("params.infinity", single < 0);
  const size = Math.abs(single);
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => Number(size.toPrecision(n)));
  const text = String(digits.find((short) => Math.fround(short) === size));
  return signed(`${/[.e]/.test(text) ? text : `${text}.0`}f`, single < 0 || Object.is(single, -0));
}

const LARGEST = 2147483647;

function printInt(value: number): Printed {
  const bounded = Math.min(Math.max(value, -LARGEST - 1), LARGEST);
  return bounded < -LARGEST ? whole("i32(-2147483648)") : signed(String(Math.abs(bounded)), bounded < 0);
}

function signed(text: string, negative: boolean): Printed {
  return negative ? { text: `-${text}`, binding: Binding.prefix } : whole(text);
}
