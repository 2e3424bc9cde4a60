/**
 * The command was misused: exit status 2, the message on stderr, no stack trace.
 * Mistakes inside a source are diagnostics instead.
 */
export class Misuse extends Error {
  override readonly name = "Misuse";
}

/** Several in one, a line each. */
export const allOf = (misuses: readonly Misuse[]): Misuse =>
  new Misuse(misuses.map(({ message }) => message).join("\nlosscc: "));

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EBUSY: "it is in use",
  EEXIST: "a file of that name is in the way",
  EISDIR: "it is a folder",
  ELOOP: "too many symbolic links",
  EMFILE: "too many open files",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "no such file or folder",
  ENOSPC: "no space left on the device",
  ENOTDIR: "a part of the path is not a folder",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
};

/** The code of a system error, such as ENOENT; undefined for any other value. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  return "syscall" in error ? error.code : undefined;
}

/** A system error as a misuse with a plain reason; any other error is passed on as it is. */
export function asMisuse(what: string, error: unknown): unknown {
  const code = systemErrorCode(error);
  return code === undefined ? error : new Misuse(`${what}: ${REASONS[code] ?? code}`);
}
