import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { error, type Message } from "../diagnostics/message.ts";
import { Source } from "../diagnostics/source.ts";
import type { Fault } from "./decode-source.ts";

/*
 * What the command line itself has to say of the sources: `LC00xx`. The compiler knows nothing of files,
 * so these are not in its catalogue.
 */

export const NOT_UTF8 = "LC0001";

export const notUtf8 = ({ byte, encoding }: Fault): Message =>
  error(
    NOT_UTF8,
    encoding === undefined ? `the byte 0x${byte.toString(16).toUpperCase()} is not UTF-8` : `this file is ${encoding}`,
    "save the file as UTF-8",
  );

export const sameOutput = (other: string): Message =>
  error("LC0002", `this source and ${other} would write the same file`);

/** Only while watching: at the start it is a misuse, which ends the command. */
export const notReadable = (reason: string): Message => error("LC0003", reason);

export const notFormatted = (): Message =>
  error("LC0004", "this file is not in the canonical style from here on", "run 'losscc fmt' on it");

export const ourFault = (reason: string, pass: string | undefined): Message =>
  error(
    "LC0099",
    `losscc itself failed${pass === undefined ? "" : ` after the pass ${pass}`}: ${reason}`,
    "this is a bug in losscc, not in your source",
  );

/** A message at one character of a file: its first unless told otherwise. The file "" is the command line. */
export function atFile(file: string, message: Message, text = "", offset = 0): Diagnostic {
  const span = { start: offset, end: Math.min(offset + 1, text.length) };
  return { ...new Source(file, text).locate(span), ...message };
}
