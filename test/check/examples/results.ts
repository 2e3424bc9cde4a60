import { around, type Example } from "./example.ts";

export const resultExamples: readonly Example[] = [
  { title: "a bool returned", source: around("return any(x > y)"), finds: "LC3201 2:8" },
  { title: "a bool as the point", source: around("reduce x > y"), finds: "LC3201 2:8" },
  { title: "a bool as a metric", source: around("metric m = any(x > y)\nreduce x * y"), finds: "LC3201 2:12" },
  {
    title: "a tensor returned",
    source: around("return x * y"),
    finds: "LC3202 2:8",
    says: "a real with axes N, C (N of 'x' and 'y', C of 'x')",
  },
  { title: "a tensor as a metric", source: around("metric m = y\nreduce x * y"), finds: "LC3202 2:12" },
  { title: "a tensor as a reduction", source: around("reduce x * y { batch = sum[C](x * y) }"), finds: "LC3202 2:24" },
  { title: "a reduction called none", source: around("reduce x * y { none = 1 }"), finds: "LC3203 2:16" },
  { title: "a reduction twice", source: around("reduce x * y { a = 1, a = 2 }"), finds: "LC3204 2:23" },
];
