// clip: the value.
// Symmetric contrastive loss of paired embeddings: cross-entropy of the similarities along rows and along columns.

struct Params {
  infinity: f32,
  nan: f32,
  N: i32,
  groups1: i32,
  lanes1: i32,
  D: i32,
  imageStart: i32,
  textStart: i32,
  total_at: i32,
  groups2: i32,
  lanes2: i32,
  scale: f32,
  total_at2: i32,
  groups3: i32,
  lanes3: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> scratch: array<u32>;
@group(0) @binding(2) var<storage, read> text: array<f32>;
@group(0) @binding(3) var<storage, read> image: array<f32>;

@compute @workgroup_size(256)
fn overNN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = u32(params.N * params.N);
  let lanes = u32(params.lanes1);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups1) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    var rest = item;
    let M = i32(rest % u32(params.N));
    rest /= u32(params.N);
    let N = i32(rest);
    let at = N * params.D;
    var total = 0.0f;
    let at2 = M * params.D;
    let stop = select(0, params.D, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    for (var D = lane; D < stop; D += i32(lanes)) {
      totalPart += image[params.imageStart + at + D] * text[params.textStart + at2 + D];
      if ((D & last) == last) {
        total += totalPart;
        totalPart = 0.0f;
      }
    }
    total += totalPart;
    total = lanes_add_f32(total, thread, lanes);
    if (leads) { scratch[params.total_at + N + M * params.N] = bitcast<u32>(total); }
  }
}

@compute @workgroup_size(256)
fn overN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var sumRow = 0.0f;
  var sumRowPart = 0.0f;
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
    var maxSimilarity = -params.infinity;
    for (var M = lane; M < select(0, params.N, valid); M += i32(lanes)) {
      maxSimilarity = max_f32(maxSimilarity, params.scale * bitcast<f32>(scratch[params.total_at + N + M * params.N]));
    }
    maxSimilarity = lanes_max_f32(maxSimilarity, thread, lanes);
    var total = 0.0f;
    let t = select(0.0f, maxSimilarity, abs(maxSimilarity) < params.infinity);
    let stop = select(0, params.N, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    for (var M = lane; M < stop; M += i32(lanes)) {
      totalPart += exp_f32(params.scale * bitcast<f32>(scratch[params.total_at + N + M * params.N]) - t);
      if ((M & last) == last) {
        total += totalPart;
        totalPart = 0.0f;
      }
    }
    total += totalPart;
    total = lanes_add_f32(total, thread, lanes);
    var total2 = 0.0f;
    let below = abs(total - 1.0f) < 0.25f;
    let needed = valid && below;
    let stop2 = select(0, params.N, needed);
    let last2 = 31 * i32(lanes);
    var total2Part = 0.0f;
    for (var M = lane; M < stop2; M += i32(lanes)) {
      let power = exp_f32(params.scale * bitcast<f32>(scratch[params.total_at + N + M * params.N]) - t);
      total2Part += select(0.0f, power, power < 1.0f);
      if ((M & last2) == last2) {
        total2 += total2Part;
        total2Part = 0.0f;
      }
    }
    total2 += total2Part;
    total2 = lanes_add_f32(total2, thread, lanes);
    var total3 = 0.0f;
    let at = N * params.D;
    let stop3 = select(0, params.D, valid);
    let last3 = 31 * i32(lanes);
    var total3Part = 0.0f;
    for (var D = lane; D < stop3; D += i32(lanes)) {
      let at2 = at + D;
      total3Part += image[params.imageStart + at2] * text[params.textStart + at2];
      if ((D & last3) == last3) {
        total3 += total3Part;
        total3Part = 0.0f;
      }
    }
    total3 += total3Part;
    total3 = lanes_add_f32(total3, thread, lanes);
    if (leads) { scratch[params.total_at2 + N] = bitcast<u32>(total3); }
    let no = !below;
    if (leads) { sumRowPart += select(log1p_f32(total2), log_f32(total), no) - (params.scale * total3 - t); }
    turn += 1u;
    if ((turn & 31u) == 0u) {
      sumRow += sumRowPart;
      sumRowPart = 0.0f;
    }
  }
  sumRow += sumRowPart;
  sumRow = lanes_add_f32(sumRow, thread, 256u);
  if (thread == 0u) { scratch[1 + i32(group.x)] = bitcast<u32>(sumRow); }
}

