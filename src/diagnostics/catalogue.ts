import * as axes from "./catalogue/axes.ts";
import * as imports from "./catalogue/imports.ts";
import * as names from "./catalogue/names.ts";
import * as parameters from "./catalogue/parameters.ts";
import * as results from "./catalogue/results.ts";
import * as syntax from "./catalogue/syntax.ts";
import * as types from "./catalogue/types.ts";
import * as warnings from "./catalogue/warnings.ts";

/**
 * Everything the compiler says of a source, and nowhere else. Codes are stable; their ranges:
 * `LC10xx` characters and tokens, `LC11xx` grammar, `LC20xx` names, `LC21xx` imports, `LC22xx` parameters,
 * `LC30xx` types, `LC31xx` axes, `LC32xx` results, `LC90xx` warnings. `LC40xx`, of the settings of a build, and
 * `LC50xx`, of sampled calls, are used by the layers above;
 * `LC00xx` belong to the command line.
 */
export const catalogue = { ...syntax, ...names, ...imports, ...parameters, ...types, ...axes, ...results, ...warnings };
