import type { Arithmetic } from "../../src/examine/inherent.ts";
import { type Accuracy, type Dtype, HOST_ACCURACY } from "./accuracy.ts";
import { type Compiled, compileAndLoad, type Kernel, type Meta, type Workspace } from "./kernels.ts";

/** The same function, on a backend that may answer later. */
type Eventual<F> = F extends (...args: infer A) => infer R ? (...args: A) => R | Promise<R> : F;

/** A kernel of any backend: what `Kernel` says, now or later. */
export type AnyKernel = { readonly [K in Exclude<keyof Kernel, "workspace">]: Eventual<Kernel[K]> } & {
  workspace(...args: Parameters<Kernel["workspace"]>): AnyWorkspace | Promise<AnyWorkspace>;
};
export type AnyWorkspace = Omit<Workspace, "valueAndGrad"> & {
  valueAndGrad: Eventual<Workspace["valueAndGrad"]>;
};

/** Loaded modules. */
export interface Loaded {
  kernel(loss: string): AnyKernel | Promise<AnyKernel>;
  meta(loss: string): Meta;
  /** What a further compiler on the way has to say of all that was generated. */
  complaints?(): Promise<readonly string[]>;
  /** Gives back what they run on. */
  end?(): void;
}

/** What the reference suites run on: everything that a target must bring along to be held to the same vectors. */
export interface Backend {
  readonly name: string;
  /** The element types it has, and what it promises of each. */
  readonly accuracy: Readonly<Partial<Record<Dtype, Accuracy>>>;
  /** What it computes in, where that keeps too few digits for terms that cancel: these are then held to what it can. */
  readonly arithmetic?: Arithmetic;
  /** Compiles sources and loads the modules. */
  load(sources: Readonly<Record<string, string>>, dtype: Dtype, wrt?: readonly string[]): Promise<Loaded>;
}

export const typescript: Backend = {
  name: "ts",
  accuracy: HOST_ACCURACY,
  load: (sources, dtype, wrt): Promise<Compiled> => compileAndLoad(sources, dtype, wrt && { wrt }),
};
