// tversky: the value.
// Tversky loss per class, averaged over the classes.

struct Params {
  infinity: f32,
  nan: f32,
  C: i32,
  groups1: i32,
  lanes1: i32,
  S: i32,
  N: i32,
  target2Start: i32,
  logitsStart: i32,
  beta: f32,
  alpha: f32,
  valueStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> value: array<f32>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> target2: array<f32>;

@compute @workgroup_size(256)
fn overC(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = u32(params.C);
  let lanes = u32(params.lanes1);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups1) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let C = i32(item);
    var missed = 0.0f;
    var wrong = 0.0f;
    var hit = 0.0f;
    let at = C * params.S;
    for (var N = lane; N < select(0, params.N, valid); N += i32(lanes)) {
      let at2 = at + N * params.S * params.C;
      let stop = params.S;
      var missedPart = 0.0f;
      var wrongPart = 0.0f;
      var hitPart = 0.0f;
      for (var S = 0; S < stop; S += 1) {
        let at3 = at2 + S;
        let targetAt = target2[params.target2Start + at3];
        let logitsAt = logits[params.logitsStart + at3];
        let power = exp_f32(-abs(logitsAt));
        let t = 1.0f + power;
        missedPart += select(1.0f, power, -logitsAt < 0.0f) / t * targetAt;
        let p = select(1.0f, power, logitsAt < 0.0f) / t;
        wrongPart += p * (1.0f - targetAt);
        hitPart += p * targetAt;
        if ((S & 31) == 31) {
          missed += missedPart;
          missedPart = 0.0f;
          wrong += wrongPart;
          wrongPart = 0.0f;
          hit += hitPart;
          hitPart = 0.0f;
        }
      }
      missed += missedPart;
      wrong += wrongPart;
      hit += hitPart;
    }
    missed = lanes_add_f32(missed, thread, lanes);
    wrong = lanes_add_f32(wrong, thread, lanes);
    hit = lanes_add_f32(hit, thread, lanes);
    let t = params.beta * missed;
    let t2 = params.alpha * wrong;
    if (leads) { value[params.valueStart + C] = (t2 + t) / (hit + t2 + t + 1.0f); }
  }
}

// tversky: the value.
// Tversky loss per class, averaged over the classes.

struct Params {
  infinity: f32,
  nan: f32,
  C: i32,
  groups1: i32,
  lanes1: i32,
  S: i32,
  N: i32,
  target2Start: i32,
  logitsStart: i32,
  beta: f32,
  alpha: f32,
  reduction: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> target2: array<f32>;
@group(0) @binding(3) var<storage, read_write> scratch: array<u32>;

@compute @workgroup_size(256)
fn overC(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var total = 0.0f;
  var totalPart = 0.0f;
  var turn = 0u;
  let count = u32(params.C);
  let lanes = u32(params.lanes1);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups1) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let C = i32(item);
    var missed = 0.0f;
    var wrong = 0.0f;
    var hit = 0.0f;
    let at = C * params.S;
    for (var N = lane; N < select(0, params.N, valid); N += i32(lanes)) {
      let at2 = at + N * params.S * params.C;
      let stop = params.S;
      var missedPart = 0.0f;
      var wrongPart = 0.0f;
      var hitPart = 0.0f;
      for (var S = 0; S < stop; S += 1) {
        let at3 = at2 + S;
        let targetAt = target2[params.target2Start + at3];
        let logitsAt = logits[params.logitsStart + at3];
        let power = exp_f32(-abs(logitsAt));
        let t = 1.0f + power;
        missedPart += select(1.0f, power, -logitsAt < 0.0f) / t * targetAt;
        let p = select(1.0f, power, logitsAt < 0.0f) / t;
        wrongPart += p * (1.0f - targetAt);
        hitPart += p * targetAt;
        if ((S & 31) == 31) {
          missed += missedPart;
          missedPart = 0.0f;
          wrong += wrongPart;
          wrongPart = 0.0f;
          hit += hitPart;
          hitPart = 0.0f;
        }
      }
      missed += missedPart;
      wrong += wrongPart;
      hit += hitPart;
    }
    missed = lanes_add_f32(missed, thread, lanes);
    wrong = lanes_add_f32(wrong, thread, lanes);
    hit = lanes_add_f32(hit, thread, lanes);
    let t = params.beta * missed;
    let t2 = params.alpha * wrong;
    if (leads) { totalPart += (t2 + t) / (hit + t2 + t + 1.0f); }
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
    scratch[0] = bitcast<u32>(select(total, total / f32(params.C), params.reduction == 0));
  }
}

// tversky: the value and the gradients.
// Tversky loss per class, averaged over the classes.