@compute @workgroup_size(256)
fn overN2(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var sumColumn = 0.0f;
  var sumColumnPart = 0.0f;
  var turn = 0u;
  let count = u32(params.N);
  let lanes = u32(params.lanes3);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups3) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let M = i32(item);
    var maxSimilarity = -params.infinity;
    let at = M * params.N;
    for (var N = lane; N < select(0, params.N, valid); N += i32(lanes)) {
      maxSimilarity = max_f32(maxSimilarity, params.scale * bitcast<f32>(scratch[params.total_at + N + at]));
    }
    maxSimilarity = lanes_max_f32(maxSimilarity, thread, lanes);
    var total = 0.0f;
    let t = select(0.0f, maxSimilarity, abs(maxSimilarity) < params.infinity);
    let stop = select(0, params.N, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    for (var N = lane; N < stop; N += i32(lanes)) {
      totalPart += exp_f32(params.scale * bitcast<f32>(scratch[params.total_at + N + at]) - t);
      if ((N & last) == last) {
        total += totalPart;
        totalPart = 0.0f;
      }
    }
    total += totalPart;
    total = lanes_add_f32(total, thread, lanes);
    var total2 = 0.0f;
    let below = abs(total - 1.0f) < 0.25f;
    let needed = valid && below;
    let stop2 = select(0, params.N, needed);
    let last2 = 31 * i32(lanes);
    var total2Part = 0.0f;
    for (var N = lane; N < stop2; N += i32(lanes)) {
      let power = exp_f32(params.scale * bitcast<f32>(scratch[params.total_at + N + at]) - t);
      total2Part += select(0.0f, power, power < 1.0f);
      if ((N & last2) == last2) {
        total2 += total2Part;
        total2Part = 0.0f;
      }
    }
    total2 += total2Part;
    total2 = lanes_add_f32(total2, thread, lanes);
    let no = !below;
    if (leads) { sumColumnPart += select(log1p_f32(total2), log_f32(total), no) - (params.scale * bitcast<f32>(scratch[params.total_at2 + M]) - t); }
    turn += 1u;
    if ((turn & 31u) == 0u) {
      sumColumn += sumColumnPart;
      sumColumnPart = 0.0f;
    }
  }
  sumColumn += sumColumnPart;
  sumColumn = lanes_add_f32(sumColumn, thread, 256u);
  if (thread == 0u) { scratch[257 + i32(group.x)] = bitcast<u32>(sumColumn); }
}

@compute @workgroup_size(256)
fn finish(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let sumRow = parts_add_f32(1, u32(params.groups2), thread);
  let sumColumn = parts_add_f32(257, u32(params.groups3), thread);
  if (thread == 0u) {
    scratch[0] = bitcast<u32>((sumRow / f32(params.N) + sumColumn / f32(params.N)) / 2.0f);
  }
}

// clip: the value and the gradients.
// Symmetric contrastive loss of paired embeddings: cross-entropy of the similarities along rows and along columns.

struct Params {
  infinity: f32,
  nan: f32,
  N: i32,
  groups1: i32,
  lanes1: i32,
  D: i32,
  imageStart: i32,
  textStart: i32,
  total_at: i32,
  groups2: i32,
  lanes2: i32,
  total_at2: i32,
  groups3: i32,
  lanes3: i32,
  scale: f32,
  maxSimilarity_at: i32,
  total_at3: i32,
  total_at4: i32,
  groups4: i32,
  lanes4: i32,
  maxSimilarity_at2: i32,
  total_at5: i32,
  gradOutput: f32,
  groups5: i32,
  lanes5: i32,
  dImageStart: i32,
  dTextStart: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> scratch: array<u32>;
@group(0) @binding(2) var<storage, read> text: array<f32>;
@group(0) @binding(3) var<storage, read> image: array<f32>;
@group(0) @binding(4) var<storage, read_write> dImage: array<f32>;
@group(0) @binding(5) var<storage, read_write> dText: array<f32>;

@compute @workgroup_size(256)
fn overNN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = u32(params.N * params.N);
  let lanes = u32(params.lanes1);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups1) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    var rest = item;
    let N2 = i32(rest % u32(params.N));
    rest /= u32(params.N);
    let N = i32(rest);
    let at = N * params.D;
    let at2 = N * params.N;
    var total = 0.0f;
    let at3 = N2 * params.D;
    let stop = select(0, params.D, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    for (var D = lane; D < stop; D += i32(lanes)) {
      totalPart += image[params.imageStart + at3 + D] * text[params.textStart + at + D];
      if ((D & last) == last) {
        total += totalPart;
        totalPart = 0.0f;
      }
    }
    total += totalPart;
    total = lanes_add_f32(total, thread, lanes);
    if (leads) { scratch[params.total_at + at2 + N2] = bitcast<u32>(total); }
  }
}

