// labelSmoothing: the value.
// Cross-entropy with uniform smoothing and a mask, spelled naively.

struct Params {
  infinity: f32,
  nan: f32,
  C: i32,
  smoothing: f32,
  N: i32,
  groups1: i32,
  lanes1: i32,
  logitsStart: i32,
  target2Start: i32,
  valueStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> target2: array<i32>;
@group(0) @binding(3) var<storage, read_write> value: array<f32>;

@compute @workgroup_size(256)
fn overN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let t = -(1.0f / f32(params.C));
  let difference = 1.0f - params.smoothing;
  let count = u32(params.N);
  let lanes = u32(params.lanes1);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups1) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var largest = -params.infinity;
    let at = N * params.C;
    for (var C = lane; C < select(0, params.C, valid); C += i32(lanes)) {
      largest = max_f32(largest, logits[params.logitsStart + at + C]);
    }
    largest = lanes_max_f32(largest, thread, lanes);
    var total = 0.0f;
    let t2 = select(0.0f, largest, abs(largest) < params.infinity);
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      totalPart += exp_f32(logits[params.logitsStart + at + C] - t2);
      if ((C & last) == last) {
        total += totalPart;
        totalPart = 0.0f;
      }
    }
    total += totalPart;
    total = lanes_add_f32(total, thread, lanes);
    var total2 = 0.0f;
    let below = abs(total - 1.0f) < 0.25f;
    let needed = valid && below;
    let stop2 = select(0, params.C, needed);
    let last2 = 31 * i32(lanes);
    var total2Part = 0.0f;
    for (var C = lane; C < stop2; C += i32(lanes)) {
      let power = exp_f32(logits[params.logitsStart + at + C] - t2);
      total2Part += select(0.0f, power, power < 1.0f);
      if ((C & last2) == last2) {
        total2 += total2Part;
        total2Part = 0.0f;
      }
    }
    total2 += total2Part;
    total2 = lanes_add_f32(total2, thread, lanes);
    var total3 = 0.0f;
    let no = !below;
    let t3 = select(log1p_f32(total2), log_f32(total), no);
    let stop3 = select(0, params.C, valid);
    let last3 = 31 * i32(lanes);
    var total3Part = 0.0f;
    for (var C = lane; C < stop3; C += i32(lanes)) {
      total3Part += logits[params.logitsStart + at + C] - t2 - t3;
      if ((C & last3) == last3) {
        total3 += total3Part;
        total3Part = 0.0f;
      }
    }
    total3 += total3Part;
    total3 = lanes_add_f32(total3, thread, lanes);
    let targetAt = target2[params.target2Start + N];
    let same = targetAt == -1;
    if (leads) { value[params.valueStart + N] = difference * select(t3 - (logits[params.logitsStart + at + clamp(targetAt, 0, max(params.C - 1, 0))] - t2), 0.0f, same) + params.smoothing * select(t * total3, 0.0f, same); }
  }
}

// labelSmoothing: the value.
// Cross-entropy with uniform smoothing and a mask, spelled naively.

