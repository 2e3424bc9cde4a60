/** Constants that have a sign of their own. */
const SIGNS: ReadonlyMap<number, string> = new Map([
  [Infinity, "∞"],
  [Math.PI, "π"],
  [2 * Math.PI, "2π"],
  [Math.E, "e"],
  [2 / Math.sqrt(Math.PI), "(2/√π)"],
  [Math.LN2, "log(2)"],
  [0.5, "½"],
  [0.25, "¼"],
  [0.75, "¾"],
]);

/** A number that is not negative. */
export function numeral(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return SIGNS.get(value) ?? String(value).replace("e+", "e").replace("-", "−");
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A small whole number as an exponent; undefined for any other. */
export function superscript(value: number): string | undefined {
  if (!Number.isInteger(value) || Math.abs(value) > 99) return undefined;
  const digits = [...String(Math.abs(value))].map((digit) => RAISED[Number(digit)]).join("");
  return value < 0 ? `⁻${digits}` : digits;
}
