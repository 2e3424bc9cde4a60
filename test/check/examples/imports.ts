import type { Example } from "./example.ts";

const use = "loss t(x: [N]) { return sum(f(x)) }";

export const importExamples: readonly Example[] = [
  { title: "a path of no form", source: `import { f } from "a.loss"\n${use}`, finds: "LC2101 1:19" },
  {
    title: "no such file",
    source: `import { f } from "./helper.loss"\n${use}`,
    files: { "helpers.loss": "fn f(x) = x" },
    finds: "LC2102 1:19",
    hint: "did you mean './helpers.loss'?",
  },
  {
    title: "no such file of the standard library",
    source: `import { f } from "std/a.loss"\n${use}`,
    finds: "LC2102 1:19",
  },
  {
    title: "no such function",
    source: 'import { normalise } from "std/a.loss"\nloss t(x: [N]) { return sum(normalise(x)) }',
    std: { "std/a.loss": "fn normalize(x) = x" },
    finds: "LC2103 1:10",
    hint: "did you mean 'normalize'?",
  },
  {
    title: "no such file, and none is near but this one",
    source: `import { f } from "./tset.loss"\n${use}`,
    finds: "LC2102 1:19",
    says: "there is no file './tset.loss'",
    hint: null,
  },
  {
    title: "no such function, nor one of a name like it",
    source: `import { f } from "./a.loss"\n${use}`,
    files: { "a.loss": "fn scale(x) = x\nfn center(x) = x" },
    finds: "LC2103 1:10",
    hint: "its functions are 'scale' and 'center'",
  },
  {
    title: "a loss",
    source: `import { f } from "./a.loss"\n${use}`,
    files: { "a.loss": "loss f(x: [N]) { reduce x }" },
    finds: "LC2104 1:10",
  },
  {
    title: "a cycle",
    source: `import { f } from "./a.loss"\nfn g(x) = x\n${use}`,
    files: { "a.loss": 'import { g } from "./test.loss"\nfn f(x) = g(x)' },
    finds: "LC2105 1:19 a.loss",
    says: "'test.loss' and 'a.loss' import each other",
  },
  {
    title: "itself",
    source: `import { f } from "./test.loss"\nfn f(x) = x\n${use}`,
    finds: ["LC2105 1:19"],
    hint: "leave it out: all of a file is there",
  },
  {
    title: "the same name twice",
    source: `import { f, f } from "./a.loss"\n${use}`,
    files: { "a.loss": "fn f(x) = x" },
    finds: "LC2001 1:13",
  },
  {
    title: "an error inside a library stands at the call",
    source: `import { f } from "std/a.loss"\nloss t(x: [N]) { return sum(f(x > 0)) }`,
    std: { "std/a.loss": "fn f(x) = x + 1" },
    finds: "LC3001 2:29",
  },
];
