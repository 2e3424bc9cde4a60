/**
 * The JavaScript name of a source name: an underscore between letters or digits goes, and the character after it
 * becomes upper case (`smooth_l1`, `smoothL1`). Underscores at the ends and beside another one stay.
 */
export function camelCase(name: string): string {
  return name.replace(/(?<=[A-Za-z0-9])_([A-Za-z0-9])/g, (_, next: string) => next.toUpperCase());
}