struct Params {
  infinity: f32,
  nan: f32,
  C: i32,
  groups1: i32,
  lanes1: i32,
  S: i32,
  N: i32,
  target2Start: i32,
  logitsStart: i32,
  beta: f32,
  alpha: f32,
  valueStart: i32,
  gradOutputStart: i32,
  dLogitsStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradOutput: array<f32>;
@group(0) @binding(2) var<storage, read_write> value: array<f32>;
@group(0) @binding(3) var<storage, read> logits: array<f32>;
@group(0) @binding(4) var<storage, read> target2: array<f32>;
@group(0) @binding(5) var<storage, read_write> dLogits: array<f32>;

@compute @workgroup_size(256)
fn overC(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = u32(params.C);
  let lanes = u32(params.lanes1);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups1) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let C = i32(item);
    var missed = 0.0f;
    var wrong = 0.0f;
    var hit = 0.0f;
    let at = C * params.S;
    for (var N = lane; N < select(0, params.N, valid); N += i32(lanes)) {
      let at2 = at + N * params.S * params.C;
      let stop = params.S;
      var missedPart = 0.0f;
      var wrongPart = 0.0f;
      var hitPart = 0.0f;
      for (var S = 0; S < stop; S += 1) {
        let at3 = at2 + S;
        let targetAt = target2[params.target2Start + at3];
        let logitsAt = logits[params.logitsStart + at3];
        let power = exp_f32(-abs(logitsAt));
        let t = 1.0f + power;
        missedPart += select(1.0f, power, -logitsAt < 0.0f) / t * targetAt;
        let p = select(1.0f, power, logitsAt < 0.0f) / t;
        wrongPart += p * (1.0f - targetAt);
        hitPart += p * targetAt;
        if ((S & 31) == 31) {
          missed += missedPart;
          missedPart = 0.0f;
          wrong += wrongPart;
          wrongPart = 0.0f;
          hit += hitPart;
          hitPart = 0.0f;
        }
      }
      missed += missedPart;
      wrong += wrongPart;
      hit += hitPart;
    }
    missed = lanes_add_f32(missed, thread, lanes);
    wrong = lanes_add_f32(wrong, thread, lanes);
    hit = lanes_add_f32(hit, thread, lanes);
    let t = params.beta * missed;
    let t2 = params.alpha * wrong;
    let t3 = hit + t2 + t + 1.0f;
    let ratio = (t2 + t) / t3;
    if (leads) { value[params.valueStart + C] = ratio; }
    let gradOutputAt = gradOutput[params.gradOutputStart + C];
    let t4 = ratio / t3 * gradOutputAt;
    let difference = gradOutputAt / t3 - t4;
    let t5 = params.beta * difference;
    let t6 = params.alpha * difference;
    storageBarrier(); // Only where a gradient replaces its input.
    for (var N = lane; N < select(0, params.N, valid); N += i32(lanes)) {
      let at2 = at + N * params.S * params.C;
      for (var S = 0; S < params.S; S += 1) {
        let at3 = at2 + S;
        let power = exp_f32(-abs(logits[params.logitsStart + at3]));
        let t7 = 1.0f + power;
        let ratio2 = power / (t7 * t7);
        let targetAt = target2[params.target2Start + at3];
        dLogits[params.dLogitsStart + at3] = (t6 * (1.0f - targetAt) - t4 * targetAt) * ratio2 - t5 * targetAt * ratio2;
      }
    }
  }
}

// tversky: the value and the gradients.
// Tversky loss per class, averaged over the classes.

struct Params {
  infinity: f32,
  nan: f32,
  C: i32,
  groups1: i32,
  lanes1: i32,
  S: i32,
  N: i32,
  target2Start: i32,
  logitsStart: i32,
  beta: f32,
  alpha: f32,
  valueStart: i32,
  dLogitsStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> value: array<f32>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> target2: array<f32>;
@group(0) @binding(4) var<storage, read_write> dLogits: array<f32>;

@compute @workgroup_size(256)
fn overC(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = u32(params.C);
  let lanes = u32(params.lanes1);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups1) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let C = i32(item);
    var missed = 0.0f;
    var wrong = 0.0f;
    var hit = 0.0f;
    let at = C * params.S;
    for (var N = lane; N < select(0, params.N, valid); N += i32(lanes)) {
      let at2 = at + N * params.S * params.C;
      let stop = params.S;
      var missedPart = 0.0f;
      var wrongPart = 0.0f;
      var hitPart = 0.0f;
      for (var S = 0; S < stop; S += 1) {
        let at3 = at2 + S;
        let targetAt = target2[params.target2Start + at3];
        let logitsAt = logits[params.logitsStart + at3];
        let power = exp_f32(-abs(logitsAt));
        let t = 1.0f + power;
        missedPart += select(1.0f, power, -logitsAt < 0.0f) / t * targetAt;
        let p = select(1.0f, power, logitsAt < 0.0f) / t;
        wrongPart += p * (1.0f - targetAt);
        hitPart += p * targetAt;
        if ((S & 31) == 31) {
          missed += missedPart;
          missedPart = 0.0f;
          wrong += wrongPart;
          wrongPart = 0.0f;
          hit += hitPart;
          hitPart = 0.0f;
        }
      }
      missed += missedPart;
      wrong += wrongPart;
      hit += hitPart;
    }
    missed = lanes_add_f32(missed, thread, lanes);
    wrong = lanes_add_f32(wrong, thread, lanes);
    hit = lanes_add_f32(hit, thread, lanes);
    let t = params.beta * missed;
    let t2 = params.alpha * wrong;
    let t3 = hit + t2 + t + 1.0f;
    let ratio = (t2 + t) / t3;
    if (leads) { value[params.valueStart + C] = ratio; }
    let ratio2 = ratio / t3;
    let difference = 1.0f / t3 - ratio2;
    let t4 = params.beta * difference;
    let t5 = params.alpha * difference;
    storageBarrier(); // Only where a gradient replaces its input.
    for (var N = lane; N < select(0, params.N, valid); N += i32(lanes)) {
      let at2 = at + N * params.S * params.C;
      for (var S = 0; S < params.S; S += 1) {
        let at3 = at2 + S;
        let power = exp_f32(-abs(logits[params.logitsStart + at3]));
        let t6 = 1.0f + power;
        let ratio3 = power / (t6 * t6);
        let targetAt = target2[params.target2Start + at3];
        dLogits[params.dLogitsStart + at3] = (t5 * (1.0f - targetAt) - ratio2 * targetAt) * ratio3 - t4 * targetAt * ratio3;
      }
    }
  }
}

