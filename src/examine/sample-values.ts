import type { Random } from "../support/random.ts";
import { type Allowed, isAllowed } from "./allowed.ts";

/**
 * What the reals of a sampled call are like. `plain` ones have magnitudes about 1; `positive` and `unit` ones are tried where
 * others give no finite value.
 */
export const FLAVOURS = ["plain", "ends", "ties", "large", "plain", "tiny", "zeros", "mixed"] as const;
export type Flavour = (typeof FLAVOURS)[number] | "positive" | "unit";

const FEW = [0, 1, -1, 0.5, 2];

/** A real of a flavour among the allowed values. The caller rounds it, and brings it into the bounds again. */
export function sampleReal(allowed: Allowed, flavour: Flavour, random: Random): number {
  if (allowed.kind === "set") return random.one(allowed.values);
  const { lo, hi } = allowed;
  if (flavour === "mixed") return sampleReal(allowed, random.one(["plain", "ends", "ties", "large", "tiny"]), random);
  const found = candidate(allowed, flavour, random);
  return isAllowed(allowed, found) ? found : Math.min(Math.max(plain(lo, hi, random), lo), hi);
}

function candidate({ lo, hi }: { readonly lo: number; readonly hi: number }, flavour: Flavour, random: Random): number {
  const sign = random.chance(0.5) ? 1 : -1;
  switch (flavour) {
    case "ends":
      return random.one([finite(lo, random), finite(hi, random), plain(lo, hi, random)]);
    case "ties":
      return random.one(FEW);
    case "large":
      return sign * 10 ** random.between(1, 3);
    case "tiny":
      return random.one([near(lo, 1, random), near(hi, -1, random), sign * 10 ** random.between(-6, -2)]);
    case "zeros":
      return random.chance(0.7) ? 0 : plain(lo, hi, random);
    case "positive":
      return 10 ** random.between(-2, 1);
    case "unit":
      return random.between(0.01, 0.99);
    default:
      return plain(lo, hi, random);
  }
}

/** Magnitudes about 1, or anything between two bounds that are near each other. */
function plain(lo: number, hi: number, random: Random): number {
  if (hi - lo <= 100) return random.between(lo, hi);
  const normal = Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());
  if (lo > -10 && lo !== -Infinity) return lo + Math.abs(normal);
  if (hi < 10) return hi - Math.abs(normal);
  return normal;
}

const finite = (end: number, random: Random) => (Number.isFinite(end) ? end : random.between(-50, 50));

const near = (end: number, direction: number, random: Random) =>
  Number.isFinite(end) ? end + direction * 10 ** random.between(-6, -2) : direction * 10 ** random.between(-6, -2);

/** An int among the allowed values: a small one, an end, or one of `likely`. */
export function sampleInt(allowed: Allowed, likely: readonly number[], random: Random): number {
  if (allowed.kind === "set") return random.one(allowed.values);
  const small = [0, 1, 2, 3, 5, -1].filter((int) => isAllowed(allowed, int));
  const ends = [allowed.lo, allowed.hi].filter((end) => Math.abs(end) < 2 ** 20);
  const choices = [...small, ...ends, ...likely.filter((int) => isAllowed(allowed, int))];
  return choices.length > 0 ? random.one(choices) : allowed.lo;
}
