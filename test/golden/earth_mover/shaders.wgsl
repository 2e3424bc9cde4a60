// earthMover: the value.
// Squared earth mover's distance of two distributions over ordered classes.

struct Params {
  infinity: f32,
  nan: f32,
  N: i32,
  groups1: i32,
  lanes1: i32,
  C: i32,
  logitsStart: i32,
  target2Start: i32,
  running_at: i32,
  groups2: i32,
  lanes2: i32,
  valueStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> target2: array<f32>;
@group(0) @binding(3) var<storage, read_write> scratch: array<u32>;
@group(0) @binding(4) var<storage, read_write> value: array<f32>;

@compute @workgroup_size(256)
fn overN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
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
    let t = select(0.0f, largest, abs(largest) < params.infinity);
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    var total2Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      let power = exp_f32(logits[params.logitsStart + at + C] - t);
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
    var running = 0.0f;
    let ratio = 1.0f / total2;
    let ratio2 = total / total2;
    let stretch = (params.C + i32(lanes) - 1) / i32(lanes);
    let start = lane * stretch;
    let stop2 = min(select(0, params.C, valid), start + stretch);
    for (var C = start; C < stop2; C += 1) {
      let at2 = at + C;
      let targetAt = target2[params.target2Start + at2];
      let t2 = ratio * exp_f32(logits[params.logitsStart + at2] - t);
      running += select(t2 - targetAt, 1.0f - targetAt - ratio2, t2 > 0.5f);
    }
    running = before_add_f32(running, thread, lanes);
    for (var C = start; C < stop2; C += 1) {
      let at2 = at + C;
      let targetAt = target2[params.target2Start + at2];
      let t2 = ratio * exp_f32(logits[params.logitsStart + at2] - t);
      running += select(t2 - targetAt, 1.0f - targetAt - ratio2, t2 > 0.5f);
      scratch[params.running_at + N + C * params.N] = bitcast<u32>(running);
    }
  }
}

@compute @workgroup_size(256)
fn overN2(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = u32(params.N);
  let lanes = u32(params.lanes2);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups2) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var total = 0.0f;
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      let t = bitcast<f32>(scratch[params.running_at + N + C * params.N]);
      totalPart += t * t;
      if ((C & last) == last) {
        total += totalPart;
        totalPart = 0.0f;
      }
    }
    total += totalPart;
    total = lanes_add_f32(total, thread, lanes);
    if (leads) { value[params.valueStart + N] = total; }
  }
}

// earthMover: the value.
// Squared earth mover's distance of two distributions over ordered classes.

struct Params {
  infinity: f32,
  nan: f32,
  N: i32,
  groups1: i32,
  lanes1: i32,
  C: i32,
  logitsStart: i32,
  target2Start: i32,
  running_at: i32,
  groups2: i32,
  lanes2: i32,
  reduction: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> target2: array<f32>;
@group(0) @binding(3) var<storage, read_write> scratch: array<u32>;

@compute @workgroup_size(256)
fn overN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
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
    let t = select(0.0f, largest, abs(largest) < params.infinity);
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    var total2Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      let power = exp_f32(logits[params.logitsStart + at + C] - t);
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
    var running = 0.0f;
    let ratio = 1.0f / total2;
    let ratio2 = total / total2;
    let stretch = (params.C + i32(lanes) - 1) / i32(lanes);
    let start = lane * stretch;
    let stop2 = min(select(0, params.C, valid), start + stretch);
    for (var C = start; C < stop2; C += 1) {
      let at2 = at + C;
      let targetAt = target2[params.target2Start + at2];
      let t2 = ratio * exp_f32(logits[params.logitsStart + at2] - t);
      running += select(t2 - targetAt, 1.0f - targetAt - ratio2, t2 > 0.5f);
    }
    running = before_add_f32(running, thread, lanes);
    for (var C = start; C < stop2; C += 1) {
      let at2 = at + C;
      let targetAt = target2[params.target2Start + at2];
      let t2 = ratio * exp_f32(logits[params.logitsStart + at2] - t);
      running += select(t2 - targetAt, 1.0f - targetAt - ratio2, t2 > 0.5f);
      scratch[params.running_at + N + C * params.N] = bitcast<u32>(running);
    }
  }
}