@compute @workgroup_size(256)
fn overNN2(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = u32(params.N * params.N);
  let lanes = u32(params.lanes2);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups2) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    var rest = item;
    let M = i32(rest % u32(params.N));
    rest /= u32(params.N);
    let N = i32(rest);
    let at = N * params.D;
    var total = 0.0f;
    let at2 = M * params.D;
    let stop = select(0, params.D, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    for (var D = lane; D < stop; D += i32(lanes)) {
      totalPart += image[params.imageStart + at + D] * text[params.textStart + at2 + D];
      if ((D & last) == last) {
        total += totalPart;
        totalPart = 0.0f;
      }
    }
    total += totalPart;
    total = lanes_add_f32(total, thread, lanes);
    if (leads) { scratch[params.total_at2 + N + M * params.N] = bitcast<u32>(total); }
  }
}

@compute @workgroup_size(256)
fn overN(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = u32(params.N);
  let lanes = u32(params.lanes3);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups3) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var maxSimilarity = -params.infinity;
    for (var M = lane; M < select(0, params.N, valid); M += i32(lanes)) {
      maxSimilarity = max_f32(maxSimilarity, params.scale * bitcast<f32>(scratch[params.total_at2 + N + M * params.N]));
    }
    maxSimilarity = lanes_max_f32(maxSimilarity, thread, lanes);
    if (leads) { scratch[params.maxSimilarity_at + N] = bitcast<u32>(maxSimilarity); }
    var total = 0.0f;
    let t = select(0.0f, maxSimilarity, abs(maxSimilarity) < params.infinity);
    let stop = select(0, params.N, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    for (var M = lane; M < stop; M += i32(lanes)) {
      totalPart += exp_f32(params.scale * bitcast<f32>(scratch[params.total_at2 + N + M * params.N]) - t);
      if ((M & last) == last) {
        total += totalPart;
        totalPart = 0.0f;
      }
    }
    total += totalPart;
    total = lanes_add_f32(total, thread, lanes);
    if (leads) { scratch[params.total_at3 + N] = bitcast<u32>(total); }
    var total2 = 0.0f;
    let at = N * params.D;
    let stop2 = select(0, params.D, valid);
    let last2 = 31 * i32(lanes);
    var total2Part = 0.0f;
    for (var D = lane; D < stop2; D += i32(lanes)) {
      let at2 = at + D;
      total2Part += image[params.imageStart + at2] * text[params.textStart + at2];
      if ((D & last2) == last2) {
        total2 += total2Part;
        total2Part = 0.0f;
      }
    }
    total2 += total2Part;
    total2 = lanes_add_f32(total2, thread, lanes);
    if (leads) { scratch[params.total_at4 + N] = bitcast<u32>(total2); }
  }
}

