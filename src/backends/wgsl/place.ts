import type { NameScope } from "../../support/name-scope.ts";

/** What statements need to know of the item that they are in. */
export interface Place {
  readonly scope: NameScope;
  readonly indent: string;
  /** In an item itself, outside its loops: the threads of the item do the same, and where `mask` holds. */
  readonly item?: { readonly mask: string; readonly shared: boolean };
}
