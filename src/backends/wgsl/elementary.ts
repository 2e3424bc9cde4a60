import { erf } from "./elementary/erf.ts";
import { exponential } from "./elementary/exponential.ts";
import { floats } from "./elementary/floats.ts";
import { gamma } from "./elementary/gamma.ts";
import { hyperbolic } from "./elementary/hyperbolic.ts";
import { integers } from "./elementary/integers.ts";
import { scaled } from "./elementary/scaled.ts";
import { trigonometric } from "./elementary/trigonometric.ts";

/**
 * Elementary functions of float32. WGSL bounds the errors of its own exp, log, pow, sin, cos, tan and atan loosely, and
 * lets a shader assume that there is neither NaN nor infinity: so infinities are tested for and given by their bits.
 *
 * A device inlines them at each call, so they are short: no loops, nothing twice, and no branches but those that return at once
 * for what is rare. (These should stay: without any, calls in a row become one block of instructions, and SwiftShader takes
 * minutes for a long one.)
 *
 * Relative errors are below 5e-7 where nothing else is said, which `test/wgsl/elementary.test.ts` measures.
 * The polynomials of exp, sin, cos and atan are those of S. Moshier's Cephes, that of log of FreeBSD's msun; those of erf,
 * lgamma and digamma were fitted with 50 digits at Chebyshev nodes by the project itself.
 */
export const elementary: Readonly<Record<string, string>> = {
  ...floats,
  ...exponential,
  ...scaled,
  ...integers,
  ...hyperbolic,
  ...trigonometric,
  ...erf,
  ...gamma,
};

/** The names of the functions that a text calls, and of those that they call. */
export function helpersFor(text: string): readonly string[] {
  const needed = new Set<string>();
  const need = (code: string): void => {
    for (const name of new Set(code.match(/\w+/g))) {
      if (needed.has(name) || !Object.hasOwn(elementary, name)) continue;
      needed.add(name);
      need(elementary[name]!);
    }
  };
  need(text);
  return Object.keys(elementary).filter((name) => needed.has(name));
}
