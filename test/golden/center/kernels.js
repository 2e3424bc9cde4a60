function centerForward1(frame) {
  const { C, D, N } = frame.sizes;
  const target = frame.inputs.target;
  const centers = frame.inputs.centers;
  const features = frame.inputs.features;
  const value = frame.value;
  for (let n = 0; n < N; n++) {
    let total = 0;
    const at = (Math.min(Math.max(target[n], 0), C - 1) || 0) * D;
    const at2 = n * D;
    let total2 = 0, total3 = 0, total4 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const difference = features[at2 + d] - centers[at + d];
      total += difference * difference;
      const difference2 = features[at2 + d + 1] - centers[at + d + 1];
      total2 += difference2 * difference2;
      const difference3 = features[at2 + d + 2] - centers[at + d + 2];
      total3 += difference3 * difference3;
      const difference4 = features[at2 + d + 3] - centers[at + d + 3];
      total4 += difference4 * difference4;
    }
    total = total + total2 + total3 + total4;
    for (; d < D; d++) {
      const difference = features[at2 + d] - centers[at + d];
      total += difference * difference;
    }
    value[n] = 0.5 * total;
  }
}

function centerForward2(frame) {
  const { C, D, N } = frame.sizes;
  const reduction = frame.reduction;
  const target = frame.inputs.target;
  const centers = frame.inputs.centers;
  const features = frame.inputs.features;
  let total = 0;
  for (let n = 0; n < N; n++) {
    let total2 = 0;
    const at = (Math.min(Math.max(target[n], 0), C - 1) || 0) * D;
    const at2 = n * D;
    let total22 = 0, total23 = 0, total24 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const difference = features[at2 + d] - centers[at + d];
      total2 += difference * difference;
      const difference2 = features[at2 + d + 1] - centers[at + d + 1];
      total22 += difference2 * difference2;
      const difference3 = features[at2 + d + 2] - centers[at + d + 2];
      total23 += difference3 * difference3;
      const difference4 = features[at2 + d + 3] - centers[at + d + 3];
      total24 += difference4 * difference4;
    }
    total2 = total2 + total22 + total23 + total24;
    for (; d < D; d++) {
      const difference = features[at2 + d] - centers[at + d];
      total2 += difference * difference;
    }
    total += total2;
  }
  const t = 0.5 * total;
  frame.value = reduction === 0 ? t / N : t;
}

function centerForward(frame) {
  if (frame.reduction === 2) {
    centerForward1(frame);
  } else {
    centerForward2(frame);
  }
}

function centerBackward1(frame) {
  const { C, D, N } = frame.sizes;
  const firstKept = frame.scratch.positionC1;
  const target = frame.inputs.target;
  const gradOutput = frame.gradOutput;
  const centers = frame.inputs.centers;
  const features = frame.inputs.features;
  const gradFeatures = frame.grads.features;
  const value = frame.value;
  const nextKept = frame.scratch.positionN1;
  const totalKept = frame.scratch.realD1;
  const gradCenters = frame.grads.centers;
  firstKept.fill(-1);
  for (let n = 0; n < N; n++) {
    let total = 0;
    const at = Math.min(Math.max(target[n], 0), C - 1) || 0;
    const at2 = at * D;
    const at3 = n * D;
    const gradOutputAt = gradOutput[n];
    let total2 = 0, total3 = 0, total4 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at4 = at3 + d;
      const difference = features[at4] - centers[at2 + d];
      total += difference * difference;
      gradFeatures[at4] = gradOutputAt * difference;
      const at5 = at3 + d + 1;
      const difference2 = features[at5] - centers[at2 + d + 1];
      total2 += difference2 * difference2;
      gradFeatures[at5] = gradOutputAt * difference2;
      const at6 = at3 + d + 2;
      const difference3 = features[at6] - centers[at2 + d + 2];
      total3 += difference3 * difference3;
      gradFeatures[at6] = gradOutputAt * difference3;
      const at7 = at3 + d + 3;
      const difference4 = features[at7] - centers[at2 + d + 3];
      total4 += difference4 * difference4;
      gradFeatures[at7] = gradOutputAt * difference4;
    }
    total = total + total2 + total3 + total4;
    for (; d < D; d++) {
      const at4 = at3 + d;
      const difference = features[at4] - centers[at2 + d];
      total += difference * difference;
      gradFeatures[at4] = gradOutputAt * difference;
    }
    value[n] = 0.5 * total;
    nextKept[n] = firstKept[at];
    firstKept[at] = n;
  }
  for (let c = 0; c < C; c++) {
    totalKept.fill(0);
    for (let n1 = firstKept[c]; n1 >= 0; n1 = nextKept[n1]) {
      const at = (Math.min(Math.max(target[n1], 0), C - 1) || 0) * D;
      const at2 = n1 * D;
      const t = -gradOutput[n1];
      let d = 0;
      for (; d + 3 < D; d += 4) {
        totalKept[d] = totalKept[d] + (t * (features[at2 + d] - centers[at + d]));
        totalKept[d + 1] = totalKept[d + 1] + (t * (features[at2 + d + 1] - centers[at + d + 1]));
        totalKept[d + 2] = totalKept[d + 2] + (t * (features[at2 + d + 2] - centers[at + d + 2]));
        totalKept[d + 3] = totalKept[d + 3] + (t * (features[at2 + d + 3] - centers[at + d + 3]));
      }
      for (; d < D; d++) {
        totalKept[d] = totalKept[d] + (t * (features[at2 + d] - centers[at + d]));
      }
    }
    const at = c * D;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      gradCenters[at + d] = totalKept[d];
      gradCenters[at + d + 1] = totalKept[d + 1];
      gradCenters[at + d + 2] = totalKept[d + 2];
      gradCenters[at + d + 3] = totalKept[d + 3];
    }
    for (; d < D; d++) {
      gradCenters[at + d] = totalKept[d];
    }
  }
}