@compute @workgroup_size(256)
fn overN2(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var sumColumn = 0.0f;
  var sumColumnPart = 0.0f;
  var turn = 0u;
  let count = u32(params.N);
  let lanes = u32(params.lanes4);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups4) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let M = i32(item);
    var maxSimilarity = -params.infinity;
    let at = M * params.N;
    for (var N = lane; N < select(0, params.N, valid); N += i32(lanes)) {
      maxSimilarity = max_f32(maxSimilarity, params.scale * bitcast<f32>(scratch[params.total_at2 + N + at]));
    }
    maxSimilarity = lanes_max_f32(maxSimilarity, thread, lanes);
    if (leads) { scratch[params.maxSimilarity_at2 + M] = bitcast<u32>(maxSimilarity); }
    var total = 0.0f;
    let t = select(0.0f, maxSimilarity, abs(maxSimilarity) < params.infinity);
    let stop = select(0, params.N, valid);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    for (var N = lane; N < stop; N += i32(lanes)) {
      totalPart += exp_f32(params.scale * bitcast<f32>(scratch[params.total_at2 + N + at]) - t);
      if ((N & last) == last) {
        total += totalPart;
        totalPart = 0.0f;
      }
    }
    total += totalPart;
    total = lanes_add_f32(total, thread, lanes);
    if (leads) { scratch[params.total_at5 + M] = bitcast<u32>(total); }
    var total2 = 0.0f;
    let below = abs(total - 1.0f) < 0.25f;
    let needed = valid && below;
    let stop2 = select(0, params.N, needed);
    let last2 = 31 * i32(lanes);
    var total2Part = 0.0f;
    for (var N = lane; N < stop2; N += i32(lanes)) {
      let power = exp_f32(params.scale * bitcast<f32>(scratch[params.total_at2 + N + at]) - t);
      total2Part += select(0.0f, power, power < 1.0f);
      if ((N & last2) == last2) {
        total2 += total2Part;
        total2Part = 0.0f;
      }
    }
    total2 += total2Part;
    total2 = lanes_add_f32(total2, thread, lanes);
    let no = !below;
    if (leads) { sumColumnPart += select(log1p_f32(total2), log_f32(total), no) - (params.scale * bitcast<f32>(scratch[params.total_at4 + M]) - t); }
    turn += 1u;
    if ((turn & 31u) == 0u) {
      sumColumn += sumColumnPart;
      sumColumnPart = 0.0f;
    }
  }
  sumColumn += sumColumnPart;
  sumColumn = lanes_add_f32(sumColumn, thread, 256u);
  if (thread == 0u) { scratch[1 + i32(group.x)] = bitcast<u32>(sumColumn); }
}