struct Params {
  infinity: f32,
  nan: f32,
  C: i32,
  smoothing: f32,
  N: i32,
  groups1: i32,
  lanes1: i32,
  logitsStart: i32,
  target2Start: i32,
  reduction: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> target2: array<i32>;
@group(0) @binding(3) var<storage, read_write> scratch: array<u32>;

@compute @workgroup_size(256)
fn overN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let t = -(1.0f / f32(params.C));
  let difference = 1.0f - params.smoothing;
  var total = 0.0f;
  var total2 = 0;
  var totalPart = 0.0f;
  var turn = 0u;
  let count = u32(params.N);
  let lanes = u32(params.lanes1);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups1) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var largest = -params.infinity;
    let at = N * params.C;
    for (var C = lane; C < select(0, params.C, valid); C += i32(lanes)) {
      largest = max_f32(largest, logits[params.logitsStart + at + C]);
    }
    largest = lanes_max_f32(largest, thread, lanes);
    var total3 = 0.0f;
    let t2 = select(0.0f, largest, abs(largest) < params.infinity);
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var total3Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      total3Part += exp_f32(logits[params.logitsStart + at + C] - t2);
      if ((C & last) == last) {
        total3 += total3Part;
        total3Part = 0.0f;
      }
    }
    total3 += total3Part;
    total3 = lanes_add_f32(total3, thread, lanes);
    var total4 = 0.0f;
    let below = abs(total3 - 1.0f) < 0.25f;
    let needed = valid && below;
    let stop2 = select(0, params.C, needed);
    let last2 = 31 * i32(lanes);
    var total4Part = 0.0f;
    for (var C = lane; C < stop2; C += i32(lanes)) {
      let power = exp_f32(logits[params.logitsStart + at + C] - t2);
      total4Part += select(0.0f, power, power < 1.0f);
      if ((C & last2) == last2) {
        total4 += total4Part;
        total4Part = 0.0f;
      }
    }
    total4 += total4Part;
    total4 = lanes_add_f32(total4, thread, lanes);
    var total5 = 0.0f;
    let no = !below;
    let t3 = select(log1p_f32(total4), log_f32(total3), no);
    let stop3 = select(0, params.C, valid);
    let last3 = 31 * i32(lanes);
    var total5Part = 0.0f;
    for (var C = lane; C < stop3; C += i32(lanes)) {
      total5Part += logits[params.logitsStart + at + C] - t2 - t3;
      if ((C & last3) == last3) {
        total5 += total5Part;
        total5Part = 0.0f;
      }
    }
    total5 += total5Part;
    total5 = lanes_add_f32(total5, thread, lanes);
    let targetAt = target2[params.target2Start + N];
    let same = targetAt == -1;
    if (leads) { totalPart += difference * select(t3 - (logits[params.logitsStart + at + clamp(targetAt, 0, max(params.C - 1, 0))] - t2), 0.0f, same) + params.smoothing * select(t * total5, 0.0f, same); }
    if (leads) { total2 += select(1, 0, same); }
    turn += 1u;
    if ((turn & 31u) == 0u) {
      total += totalPart;
      totalPart = 0.0f;
    }
  }
  total += totalPart;
  total = lanes_add_f32(total, thread, 256u);
  if (thread == 0u) { scratch[1 + i32(group.x)] = bitcast<u32>(total); }
  total2 = lanes_add_i32(total2, thread, 256u);
  if (thread == 0u) { scratch[257 + i32(group.x)] = bitcast<u32>(total2); }
}

@compute @workgroup_size(256)
fn finish(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let total = parts_add_f32(1, u32(params.groups1), thread);
  let total2 = parts_add_i32(257, u32(params.groups1), thread);
  if (thread == 0u) {
    scratch[0] = bitcast<u32>(select(total, total / f32(total2), params.reduction == 0));
  }
}

// labelSmoothing: the value and the gradients.
// Cross-entropy with uniform smoothing and a mask, spelled naively.