function centerBackward2(frame) {
  const { C, D, N } = frame.sizes;
  const firstKept = frame.scratch.positionC1;
  const target = frame.inputs.target;
  const centers = frame.inputs.centers;
  const features = frame.inputs.features;
  const gradFeatures = frame.grads.features;
  const value = frame.value;
  const nextKept = frame.scratch.positionN1;
  const totalKept = frame.scratch.realD1;
  const gradCenters = frame.grads.centers;
  firstKept.fill(-1);
  for (let n = 0; n < N; n++) {
    let total = 0;
    const at = Math.min(Math.max(target[n], 0), C - 1) || 0;
    const at2 = at * D;
    const at3 = n * D;
    let total2 = 0, total3 = 0, total4 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at4 = at3 + d;
      const difference = features[at4] - centers[at2 + d];
      total += difference * difference;
      gradFeatures[at4] = difference;
      const at5 = at3 + d + 1;
      const difference2 = features[at5] - centers[at2 + d + 1];
      total2 += difference2 * difference2;
      gradFeatures[at5] = difference2;
      const at6 = at3 + d + 2;
      const difference3 = features[at6] - centers[at2 + d + 2];
      total3 += difference3 * difference3;
      gradFeatures[at6] = difference3;
      const at7 = at3 + d + 3;
      const difference4 = features[at7] - centers[at2 + d + 3];
      total4 += difference4 * difference4;
      gradFeatures[at7] = difference4;
    }
    total = total + total2 + total3 + total4;
    for (; d < D; d++) {
      const at4 = at3 + d;
      const difference = features[at4] - centers[at2 + d];
      total += difference * difference;
      gradFeatures[at4] = difference;
    }
    value[n] = 0.5 * total;
    nextKept[n] = firstKept[at];
    firstKept[at] = n;
  }
  for (let c = 0; c < C; c++) {
    totalKept.fill(0);
    for (let n1 = firstKept[c]; n1 >= 0; n1 = nextKept[n1]) {
      const at = n1 * D;
      const at2 = (Math.min(Math.max(target[n1], 0), C - 1) || 0) * D;
      let d = 0;
      for (; d + 3 < D; d += 4) {
        totalKept[d] = totalKept[d] + (centers[at2 + d] - features[at + d]);
        totalKept[d + 1] = totalKept[d + 1] + (centers[at2 + d + 1] - features[at + d + 1]);
        totalKept[d + 2] = totalKept[d + 2] + (centers[at2 + d + 2] - features[at + d + 2]);
        totalKept[d + 3] = totalKept[d + 3] + (centers[at2 + d + 3] - features[at + d + 3]);
      }
      for (; d < D; d++) {
        totalKept[d] = totalKept[d] + (centers[at2 + d] - features[at + d]);
      }
    }
    const at = c * D;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      gradCenters[at + d] = totalKept[d];
      gradCenters[at + d + 1] = totalKept[d + 1];
      gradCenters[at + d + 2] = totalKept[d + 2];
      gradCenters[at + d + 3] = totalKept[d + 3];
    }
    for (; d < D; d++) {
      gradCenters[at + d] = totalKept[d];
    }
  }
}

