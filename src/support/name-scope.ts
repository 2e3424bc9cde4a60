/** The names that a block of code can see. A new name is none of them. */
export class NameScope {
  readonly #parent: NameScope | undefined;
  readonly #taken: Set<string>;
  /** The number to try next for each wish. */
  readonly #next = new Map<string, number>();

  constructor(taken: Iterable<string> = [], parent?: NameScope) {
    this.#taken = new Set(taken);
    this.#parent = parent;
  }

  /** A block inside this one. Make it when all names of the outer block that it can see are made. */
  inner(): NameScope {
    return new NameScope([], this);
  }

  has(name: string): boolean {
    return this.#taken.has(name) || (this.#parent?.has(name) ?? false);
  }

  /** `wish`, or the first of `wish2`, `wish3`, ... that is free. */
  claim(wish: string): string {
    let name = wish;
    let count = this.#next.get(wish) ?? 2;
    while (this.has(name)) name = `${wish}${count++}`;
    this.#next.set(wish, count);
    this.#taken.add(name);
    return name;
  }
}
