/** The weights [inputs, outputs] that a layer starts with. */
export function initialWeights(inputs: number, outputs: number, random: () => number): Float32Array<ArrayBuffer> {
  // He, Zhang, Ren & Sun 2015: the variance 2 / inputs, here of a uniform distribution.
  const most = Math.sqrt(6 / inputs);
  return Float32Array.from({ length: inputs * outputs }, () => most * (2 * random() - 1));
}

/** A layer `y = x w + b`, trained by gradient descent with momentum. */
export class Dense {
  private readonly weights: Float32Array;
  private readonly bias: Float32Array;
  private readonly weightSpeed: Float32Array;
  private readonly biasSpeed: Float32Array;

  constructor(
    private readonly inputs: number,
    private readonly outputs: number,
    random: () => number,
  ) {
    this.weights = initialWeights(inputs, outputs, random);
    this.bias = new Float32Array(outputs);
    this.weightSpeed = new Float32Array(inputs * outputs);
    this.biasSpeed = new Float32Array(outputs);
  }

  /** Writes the layer's outputs for the rows of `x` into `y`. */
  forward(x: Float32Array, y: Float32Array): void {
    const { inputs, outputs, weights, bias } = this;
    for (let row = 0, rows = y.length / outputs; row < rows; row++) {
      const out = row * outputs;
      y.set(bias, out);
      for (let i = 0; i < inputs; i++) {
        const value = x[row * inputs + i];
        if (value === 0) continue;
        for (let k = 0; k < outputs; k++) y[out + k] += value * weights[i * outputs + k];
      }
    }
  }

  /** Takes a step down the gradient `dy` of the outputs; `dx`, if given, gets that of the inputs. */
  backward(x: Float32Array, dy: Float32Array, rate: number, momentum: number, dx?: Float32Array): void {
    const { inputs, outputs, weights, bias, weightSpeed, biasSpeed } = this;
    const rows = dy.length / outputs;
    for (let k = 0; k < weightSpeed.length; k++) weightSpeed[k] *= momentum;
    for (let k = 0; k < outputs; k++) biasSpeed[k] *= momentum;
    for (let row = 0; row < rows; row++) {
      const out = row * outputs;
      for (let k = 0; k < outputs; k++) biasSpeed[k] += dy[out + k];
      for (let i = 0; i < inputs; i++) {
        const value = x[row * inputs + i];
        let sum = 0;
        for (let k = 0; k < outputs; k++) {
          sum += dy[out + k] * weights[i * outputs + k];
          weightSpeed[i * outputs + k] += value * dy[out + k];
        }
        if (dx) dx[row * inputs + i] = sum;
      }
    }
    for (let k = 0; k < weights.length; k++) weights[k] -= rate * weightSpeed[k];
    for (let k = 0; k < outputs; k++) bias[k] -= rate * biasSpeed[k];
  }
}
