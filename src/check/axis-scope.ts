import { listed } from "../diagnostics/message.ts";
import type { Graph } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";

/** A name for an axis, which may not be made yet. */
export interface AxisCell {
  readonly name: string;
  /** Whether a function's body made the name: its axis is no other function's and no loss's. */
  readonly local: boolean;
  axis?: Axis;
}

/** The axes that one body can name. */
export class AxisScope {
  readonly cells = new Map<string, AxisCell>();
  readonly #local: boolean;

  constructor(local: boolean) {
    this.#local = local;
  }

  /** The cell of a name, an empty one if it is new. */
  cell(name: string): AxisCell {
    let cell = this.cells.get(name);
    if (cell === undefined) {
      cell = { name, local: this.#local };
      this.cells.set(name, cell);
    }
    return cell;
  }

  axis(name: string): Axis | undefined {
    return this.cells.get(name)?.axis;
  }

  /** How this body calls an axis. */
  nameOf(axis: Axis): string {
    for (const cell of this.cells.values()) if (cell.axis === axis) return cell.name;
    return axis.name.replace(/'.*$/, "");
  }

  /** The names that have an axis. */
  known(): string[] {
    return [...this.cells.values()].filter((cell) => cell.axis !== undefined).map((cell) => cell.name);
  }
}

/** The axes of a loss, beyond what the graph knows of them. */
export class LossAxes {
  readonly graph: Graph;
  readonly scope = new AxisScope(false);
  /** Extents of starred axes. */
  readonly starred = new Set<string>();
  readonly #declared: Axis[] = [];
  /** Axes that a renaming made, in order of appearance. */
  readonly made: Axis[] = [];
  readonly equalSizes: { readonly from: string; readonly to: string }[] = [];
  readonly #origins = new Map<Axis, string>();

  constructor(graph: Graph) {
    this.graph = graph;
  }

  /** Declares an axis of the inputs that are called `of`. */
  declare(name: string, starred: boolean, of: readonly string[]): Axis {
    const axis = this.graph.axis(name);
    const inputs = of.map((input) => `'${input}'`);
    this.#origins.set(axis, `of ${listed(inputs.length > 3 ? [...inputs.slice(0, 2), "others"] : inputs)}`);
    this.scope.cell(name).axis = axis;
    this.#declared.push(axis);
    if (starred) this.starred.add(name);
    return axis;
  }

  /** Declared axes as the parameters first name them, then made ones as they appear: the order in memory. */
  order(): readonly Axis[] {
    return [...this.#declared, ...this.made];
  }

  /** Where an axis comes from: the inputs that have it, or the renaming that made it. */
  origin(axis: Axis): string {
    return this.#origins.get(axis) ?? "made by a function";
  }

  isStarred(axis: Axis): boolean {
    return this.starred.has(axis.extent);
  }

  /** Gives an empty cell an axis of the size of `like`, which is none of `avoid`. */
  make(cell: AxisCell, like: Axis, avoid: readonly Axis[]): Axis {
    if (cell.local) {
      cell.axis = this.graph.otherAxis(like, avoid);
    } else {
      cell.axis = this.graph.axis(cell.name, like.extent);
      this.made.push(cell.axis);
    }
    this.#origins.set(cell.axis, `made of '${like.name.replace(/'.*$/, "")}' by 'as'`);
    return cell.axis;
  }

  requireEqualSizes(from: Axis, to: Axis): void {
    const both = [from.extent, to.extent];
    const known = this.equalSizes.some((pair) => both.includes(pair.from) && both.includes(pair.to));
    if (from.extent !== to.extent && !known) this.equalSizes.push({ from: from.extent, to: to.extent });
  }
}
