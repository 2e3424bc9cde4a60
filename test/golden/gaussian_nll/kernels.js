function gaussianNllForward1(frame) {
  const { S } = frame.sizes;
  const full = frame.options.full !== 0;
  const eps = frame.options.eps;
  const variance = frame.inputs.variance;
  const target = frame.inputs.target;
  const mu = frame.inputs.mu;
  const value = frame.value;
  const t = full ? 0.9189385332046727 : 0;
  let s = 0;
  for (; s + 3 < S; s += 4) {
    const v = Math.max(variance[s], eps);
    const difference = mu[s] - target[s];
    value[s] = 0.5 * (Math.log(v) + difference * difference / v) + t;
    const v2 = Math.max(variance[s + 1], eps);
    const difference2 = mu[s + 1] - target[s + 1];
    value[s + 1] = 0.5 * (Math.log(v2) + difference2 * difference2 / v2) + t;
    const v3 = Math.max(variance[s + 2], eps);
    const difference3 = mu[s + 2] - target[s + 2];
    value[s + 2] = 0.5 * (Math.log(v3) + difference3 * difference3 / v3) + t;
    const v4 = Math.max(variance[s + 3], eps);
    const difference4 = mu[s + 3] - target[s + 3];
    value[s + 3] = 0.5 * (Math.log(v4) + difference4 * difference4 / v4) + t;
  }
  for (; s < S; s++) {
    const v = Math.max(variance[s], eps);
    const difference = mu[s] - target[s];
    value[s] = 0.5 * (Math.log(v) + difference * difference / v) + t;
  }
}

function gaussianNllForward2(frame) {
  const { S } = frame.sizes;
  const full = frame.options.full !== 0;
  const eps = frame.options.eps;
  const reduction = frame.reduction;
  const variance = frame.inputs.variance;
  const target = frame.inputs.target;
  const mu = frame.inputs.mu;
  let total = 0;
  const t = full ? 0.9189385332046727 : 0;
  let total2 = 0, total3 = 0, total4 = 0;
  let s = 0;
  for (; s + 3 < S; s += 4) {
    const v = Math.max(variance[s], eps);
    const difference = mu[s] - target[s];
    total += 0.5 * (Math.log(v) + difference * difference / v) + t;
    const v2 = Math.max(variance[s + 1], eps);
    const difference2 = mu[s + 1] - target[s + 1];
    total2 += 0.5 * (Math.log(v2) + difference2 * difference2 / v2) + t;
    const v3 = Math.max(variance[s + 2], eps);
    const difference3 = mu[s + 2] - target[s + 2];
    total3 += 0.5 * (Math.log(v3) + difference3 * difference3 / v3) + t;
    const v4 = Math.max(variance[s + 3], eps);
    const difference4 = mu[s + 3] - target[s + 3];
    total4 += 0.5 * (Math.log(v4) + difference4 * difference4 / v4) + t;
  }
  total = total + total2 + total3 + total4;
  for (; s < S; s++) {
    const v = Math.max(variance[s], eps);
    const difference = mu[s] - target[s];
    total += 0.5 * (Math.log(v) + difference * difference / v) + t;
  }
  frame.value = reduction === 0 ? total / S : total;
}

function gaussianNllForward(frame) {
  if (frame.reduction === 2) {
    gaussianNllForward1(frame);
  } else {
    gaussianNllForward2(frame);
  }
}

