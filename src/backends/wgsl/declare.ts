import type { InterfaceDeclarationStructure, OptionalKind, StatementStructures, StructureKind } from "ts-morph";
import { camelCase } from "../../support/camel-case.ts";
import type { Dtype } from "../module/arrays.ts";
import {
  type Calls,
  createSubject,
  declareInterfaces,
  lossMethods,
  property,
  type Subject,
  typeNames as namesOfCalls,
} from "../module/declare.ts";
import { describeInput, docStructure } from "../module/docs.ts";
import { printString } from "../module/literal.ts";
import type { LossUnit } from "../module/unit.ts";

/** Calls on a device give promises, and workspaces keep buffers. */
const calls: Calls = { result: (type) => `Promise<${type}>`, kept: "buffers", keeps: () => "GpuTensor" };

/** The exported types of a loss, in the order of a module. */
export function declareTypes(
  unit: LossUnit,
  dtype: Dtype,
  stem: string,
  kinds: typeof StructureKind,
): readonly StatementStructures[] {
  const subject = createSubject(unit, dtype, stem, calls);
  return declareInterfaces(subject, kinds, [
    gpuInputsInterface(subject),
    kernelInterface(subject),
    lossInterface(subject),
  ]);
}

/** The names of those types. */
export function typeNames(unit: LossUnit, stem: string): readonly string[] {
  const names = namesOfCalls(unit, stem);
  return [...names.slice(0, -1), `${stem}GpuInputs`, `${stem}Kernel`, `${stem}Loss`];
}

function gpuInputsInterface({ program, stem }: Subject): OptionalKind<InterfaceDeclarationStructure> {
  return {
    name: `${stem}GpuInputs`,
    docs: docStructure("Inputs whose data is on the device."),
    properties: program.inputs.map((input) => {
      const docs = docStructure(input.doc, describeInput(input));
      return property(camelCase(input.name), "GpuTensor", input.default !== undefined, docs);
    }),
  };
}

function kernelInterface(subject: Subject): OptionalKind<InterfaceDeclarationStructure> {
  const { stem, program, use, declare } = subject;
  const required = program.options.some((option) => option.default === undefined);
  const options = `Omit<${stem}Options${use}, "gradOutput"> & GpuGradOutput`;
  return {
    name: `${stem}Kernel`,
    docs: docStructure("A loss on a device."),
    methods: [
      ...lossMethods(subject),
      {
        name: "encode",
        typeParameters: declare === "" ? [] : [declare.slice(1, -1)],
        parameters: [
          { name: "encoder", type: "GpuCommandEncoder" },
          { name: "inputs", type: `${stem}GpuInputs` },
          { name: "options", type: required ? options : `(${options}) | undefined` },
          { name: "out", type: `GpuOutputs<${stem}Grads, ${stem}Metrics>` },
        ],
        returnType: "void",
        docs: docStructure(
          "Records the loss into an encoder: nothing is submitted, read back or, once warm, allocated. Indices that are out of range are clamped; `out.status` tells of them.",
        ),
      },
      { name: "destroy", returnType: "void", docs: ["Frees the buffers that the kernel and its workspaces hold."] },
    ],
  };
}

function lossInterface({ stem, optional }: Subject): OptionalKind<InterfaceDeclarationStructure> {
  const names = optional.length === 0 ? "never" : optional.map(printString).join(" | ");
  const parameters = [
    { name: "device", type: "GpuDevice" },
    { name: "setup", hasQuestionToken: true, type: `GpuSetup<${stem}Options, ${names}, keyof ${stem}Grads>` },
  ];
  const docs = docStructure(
    "Compiles pipelines for a device: those that calls without options and without inputs that have a default need, or those that `setup` tells.",
  );
  return { name: `${stem}Loss`, methods: [{ name: "create", parameters, returnType: `Promise<${stem}Kernel>`, docs }] };
}