function centerBackward3(frame) {
  const { C, D, N } = frame.sizes;
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const firstKept = frame.scratch.positionC1;
  const target = frame.inputs.target;
  const centers = frame.inputs.centers;
  const features = frame.inputs.features;
  const gradFeatures = frame.grads.features;
  const nextKept = frame.scratch.positionN1;
  const totalKept = frame.scratch.realD1;
  const gradCenters = frame.grads.centers;
  let total = 0;
  firstKept.fill(-1);
  const same = reduction === 0;
  const t = same ? gradOutput / N : gradOutput;
  for (let n = 0; n < N; n++) {
    let total2 = 0;
    const at = Math.min(Math.max(target[n], 0), C - 1) || 0;
    const at2 = at * D;
    const at3 = n * D;
    let total22 = 0, total23 = 0, total24 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at4 = at3 + d;
      const difference = features[at4] - centers[at2 + d];
      total2 += difference * difference;
      gradFeatures[at4] = t * difference;
      const at5 = at3 + d + 1;
      const difference2 = features[at5] - centers[at2 + d + 1];
      total22 += difference2 * difference2;
      gradFeatures[at5] = t * difference2;
      const at6 = at3 + d + 2;
      const difference3 = features[at6] - centers[at2 + d + 2];
      total23 += difference3 * difference3;
      gradFeatures[at6] = t * difference3;
      const at7 = at3 + d + 3;
      const difference4 = features[at7] - centers[at2 + d + 3];
      total24 += difference4 * difference4;
      gradFeatures[at7] = t * difference4;
    }
    total2 = total2 + total22 + total23 + total24;
    for (; d < D; d++) {
      const at4 = at3 + d;
      const difference = features[at4] - centers[at2 + d];
      total2 += difference * difference;
      gradFeatures[at4] = t * difference;
    }
    total += total2;
    nextKept[n] = firstKept[at];
    firstKept[at] = n;
  }
  const t2 = 0.5 * total;
  frame.value = same ? t2 / N : t2;
  const t3 = -t;
  for (let c = 0; c < C; c++) {
    totalKept.fill(0);
    for (let n1 = firstKept[c]; n1 >= 0; n1 = nextKept[n1]) {
      const at = (Math.min(Math.max(target[n1], 0), C - 1) || 0) * D;
      const at2 = n1 * D;
      let d = 0;
      for (; d + 3 < D; d += 4) {
        totalKept[d] = totalKept[d] + (t3 * (features[at2 + d] - centers[at + d]));
        totalKept[d + 1] = totalKept[d + 1] + (t3 * (features[at2 + d + 1] - centers[at + d + 1]));
        totalKept[d + 2] = totalKept[d + 2] + (t3 * (features[at2 + d + 2] - centers[at + d + 2]));
        totalKept[d + 3] = totalKept[d + 3] + (t3 * (features[at2 + d + 3] - centers[at + d + 3]));
      }
      for (; d < D; d++) {
        totalKept[d] = totalKept[d] + (t3 * (features[at2 + d] - centers[at + d]));
      }
    }
    const at = c * D;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      gradCenters[at + d] = totalKept[d];
      gradCenters[at + d + 1] = totalKept[d + 1];
      gradCenters[at + d + 2] = totalKept[d + 2];
      gradCenters[at + d + 3] = totalKept[d + 3];
    }
    for (; d < D; d++) {
      gradCenters[at + d] = totalKept[d];
    }
  }
}

function centerBackward(frame) {
  if (frame.reduction === 2) {
    if (frame.gradOutput !== undefined) {
      centerBackward1(frame);
    } else {
      centerBackward2(frame);
    }
  } else {
    centerBackward3(frame);
  }
}
