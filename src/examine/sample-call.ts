import type { InputDeclaration, LossProgram, OptionDeclaration } from "../ir/program.ts";
import { Random } from "../support/random.ts";
import { type Allowed, allowed, evaluate, isAllowed, isEmpty, type Numbers } from "./allowed.ts";
import { type Call, lengthOf, pointAxes, reductionsOf, sizeOf } from "./call.ts";
import { sampleDimensions, spacesOf } from "./sample-sizes.ts";
import { type Flavour, FLAVOURS, sampleInt, sampleReal } from "./sample-values.ts";

/** How often a call that the domains forbid is drawn again. */
const ATTEMPTS = 20;

/** The first calls of a loss leave all options as they are by default. */
const BY_DEFAULT = 8;

/** Draws calls that the declarations of a loss allow: the same for the same seed and number. */
export function sampler(program: LossProgram, seed: number): (sample: number, attempt: number) => Call | undefined {
  const spaces = spacesOf(program);
  const reductions = reductionsOf(program);
  return (sample, attempt) => {
    const random = new Random(seed + sample * 7919 + attempt * 104729);
    const flavour = flavourOf(sample, attempt);
    const options = sampleOptions(program, flavour, sample < BY_DEFAULT ? 0 : 0.6, random);
    if (options === undefined) return undefined;
    const effective = new Map(
      program.options.map(({ name, default: initial }) => [name, options.get(name) ?? initial!]),
    );
    const dimensions = sampleDimensions(program, spaces, random);
    const inputs = new Map<string, readonly number[]>();
    for (const input of program.inputs) {
      if (input.default !== undefined && random.chance(0.4)) continue;
      const length = lengthOf(dimensions, input.axes);
      const draw = elementsOf(input, dimensions, effective, flavour, random);
      if (draw === undefined) return undefined;
      inputs.set(input.name, Array.from({ length }, draw));
    }
    const reduction = reductions[sample % reductions.length];
    const count = lengthOf(dimensions, pointAxes(program, reduction));
    const gradOutput = Array.from({ length: count }, () =>
      Math.fround(random.between(0.5, 2) * (random.chance(0.5) ? 1 : -1)),
    );
    return { dimensions, inputs, options, ...(reduction !== undefined && { reduction }), gradOutput };
  };
}

function flavourOf(sample: number, attempt: number): Flavour {
  if (attempt % 4 === 1) return "positive";
  if (attempt % 4 === 3) return "unit";
  return attempt === 0 ? FLAVOURS[sample % FLAVOURS.length]! : "plain";
}

/** Values for the options: those without a default, and others by chance. Undefined where none were found that are allowed. */
function sampleOptions(
  program: LossProgram,
  flavour: Flavour,
  chance: number,
  random: Random,
): Map<string, number> | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const given = new Map<string, number>();
    const effective = new Map(program.options.map(({ name, default: initial }) => [name, initial ?? 1]));
    for (const option of program.options) {
      if (option.default !== undefined && !random.chance(chance)) continue;
      const range = allowed(option.domain, numbersOf(option), effective);
      if (isEmpty(range)) continue;
      const value = sampleOption(option, range, flavour, random);
      given.set(option.name, value);
      effective.set(option.name, value);
    }
    const complete = program.options.every(({ name, default: initial }) => initial !== undefined || given.has(name));
    // A bound may name an option that was drawn after it.
    const fits = program.options
      .filter(({ name }) => given.has(name))
      .every((option) => isAllowed(allowed(option.domain, numbersOf(option), effective), effective.get(option.name)!));
    if (complete && fits) return given;
  }
  return undefined;
}

const numbersOf = ({ type }: OptionDeclaration): Numbers => (type === "real" ? "float64" : "int");

function sampleOption(option: OptionDeclaration, range: Allowed, flavour: Flavour, random: Random): number {
  const { type, default: initial } = option;
  if (type === "bool") return random.below(2);
  if (type === "int") return sampleInt(range, initial === undefined ? [] : [initial, initial + 1], random);
  // An option is a setting, so magnitudes stay about its default; the number beside an open end is nobody's setting.
  const usual: Flavour = flavour === "ends" || flavour === "zeros" || flavour === "ties" ? flavour : "plain";
  const found = sampleReal(range, random.chance(0.5) ? usual : "plain", random);
  if (option.domain === undefined && initial !== undefined && initial !== 0) return initial * random.between(0.25, 2);
  return found !== 0 && Math.abs(found) < 1e-30 ? sampleReal(range, "positive", random) : found;
}

/** Draws elements of an input; undefined where none is allowed. */
function elementsOf(
  input: InputDeclaration,
  dimensions: Call["dimensions"],
  options: ReadonlyMap<string, number>,
  flavour: Flavour,
  random: Random,
): (() => number) | undefined {
  const { element, domain } = input;
  switch (element.kind) {
    case "bool":
      return () => random.below(2);
    case "index": {
      const size = sizeOf(dimensions, element.axis);
      const sentinel = element.sentinel === undefined ? undefined : evaluate(element.sentinel, options);
      const range = allowed(domain, "int", options);
      const legal = [...Array(size).keys(), ...(sentinel === undefined ? [] : [sentinel])].filter((int) =>
        isAllowed(range, int),
      );
      return legal.length === 0 ? undefined : () => random.one(legal);
    }
    case "real": {
      const range = allowed(domain, "float32", options);
      if (isEmpty(range)) return undefined;
      return () => {
        const found = Math.fround(sampleReal(range, flavour, random));
        return range.kind === "set" ? found : Math.min(Math.max(found, range.lo), range.hi);
      };
    }
  }
}
