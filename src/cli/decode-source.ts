/** The text of a source, and where in it the bytes stop being UTF-8. */
export interface DecodedSource {
  /** Every wrong byte is U+FFFD here. A leading byte order mark is left out. */
  readonly text: string;
  readonly fault?: { readonly offset: number; readonly byte: number };
}

/** Decodes the bytes of a source; a fault is the first byte that is not UTF-8, and its place. */
export function decodeSource(bytes: Uint8Array): DecodedSource {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    const good = longestPrefix(bytes);
    const fault = { offset: good.text.length, byte: bytes[good.length] ?? 0 };
    return { text: new TextDecoder().decode(bytes), fault };
  }
}

/** The longest prefix of whole characters, found by halving. */
function longestPrefix(bytes: Uint8Array): { readonly length: number; readonly text: string } {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (decodePrefix(bytes, middle) === undefined) high = middle - 1;
    else low = middle;
  }
  const text = decodePrefix(bytes, low) ?? "";
  // `low` may end inside a character that goes wrong later: the fault is at that character's first byte.
  let length = low;
  while (length > 0 && decodePrefix(bytes, length - 1) === text && (bytes[length - 1]! & 0x80) !== 0) length--;
  return { length, text };
}

/** The text of the first bytes, leaving out a character that they cut; undefined if they are not UTF-8. */
function decodePrefix(bytes: Uint8Array, length: number): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
  } catch {
    return undefined;
  }
}