@compute @workgroup_size(256)
fn overN2(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var total = 0.0f;
  var totalPart = 0.0f;
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
    var total2 = 0.0f;
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var total2Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      let t = bitcast<f32>(scratch[params.running_at + N + C * params.N]);
      total2Part += t * t;
      if ((C & last) == last) {
        total2 += total2Part;
        total2Part = 0.0f;
      }
    }
    total2 += total2Part;
    total2 = lanes_add_f32(total2, thread, lanes);
    if (leads) { totalPart += total2; }
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
  let total = parts_add_f32(1, u32(params.groups2), thread);
  if (thread == 0u) {
    scratch[0] = bitcast<u32>(select(total, total / f32(params.N), params.reduction == 0));
  }
}

// earthMover: the value and the gradients.
// Squared earth mover's distance of two distributions over ordered classes.

struct Params {
  infinity: f32,
  nan: f32,
  N: i32,
  groups1: i32,
  lanes1: i32,
  C: i32,
  logitsStart: i32,
  largest_at: i32,
  total_at: i32,
  total_at2: i32,
  target2Start: i32,
  running_at: i32,
  groups2: i32,
  lanes2: i32,
  gradOutputStart: i32,
  running_at2: i32,
  groups3: i32,
  lanes3: i32,
  dLogitsStart: i32,
  valueStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> scratch: array<u32>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> target2: array<f32>;
@group(0) @binding(4) var<storage, read> gradOutput: array<f32>;
@group(0) @binding(5) var<storage, read_write> value: array<f32>;
@group(0) @binding(6) var<storage, read_write> dLogits: array<f32>;

@compute @workgroup_size(256)
fn overN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
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
    if (leads) { scratch[params.largest_at + N] = bitcast<u32>(largest); }
    var total = 0.0f;
    var total2 = 0.0f;
    let t = select(0.0f, largest, abs(largest) < params.infinity);
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    var total2Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      let power = exp_f32(logits[params.logitsStart + at + C] - t);
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
    if (leads) { scratch[params.total_at + N] = bitcast<u32>(total); }
    if (leads) { scratch[params.total_at2 + N] = bitcast<u32>(total2); }
    var running = 0.0f;
    let ratio = 1.0f / total2;
    let ratio2 = total / total2;
    let stretch = (params.C + i32(lanes) - 1) / i32(lanes);
    let start = lane * stretch;
    let stop2 = min(select(0, params.C, valid), start + stretch);
    for (var C = start; C < stop2; C += 1) {
      let at2 = at + C;
      let targetAt = target2[params.target2Start + at2];
      let t2 = ratio * exp_f32(logits[params.logitsStart + at2] - t);
      running += select(t2 - targetAt, 1.0f - targetAt - ratio2, t2 > 0.5f);
    }
    running = before_add_f32(running, thread, lanes);
    for (var C = start; C < stop2; C += 1) {
      let at2 = at + C;
      let targetAt = target2[params.target2Start + at2];
      let t2 = ratio * exp_f32(logits[params.logitsStart + at2] - t);
      running += select(t2 - targetAt, 1.0f - targetAt - ratio2, t2 > 0.5f);
      scratch[params.running_at + N + C * params.N] = bitcast<u32>(running);
    }
  }
}

@compute @workgroup_size(256)
fn overN2(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = u32(params.N);
  let lanes = u32(params.lanes2);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups2) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var running = 0.0f;
    let t = 2.0f * gradOutput[params.gradOutputStart + N];
    let stretch = (params.C + i32(lanes) - 1) / i32(lanes);
    let start = lane * stretch;
    let stop = min(select(0, params.C, valid), start + stretch);
    for (var turn2 = start; turn2 < stop; turn2 += 1) {
      let C = params.C - 1 - turn2;
      running += t * bitcast<f32>(scratch[params.running_at + N + C * params.N]);
    }
    running = before_add_f32(running, thread, lanes);
    for (var turn2 = start; turn2 < stop; turn2 += 1) {
      let C = params.C - 1 - turn2;
      let at = N + C * params.N;
      running += t * bitcast<f32>(scratch[params.running_at + at]);
      scratch[params.running_at2 + at] = bitcast<u32>(running);
    }
  }
}

