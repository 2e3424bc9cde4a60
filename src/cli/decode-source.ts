/** Where a source stops being UTF-8. */
export interface Fault {
  readonly offset: number;
  readonly byte: number;
  /** What it is instead, where that is certain. */
  readonly encoding?: "UTF-16";
}

/** The text of a source, and what is wrong with its bytes. */
export interface DecodedSource {
  /** Every wrong byte is U+FFFD here. A leading byte order mark is left out. */
  readonly text: string;
  readonly fault?: Fault;
}

/** Decodes the bytes of a source; a fault is the first byte that is not UTF-8, and its place. */
export function decodeSource(bytes: Uint8Array): DecodedSource {
  const other = utf16Of(bytes);
  if (other !== undefined) {
    const text = new TextDecoder(other).decode(bytes);
    return { text, fault: { offset: 0, byte: bytes[0]!, encoding: "UTF-16" } };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    const good = longestPrefix(bytes);
    const fault = { offset: good.text.length, byte: bytes[good.length] ?? 0 };
    return { text: new TextDecoder().decode(bytes), fault };
  }
}

/** UTF-16 tells itself by its byte order mark, or by a 0 beside the first character: no text has one. */
function utf16Of([first, second]: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === undefined || second === undefined || (first === 0) === (second === 0)) return undefined;
  return first === 0 ? "utf-16be" : "utf-16le";
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
