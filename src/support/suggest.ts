/** How many single edits (insert, delete, replace, swap of neighbours) lead from `a` to `b`. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, before[j - 2]! + 1);
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length]!;
}

/** Whether one is how the other begins, as with `eps` and `epsilon`. */
function begins(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 3 && long.startsWith(short);
}

/** The candidate that `name` most likely means, if one is near: about one edit for every three characters. */
export function suggest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const isFar = Math.abs(candidate.length - name.length) >= bestDistance && !begins(name, candidate);
    if (candidate === name || isFar) continue;
    const folded = candidate.toLowerCase() === name.toLowerCase();
    const distance = folded ? 0 : begins(name, candidate) ? 1 : editDistance(name, candidate);
    // A name of one letter is near to every other one, so only its case may differ.
    if (distance < bestDistance && (name.length > 1 || folded)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
