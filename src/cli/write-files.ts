import { chmod, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "./make-folder.ts";
import { asMisuse, Misuse, systemErrorCode } from "./misuse.ts";

/** What a file is to contain. */
export interface OutputFile {
  readonly path: string;
  /** Its path as the user knows it. */
  readonly display: string;
  readonly text: string;
}

interface PendingFile {
  readonly temporary: string;
  readonly target: string;
  readonly display: string;
}

/**
 * Writes files below a folder, all or none; gives the number of files that changed.
 *
 * @throws Misuse if the folder cannot be written
 */
export async function writeFiles(
  folder: string,
  display: string,
  files: Readonly<Record<string, string>>,
): Promise<number> {
  await requireFolder(folder, display);
  const names = Object.entries(files);
  return replaceFiles(names.map(([name, text]) => ({ path: join(folder, name), display: join(display, name), text })));
}

/**
 * Writes files, all or none as far as a file system can: every file whose bytes change is first written beside its
 * place, and only when all are there are they renamed. A link stays, and so does who may read a file that was there.
 * Gives the number of files that changed.
 *
 * @throws Misuse if one cannot be written
 */
export async function replaceFiles(files: readonly OutputFile[]): Promise<number> {
  const pending: PendingFile[] = [];
  try {
    for (const { path, display, text } of files) {
      await explained(display, async () => {
        const target = await realpath(path).catch(() => path);
        if (await hasBytes(target, text)) return;
        await makeFolder(dirname(target));
        const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
        pending.push({ temporary, target, display });
        await writeFile(temporary, text, { flush: true });
        const before = await stat(target).catch(() => undefined);
        if (before !== undefined) await chmod(temporary, before.mode);
      });
    }
    for (const { temporary, target, display } of pending) await explained(display, () => rename(temporary, target));
  } catch (error) {
    await Promise.all(pending.map(({ temporary }) => rm(temporary, { force: true })));
    throw error;
  }
  return pending.length;
}

async function explained(display: string, action: () => Promise<void>): Promise<void> {
  await action().catch((error: unknown) => {
    throw asMisuse(`cannot write ${display}`, error);
  });
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