@compute @workgroup_size(256)
fn overN3(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = u32(params.N);
  let lanes = u32(params.lanes3);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups3) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var total = 0.0f;
    var total2 = 0.0f;
    let t = bitcast<f32>(scratch[params.largest_at + N]);
    let t2 = select(0.0f, t, abs(t) < params.infinity);
    let at = N * params.C;
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    var total2Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      let t3 = bitcast<f32>(scratch[params.running_at2 + N + C * params.N]);
      let power = exp_f32(logits[params.logitsStart + at + C] - t2);
      let below = power < 1.0f;
      totalPart += select(0.0f, power * t3, below);
      total2Part += select(t3, 0.0f, below);
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
    var total3 = 0.0f;
    let t3 = bitcast<f32>(scratch[params.total_at + N]);
    let t4 = bitcast<f32>(scratch[params.total_at2 + N]);
    let t5 = max_f32(floor(t4 - t3 + 0.5f), 1.0f);
    let ratio = total2 / t5;
    let t6 = ratio * t3;
    let difference = total - t6;
    let t7 = t5 == 1.0f && !(abs(difference) < 0.25f * abs(t6));
    let no = !t7;
    let needed = valid && no;
    let stop2 = select(0, params.C, needed);
    let last2 = 31 * i32(lanes);
    var total3Part = 0.0f;
    for (var C = lane; C < stop2; C += i32(lanes)) {
      total3Part += exp_f32(logits[params.logitsStart + at + C] - t2) * (bitcast<f32>(scratch[params.running_at2 + N + C * params.N]) - ratio);
      if ((C & last2) == last2) {
        total3 += total3Part;
        total3Part = 0.0f;
      }
    }
    total3 += total3Part;
    total3 = lanes_add_f32(total3, thread, lanes);
    var total4 = 0.0f;
    let ratio2 = select(total3, difference, t7) / t4;
    let ratio3 = 1.0f / t4;
    storageBarrier(); // Only where a gradient replaces its input.
    let stop3 = select(0, params.C, valid);
    let last3 = 31 * i32(lanes);
    var total4Part = 0.0f;
    for (var C = lane; C < stop3; C += i32(lanes)) {
      let at2 = N + C * params.N;
      let t8 = bitcast<f32>(scratch[params.running_at + at2]);
      total4Part += t8 * t8;
      let at3 = at + C;
      dLogits[params.dLogitsStart + at3] = ratio3 * exp_f32(logits[params.logitsStart + at3] - t2) * (bitcast<f32>(scratch[params.running_at2 + at2]) - ratio - ratio2);
      if ((C & last3) == last3) {
        total4 += total4Part;
        total4Part = 0.0f;
      }
    }
    total4 += total4Part;
    total4 = lanes_add_f32(total4, thread, lanes);
    if (leads) { value[params.valueStart + N] = total4; }
  }
}

// earthMover: the value and the gradients.
// Squared earth mover's distance of two distributions over ordered classes.

