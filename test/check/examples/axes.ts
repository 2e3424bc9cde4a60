import { around, type Example } from "./example.ts";

export const axisExamples: readonly Example[] = [
  {
    title: "a reduction of another axis",
    source: around("return sum(sum[C](y) * x)"),
    finds: "LC3101 2:16",
    says: "'y' has no axis 'C' (of 'x'): it has the axis 'N' (of 'x' and 'y')",
  },
  {
    title: "an axis that is nowhere",
    source: around("return sum(sum[D](x) * y)"),
    finds: "LC2009 2:16",
    hint: "the operand has 'N' (of 'x' and 'y') and 'C' (of 'x')",
  },
  {
    title: "a starred axis with its star",
    source: "loss t(x: [N, *S]) { reduce sum[*S](x) }",
    finds: "LC1101 1:33",
    hint: "in an expression, a starred axis is written without the star",
  },
  { title: "a selection of another axis", source: around("return sum(y[C = 0] * x)"), finds: "LC3101 2:14" },
  { title: "a renaming of another axis", source: around("return sum(y[C as K] * x)"), finds: "LC3101 2:14" },
  {
    title: "a dot of other axes",
    source: "loss t(x: [N], y: [N, C], z: [K]) { return sum(dot[K](x, y)) + sum(z) }",
    finds: "LC3101 1:52",
    says: "neither operand has the axis 'K' (of 'z'): they have the axes 'N' (of 'x' and 'y') and 'C' (of 'y')",
  },
  {
    title: "the index of a starred axis",
    source: "loss t(x: [*S]) { return sum(x * index(S)) }",
    finds: "LC3102 1:40",
  },
  { title: "a selection of a starred axis", source: "loss t(x: [*S]) { return sum(x[S = 0]) }", finds: "LC3102 1:32" },
  {
    title: "a renaming to a starred axis",
    source: "loss t(x: [*S], y: [N]) { return sum(x) * sum(y[N as S]) }",
    finds: "LC3102 1:54",
  },
  { title: "a softmax of a starred axis", source: "loss t(x: [*S]) { return sum(softmax(x)) }", finds: "LC3102 1:30" },
  {
    title: "a reduction of a function's axis that its argument has not",
    source: `fn f[A](v) = sum[A](v)\n${around("return f[C](y) + sum(x[N as M])")}`,
    finds: "LC3101 1:18",
    says: "'v' has no axis 'A' (here 'C' of 'x'): it has the axis 'N' (of 'x' and 'y')",
  },
  {
    title: "a reduction of an axis that was made",
    source: around("let z = y[N as M]\nreturn sum[M](x) + sum(z)"),
    finds: "LC3101 3:12",
    says: "'x' has no axis 'M' (made of 'N' by 'as'): it has the axes 'N' (of 'x' and 'y') and 'C' (of 'x')",
  },
  {
    title: "a softmax of all axes",
    source: around("return sum(softmax(x) * y)"),
    finds: "LC3103 2:12",
    hint: "write softmax[N](...) or softmax[C](...)",
  },
  { title: "an argmax of two axes", source: around("return argmax[N, C](x) + sum(y)"), finds: "LC3104 2:18" },
  {
    title: "a renaming to an axis that is there",
    source: around("return sum(x[N as C] * y)"),
    finds: "LC3105 2:19",
    says: "it has the axes 'N' (of 'x' and 'y') and 'C' (of 'x')",
  },
  {
    title: "the inputs of an axis that many have",
    source: "loss t(a: [N], b: [N], c: [N], d: [N], e: [K]) { return sum(a * b * c * d) + sum[K](a) + sum(e) }",
    finds: "LC3101 1:82",
    says: "it has the axis 'N' (of 'a', 'b' and others)",
  },
  { title: "a renaming to itself", source: around("return sum(x * y[N as N])"), finds: "LC3105 2:23" },
  { title: "an axis twice in a list", source: around("return sum[N, C, N](x * y)"), finds: "LC3106 2:18" },
];
