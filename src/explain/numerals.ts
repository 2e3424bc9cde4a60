/** Without the last digits, which products and quotients of constants round differently. */
const digits = (value: number): string => value.toPrecision(13);

/** Constants that have a sign of their own, by their digits. */
const SIGNS: ReadonlyMap<string, string> = new Map(
  (
    [
      [Infinity, "∞"],
      [Math.PI, "π"],
      [2 * Math.PI, "2π"],
      [Math.sqrt(Math.PI), "√π"],
      [Math.sqrt(2 * Math.PI), "√(2π)"],
      [Math.log(Math.PI), "log(π)"],
      [Math.log(2 * Math.PI), "log(2π)"],
      [Math.log(2 * Math.PI) / 2, "log(√(2π))"],
      [Math.E, "e"],
      [2 / Math.sqrt(Math.PI), "(2/√π)"],
      [Math.LN2, "log(2)"],
      [Math.SQRT2, "√2"],
      [Math.SQRT1_2, "√½"],
      [0.5, "½"],
      [0.25, "¼"],
      [0.75, "¾"],
    ] as const
  ).map(([value, sign]) => [digits(value), sign]),
);

/** A number that is not negative. */
export function numeral(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return SIGNS.get(digits(value)) ?? String(value).replace("e+", "e").replace("-", "−");
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A small whole number as an exponent; undefined for any other. */
export function superscript(value: number): string | undefined {
  if (!Number.isInteger(value) || Math.abs(value) > 99) return undefined;
  const raised = [...String(Math.abs(value))].map((digit) => RAISED[Number(digit)]).join("");
  return value < 0 ? `⁻${raised}` : raised;
}
