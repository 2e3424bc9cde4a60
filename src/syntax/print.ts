import { LeftBrace, Of } from "../../grammar/tokens.ts";
import { unreachable } from "../support/unreachable.ts";
import type { DomainNode, FileNode, FnItem, ImportItem, Item, LossItem, Param, ResultNode, Statement } from "./ast.ts";
import type { TypeNode } from "./ast.ts";
import { concat, type Doc, group, HARD_LINE, indent, LINE } from "./document.ts";
import { layout } from "./layout.ts";
import { PrintCursor } from "./print-cursor.ts";
import { printExpr, printValue } from "./print-expr.ts";
import { printList } from "./print-list.ts";

/** Lines are no longer than this where their tokens allow. Comments stay as they are. */
const WIDTH = 100;

/**
 * The canonical text of a file that has no syntax errors. Lines end with LF. Every comment keeps its place among the
 * tokens, and of empty lines between items, parameters and statements one remains; numbers and strings keep their
 * spelling. Parentheses that neither the meaning nor most readers need are left out.
 */
export function printFile(text: string, file: FileNode): string {
  const printer = new FilePrinter(text);
  return layout(printer.file(file), WIDTH);
}

class FilePrinter {
  readonly #cursor: PrintCursor;

  constructor(text: string) {
    this.#cursor = new PrintCursor(text);
  }

  file({ items }: FileNode): Doc {
    return concat([...this.#lines(items, (item) => this.#item(item)), HARD_LINE]);
  }

  /** Items, each on lines of its own, and the comments behind the last. */
  #lines<T>(items: readonly T[], print: (item: T) => Doc): Doc[] {
    const cursor = this.#cursor;
    const docs = items.flatMap((item, i) => [HARD_LINE, ...cursor.lead(i === 0), print(item), ...cursor.trail()]);
    return [...docs, ...cursor.lead(items.length === 0, true)];
  }

  #item(item: Item): Doc {
    switch (item.kind) {
      case "import":
        return this.#import(item);
      case "fn":
        return this.#fn(item);
      case "loss":
        return this.#loss(item);
      default:
        return unreachable(item);
    }
  }

  #import({ names }: ImportItem): Doc {
    const cursor = this.#cursor;
    const list = [cursor.take(), " ", printList(cursor, names, () => cursor.take(), { pad: LINE })];
    return concat([...list, " ", cursor.take(), " ", cursor.take()]);
  }

  #fn({ axes, params, body }: FnItem): Doc {
    const cursor = this.#cursor;
    const head = [cursor.take(), " ", cursor.take()];
    if (axes.length > 0) head.push(printList(cursor, axes, () => cursor.take()));
    head.push(printList(cursor, params, () => cursor.take()));
    return concat([...head, " ", cursor.take(), printValue(cursor, body)]);
  }

  #loss({ params, statements, result }: LossItem): Doc {
    const cursor = this.#cursor;
    const head = [cursor.take(), " ", cursor.take()];
    head.push(
      printList(cursor, params, (param) => this.#param(param), { blanks: true }),
      " ",
      cursor.take(),
    );
    const body: readonly (Statement | ResultNode)[] = result === undefined ? statements : [...statements, result];
    const lines = indent([...cursor.trail(), ...this.#lines(body, (statement) => this.#statement(statement))]);
    return concat([...head, lines, HARD_LINE, cursor.take()]);
  }

  #param({ constant, type, default: initial, domain }: Param): Doc {
    const cursor = this.#cursor;
    const parts = constant === undefined ? [] : [cursor.take(), " "];
    parts.push(cursor.take(), cursor.take(), " ", this.#type(type));
    if (initial !== undefined) {
      const line = cursor.breakAt(LINE);
      parts.push(indent([line, cursor.take(), " ", printExpr(cursor, initial)]));
    }
    if (domain !== undefined) {
      const line = cursor.breakAt(LINE);
      parts.push(indent([line, cursor.take(), " ", this.#domain(domain)]));
    }
    return group(parts);
  }

  #type(type: TypeNode): Doc {
    const cursor = this.#cursor;
    if (type.kind !== "tensor") return cursor.take();
    const axis = (starred: boolean): Doc => (starred ? concat([cursor.take(), cursor.take()]) : cursor.take());
    const parts = [printList(cursor, type.axes, ({ starred }) => axis(starred))];
    if (cursor.nextIs(Of)) parts.push(" ", cursor.take(), " ", cursor.take());
    if (type.element.kind === "index" && type.element.sentinel !== undefined) {
      parts.push(" ", cursor.take(), " ", printExpr(cursor, type.element.sentinel));
    }
    return concat(parts);
  }

  #domain(domain: DomainNode): Doc {
    const values = domain.kind === "set" ? domain.values : [domain.lo, domain.hi];
    return printList(this.#cursor, values, (value) => printExpr(this.#cursor, value));
  }

  #statement(statement: Statement | ResultNode): Doc {
    const cursor = this.#cursor;
    const keyword = cursor.take();
    switch (statement.kind) {
      case "let":
      case "metric":
        return concat([keyword, " ", cursor.take(), " ", cursor.take(), printValue(cursor, statement.value)]);
      case "return":
        return concat([keyword, printValue(cursor, statement.value)]);
      case "reduce":
        return concat([keyword, printValue(cursor, statement.point), ...this.#reductions(statement)]);
      default:
        return unreachable(statement);
    }
  }

  /** The named reductions; braces without any say nothing. */
  #reductions({ reductions }: ResultNode & { kind: "reduce" }): Doc[] {
    const cursor = this.#cursor;
    if (!cursor.nextIs(LeftBrace)) return [];
    if (reductions.length > 0) {
      const print = ({ value }: { value: Parameters<typeof printValue>[1] }): Doc =>
        concat([cursor.take(), " ", cursor.take(), printValue(cursor, value)]);
      return [" ", printList(cursor, reductions, print, { pad: LINE })];
    }
    cursor.skip();
    cursor.skip();
    return [];
  }
}