@compute @workgroup_size(256)
fn overN3(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let ratio = params.gradOutput / f32(params.N);
  let t = 0.5f * ratio;
  let t2 = 0.5f * (ratio * params.scale);
  var sumRow = 0.0f;
  var sumRowPart = 0.0f;
  var turn = 0u;
  let count = u32(params.N);
  let lanes = u32(params.lanes5);
  let lane = i32(thread & (lanes - 1u));
  let stride = 256u / lanes;
  for (var first = group.x * stride; first < count; first += u32(params.groups5) * stride) {
    let valid = first + thread / lanes < count;
    let leads = valid && lane == 0;
    let item = min(first + thread / lanes, count - 1u);
    let N = i32(item);
    var total = 0.0f;
    let t3 = bitcast<f32>(scratch[params.maxSimilarity_at + N]);
    let t4 = select(0.0f, t3, abs(t3) < params.infinity);
    let t5 = bitcast<f32>(scratch[params.total_at3 + N]);
    let below = abs(t5 - 1.0f) < 0.25f;
    let needed = valid && below;
    let stop = select(0, params.N, needed);
    let last = 31 * i32(lanes);
    var totalPart = 0.0f;
    for (var M = lane; M < stop; M += i32(lanes)) {
      let power = exp_f32(params.scale * bitcast<f32>(scratch[params.total_at2 + N + M * params.N]) - t4);
      totalPart += select(0.0f, power, power < 1.0f);
      if ((M & last) == last) {
        total += totalPart;
        totalPart = 0.0f;
      }
    }
    total += totalPart;
    total = lanes_add_f32(total, thread, lanes);
    let no = !below;
    if (leads) { sumRowPart += select(log1p_f32(total), log_f32(t5), no) - (params.scale * bitcast<f32>(scratch[params.total_at4 + N]) - t4); }
    var any = false;
    let differs = t5 != 0.0f;
    for (var M = lane; M < select(0, params.N, valid); M += i32(lanes)) {
      any = any || (bitcast<f32>(scratch[params.total_at5 + M]) != 0.0f || differs);
    }
    any = lanes_or_bool(any, thread, lanes);
    var any2 = false;
    let t6 = bitcast<f32>(scratch[params.total_at5 + N]);
    let differs2 = t6 != 0.0f;
    for (var N2 = lane; N2 < select(0, params.N, valid); N2 += i32(lanes)) {
      any2 = any2 || (differs2 || bitcast<f32>(scratch[params.total_at3 + N2]) != 0.0f);
    }
    any2 = lanes_or_bool(any2, thread, lanes);
    let t7 = bitcast<f32>(scratch[params.maxSimilarity_at2 + N]);
    let at = N * params.N;
    let t8 = select(0.0f, t7, abs(t7) < params.infinity);
    let t9 = t * (1.0f / t6);
    let same = t6 == 0.0f;
    let t10 = t * (1.0f / t5);
    let same2 = t5 == 0.0f;
    let at2 = N * params.D;
    for (var D = lane; D < select(0, params.D, valid); D += i32(lanes)) {
      var total2 = 0.0f;
      let stop2 = params.N;
      var total2Part = 0.0f;
      for (var N2 = 0; N2 < stop2; N2 += 1) {
        let t11 = bitcast<f32>(scratch[params.maxSimilarity_at + N2]);
        let t12 = params.scale * bitcast<f32>(scratch[params.total_at + at + N2]);
        let t13 = bitcast<f32>(scratch[params.total_at3 + N2]);
        let t14 = select(t9 * exp_f32(t12 - t8), 0.0f, same) + select(t * (1.0f / t13) * exp_f32(t12 - select(0.0f, t11, abs(t11) < params.infinity)), 0.0f, t13 == 0.0f);
        total2Part += select(0.0f, params.scale * t14 * image[params.imageStart + N2 * params.D + D], differs2 || t13 != 0.0f);
        if ((N2 & 31) == 31) {
          total2 += total2Part;
          total2Part = 0.0f;
        }
      }
      total2 += total2Part;
      var total3 = 0.0f;
      let stop3 = params.N;
      var total3Part = 0.0f;
      for (var M = 0; M < stop3; M += 1) {
        let similarity = params.scale * bitcast<f32>(scratch[params.total_at2 + N + M * params.N]);
        let t11 = bitcast<f32>(scratch[params.maxSimilarity_at2 + M]);
        let t12 = bitcast<f32>(scratch[params.total_at5 + M]);
        let t13 = select(t * (1.0f / t12) * exp_f32(similarity - select(0.0f, t11, abs(t11) < params.infinity)), 0.0f, t12 == 0.0f) + select(t10 * exp_f32(similarity - t4), 0.0f, same2);
        total3Part += select(0.0f, params.scale * t13 * text[params.textStart + M * params.D + D], t12 != 0.0f || differs);
        if ((M & 31) == 31) {
          total3 += total3Part;
          total3Part = 0.0f;
        }
      }
      total3 += total3Part;
      let at3 = at2 + D;
      let t11 = t2 * text[params.textStart + at3];
      dImage[params.dImageStart + at3] = select(0.0f, select(0.0f, total3, any) - t11 - t11, params.gradOutput != 0.0f);
      let t12 = t2 * image[params.imageStart + at3];
      dText[params.dTextStart + at3] = select(0.0f, select(0.0f, total2, any2) - t12 - t12, params.gradOutput != 0.0f);
    }
    turn += 1u;
    if ((turn & 31u) == 0u) {
      sumRow += sumRowPart;
      sumRowPart = 0.0f;
    }
  }
  sumRow += sumRowPart;
  sumRow = lanes_add_f32(sumRow, thread, 256u);
  if (thread == 0u) { scratch[257 + i32(group.x)] = bitcast<u32>(sumRow); }
}

@compute @workgroup_size(256)
fn finish(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let sumColumn = parts_add_f32(1, u32(params.groups4), thread);
  let sumRow = parts_add_f32(257, u32(params.groups5), thread);
  if (thread == 0u) {
    scratch[0] = bitcast<u32>((sumRow / f32(params.N) + sumColumn / f32(params.N)) / 2.0f);
  }
}
