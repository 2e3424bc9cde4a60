import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Misuse, systemErrorCode } from "./misuse.ts";

/**
 * Makes a folder, and those above it that are missing. Node's own recursive `mkdir` never ends where the file system
 * lets no folder be made and calls that "no such file", as `/proc` does.
 *
 * @throws Misuse if the file system has no folders to make there; a system error if one cannot be made
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  for (let folder = path; !(await exists(folder)); folder = dirname(folder)) missing.push(folder);
  for (const folder of missing.reverse()) {
    try {
      await mkdir(folder);
    } catch (error) {
      const code = systemErrorCode(error);
      if (code === "ENOENT") throw new Misuse(`cannot make the folder ${folder}: ${dirname(folder)} takes none`);
      // Another process may have been quicker.
      if (code !== "EEXIST") throw error;
    }
  }
}

/** Whether something is there, be it a file, which the next step will name. */
async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT" && dirname(path) !== path) return false;
    throw error;
  }
}
