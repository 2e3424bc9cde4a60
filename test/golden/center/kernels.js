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
  const totalKept = frame.scratch.realCD1;
  const gradOutput = frame.gradOutput;
  const target = frame.inputs.target;
  const centers = frame.inputs.centers;
  const features = frame.inputs.features;
  const gradFeatures = frame.grads.features;
  const value = frame.value;
  const gradCenters = frame.grads.centers;
  totalKept.fill(0);
  for (let n = 0; n < N; n++) {
    let total = 0;
    const gradOutputAt = gradOutput[n];
    const at = (Math.min(Math.max(target[n], 0), C - 1) || 0) * D;
    const at2 = n * D;
    const t = -gradOutputAt;
    let total2 = 0, total3 = 0, total4 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at3 = at + d;
      const at4 = at2 + d;
      const difference = features[at4] - centers[at3];
      total += difference * difference;
      gradFeatures[at4] = gradOutputAt * difference;
      totalKept[at3] = totalKept[at3] + (t * difference);
      const at5 = at + d + 1;
      const at6 = at2 + d + 1;
      const difference2 = features[at6] - centers[at5];
      total2 += difference2 * difference2;
      gradFeatures[at6] = gradOutputAt * difference2;
      totalKept[at5] = totalKept[at5] + (t * difference2);
      const at7 = at + d + 2;
      const at8 = at2 + d + 2;
      const difference3 = features[at8] - centers[at7];
      total3 += difference3 * difference3;
      gradFeatures[at8] = gradOutputAt * difference3;
      totalKept[at7] = totalKept[at7] + (t * difference3);
      const at9 = at + d + 3;
      const at10 = at2 + d + 3;
      const difference4 = features[at10] - centers[at9];
      total4 += difference4 * difference4;
      gradFeatures[at10] = gradOutputAt * difference4;
      totalKept[at9] = totalKept[at9] + (t * difference4);
    }
    total = total + total2 + total3 + total4;
    for (; d < D; d++) {
      const at3 = at + d;
      const at4 = at2 + d;
      const difference = features[at4] - centers[at3];
      total += difference * difference;
      gradFeatures[at4] = gradOutputAt * difference;
      totalKept[at3] = totalKept[at3] + (t * difference);
    }
    value[n] = 0.5 * total;
  }
  for (let c = 0; c < C; c++) {
    const at = c * D;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      gradCenters[at2] = totalKept[at2];
      const at3 = at + d + 1;
      gradCenters[at3] = totalKept[at3];
      const at4 = at + d + 2;
      gradCenters[at4] = totalKept[at4];
      const at5 = at + d + 3;
      gradCenters[at5] = totalKept[at5];
    }
    for (; d < D; d++) {
      const at2 = at + d;
      gradCenters[at2] = totalKept[at2];
    }
  }
}