function gaussianNllBackward1(frame) {
  const { S } = frame.sizes;
  const full = frame.options.full !== 0;
  const eps = frame.options.eps;
  const variance = frame.inputs.variance;
  const target = frame.inputs.target;
  const mu = frame.inputs.mu;
  const value = frame.value;
  const gradOutput = frame.gradOutput;
  const gradMu = frame.grads.mu;
  const gradVariance = frame.grads.variance;
  const t = full ? 0.9189385332046727 : 0;
  let s = 0;
  for (; s + 3 < S; s += 4) {
    const varianceAt = variance[s];
    const v = Math.max(varianceAt, eps);
    const difference = mu[s] - target[s];
    const ratio = difference * difference / v;
    value[s] = 0.5 * (Math.log(v) + ratio) + t;
    const gradOutputAt = gradOutput[s];
    const ratio2 = gradOutputAt / v;
    gradMu[s] = ratio2 * difference;
    gradVariance[s] = varianceAt < eps ? 0 : (0.5 * ratio2 - 0.5 * gradOutputAt * (ratio / v)) * (varianceAt === eps ? 0.5 : 1);
    const varianceAt2 = variance[s + 1];
    const v2 = Math.max(varianceAt2, eps);
    const difference2 = mu[s + 1] - target[s + 1];
    const ratio3 = difference2 * difference2 / v2;
    value[s + 1] = 0.5 * (Math.log(v2) + ratio3) + t;
    const gradOutputAt2 = gradOutput[s + 1];
    const ratio4 = gradOutputAt2 / v2;
    gradMu[s + 1] = ratio4 * difference2;
    gradVariance[s + 1] = varianceAt2 < eps ? 0 : (0.5 * ratio4 - 0.5 * gradOutputAt2 * (ratio3 / v2)) * (varianceAt2 === eps ? 0.5 : 1);
    const varianceAt3 = variance[s + 2];
    const v3 = Math.max(varianceAt3, eps);
    const difference3 = mu[s + 2] - target[s + 2];
    const ratio5 = difference3 * difference3 / v3;
    value[s + 2] = 0.5 * (Math.log(v3) + ratio5) + t;
    const gradOutputAt3 = gradOutput[s + 2];
    const ratio6 = gradOutputAt3 / v3;
    gradMu[s + 2] = ratio6 * difference3;
    gradVariance[s + 2] = varianceAt3 < eps ? 0 : (0.5 * ratio6 - 0.5 * gradOutputAt3 * (ratio5 / v3)) * (varianceAt3 === eps ? 0.5 : 1);
    const varianceAt4 = variance[s + 3];
    const v4 = Math.max(varianceAt4, eps);
    const difference4 = mu[s + 3] - target[s + 3];
    const ratio7 = difference4 * difference4 / v4;
    value[s + 3] = 0.5 * (Math.log(v4) + ratio7) + t;
    const gradOutputAt4 = gradOutput[s + 3];
    const ratio8 = gradOutputAt4 / v4;
    gradMu[s + 3] = ratio8 * difference4;
    gradVariance[s + 3] = varianceAt4 < eps ? 0 : (0.5 * ratio8 - 0.5 * gradOutputAt4 * (ratio7 / v4)) * (varianceAt4 === eps ? 0.5 : 1);
  }
  for (; s < S; s++) {
    const varianceAt = variance[s];
    const v = Math.max(varianceAt, eps);
    const difference = mu[s] - target[s];
    const ratio = difference * difference / v;
    value[s] = 0.5 * (Math.log(v) + ratio) + t;
    const gradOutputAt = gradOutput[s];
    const ratio2 = gradOutputAt / v;
    gradMu[s] = ratio2 * difference;
    gradVariance[s] = varianceAt < eps ? 0 : (0.5 * ratio2 - 0.5 * gradOutputAt * (ratio / v)) * (varianceAt === eps ? 0.5 : 1);
  }
}

function gaussianNllBackward2(frame) {
  const { S } = frame.sizes;
  const full = frame.options.full !== 0;
  const eps = frame.options.eps;
  const variance = frame.inputs.variance;
  const target = frame.inputs.target;
  const mu = frame.inputs.mu;
  const value = frame.value;
  const gradMu = frame.grads.mu;
  const gradVariance = frame.grads.variance;
  const t = full ? 0.9189385332046727 : 0;
  let s = 0;
  for (; s + 3 < S; s += 4) {
    const varianceAt = variance[s];
    const v = Math.max(varianceAt, eps);
    const difference = mu[s] - target[s];
    const ratio = difference * difference / v;
    value[s] = 0.5 * (Math.log(v) + ratio) + t;
    gradMu[s] = difference / v;
    gradVariance[s] = varianceAt < eps ? 0 : (0.5 / v - 0.5 * (ratio / v)) * (varianceAt === eps ? 0.5 : 1);
    const varianceAt2 = variance[s + 1];
    const v2 = Math.max(varianceAt2, eps);
    const difference2 = mu[s + 1] - target[s + 1];
    const ratio2 = difference2 * difference2 / v2;
    value[s + 1] = 0.5 * (Math.log(v2) + ratio2) + t;
    gradMu[s + 1] = difference2 / v2;
    gradVariance[s + 1] = varianceAt2 < eps ? 0 : (0.5 / v2 - 0.5 * (ratio2 / v2)) * (varianceAt2 === eps ? 0.5 : 1);
    const varianceAt3 = variance[s + 2];
    const v3 = Math.max(varianceAt3, eps);
    const difference3 = mu[s + 2] - target[s + 2];
    const ratio3 = difference3 * difference3 / v3;
    value[s + 2] = 0.5 * (Math.log(v3) + ratio3) + t;
    gradMu[s + 2] = difference3 / v3;
    gradVariance[s + 2] = varianceAt3 < eps ? 0 : (0.5 / v3 - 0.5 * (ratio3 / v3)) * (varianceAt3 === eps ? 0.5 : 1);
    const varianceAt4 = variance[s + 3];
    const v4 = Math.max(varianceAt4, eps);
    const difference4 = mu[s + 3] - target[s + 3];
    const ratio4 = difference4 * difference4 / v4;
    value[s + 3] = 0.5 * (Math.log(v4) + ratio4) + t;
    gradMu[s + 3] = difference4 / v4;
    gradVariance[s + 3] = varianceAt4 < eps ? 0 : (0.5 / v4 - 0.5 * (ratio4 / v4)) * (varianceAt4 === eps ? 0.5 : 1);
  }
  for (; s < S; s++) {
    const varianceAt = variance[s];
    const v = Math.max(varianceAt, eps);
    const difference = mu[s] - target[s];
    const ratio = difference * difference / v;
    value[s] = 0.5 * (Math.log(v) + ratio) + t;
    gradMu[s] = difference / v;
    gradVariance[s] = varianceAt < eps ? 0 : (0.5 / v - 0.5 * (ratio / v)) * (varianceAt === eps ? 0.5 : 1);
  }
}