struct Params {
  infinity: f32,
  nan: f32,
  C: i32,
  smoothing: f32,
  N: i32,
  groups1: i32,
  lanes1: i32,
  logitsStart: i32,
  target2Start: i32,
  gradOutputStart: i32,
  dLogitsStart: i32,
  valueStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> gradOutput: array<f32>;
@group(0) @binding(3) var<storage, read> target2: array<i32>;
@group(0) @binding(4) var<storage, read_write> value: array<f32>;
@group(0) @binding(5) var<storage, read_write> dLogits: array<f32>;

@compute @workgroup_size(256)
fn overN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let ratio = 1.0f / f32(params.C);
  let difference = 1.0f - params.smoothing;
  let t = params.smoothing * ratio;
  let above = params.C > 0;
  let t2 = -ratio;
  let count = u32(params.N);
  let lanes = u32(params.lanes1);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups1) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var largest = -params.infinity;
    let at = N * params.C;
    for (var C = lane; C < select(0, params.C, valid); C += i32(lanes)) {
      largest = max_f32(largest, logits[params.logitsStart + at + C]);
    }
    largest = lanes_max_f32(largest, thread, lanes);
    var total = 0.0f;
    var total2 = 0.0f;
    let t3 = select(0.0f, largest, abs(largest) < params.infinity);
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    var total2Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      let power = exp_f32(logits[params.logitsStart + at + C] - t3);
      totalPart += select(0.0f, power, power < 1.0f);
      total2Part += power;
      if ((C & last) == last) {
        total += totalPart;
        totalPart = 0.0f;
        total2 += total2Part;
        total2Part = 0.0f;
      }
    }
    total += totalPart;
    total2 += total2Part;
    total = lanes_add_f32(total, thread, lanes);
    total2 = lanes_add_f32(total2, thread, lanes);
    let targetAt = target2[params.target2Start + N];
    let at2 = clamp(targetAt, 0, max(params.C - 1, 0));
    var total3 = 0.0f;
    let no = !(abs(total2 - 1.0f) < 0.25f);
    let t4 = select(log1p_f32(total), log_f32(total2), no);
    let gradOutputAt = gradOutput[params.gradOutputStart + N];
    let t5 = t * gradOutputAt;
    let t6 = difference * gradOutputAt;
    let t7 = t6 + select(0.0f, f32(params.C) * t5, above);
    let t8 = targetAt != -1 && total2 != 0.0f;
    let t9 = select(0.0f, t7, t8);
    let same = targetAt == -1;
    let logitsAt = logits[params.logitsStart + at + at2];
    let ratio2 = 1.0f / total2;
    let difference2 = t9 - t5 - t9 * (total / total2);
    let t10 = select(-t6, 0.0f, same);
    storageBarrier(); // Only where a gradient replaces its input.
    let stop2 = select(0, params.C, valid);
    let last2 = 31 * i32(lanes);
    var total3Part = 0.0f;
    for (var C = lane; C < stop2; C += i32(lanes)) {
      let at3 = at + C;
      let difference3 = logits[params.logitsStart + at3] - t3;
      total3Part += difference3 - t4;
      let p = ratio2 * exp_f32(difference3);
      dLogits[params.dLogitsStart + at3] = select(0.0f, t10, at2 == C) + select(select(select(0.0f, t7 * p, t8) - t5, difference2, p > 0.5f), 0.0f, same);
      if ((C & last2) == last2) {
        total3 += total3Part;
        total3Part = 0.0f;
      }
    }
    total3 += total3Part;
    total3 = lanes_add_f32(total3, thread, lanes);
    if (leads) { value[params.valueStart + N] = difference * select(t4 - (logitsAt - t3), 0.0f, same) + params.smoothing * select(t2 * total3, 0.0f, same); }
  }
}

// labelSmoothing: the value and the gradients.
// Cross-entropy with uniform smoothing and a mask, spelled naively.

