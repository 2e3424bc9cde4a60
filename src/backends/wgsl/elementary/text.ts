/** The text of a function. */
export const helper = (text: string): string => text.trim();

/** Terms of a polynomial in Horner's form, from the highest. */
export const horner = (x: string, coefficients: readonly number[]): string =>
  coefficients.map((c) => `${c}f`).reduce((sum, c) => `fma(${sum}, ${x}, ${c})`);

/** The same, a line a term. */
export const polynomial = (place: string, x: string, [first, ...rest]: readonly number[]): string =>
  [`  var ${place} = ${first}f;`, ...rest.map((c) => `  ${place} = fma(${place}, ${x}, ${c}f);`)].join("\n");
