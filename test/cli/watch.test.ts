import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, startWatching } from "./command-line.ts";

const messages = (line: string): readonly string[] =>
  (JSON.parse(line) as { file: string; message: string }[]).map(({ file, message }) => `${file} ${message}`);

test("a line a run: changes, errors that do not end it, new files in folders", async () => {
  const cwd = folderWith({ "src/a.loss": "a" });
  const watching = startWatching(cwd, ["compile", "src", "--out", "out", "--watch", "--json"]);
  expect(await watching.nextLine()).toBe("[]");
  writeFileSync(join(cwd, "src/a.loss"), "!");
  expect(messages(await watching.nextLine())).toEqual(["src/a.loss a !"]);
  mkdirSync(join(cwd, "src/new"));
  writeFileSync(join(cwd, "src/new/b.loss"), "!");
  expect(messages(await watching.nextLine())).toEqual(["src/a.loss a !", "src/new/b.loss a !"]);
  rmSync(join(cwd, "src/new"), { recursive: true });
  expect(messages(await watching.nextLine())).toEqual(["src/a.loss a !"]);
  writeFileSync(join(cwd, "src/a.loss"), "fine");
  expect(await watching.nextLine()).toBe("[]");
  expect(await watching.stop()).toBe(0);
  expect(readdirSync(join(cwd, "out"))).toEqual(["a.ts", "index.ts"]);
});

test("imported files count, also one that is not there yet", async () => {
  const cwd = folderWith({ "src/a.loss": 'import { f } from "../lib/f.loss"', "lib/other.txt": "" });
  const watching = startWatching(cwd, ["compile", "src/a.loss", "--out", "out", "--watch", "--json"]);
  expect(messages(await watching.nextLine())).toEqual(["src/a.loss no ../lib/f.loss"]);
  writeFileSync(join(cwd, "lib/f.loss"), "f");
  expect(await watching.nextLine()).toBe("[]");
  writeFileSync(join(cwd, "lib/f.loss"), "!");
  expect(messages(await watching.nextLine())).toEqual([`${join("lib", "f.loss")} a !`]);
  expect(await watching.stop()).toBe(0);
});

test("a source that goes away and comes back", async () => {
  const cwd = folderWith({ "a.loss": "a" });
  const watching = startWatching(cwd, ["compile", "a.loss", "--out", "out", "--watch", "--json"]);
  expect(await watching.nextLine()).toBe("[]");
  rmSync(join(cwd, "a.loss"));
  expect(messages(await watching.nextLine())).toEqual([" a.loss: no such file or folder"]);
  writeFileSync(join(cwd, "a.loss"), "?");
  expect(messages(await watching.nextLine())).toEqual(["a.loss a ?"]);
  expect(await watching.stop()).toBe(0);
});

test("a touch that changes nothing makes no run", async () => {
  const cwd = folderWith({ "a.loss": "a" });
  const watching = startWatching(cwd, ["compile", "a.loss", "--out", "out", "--watch", "--json"]);
  expect(await watching.nextLine()).toBe("[]");
  utimesSync(join(cwd, "a.loss"), 1000, 1000);
  writeFileSync(join(cwd, "a.loss"), "?");
  expect(messages(await watching.nextLine())).toEqual(["a.loss a ?"]);
  expect(await watching.stop()).toBe(0);
});

test("a misuse at the start ends it", async () => {
  const watching = startWatching(folderWith({}), ["compile", "a.loss", "--out", "out", "--watch"]);
  expect(await watching.ended).toBe(2);
  const cwd = folderWith({ "a.loss": "a", out: "" });
  expect(await startWatching(cwd, ["compile", "a.loss", "--out", "out", "--watch"]).ended).toBe(2);
});
