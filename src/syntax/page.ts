/** Lines of text as they are written: no space at the end of one, no line of spaces, and never two empty ones. */
export class Page {
  readonly #parts: string[] = [];
  /** Columns of the line so far, 0 before its first text. */
  #column = 0;
  #space = false;
  #blank = false;
  /** Whether a comment ended the line. */
  closed = false;

  /** The column at which text would begin. */
  column(indent: number): number {
    if (this.closed || this.#column === 0) return indent;
    return this.#column + (this.#space ? 1 : 0);
  }

  text(text: string, indent: number): void {
    if (text === "") return;
    if (text === " ") {
      this.#space = true;
      return;
    }
    if (this.closed) this.newLine();
    this.#write(text, indent);
  }

  /** A comment of its own begins a line; any other stands behind what the line has. */
  comment(text: string, indent: number, own: boolean): void {
    if (this.closed || (own && this.#column > 0)) this.newLine();
    this.#space = true;
    this.#write(text, indent);
    this.closed = true;
  }

  /** Ends the line, if it has text. */
  endLine(): void {
    if (this.#column > 0) this.newLine();
  }

  blankLine(): void {
    this.endLine();
    if (!this.#blank && this.#parts.length > 0) this.#parts.push("\n");
    this.#blank = true;
  }

  newLine(): void {
    this.#parts.push("\n");
    this.#column = 0;
    this.#space = false;
    this.closed = false;
  }

  toString(): string {
    return this.#parts.join("");
  }

  #write(text: string, indent: number): void {
    const before = this.#column === 0 ? " ".repeat(indent) : this.#space ? " " : "";
    this.#parts.push(before, text);
    this.#column += before.length + text.length;
    this.#space = false;
    this.#blank = false;
  }
}
