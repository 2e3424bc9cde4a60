import type { Axis } from "../ir/type.ts";
import { invariant } from "../support/invariant.ts";

/** Where elements stand in row-major arrays along named axes. */
export class Layout {
  readonly #sizes: ReadonlyMap<string, number>;
  readonly #offsets = new Map<string, Int32Array>();

  /** `sizes`: the number of positions along each declared axis, by its name. */
  constructor(sizes: ReadonlyMap<string, number>) {
    this.#sizes = sizes;
  }

  /** The number of positions along an axis of this extent. */
  size(extent: string): number {
    const size = this.#sizes.get(extent);
    invariant(size !== undefined, `no size for the axis ${extent}`);
    return size;
  }

  /** The number of elements of an array along `axes`. */
  length(axes: readonly Axis[]): number {
    return axes.reduce((length, axis) => length * this.size(axis.extent), 1);
  }

  /** For each element of an array along `axes`: the offset, in an array along `target`, of the element that it falls on. */
  offsets(axes: readonly Axis[], target: readonly Axis[]): Int32Array {
    const key = `${names(axes)}>${names(target)}`;
    let offsets = this.#offsets.get(key);
    if (offsets === undefined) {
      const strides = this.#strides(target);
      offsets = Int32Array.of(0);
      for (const axis of axes) offsets = extend(offsets, this.size(axis.extent), strides.get(axis) ?? 0);
      this.#offsets.set(key, offsets);
    }
    return offsets;
  }

  #strides(axes: readonly Axis[]): Map<Axis, number> {
    const strides = new Map<Axis, number>();
    let stride = 1;
    for (const axis of axes.toReversed()) {
      strides.set(axis, stride);
      stride *= this.size(axis.extent);
    }
    return strides;
  }
}

/** `offsets`, each followed through `size` positions that lie `stride` apart. */
function extend(offsets: Int32Array, size: number, stride: number): Int32Array {
  const extended = new Int32Array(offsets.length * size);
  offsets.forEach((start, row) => {
    for (let position = 0; position < size; position++) extended[row * size + position] = start + position * stride;
  });
  return extended;
}

function names(axes: readonly Axis[]): string {
  return axes.map((axis) => axis.name).join(",");
}