struct Params {
  infinity: f32,
  nan: f32,
  N: i32,
  groups1: i32,
  lanes1: i32,
  C: i32,
  logitsStart: i32,
  largest_at: i32,
  total_at: i32,
  total_at2: i32,
  target2Start: i32,
  running_at: i32,
  groups2: i32,
  lanes2: i32,
  running_at2: i32,
  groups3: i32,
  lanes3: i32,
  dLogitsStart: i32,
  valueStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> scratch: array<u32>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> target2: array<f32>;
@group(0) @binding(4) var<storage, read_write> value: array<f32>;
@group(0) @binding(5) var<storage, read_write> dLogits: array<f32>;

@compute @workgroup_size(256)
fn overN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
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
    if (leads) { scratch[params.largest_at + N] = bitcast<u32>(largest); }
    var total = 0.0f;
    var total2 = 0.0f;
    let t = select(0.0f, largest, abs(largest) < params.infinity);
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    var total2Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      let power = exp_f32(logits[params.logitsStart + at + C] - t);
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
    if (leads) { scratch[params.total_at + N] = bitcast<u32>(total); }
    if (leads) { scratch[params.total_at2 + N] = bitcast<u32>(total2); }
    var running = 0.0f;
    let ratio = 1.0f / total2;
    let ratio2 = total / total2;
    let stretch = (params.C + i32(lanes) - 1) / i32(lanes);
    let start = lane * stretch;
    let stop2 = min(select(0, params.C, valid), start + stretch);
    for (var C = start; C < stop2; C += 1) {
      let at2 = at + C;
      let targetAt = target2[params.target2Start + at2];
      let t2 = ratio * exp_f32(logits[params.logitsStart + at2] - t);
      running += select(t2 - targetAt, 1.0f - targetAt - ratio2, t2 > 0.5f);
    }
    running = before_add_f32(running, thread, lanes);
    for (var C = start; C < stop2; C += 1) {
      let at2 = at + C;
      let targetAt = target2[params.target2Start + at2];
      let t2 = ratio * exp_f32(logits[params.logitsStart + at2] - t);
      running += select(t2 - targetAt, 1.0f - targetAt - ratio2, t2 > 0.5f);
      scratch[params.running_at + N + C * params.N] = bitcast<u32>(running);
    }
  }
}

@compute @workgroup_size(256)
fn overN2(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = u32(params.N);
  let lanes = u32(params.lanes2);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups2) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var running = 0.0f;
    let stretch = (params.C + i32(lanes) - 1) / i32(lanes);
    let start = lane * stretch;
    let stop = min(select(0, params.C, valid), start + stretch);
    for (var turn2 = start; turn2 < stop; turn2 += 1) {
      let C = params.C - 1 - turn2;
      running += 2.0f * bitcast<f32>(scratch[params.running_at + N + C * params.N]);
    }
    running = before_add_f32(running, thread, lanes);
    for (var turn2 = start; turn2 < stop; turn2 += 1) {
      let C = params.C - 1 - turn2;
      let at = N + C * params.N;
      running += 2.0f * bitcast<f32>(scratch[params.running_at + at]);
      scratch[params.running_at2 + at] = bitcast<u32>(running);
    }
  }
}

@compute @workgroup_size(256)
fn overN3(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = u32(params.N);
  let lanes = u32(params.lanes3);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups3) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var total = 0.0f;
    var total2 = 0.0f;
    let t = bitcast<f32>(scratch[params.largest_at + N]);
    let t2 = select(0.0f, t, abs(t) < params.infinity);
    let at = N * params.C;
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    var total2Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      let t3 = bitcast<f32>(scratch[params.running_at2 + N + C * params.N]);
      let power = exp_f32(logits[params.logitsStart + at + C] - t2);
      let below = power < 1.0f;
      totalPart += select(0.0f, power * t3, below);
      total2Part += select(t3, 0.0f, below);
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
    var total3 = 0.0f;
    let t3 = bitcast<f32>(scratch[params.total_at + N]);
    let t4 = bitcast<f32>(scratch[params.total_at2 + N]);
    let t5 = max_f32(floor(t4 - t3 + 0.5f), 1.0f);
    let ratio = total2 / t5;
    let t6 = ratio * t3;
    let difference = total - t6;
    let t7 = t5 == 1.0f && !(abs(difference) < 0.25f * abs(t6));
    let no = !t7;
    let needed = valid && no;
    let stop2 = select(0, params.C, needed);
    let last2 = 31 * i32(lanes);
    var total3Part = 0.0f;
    for (var C = lane; C < stop2; C += i32(lanes)) {
      total3Part += exp_f32(logits[params.logitsStart + at + C] - t2) * (bitcast<f32>(scratch[params.running_at2 + N + C * params.N]) - ratio);
      if ((C & last2) == last2) {
        total3 += total3Part;
        total3Part = 0.0f;
      }
    }
    total3 += total3Part;
    total3 = lanes_add_f32(total3, thread, lanes);
    var total4 = 0.0f;
    let ratio2 = select(total3, difference, t7) / t4;
    let ratio3 = 1.0f / t4;
    storageBarrier(); // Only where a gradient replaces its input.
    let stop3 = select(0, params.C, valid);
    let last3 = 31 * i32(lanes);
    var total4Part = 0.0f;
    for (var C = lane; C < stop3; C += i32(lanes)) {
      let at2 = N + C * params.N;
      let t8 = bitcast<f32>(scratch[params.running_at + at2]);
      total4Part += t8 * t8;
      let at3 = at + C;
      dLogits[params.dLogitsStart + at3] = ratio3 * exp_f32(logits[params.logitsStart + at3] - t2) * (bitcast<f32>(scratch[params.running_at2 + at2]) - ratio - ratio2);
      if ((C & last3) == last3) {
        total4 += total4Part;
        total4Part = 0.0f;
      }
    }
    total4 += total4Part;
    total4 = lanes_add_f32(total4, thread, lanes);
    if (leads) { value[params.valueStart + N] = total4; }
  }
}