function gaussianNllBackward3(frame) {
  const { S } = frame.sizes;
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const full = frame.options.full !== 0;
  const eps = frame.options.eps;
  const variance = frame.inputs.variance;
  const target = frame.inputs.target;
  const mu = frame.inputs.mu;
  const gradMu = frame.grads.mu;
  const gradVariance = frame.grads.variance;
  let total = 0;
  const same = reduction === 0;
  const t = same ? gradOutput / S : gradOutput;
  const t2 = full ? 0.9189385332046727 : 0;
  const t3 = 0.5 * t;
  let total2 = 0, total3 = 0, total4 = 0;
  let s = 0;
  for (; s + 3 < S; s += 4) {
    const varianceAt = variance[s];
    const v = Math.max(varianceAt, eps);
    const difference = mu[s] - target[s];
    const ratio = difference * difference / v;
    total += 0.5 * (Math.log(v) + ratio) + t2;
    const ratio2 = t / v;
    gradMu[s] = ratio2 * difference;
    gradVariance[s] = varianceAt < eps ? 0 : (0.5 * ratio2 - t3 * (ratio / v)) * (varianceAt === eps ? 0.5 : 1);
    const varianceAt2 = variance[s + 1];
    const v2 = Math.max(varianceAt2, eps);
    const difference2 = mu[s + 1] - target[s + 1];
    const ratio3 = difference2 * difference2 / v2;
    total2 += 0.5 * (Math.log(v2) + ratio3) + t2;
    const ratio4 = t / v2;
    gradMu[s + 1] = ratio4 * difference2;
    gradVariance[s + 1] = varianceAt2 < eps ? 0 : (0.5 * ratio4 - t3 * (ratio3 / v2)) * (varianceAt2 === eps ? 0.5 : 1);
    const varianceAt3 = variance[s + 2];
    const v3 = Math.max(varianceAt3, eps);
    const difference3 = mu[s + 2] - target[s + 2];
    const ratio5 = difference3 * difference3 / v3;
    total3 += 0.5 * (Math.log(v3) + ratio5) + t2;
    const ratio6 = t / v3;
    gradMu[s + 2] = ratio6 * difference3;
    gradVariance[s + 2] = varianceAt3 < eps ? 0 : (0.5 * ratio6 - t3 * (ratio5 / v3)) * (varianceAt3 === eps ? 0.5 : 1);
    const varianceAt4 = variance[s + 3];
    const v4 = Math.max(varianceAt4, eps);
    const difference4 = mu[s + 3] - target[s + 3];
    const ratio7 = difference4 * difference4 / v4;
    total4 += 0.5 * (Math.log(v4) + ratio7) + t2;
    const ratio8 = t / v4;
    gradMu[s + 3] = ratio8 * difference4;
    gradVariance[s + 3] = varianceAt4 < eps ? 0 : (0.5 * ratio8 - t3 * (ratio7 / v4)) * (varianceAt4 === eps ? 0.5 : 1);
  }
  total = total + total2 + total3 + total4;
  for (; s < S; s++) {
    const varianceAt = variance[s];
    const v = Math.max(varianceAt, eps);
    const difference = mu[s] - target[s];
    const ratio = difference * difference / v;
    total += 0.5 * (Math.log(v) + ratio) + t2;
    const ratio2 = t / v;
    gradMu[s] = ratio2 * difference;
    gradVariance[s] = varianceAt < eps ? 0 : (0.5 * ratio2 - t3 * (ratio / v)) * (varianceAt === eps ? 0.5 : 1);
  }
  frame.value = same ? total / S : total;
}

function gaussianNllBackward(frame) {
  if (frame.reduction === 2) {
    if (frame.gradOutput !== undefined) {
      gaussianNllBackward1(frame);
    } else {
      gaussianNllBackward2(frame);
    }
  } else {
    gaussianNllBackward3(frame);
  }
}
