/** Comments, strings, and any other character: all that the language's lexer needs to find a string. */
const LEXEME = /\/\/[^\n\r]*|"([^"\n\r]*)"|[^]/g;

/**
 * The relative paths that a source imports. Only imports have strings in the language, so this
 * holds in a source with mistakes too, and needs no parser.
 */
export function importedPaths(text: string): readonly string[] {
  const paths = new Set<string>();
  for (const [, string] of text.matchAll(LEXEME)) {
    if (string !== undefined && /^\.\.?\//.test(string)) paths.add(string);
  }
  return [...paths];
}
