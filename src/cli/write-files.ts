import { mkdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { asMisuse, Misuse, systemErrorCode } from "./misuse.ts";

interface PendingFile {
  readonly temporary: string;
  readonly target: string;
}

/**
 * Writes files below a folder, all or none as far as a file system can: every file whose bytes change
 * is first written beside its place, and only when all are there are they renamed.
 * Gives the number of files that changed.
 *
 * @throws Misuse if the folder cannot be written
 */
export async function writeFiles(
  folder: string,
  display: string,
  files: Readonly<Record<string, string>>,
): Promise<number> {
  await requireFolder(folder, display);
  const pending: PendingFile[] = [];
  try {
    for (const [name, text] of Object.entries(files)) {
      try {
        const target = await realpath(join(folder, name)).catch(() => join(folder, name));
        if (await hasBytes(target, text)) continue;
        await mkdir(dirname(target), { recursive: true });
        const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
        pending.push({ temporary, target });
        await writeFile(temporary, text, { flush: true });
      } catch (error) {
        throw asMisuse(`cannot write ${join(display, name)}`, error);
      }
    }
    for (const { temporary, target } of pending) await rename(temporary, target);
  } catch (error) {
    await Promise.all(pending.map(({ temporary }) => rm(temporary, { force: true })));
    throw asMisuse(`cannot write to ${display}`, error);
  }
  return pending.length;
}

async function requireFolder(folder: string, display: string): Promise<void> {
  const info = await stat(folder).catch(() => undefined);
  if (info !== undefined && !info.isDirectory()) throw new Misuse(`cannot write to ${display}: it is not a folder`);
}

async function hasBytes(target: string, text: string): Promise<boolean> {
  try {
    return (await readFile(target)).equals(Buffer.from(text));
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return false;
    throw error;
  }
}