struct Params {
  infinity: f32,
  nan: f32,
  smoothing: f32,
  C: i32,
  N: i32,
  groups1: i32,
  lanes1: i32,
  logitsStart: i32,
  target2Start: i32,
  dLogitsStart: i32,
  valueStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> target2: array<i32>;
@group(0) @binding(3) var<storage, read_write> value: array<f32>;
@group(0) @binding(4) var<storage, read_write> dLogits: array<f32>;

@compute @workgroup_size(256)
fn overN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let ratio = params.smoothing / f32(params.C);
  let difference = 1.0f - params.smoothing;
  let t = difference + select(0.0f, ratio * f32(params.C), params.C > 0);
  let difference2 = params.smoothing - 1.0f;
  let t2 = -(1.0f / f32(params.C));
  let count = u32(params.N);
  let lanes = u32(params.lanes1);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups1) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var largest = -params.infinity;
    let at = N * params.C;
    for (var C = lane; C < select(0, params.C, valid); C += i32(lanes)) {
      largest = max_f32(largest, logits[params.logitsStart + at + C]);
    }
    largest = lanes_max_f32(largest, thread, lanes);
    var total = 0.0f;
    var total2 = 0.0f;
    let t3 = select(0.0f, largest, abs(largest) < params.infinity);
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    var total2Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      let power = exp_f32(logits[params.logitsStart + at + C] - t3);
      totalPart += select(0.0f, power, power < 1.0f);
      total2Part += power;
      if ((C & last) == last) {
        total += totalPart;
        totalPart = 0.0f;
        total2 += total2Part;
        total2Part = 0.0f;
      }
    }
    total += totalPart;
    total2 += total2Part;
    total = lanes_add_f32(total, thread, lanes);
    total2 = lanes_add_f32(total2, thread, lanes);
    let targetAt = target2[params.target2Start + N];
    let at2 = clamp(targetAt, 0, max(params.C - 1, 0));
    var total3 = 0.0f;
    let no = !(abs(total2 - 1.0f) < 0.25f);
    let t4 = select(log1p_f32(total), log_f32(total2), no);
    let t5 = targetAt != -1 && total2 != 0.0f;
    let t6 = select(0.0f, t, t5);
    let same = targetAt == -1;
    let logitsAt = logits[params.logitsStart + at + at2];
    let ratio2 = 1.0f / total2;
    let difference3 = t6 - ratio - t6 * (total / total2);
    let t7 = select(difference2, 0.0f, same);
    storageBarrier(); // Only where a gradient replaces its input.
    let stop2 = select(0, params.C, valid);
    let last2 = 31 * i32(lanes);
    var total3Part = 0.0f;
    for (var C = lane; C < stop2; C += i32(lanes)) {
      let at3 = at + C;
      let difference4 = logits[params.logitsStart + at3] - t3;
      total3Part += difference4 - t4;
      let p = ratio2 * exp_f32(difference4);
      dLogits[params.dLogitsStart + at3] = select(0.0f, t7, at2 == C) + select(select(select(0.0f, t * p, t5) - ratio, difference3, p > 0.5f), 0.0f, same);
      if ((C & last2) == last2) {
        total3 += total3Part;
        total3Part = 0.0f;
      }
    }
    total3 += total3Part;
    total3 = lanes_add_f32(total3, thread, lanes);
    if (leads) { value[params.valueStart + N] = difference * select(t4 - (logitsAt - t3), 0.0f, same) + params.smoothing * select(t2 * total3, 0.0f, same); }
  }
}

// labelSmoothing: the value and the gradients.
// Cross-entropy with uniform smoothing and a mask, spelled naively.

struct Params {
  infinity: f32,
  nan: f32,
  reduction: i32,
  N: i32,
  groups1: i32,
  target2Start: i32,
  gradOutput: f32,
  smoothing: f32,
  C: i32,
  groups2: i32,
  lanes2: i32,
  logitsStart: i32,
  dLogitsStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> target2: array<i32>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read_write> dLogits: array<f32>;
@group(0) @binding(4) var<storage, read_write> scratch: array<u32>;

@compute @workgroup_size(256)
fn overN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let same = params.reduction == 0;
  var total = 0;
  let count = select(0u, u32(params.N), same);
  let stride = u32(params.groups1) * 256u;
  for (var item = group.x * 256u + thread; item < count; item += stride) {
    let N = i32(item);
    total += select(1, 0, target2[params.target2Start + N] == -1);
  }
  total = lanes_add_i32(total, thread, 256u);
  if (thread == 0u) { scratch[1 + i32(group.x)] = bitcast<u32>(total); }
}

