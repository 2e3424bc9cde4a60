// A layer y = x w + b, with max(y, 0) behind it if RELU, for as many rows as the bound arrays have.
// `weights` is w, [INPUTS, OUTPUTS], and below it b as one more row: the row of an input that is always 1.

override INPUTS: u32;
override OUTPUTS: u32;
override RELU: bool;
override RATE: f32;
override MOMENTUM: f32;

@group(0) @binding(0) var<storage, read_write> weights: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read> dy: array<f32>;
@group(0) @binding(4) var<storage, read_write> dx: array<f32>;
@group(0) @binding(5) var<storage, read_write> speed: array<f32>;

/// Writes y: an invocation for each of its elements.
@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&y)) { return; }
  let row = id.x / OUTPUTS;
  let k = id.x % OUTPUTS;
  var sum = weights[INPUTS * OUTPUTS + k];
  for (var i = 0u; i < INPUTS; i++) {
    sum += x[row * INPUTS + i] * weights[i * OUTPUTS + k];
  }
  y[id.x] = select(sum, max(sum, 0), RELU);
}

/// Writes dx, the gradient of what went through max(_, 0) to become x: an invocation for each of its elements.
@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&dx)) { return; }
  let row = id.x / INPUTS;
  let i = id.x % INPUTS;
  var sum = 0.0;
  for (var k = 0u; k < OUTPUTS; k++) {
    sum += dy[row * OUTPUTS + k] * weights[i * OUTPUTS + k];
  }
  dx[id.x] = select(0, sum, x[id.x] > 0);
}

/// Takes a step down the gradient, with momentum: an invocation for each weight.
@compute @workgroup_size(64)
fn update(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&weights)) { return; }
  let i = id.x / OUTPUTS;
  let k = id.x % OUTPUTS;
  var sum = 0.0;
  for (var row = 0u; row < arrayLength(&dy) / OUTPUTS; row++) {
    sum += select(1, x[row * INPUTS + min(i, INPUTS - 1)], i < INPUTS) * dy[row * OUTPUTS + k];
  }
  speed[id.x] = MOMENTUM * speed[id.x] + sum;
  weights[id.x] -= RATE * speed[id.x];
}
