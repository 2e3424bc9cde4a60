import { initialWeights } from "../train-digits/dense.js";
import { CLASSES, countRight, type Digits, PIXELS, splitDigits } from "../train-digits/digits.js";
import { createRandom, shuffle } from "../train-digits/random.js";
import { BATCH, LABEL_SMOOTHING, SEED, TEST_SHARE, UNITS } from "../train-digits/settings.js";
import type { Trainer } from "../train-digits/trainer.js";
import { crossEntropy } from "./generated/cross_entropy.js";
import { createLayer } from "./gpu-layer.js";
import { bind, bufferOf, createBuffer, createPipeline, record, submitAndRead } from "./gpu.js";

export interface Shaders {
  /** The text of `layer.wgsl`, and of `gather.wgsl`. */
  readonly layer: string;
  readonly gather: string;
}

/**
 * The classifier of `createTrainer`, with the same first weights and the same order of digits, on the GPU: an epoch is one
 * submit, and only the losses of its batches come back.
 */
export async function createGpuTrainer(digits: Digits, device: GPUDevice, shaders: Shaders): Promise<Trainer> {
  const random = createRandom(SEED);
  const { test, trainingSet } = splitDigits(digits, TEST_SHARE, random);
  const steps = Math.floor(trainingSet.length / BATCH);
  const kernel = await crossEntropy.create(device);
  const hiddenLayer = await createLayer(device, shaders.layer, {
    inputs: PIXELS,
    outputs: UNITS,
    relu: true,
    initial: initialWeights(PIXELS, UNITS, random),
  });
  const outputLayer = await createLayer(device, shaders.layer, {
    inputs: UNITS,
    outputs: CLASSES,
    relu: false,
    initial: initialWeights(UNITS, CLASSES, random),
  });

  const order = createBuffer(device, steps * BATCH);
  const images = createBuffer(device, steps * BATCH * PIXELS);
  const labels = createBuffer(device, steps * BATCH);
  const module = device.createShaderModule({ code: shaders.gather });
  const gatherPipeline = await createPipeline(device, module, "gather", { PIXELS });
  const gather = bind(device, gatherPipeline, steps * BATCH * PIXELS, {
    0: { buffer: bufferOf(device, digits.images) },
    1: { buffer: bufferOf(device, digits.labels) },
    2: { buffer: order },
    3: { buffer: images },
    4: { buffer: labels },
  });

  const hidden = { buffer: createBuffer(device, BATCH * UNITS) };
  const hiddenGrad = { buffer: createBuffer(device, BATCH * UNITS) };
  const logits = { buffer: createBuffer(device, BATCH * CLASSES) };
  const logitsGrad = { buffer: createBuffer(device, BATCH * CLASSES) };
  // The loss of each batch, and behind them what was wrong with its data.
  const report = createBuffer(device, 2 * steps);

  const batches = Array.from({ length: steps }, (_, step) => {
    const size = 4 * BATCH * PIXELS;
    const x = { buffer: images, offset: step * size, size };
    return {
      forward: [hiddenLayer.forward(BATCH, x, hidden), outputLayer.forward(BATCH, hidden, logits)],
      inputs: {
        logits: { ...logits, shape: [BATCH, CLASSES] },
        target: { buffer: labels, offset: 4 * step * BATCH, shape: [BATCH] },
      },
      outputs: {
        value: { buffer: report, offset: 4 * step },
        grads: { logits: logitsGrad },
        status: { buffer: report, offset: 4 * (steps + step) },
      },
      backward: [
        outputLayer.backward(BATCH, hidden, logitsGrad, hiddenGrad),
        outputLayer.update(hidden, logitsGrad),
        hiddenLayer.update(x, hiddenGrad),
      ],
    };
  });

  const testHidden = { buffer: createBuffer(device, test.count * UNITS) };
  const testLogits = { buffer: createBuffer(device, test.count * CLASSES) };
  const testForward = [
    hiddenLayer.forward(test.count, { buffer: bufferOf(device, test.images) }, testHidden),
    outputLayer.forward(test.count, testHidden, testLogits),
  ];

  return {
    trained: trainingSet.length,
    tested: test.count,
    async epoch() {
      shuffle(trainingSet, random);
      device.queue.writeBuffer(order, 0, trainingSet, 0, steps * BATCH);
      const encoder = device.createCommandEncoder();
      record(encoder, [gather]);
      for (const { forward, inputs, outputs, backward } of batches) {
        record(encoder, forward);
        kernel.encode(encoder, inputs, { labelSmoothing: LABEL_SMOOTHING }, outputs);
        record(encoder, backward);
      }
      const bytes = await submitAndRead(device, encoder, report);
      if (new Uint32Array(bytes, 4 * steps).some((status) => status !== 0)) throw new Error("a label is not a digit");
      return new Float32Array(bytes, 0, steps);
    },
    async countRight() {
      const encoder = device.createCommandEncoder();
      record(encoder, testForward);
      return countRight(new Float32Array(await submitAndRead(device, encoder, testLogits.buffer)), test.labels);
    },
  };
}
