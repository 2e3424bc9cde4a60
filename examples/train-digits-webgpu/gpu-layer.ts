import { MOMENTUM, RATE } from "../train-digits/settings.js";
import { bind, bufferOf, createBuffer, createPipeline, type Dispatch } from "./gpu.js";

/** A layer whose weights stay on the GPU. The arrays of `rows` rows are bound once, and the dispatches used again and again. */
export interface GpuLayer {
  /** Writes the outputs for the rows of `x` into `y`. */
  forward(rows: number, x: GPUBufferBinding, y: GPUBufferBinding): Dispatch;
  /** Writes the gradient of the inputs into `dx`, and 0 where `x` is: behind a max(_, 0). */
  backward(rows: number, x: GPUBufferBinding, dy: GPUBufferBinding, dx: GPUBufferBinding): Dispatch;
  /** Takes a step down the gradient `dy` of the outputs. */
  update(x: GPUBufferBinding, dy: GPUBufferBinding): Dispatch;
}

export interface LayerSettings {
  readonly inputs: number;
  readonly outputs: number;
  readonly relu: boolean;
  /** [inputs, outputs]; the bias is 0 at first. */
  readonly initial: Float32Array;
}

/** Makes a layer with the shaders of `layer.wgsl`. */
export async function createLayer(device: GPUDevice, code: string, settings: LayerSettings): Promise<GpuLayer> {
  const { inputs, outputs, relu, initial } = settings;
  const module = device.createShaderModule({ code });
  const sizes = { INPUTS: inputs, OUTPUTS: outputs };
  const [forward, backward, update] = await Promise.all([
    createPipeline(device, module, "forward", { ...sizes, RELU: Number(relu) }),
    createPipeline(device, module, "backward", sizes),
    createPipeline(device, module, "update", { ...sizes, RATE, MOMENTUM }),
  ]);
  const count = (inputs + 1) * outputs;
  const start = new Float32Array(count);
  start.set(initial);
  const weights = { buffer: bufferOf(device, start) };
  const speed = { buffer: createBuffer(device, count) };
  return {
    forward: (rows, x, y) => bind(device, forward, rows * outputs, { 0: weights, 1: x, 2: y }),
    backward: (rows, x, dy, dx) => bind(device, backward, rows * inputs, { 0: weights, 1: x, 3: dy, 4: dx }),
    update: (x, dy) => bind(device, update, count, { 0: weights, 1: x, 3: dy, 5: speed }),
  };
}