// earthMover: the value and the gradients.
// Squared earth mover's distance of two distributions over ordered classes.

struct Params {
  infinity: f32,
  nan: f32,
  N: i32,
  groups1: i32,
  lanes1: i32,
  C: i32,
  logitsStart: i32,
  largest_at: i32,
  total_at: i32,
  total_at2: i32,
  target2Start: i32,
  running_at: i32,
  reduction: i32,
  gradOutput: f32,
  groups2: i32,
  lanes2: i32,
  running_at2: i32,
  groups3: i32,
  lanes3: i32,
  dLogitsStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> scratch: array<u32>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> target2: array<f32>;
@group(0) @binding(4) var<storage, read_write> dLogits: array<f32>;

@compute @workgroup_size(256)
fn overN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
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
    if (leads) { scratch[params.largest_at + N] = bitcast<u32>(largest); }
    var total = 0.0f;
    var total2 = 0.0f;
    let t = select(0.0f, largest, abs(largest) < params.infinity);
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    var total2Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      let power = exp_f32(logits[params.logitsStart + at + C] - t);
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
    if (leads) { scratch[params.total_at + N] = bitcast<u32>(total); }
    if (leads) { scratch[params.total_at2 + N] = bitcast<u32>(total2); }
    var running = 0.0f;
    let ratio = 1.0f / total2;
    let ratio2 = total / total2;
    let stretch = (params.C + i32(lanes) - 1) / i32(lanes);
    let start = lane * stretch;
    let stop2 = min(select(0, params.C, valid), start + stretch);
    for (var C = start; C < stop2; C += 1) {
      let at2 = at + C;
      let targetAt = target2[params.target2Start + at2];
      let t2 = ratio * exp_f32(logits[params.logitsStart + at2] - t);
      running += select(t2 - targetAt, 1.0f - targetAt - ratio2, t2 > 0.5f);
    }
    running = before_add_f32(running, thread, lanes);
    for (var C = start; C < stop2; C += 1) {
      let at2 = at + C;
      let targetAt = target2[params.target2Start + at2];
      let t2 = ratio * exp_f32(logits[params.logitsStart + at2] - t);
      running += select(t2 - targetAt, 1.0f - targetAt - ratio2, t2 > 0.5f);
      scratch[params.running_at + N + C * params.N] = bitcast<u32>(running);
    }
  }
}

@compute @workgroup_size(256)
fn overN2(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let same = params.reduction == 0;
  let t = 2.0f * select(params.gradOutput, params.gradOutput / f32(params.N), same);
  let count = u32(params.N);
  let lanes = u32(params.lanes2);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups2) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var running = 0.0f;
    let stretch = (params.C + i32(lanes) - 1) / i32(lanes);
    let start = lane * stretch;
    let stop = min(select(0, params.C, valid), start + stretch);
    for (var turn2 = start; turn2 < stop; turn2 += 1) {
      let C = params.C - 1 - turn2;
      running += t * bitcast<f32>(scratch[params.running_at + N + C * params.N]);
    }
    running = before_add_f32(running, thread, lanes);
    for (var turn2 = start; turn2 < stop; turn2 += 1) {
      let C = params.C - 1 - turn2;
      let at = N + C * params.N;
      running += t * bitcast<f32>(scratch[params.running_at + at]);
      scratch[params.running_at2 + at] = bitcast<u32>(running);
    }
  }
}