function centerBackward2(frame) {
  const { C, D, N } = frame.sizes;
  const totalKept = frame.scratch.realCD1;
  const target = frame.inputs.target;
  const centers = frame.inputs.centers;
  const features = frame.inputs.features;
  const gradFeatures = frame.grads.features;
  const value = frame.value;
  const gradCenters = frame.grads.centers;
  totalKept.fill(0);
  for (let n = 0; n < N; n++) {
    let total = 0;
    const at = (Math.min(Math.max(target[n], 0), C - 1) || 0) * D;
    const at2 = n * D;
    let total2 = 0, total3 = 0, total4 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at3 = at + d;
      const centersAt = centers[at3];
      const at4 = at2 + d;
      const featuresAt = features[at4];
      const difference = featuresAt - centersAt;
      total += difference * difference;
      gradFeatures[at4] = difference;
      totalKept[at3] = totalKept[at3] + (centersAt - featuresAt);
      const at5 = at + d + 1;
      const centersAt2 = centers[at5];
      const at6 = at2 + d + 1;
      const featuresAt2 = features[at6];
      const difference2 = featuresAt2 - centersAt2;
      total2 += difference2 * difference2;
      gradFeatures[at6] = difference2;
      totalKept[at5] = totalKept[at5] + (centersAt2 - featuresAt2);
      const at7 = at + d + 2;
      const centersAt3 = centers[at7];
      const at8 = at2 + d + 2;
      const featuresAt3 = features[at8];
      const difference3 = featuresAt3 - centersAt3;
      total3 += difference3 * difference3;
      gradFeatures[at8] = difference3;
      totalKept[at7] = totalKept[at7] + (centersAt3 - featuresAt3);
      const at9 = at + d + 3;
      const centersAt4 = centers[at9];
      const at10 = at2 + d + 3;
      const featuresAt4 = features[at10];
      const difference4 = featuresAt4 - centersAt4;
      total4 += difference4 * difference4;
      gradFeatures[at10] = difference4;
      totalKept[at9] = totalKept[at9] + (centersAt4 - featuresAt4);
    }
    total = total + total2 + total3 + total4;
    for (; d < D; d++) {
      const at3 = at + d;
      const centersAt = centers[at3];
      const at4 = at2 + d;
      const featuresAt = features[at4];
      const difference = featuresAt - centersAt;
      total += difference * difference;
      gradFeatures[at4] = difference;
      totalKept[at3] = totalKept[at3] + (centersAt - featuresAt);
    }
    value[n] = 0.5 * total;
  }
  for (let c = 0; c < C; c++) {
    const at = c * D;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      gradCenters[at2] = totalKept[at2];
      const at3 = at + d + 1;
      gradCenters[at3] = totalKept[at3];
      const at4 = at + d + 2;
      gradCenters[at4] = totalKept[at4];
      const at5 = at + d + 3;
      gradCenters[at5] = totalKept[at5];
    }
    for (; d < D; d++) {
      const at2 = at + d;
      gradCenters[at2] = totalKept[at2];
    }
  }
}

function centerBackward3(frame) {
  const { C, D, N } = frame.sizes;
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const totalKept = frame.scratch.realCD1;
  const target = frame.inputs.target;
  const centers = frame.inputs.centers;
  const features = frame.inputs.features;
  const gradFeatures = frame.grads.features;
  const gradCenters = frame.grads.centers;
  totalKept.fill(0);
  let total = 0;
  const same = reduction === 0;
  const t = same ? gradOutput / N : gradOutput;
  const t2 = -t;
  for (let n = 0; n < N; n++) {
    let total2 = 0;
    const at = (Math.min(Math.max(target[n], 0), C - 1) || 0) * D;
    const at2 = n * D;
    let total22 = 0, total23 = 0, total24 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at3 = at + d;
      const at4 = at2 + d;
      const difference = features[at4] - centers[at3];
      total2 += difference * difference;
      gradFeatures[at4] = t * difference;
      totalKept[at3] = totalKept[at3] + (t2 * difference);
      const at5 = at + d + 1;
      const at6 = at2 + d + 1;
      const difference2 = features[at6] - centers[at5];
      total22 += difference2 * difference2;
      gradFeatures[at6] = t * difference2;
      totalKept[at5] = totalKept[at5] + (t2 * difference2);
      const at7 = at + d + 2;
      const at8 = at2 + d + 2;
      const difference3 = features[at8] - centers[at7];
      total23 += difference3 * difference3;
      gradFeatures[at8] = t * difference3;
      totalKept[at7] = totalKept[at7] + (t2 * difference3);
      const at9 = at + d + 3;
      const at10 = at2 + d + 3;
      const difference4 = features[at10] - centers[at9];
      total24 += difference4 * difference4;
      gradFeatures[at10] = t * difference4;
      totalKept[at9] = totalKept[at9] + (t2 * difference4);
    }
    total2 = total2 + total22 + total23 + total24;
    for (; d < D; d++) {
      const at3 = at + d;
      const at4 = at2 + d;
      const difference = features[at4] - centers[at3];
      total2 += difference * difference;
      gradFeatures[at4] = t * difference;
      totalKept[at3] = totalKept[at3] + (t2 * difference);
    }
    total += total2;
  }
  const t3 = 0.5 * total;
  frame.value = same ? t3 / N : t3;
  for (let c = 0; c < C; c++) {
    const at = c * D;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      gradCenters[at2] = totalKept[at2];
      const at3 = at + d + 1;
      gradCenters[at3] = totalKept[at3];
      const at4 = at + d + 2;
      gradCenters[at4] = totalKept[at4];
      const at5 = at + d + 3;
      gradCenters[at5] = totalKept[at5];
    }
    for (; d < D; d++) {
      const at2 = at + d;
      gradCenters[at2] = totalKept[at2];
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
