// gaussianNll: the value.
// Negative log-likelihood of a normal distribution with a predicted variance.

struct Params {
  infinity: f32,
  nan: f32,
  full: i32,
  S: i32,
  groups1: i32,
  varianceStart: i32,
  eps: f32,
  muStart: i32,
  target2Start: i32,
  valueStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> target2: array<f32>;
@group(0) @binding(2) var<storage, read> mu: array<f32>;
@group(0) @binding(3) var<storage, read> variance: array<f32>;
@group(0) @binding(4) var<storage, read_write> value: array<f32>;

@compute @workgroup_size(256)
fn overS(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let t = select(0.0f, 0.9189385f, params.full != 0);
  let count = u32(params.S);
  let stride = u32(params.groups1) * 256u;
  for (var item = group.x * 256u + thread; item < count; item += stride) {
    let S = i32(item);
    let v = max_f32(variance[params.varianceStart + S], params.eps);
    let difference = mu[params.muStart + S] - target2[params.target2Start + S];
    value[params.valueStart + S] = 0.5f * (log_f32(v) + difference * difference / v) + t;
  }
}

// gaussianNll: the value.
// Negative log-likelihood of a normal distribution with a predicted variance.

struct Params {
  infinity: f32,
  nan: f32,
  full: i32,
  S: i32,
  groups1: i32,
  varianceStart: i32,
  eps: f32,
  muStart: i32,
  target2Start: i32,
  reduction: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> target2: array<f32>;
@group(0) @binding(2) var<storage, read> mu: array<f32>;
@group(0) @binding(3) var<storage, read> variance: array<f32>;
@group(0) @binding(4) var<storage, read_write> scratch: array<u32>;

@compute @workgroup_size(256)
fn overS(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let t = select(0.0f, 0.9189385f, params.full != 0);
  var total = 0.0f;
  var totalPart = 0.0f;
  var turn = 0u;
  let count = u32(params.S);
  let stride = u32(params.groups1) * 256u;
  for (var item = group.x * 256u + thread; item < count; item += stride) {
    let S = i32(item);
    let v = max_f32(variance[params.varianceStart + S], params.eps);
    let difference = mu[params.muStart + S] - target2[params.target2Start + S];
    totalPart += 0.5f * (log_f32(v) + difference * difference / v) + t;
    turn += 1u;
    if ((turn & 31u) == 0u) {
      total += totalPart;
      totalPart = 0.0f;
    }
  }
  total += totalPart;
  total = lanes_add_f32(total, thread, 256u);
  if (thread == 0u) { scratch[1 + i32(group.x)] = bitcast<u32>(total); }
}

@compute @workgroup_size(256)
fn finish(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let total = parts_add_f32(1, u32(params.groups1), thread);
  if (thread == 0u) {
    scratch[0] = bitcast<u32>(select(total, total / f32(params.S), params.reduction == 0));
  }
}

// gaussianNll: the value and the gradients.
// Negative log-likelihood of a normal distribution with a predicted variance.

struct Params {
  infinity: f32,
  nan: f32,
  full: i32,
  S: i32,
  groups1: i32,
  varianceStart: i32,
  eps: f32,
  muStart: i32,
  target2Start: i32,
  valueStart: i32,
  gradOutputStart: i32,
  dMuStart: i32,
  dVarianceStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradOutput: array<f32>;
@group(0) @binding(2) var<storage, read> target2: array<f32>;
@group(0) @binding(3) var<storage, read> mu: array<f32>;
@group(0) @binding(4) var<storage, read> variance: array<f32>;
@group(0) @binding(5) var<storage, read_write> value: array<f32>;
@group(0) @binding(6) var<storage, read_write> dMu: array<f32>;
@group(0) @binding(7) var<storage, read_write> dVariance: array<f32>;

@compute @workgroup_size(256)
fn overS(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let t = select(0.0f, 0.9189385f, params.full != 0);
  let count = u32(params.S);
  let stride = u32(params.groups1) * 256u;
  for (var item = group.x * 256u + thread; item < count; item += stride) {
    let S = i32(item);
    let varianceAt = variance[params.varianceStart + S];
    let v = max_f32(varianceAt, params.eps);
    let difference = mu[params.muStart + S] - target2[params.target2Start + S];
    let ratio = difference * difference / v;
    value[params.valueStart + S] = 0.5f * (log_f32(v) + ratio) + t;
    let gradOutputAt = gradOutput[params.gradOutputStart + S];
    let ratio2 = gradOutputAt / v;
    dMu[params.dMuStart + S] = ratio2 * difference;
    dVariance[params.dVarianceStart + S] = select((0.5f * ratio2 - 0.5f * gradOutputAt * (ratio / v)) * select(1.0f, 0.5f, varianceAt == params.eps), 0.0f, varianceAt < params.eps);
  }
}

// gaussianNll: the value and the gradients.
// Negative log-likelihood of a normal distribution with a predicted variance.

struct Params {
  infinity: f32,
  nan: f32,
  full: i32,
  S: i32,
  groups1: i32,
  varianceStart: i32,
  eps: f32,
  muStart: i32,
  target2Start: i32,
  valueStart: i32,
  dMuStart: i32,
  dVarianceStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> target2: array<f32>;
@group(0) @binding(2) var<storage, read> mu: array<f32>;
@group(0) @binding(3) var<storage, read> variance: array<f32>;
@group(0) @binding(4) var<storage, read_write> value: array<f32>;
@group(0) @binding(5) var<storage, read_write> dMu: array<f32>;
@group(0) @binding(6) var<storage, read_write> dVariance: array<f32>;

@compute @workgroup_size(256)
fn overS(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let t = select(0.0f, 0.9189385f, params.full != 0);
  let count = u32(params.S);
  let stride = u32(params.groups1) * 256u;
  for (var item = group.x * 256u + thread; item < count; item += stride) {
    let S = i32(item);
    let varianceAt = variance[params.varianceStart + S];
    let v = max_f32(varianceAt, params.eps);
    let difference = mu[params.muStart + S] - target2[params.target2Start + S];
    let ratio = difference * difference / v;
    value[params.valueStart + S] = 0.5f * (log_f32(v) + ratio) + t;
    dMu[params.dMuStart + S] = difference / v;
    dVariance[params.dVarianceStart + S] = select((0.5f / v - 0.5f * (ratio / v)) * select(1.0f, 0.5f, varianceAt == params.eps), 0.0f, varianceAt < params.eps);
  }
}

// gaussianNll: the value and the gradients.
// Negative log-likelihood of a normal distribution with a predicted variance.

struct Params {
  infinity: f32,
  nan: f32,
  reduction: i32,
  gradOutput: f32,
  S: i32,
  full: i32,
  groups1: i32,
  varianceStart: i32,
  eps: f32,
  muStart: i32,
  target2Start: i32,
  dMuStart: i32,
  dVarianceStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> target2: array<f32>;
@group(0) @binding(2) var<storage, read> mu: array<f32>;
@group(0) @binding(3) var<storage, read> variance: array<f32>;
@group(0) @binding(4) var<storage, read_write> dMu: array<f32>;
@group(0) @binding(5) var<storage, read_write> dVariance: array<f32>;
@group(0) @binding(6) var<storage, read_write> scratch: array<u32>;

@compute @workgroup_size(256)
fn overS(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let same = params.reduction == 0;
  let t = select(params.gradOutput, params.gradOutput / f32(params.S), same);
  let t2 = select(0.0f, 0.9189385f, params.full != 0);
  let t3 = 0.5f * t;
  var total = 0.0f;
  var totalPart = 0.0f;
  var turn = 0u;
  let count = u32(params.S);
  let stride = u32(params.groups1) * 256u;
  for (var item = group.x * 256u + thread; item < count; item += stride) {
    let S = i32(item);
    let varianceAt = variance[params.varianceStart + S];
    let v = max_f32(varianceAt, params.eps);
    let difference = mu[params.muStart + S] - target2[params.target2Start + S];
    let ratio = difference * difference / v;
    totalPart += 0.5f * (log_f32(v) + ratio) + t2;
    let ratio2 = t / v;
    dMu[params.dMuStart + S] = select(0.0f, ratio2 * difference, params.gradOutput != 0.0f);
    dVariance[params.dVarianceStart + S] = select(0.0f, select((0.5f * ratio2 - t3 * (ratio / v)) * select(1.0f, 0.5f, varianceAt == params.eps), 0.0f, varianceAt < params.eps), params.gradOutput != 0.0f);
    turn += 1u;
    if ((turn & 31u) == 0u) {
      total += totalPart;
      totalPart = 0.0f;
    }
  }
  total += totalPart;
  total = lanes_add_f32(total, thread, 256u);
  if (thread == 0u) { scratch[1 + i32(group.x)] = bitcast<u32>(total); }
}

@compute @workgroup_size(256)
fn finish(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let total = parts_add_f32(1, u32(params.groups1), thread);
  let same = params.reduction == 0;
  if (thread == 0u) {
    scratch[0] = bitcast<u32>(select(total, total / f32(params.S), same));
  }
}