@compute @workgroup_size(256)
fn overN3(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var total = 0.0f;
  var totalPart = 0.0f;
  var turn = 0u;
  let count = u32(params.N);
  let lanes = u32(params.lanes3);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups3) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var total2 = 0.0f;
    var total3 = 0.0f;
    let t = bitcast<f32>(scratch[params.largest_at + N]);
    let t2 = select(0.0f, t, abs(t) < params.infinity);
    let at = N * params.C;
    let stop = select(0, params.C, valid);
    let last = 31 * i32(lanes);
    var total2Part = 0.0f;
    var total3Part = 0.0f;
    for (var C = lane; C < stop; C += i32(lanes)) {
      let t3 = bitcast<f32>(scratch[params.running_at2 + N + C * params.N]);
      let power = exp_f32(logits[params.logitsStart + at + C] - t2);
      let below = power < 1.0f;
      total2Part += select(0.0f, power * t3, below);
      total3Part += select(t3, 0.0f, below);
      if ((C & last) == last) {
        total2 += total2Part;
        total2Part = 0.0f;
        total3 += total3Part;
        total3Part = 0.0f;
      }
    }
    total2 += total2Part;
    total3 += total3Part;
    total2 = lanes_add_f32(total2, thread, lanes);
    total3 = lanes_add_f32(total3, thread, lanes);
    var total4 = 0.0f;
    let t3 = bitcast<f32>(scratch[params.total_at + N]);
    let t4 = bitcast<f32>(scratch[params.total_at2 + N]);
    let t5 = max_f32(floor(t4 - t3 + 0.5f), 1.0f);
    let ratio = total3 / t5;
    let t6 = ratio * t3;
    let difference = total2 - t6;
    let t7 = t5 == 1.0f && !(abs(difference) < 0.25f * abs(t6));
    let no = !t7;
    let needed = valid && no;
    let stop2 = select(0, params.C, needed);
    let last2 = 31 * i32(lanes);
    var total4Part = 0.0f;
    for (var C = lane; C < stop2; C += i32(lanes)) {
      total4Part += exp_f32(logits[params.logitsStart + at + C] - t2) * (bitcast<f32>(scratch[params.running_at2 + N + C * params.N]) - ratio);
      if ((C & last2) == last2) {
        total4 += total4Part;
        total4Part = 0.0f;
      }
    }
    total4 += total4Part;
    total4 = lanes_add_f32(total4, thread, lanes);
    var total5 = 0.0f;
    let ratio2 = select(total4, difference, t7) / t4;
    let ratio3 = 1.0f / t4;
    storageBarrier(); // Only where a gradient replaces its input.
    let stop3 = select(0, params.C, valid);
    let last3 = 31 * i32(lanes);
    var total5Part = 0.0f;
    for (var C = lane; C < stop3; C += i32(lanes)) {
      let at2 = N + C * params.N;
      let t8 = bitcast<f32>(scratch[params.running_at + at2]);
      total5Part += t8 * t8;
      let at3 = at + C;
      dLogits[params.dLogitsStart + at3] = select(0.0f, ratio3 * exp_f32(logits[params.logitsStart + at3] - t2) * (bitcast<f32>(scratch[params.running_at2 + at2]) - ratio - ratio2), params.gradOutput != 0.0f);
      if ((C & last3) == last3) {
        total5 += total5Part;
        total5Part = 0.0f;
      }
    }
    total5 += total5Part;
    total5 = lanes_add_f32(total5, thread, lanes);
    if (leads) { totalPart += total5; }
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
  let total = parts_add_f32(1, u32(params.groups3), thread);
  let same = params.reduction == 0;
  if (thread == 0u) {
    scratch[0] = bitcast<u32>(select(total, total / f32(params.N), same));
  }
}
