import type { Axis } from "../ir/type.ts";
import type { LossProgram } from "../ir/program.ts";
import { postorder } from "../ir/walk.ts";
import { namedRoots } from "../rewrite/rebuild-program.ts";
import type { Random } from "../support/random.ts";
import { type Call, product } from "./call.ts";

/** No array of a sampled call, and none between, has more elements. */
const MOST_ELEMENTS = 256;
const LARGEST = 4;

/** Every combination of extents that some array of the loss runs along, without those that lie within another. */
export function spacesOf(program: LossProgram): readonly (readonly string[])[] {
  const spaces = new Map<string, readonly string[]>();
  const add = (axes: readonly Axis[]) => {
    const extents = axes.map(({ extent }) => extent);
    spaces.set(extents.join(","), extents);
  };
  for (const node of postorder(namedRoots(program).map(({ node }) => node)))
    add(node.kind === "fold" ? node.body.axes : node.axes);
  for (const { axes } of program.inputs)
    spaces.set(
      axes.map(({ name }) => name).join(","),
      axes.map(({ name }) => name),
    );
  return [...spaces.values()];
}

/**
 * Small sizes for every axis, some of them 1, some starred axes without dimensions. Axes that must agree do, and
 * arrays of many axes stay small.
 */
export function sampleDimensions(
  program: LossProgram,
  spaces: readonly (readonly string[])[],
  random: Random,
): Call["dimensions"] {
  const ones = random.chance(0.15);
  const group = groups(program);
  const sizes = new Map<string, number[]>();
  for (const { name, starred } of program.axes) {
    const known = sizes.get(group(name));
    const count = starred ? random.one([0, 1, 1, 2]) : 1;
    const made = known ?? Array.from({ length: count }, () => (ones ? 1 : 1 + random.below(LARGEST)));
    sizes.set(group(name), made);
  }
  const length = (space: readonly string[]) => product(space.map((axis) => product(sizes.get(group(axis))!)));
  for (const space of spaces) {
    while (length(space) > MOST_ELEMENTS) {
      const long = space.filter((axis) => product(sizes.get(group(axis))!) > 1);
      const axis = group(random.one(long));
      sizes.set(
        axis,
        sizes.get(axis)!.map(() => 1),
      );
    }
  }
  return new Map(program.axes.map(({ name }) => [name, sizes.get(group(name))!]));
}

/** Names one axis for all of those that must have one size. */
export function groups({ equalSizes }: LossProgram): (axis: string) => string {
  const parent = new Map<string, string>();
  const group = (axis: string): string => {
    const next = parent.get(axis);
    return next === undefined ? axis : group(next);
  };
  for (const { from, to } of equalSizes) if (group(from) !== group(to)) parent.set(group(to), group(from));
  return group;
}