// tversky: the value and the gradients.
// Tversky loss per class, averaged over the classes.

struct Params {
  infinity: f32,
  nan: f32,
  reduction: i32,
  gradOutput: f32,
  C: i32,
  groups1: i32,
  lanes1: i32,
  S: i32,
  N: i32,
  target2Start: i32,
  logitsStart: i32,
  beta: f32,
  alpha: f32,
  dLogitsStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> target2: array<f32>;
@group(0) @binding(3) var<storage, read_write> dLogits: array<f32>;
@group(0) @binding(4) var<storage, read_write> scratch: array<u32>;

@compute @workgroup_size(256)
fn overC(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let same = params.reduction == 0;
  let t = select(params.gradOutput, params.gradOutput / f32(params.C), same);
  var total = 0.0f;
  var totalPart = 0.0f;
  var turn = 0u;
  let count = u32(params.C);
  let lanes = u32(params.lanes1);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups1) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let C = i32(item);
    var missed = 0.0f;
    var wrong = 0.0f;
    var hit = 0.0f;
    let at = C * params.S;
    for (var N = lane; N < select(0, params.N, valid); N += i32(lanes)) {
      let at2 = at + N * params.S * params.C;
      let stop = params.S;
      var missedPart = 0.0f;
      var wrongPart = 0.0f;
      var hitPart = 0.0f;
      for (var S = 0; S < stop; S += 1) {
        let at3 = at2 + S;
        let targetAt = target2[params.target2Start + at3];
        let logitsAt = logits[params.logitsStart + at3];
        let power = exp_f32(-abs(logitsAt));
        let t2 = 1.0f + power;
        missedPart += select(1.0f, power, -logitsAt < 0.0f) / t2 * targetAt;
        let p = select(1.0f, power, logitsAt < 0.0f) / t2;
        wrongPart += p * (1.0f - targetAt);
        hitPart += p * targetAt;
        if ((S & 31) == 31) {
          missed += missedPart;
          missedPart = 0.0f;
          wrong += wrongPart;
          wrongPart = 0.0f;
          hit += hitPart;
          hitPart = 0.0f;
        }
      }
      missed += missedPart;
      wrong += wrongPart;
      hit += hitPart;
    }
    missed = lanes_add_f32(missed, thread, lanes);
    wrong = lanes_add_f32(wrong, thread, lanes);
    hit = lanes_add_f32(hit, thread, lanes);
    let t2 = params.beta * missed;
    let t3 = params.alpha * wrong;
    let t4 = hit + t3 + t2 + 1.0f;
    let ratio = (t3 + t2) / t4;
    if (leads) { totalPart += ratio; }
    let t5 = t * (ratio / t4);
    let difference = t / t4 - t5;
    let t6 = params.beta * difference;
    let t7 = params.alpha * difference;
    storageBarrier(); // Only where a gradient replaces its input.
    for (var N = lane; N < select(0, params.N, valid); N += i32(lanes)) {
      let at2 = at + N * params.S * params.C;
      for (var S = 0; S < params.S; S += 1) {
        let at3 = at2 + S;
        let power = exp_f32(-abs(logits[params.logitsStart + at3]));
        let t8 = 1.0f + power;
        let ratio2 = power / (t8 * t8);
        let targetAt = target2[params.target2Start + at3];
        dLogits[params.dLogitsStart + at3] = select(0.0f, (t7 * (1.0f - targetAt) - t5 * targetAt) * ratio2 - t6 * targetAt * ratio2, params.gradOutput != 0.0f);
      }
    }
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
    scratch[0] = bitcast<u32>(select(total, total / f32(params.C), same));
  }
}