@compute @workgroup_size(256)
fn overN2(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let total = parts_add_i32(1, u32(params.groups1), thread);
  let same = params.reduction == 0;
  let t = select(params.gradOutput, params.gradOutput / f32(total), same);
  let ratio = t * params.smoothing / f32(params.C);
  let difference = 1.0f - params.smoothing;
  let t2 = t * difference;
  let t3 = t2 + select(0.0f, ratio * f32(params.C), params.C > 0);
  let t4 = -t2;
  let t5 = -(1.0f / f32(params.C));
  var total2 = 0.0f;
  var total2Part = 0.0f;
  var turn = 0u;
  let count = u32(params.N);
  let lanes = u32(params.lanes2);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups2) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var largest = -params.infinity;
    let at = N * params.C;
    for (var C = lane; C < select(0, params.C, valid); C += i32(lanes)) {
      largest = max_f32(largest, logits[params.logitsStart + at + C]);
    }
    largest = lanes_max_f32(largest, thread, lanes);
    var total3 = 0.0f;
    let t6 = select(0.0f, largest, abs(largest) < params.infinity);
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var total3Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      total3Part += exp_f32(logits[params.logitsStart + at + C] - t6);
      if ((C & last) == last) {
        total3 += total3Part;
        total3Part = 0.0f;
      }
    }
    total3 += total3Part;
    total3 = lanes_add_f32(total3, thread, lanes);
    var total4 = 0.0f;
    let below = abs(total3 - 1.0f) < 0.25f;
    let needed = valid && below;
    let stop2 = select(0, params.C, needed);
    let last2 = 31 * i32(lanes);
    var total4Part = 0.0f;
    for (var C = lane; C < stop2; C += i32(lanes)) {
      let power = exp_f32(logits[params.logitsStart + at + C] - t6);
      total4Part += select(0.0f, power, power < 1.0f);
      if ((C & last2) == last2) {
        total4 += total4Part;
        total4Part = 0.0f;
      }
    }
    total4 += total4Part;
    total4 = lanes_add_f32(total4, thread, lanes);
    let targetAt = target2[params.target2Start + N];
    let at2 = clamp(targetAt, 0, max(params.C - 1, 0));
    var total5 = 0.0f;
    let no = !below;
    let t7 = select(log1p_f32(total4), log_f32(total3), no);
    let same2 = targetAt == -1;
    let logitsAt = logits[params.logitsStart + at + at2];
    let t8 = t3 * (1.0f / total3);
    let t9 = targetAt != -1 && total3 != 0.0f;
    let t10 = select(t4, 0.0f, same2);
    storageBarrier(); // Only where a gradient replaces its input.
    let stop3 = select(0, params.C, valid);
    let last3 = 31 * i32(lanes);
    var total5Part = 0.0f;
    for (var C = lane; C < stop3; C += i32(lanes)) {
      let at3 = at + C;
      let difference2 = logits[params.logitsStart + at3] - t6;
      total5Part += difference2 - t7;
      dLogits[params.dLogitsStart + at3] = select(0.0f, select(0.0f, t10, at2 == C) + select(select(0.0f, t8 * exp_f32(difference2), t9) - ratio, 0.0f, same2), params.gradOutput != 0.0f);
      if ((C & last3) == last3) {
        total5 += total5Part;
        total5Part = 0.0f;
      }
    }
    total5 += total5Part;
    total5 = lanes_add_f32(total5, thread, lanes);
    if (leads) { total2Part += difference * select(t7 - (logitsAt - t6), 0.0f, same2) + params.smoothing * select(t5 * total5, 0.0f, same2); }
    turn += 1u;
    if ((turn & 31u) == 0u) {
      total2 += total2Part;
      total2Part = 0.0f;
    }
  }
  total2 += total2Part;
  total2 = lanes_add_f32(total2, thread, 256u);
  if (thread == 0u) { scratch[257 + i32(group.x)] = bitcast<u32>(total2); }
}

@compute @workgroup_size(256)
fn finish(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let total = parts_add_i32(1, u32(params.groups1), thread);
  let total2 = parts_add_f32(257, u32(params.groups2), thread);
  let same = params.reduction == 0;
  if (thread == 0u) {
    scratch[0] = bitcast<u32>(select(total2, total2 / f32(total), same));
  }
}

// labelSmoothing: the check of target.
// Cross-entropy with uniform smoothing and a mask, spelled naively.

struct Params {
  infinity: f32,
  nan: f32,
  size: i32,
  start: i32,
  end: i32,
  limit5: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> data: array<i32>;
@group(0) @binding(2) var<storage, read_write> status: atomic<u32>;

@compute @workgroup_size(256)
fn check(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  for (var item = group.x * 256u + thread; item < u32(params.size); item += groups.x * 256u) {
    let x = data[params.start + i32(item)];
    if ((x < 0 || x >= params.end) && x != params.limit5) { atomicOr(&status, 1u); }
  }
}
