/** The version of losscc, which stands in the header of every generated module. */
export const version = "0.1.0";
