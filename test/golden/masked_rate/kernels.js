function maskedRateForward1(frame) {
  const { N } = frame.sizes;
  const powers = powersOfTwo();
  const logRate = frame.inputs.logRate;
  const count = frame.inputs.count;
  const weight = frame.inputs.weight;
  const value = frame.value;
  let n = 0;
  for (; n + 3 < N; n += 4) {
    const logRateAt = logRate[n];
    const below = logRateAt <= 354.5;
    const logRateAt2 = logRate[n + 1];
    const below2 = logRateAt2 <= 354.5;
    const logRateAt3 = logRate[n + 2];
    const below3 = logRateAt3 <= 354.5;
    const logRateAt4 = logRate[n + 3];
    const below4 = logRateAt4 <= 354.5;
    // An exponential that overflows is left to the loop below.
    if (!(below && below2 && below3 && below4)) break;
    const countAt = count[n];
    const weightAt = weight[n];
    const t = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t + 6755399441055744 - 6755399441055744;
    const difference2 = t - 0.010830424696249145 * difference;
    const t2 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const difference3 = t2 - countAt;
    value[n] = weightAt * (difference3 * difference3);
    const countAt2 = count[n + 1];
    const weightAt2 = weight[n + 1];
    const t3 = logRateAt2 > 710 ? 710 : logRateAt2 < -746 ? -746 : logRateAt2;
    const difference4 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
    const difference5 = t3 - 0.010830424696249145 * difference4;
    const t4 = powers[(difference4 >> 6) + 1141] * (powers[difference4 & 63] * (1 + difference5 * (1 + difference5 * (0.5 + 0.16666666666666666 * difference5))));
    const difference6 = t4 - countAt2;
    value[n + 1] = weightAt2 * (difference6 * difference6);
    const countAt3 = count[n + 2];
    const weightAt3 = weight[n + 2];
    const t5 = logRateAt3 > 710 ? 710 : logRateAt3 < -746 ? -746 : logRateAt3;
    const difference7 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
    const difference8 = t5 - 0.010830424696249145 * difference7;
    const t6 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
    const difference9 = t6 - countAt3;
    value[n + 2] = weightAt3 * (difference9 * difference9);
    const countAt4 = count[n + 3];
    const weightAt4 = weight[n + 3];
    const t7 = logRateAt4 > 710 ? 710 : logRateAt4 < -746 ? -746 : logRateAt4;
    const difference10 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
    const difference11 = t7 - 0.010830424696249145 * difference10;
    const t8 = powers[(difference10 >> 6) + 1141] * (powers[difference10 & 63] * (1 + difference11 * (1 + difference11 * (0.5 + 0.16666666666666666 * difference11))));
    const difference12 = t8 - countAt4;
    value[n + 3] = weightAt4 * (difference12 * difference12);
  }
  for (; n < N; n++) {
    const logRateAt = logRate[n];
    const countAt = count[n];
    const weightAt = weight[n];
    const t = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t + 6755399441055744 - 6755399441055744;
    const difference2 = t - 0.010830424696249145 * difference;
    const t2 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const difference3 = t2 - countAt;
    const below = logRateAt <= 354.5;
    const t3 = below ? 0 : logRateAt < 0 ? 0 : logRateAt;
    const difference4 = below ? 0 : (logRateAt === t3 ? 1 : scaledExp(1, logRateAt - t3)) - scaledExp(countAt, -t3);
    value[n] = below ? weightAt * (difference3 * difference3) : scaledExp(weightAt * (difference4 * difference4), 2 * t3);
  }
}

function maskedRateForward2(frame) {
  const { N } = frame.sizes;
  const powers = powersOfTwo();
  const reduction = frame.reduction;
  const logRate = frame.inputs.logRate;
  const count = frame.inputs.count;
  const weight = frame.inputs.weight;
  let total = 0;
  let total2 = 0, total3 = 0, total4 = 0;
  let n = 0;
  for (; n + 3 < N; n += 4) {
    const logRateAt = logRate[n];
    const below = logRateAt <= 354.5;
    const logRateAt2 = logRate[n + 1];
    const below2 = logRateAt2 <= 354.5;
    const logRateAt3 = logRate[n + 2];
    const below3 = logRateAt3 <= 354.5;
    const logRateAt4 = logRate[n + 3];
    const below4 = logRateAt4 <= 354.5;
    // An exponential that overflows is left to the loop below.
    if (!(below && below2 && below3 && below4)) break;
    const countAt = count[n];
    const weightAt = weight[n];
    const t = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t + 6755399441055744 - 6755399441055744;
    const difference2 = t - 0.010830424696249145 * difference;
    const t2 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const difference3 = t2 - countAt;
    total += weightAt * (difference3 * difference3);
    const countAt2 = count[n + 1];
    const weightAt2 = weight[n + 1];
    const t3 = logRateAt2 > 710 ? 710 : logRateAt2 < -746 ? -746 : logRateAt2;
    const difference4 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
    const difference5 = t3 - 0.010830424696249145 * difference4;
    const t4 = powers[(difference4 >> 6) + 1141] * (powers[difference4 & 63] * (1 + difference5 * (1 + difference5 * (0.5 + 0.16666666666666666 * difference5))));
    const difference6 = t4 - countAt2;
    total2 += weightAt2 * (difference6 * difference6);
    const countAt3 = count[n + 2];
    const weightAt3 = weight[n + 2];
    const t5 = logRateAt3 > 710 ? 710 : logRateAt3 < -746 ? -746 : logRateAt3;
    const difference7 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
    const difference8 = t5 - 0.010830424696249145 * difference7;
    const t6 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
    const difference9 = t6 - countAt3;
    total3 += weightAt3 * (difference9 * difference9);
    const countAt4 = count[n + 3];
    const weightAt4 = weight[n + 3];
    const t7 = logRateAt4 > 710 ? 710 : logRateAt4 < -746 ? -746 : logRateAt4;
    const difference10 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
    const difference11 = t7 - 0.010830424696249145 * difference10;
    const t8 = powers[(difference10 >> 6) + 1141] * (powers[difference10 & 63] * (1 + difference11 * (1 + difference11 * (0.5 + 0.16666666666666666 * difference11))));
    const difference12 = t8 - countAt4;
    total4 += weightAt4 * (difference12 * difference12);
  }
  total = total + total2 + total3 + total4;
  for (; n < N; n++) {
    const logRateAt = logRate[n];
    const countAt = count[n];
    const weightAt = weight[n];
    const t = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t + 6755399441055744 - 6755399441055744;
    const difference2 = t - 0.010830424696249145 * difference;
    const t2 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const difference3 = t2 - countAt;
    const below = logRateAt <= 354.5;
    const t3 = below ? 0 : logRateAt < 0 ? 0 : logRateAt;
    const difference4 = below ? 0 : (logRateAt === t3 ? 1 : scaledExp(1, logRateAt - t3)) - scaledExp(countAt, -t3);
    total += below ? weightAt * (difference3 * difference3) : scaledExp(weightAt * (difference4 * difference4), 2 * t3);
  }
  frame.value = reduction === 0 ? total / N : total;
}

function maskedRateForward(frame) {
  if (frame.reduction === 2) {
    maskedRateForward1(frame);
  } else {
    maskedRateForward2(frame);
  }
}

function maskedRateBackward1(frame) {
  const { N } = frame.sizes;
  const powers = powersOfTwo();
  const logRate = frame.inputs.logRate;
  const count = frame.inputs.count;
  const weight = frame.inputs.weight;
  const value = frame.value;
  const gradOutput = frame.gradOutput;
  const gradLogRate = frame.grads.logRate;
  let n = 0;
  for (; n + 3 < N; n += 4) {
    const logRateAt = logRate[n];
    const below = logRateAt <= 354.5;
    const logRateAt2 = logRate[n + 1];
    const below2 = logRateAt2 <= 354.5;
    const logRateAt3 = logRate[n + 2];
    const below3 = logRateAt3 <= 354.5;
    const logRateAt4 = logRate[n + 3];
    const below4 = logRateAt4 <= 354.5;
    // An exponential that overflows is left to the loop below.
    if (!(below && below2 && below3 && below4)) break;
    const countAt = count[n];
    const weightAt = weight[n];
    const t = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t + 6755399441055744 - 6755399441055744;
    const difference2 = t - 0.010830424696249145 * difference;
    const t2 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const difference3 = t2 - countAt;
    value[n] = weightAt * (difference3 * difference3);
    const t3 = 2 * (gradOutput[n] * weightAt);
    gradLogRate[n] = t3 * difference3 * t2;
    const countAt2 = count[n + 1];
    const weightAt2 = weight[n + 1];
    const t4 = logRateAt2 > 710 ? 710 : logRateAt2 < -746 ? -746 : logRateAt2;
    const difference4 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
    const difference5 = t4 - 0.010830424696249145 * difference4;
    const t5 = powers[(difference4 >> 6) + 1141] * (powers[difference4 & 63] * (1 + difference5 * (1 + difference5 * (0.5 + 0.16666666666666666 * difference5))));
    const difference6 = t5 - countAt2;
    value[n + 1] = weightAt2 * (difference6 * difference6);
    const t6 = 2 * (gradOutput[n + 1] * weightAt2);
    gradLogRate[n + 1] = t6 * difference6 * t5;
    const countAt3 = count[n + 2];
    const weightAt3 = weight[n + 2];
    const t7 = logRateAt3 > 710 ? 710 : logRateAt3 < -746 ? -746 : logRateAt3;
    const difference7 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
    const difference8 = t7 - 0.010830424696249145 * difference7;
    const t8 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
    const difference9 = t8 - countAt3;
    value[n + 2] = weightAt3 * (difference9 * difference9);
    const t9 = 2 * (gradOutput[n + 2] * weightAt3);
    gradLogRate[n + 2] = t9 * difference9 * t8;
    const countAt4 = count[n + 3];
    const weightAt4 = weight[n + 3];
    const t10 = logRateAt4 > 710 ? 710 : logRateAt4 < -746 ? -746 : logRateAt4;
    const difference10 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
    const difference11 = t10 - 0.010830424696249145 * difference10;
    const t11 = powers[(difference10 >> 6) + 1141] * (powers[difference10 & 63] * (1 + difference11 * (1 + difference11 * (0.5 + 0.16666666666666666 * difference11))));
    const difference12 = t11 - countAt4;
    value[n + 3] = weightAt4 * (difference12 * difference12);
    const t12 = 2 * (gradOutput[n + 3] * weightAt4);
    gradLogRate[n + 3] = t12 * difference12 * t11;
  }
  for (; n < N; n++) {
    const logRateAt = logRate[n];
    const countAt = count[n];
    const weightAt = weight[n];
    const t = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t + 6755399441055744 - 6755399441055744;
    const difference2 = t - 0.010830424696249145 * difference;
    const t2 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const difference3 = t2 - countAt;
    const below = logRateAt <= 354.5;
    const t3 = below ? 0 : logRateAt < 0 ? 0 : logRateAt;
    const difference4 = below ? 0 : (logRateAt === t3 ? 1 : scaledExp(1, logRateAt - t3)) - scaledExp(countAt, -t3);
    value[n] = below ? weightAt * (difference3 * difference3) : scaledExp(weightAt * (difference4 * difference4), 2 * t3);
    const t4 = 2 * (gradOutput[n] * weightAt);
    gradLogRate[n] = below ? t4 * difference3 * t2 : scaledExp(t4 * difference4, t3 + logRateAt);
  }
}

function maskedRateBackward2(frame) {
  const { N } = frame.sizes;
  const powers = powersOfTwo();
  const logRate = frame.inputs.logRate;
  const count = frame.inputs.count;
  const weight = frame.inputs.weight;
  const value = frame.value;
  const gradLogRate = frame.grads.logRate;
  let n = 0;
  for (; n + 3 < N; n += 4) {
    const logRateAt = logRate[n];
    const below = logRateAt <= 354.5;
    const logRateAt2 = logRate[n + 1];
    const below2 = logRateAt2 <= 354.5;
    const logRateAt3 = logRate[n + 2];
    const below3 = logRateAt3 <= 354.5;
    const logRateAt4 = logRate[n + 3];
    const below4 = logRateAt4 <= 354.5;
    // An exponential that overflows is left to the loop below.
    if (!(below && below2 && below3 && below4)) break;
    const countAt = count[n];
    const weightAt = weight[n];
    const t = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t + 6755399441055744 - 6755399441055744;
    const difference2 = t - 0.010830424696249145 * difference;
    const t2 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const difference3 = t2 - countAt;
    value[n] = weightAt * (difference3 * difference3);
    const t3 = 2 * weightAt;
    gradLogRate[n] = t3 * difference3 * t2;
    const countAt2 = count[n + 1];
    const weightAt2 = weight[n + 1];
    const t4 = logRateAt2 > 710 ? 710 : logRateAt2 < -746 ? -746 : logRateAt2;
    const difference4 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
    const difference5 = t4 - 0.010830424696249145 * difference4;
    const t5 = powers[(difference4 >> 6) + 1141] * (powers[difference4 & 63] * (1 + difference5 * (1 + difference5 * (0.5 + 0.16666666666666666 * difference5))));
    const difference6 = t5 - countAt2;
    value[n + 1] = weightAt2 * (difference6 * difference6);
    const t6 = 2 * weightAt2;
    gradLogRate[n + 1] = t6 * difference6 * t5;
    const countAt3 = count[n + 2];
    const weightAt3 = weight[n + 2];
    const t7 = logRateAt3 > 710 ? 710 : logRateAt3 < -746 ? -746 : logRateAt3;
    const difference7 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
    const difference8 = t7 - 0.010830424696249145 * difference7;
    const t8 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
    const difference9 = t8 - countAt3;
    value[n + 2] = weightAt3 * (difference9 * difference9);
    const t9 = 2 * weightAt3;
    gradLogRate[n + 2] = t9 * difference9 * t8;
    const countAt4 = count[n + 3];
    const weightAt4 = weight[n + 3];
    const t10 = logRateAt4 > 710 ? 710 : logRateAt4 < -746 ? -746 : logRateAt4;
    const difference10 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
    const difference11 = t10 - 0.010830424696249145 * difference10;
    const t11 = powers[(difference10 >> 6) + 1141] * (powers[difference10 & 63] * (1 + difference11 * (1 + difference11 * (0.5 + 0.16666666666666666 * difference11))));
    const difference12 = t11 - countAt4;
    value[n + 3] = weightAt4 * (difference12 * difference12);
    const t12 = 2 * weightAt4;
    gradLogRate[n + 3] = t12 * difference12 * t11;
  }
  for (; n < N; n++) {
    const logRateAt = logRate[n];
    const countAt = count[n];
    const weightAt = weight[n];
    const t = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t + 6755399441055744 - 6755399441055744;
    const difference2 = t - 0.010830424696249145 * difference;
    const t2 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const difference3 = t2 - countAt;
    const below = logRateAt <= 354.5;
    const t3 = below ? 0 : logRateAt < 0 ? 0 : logRateAt;
    const difference4 = below ? 0 : (logRateAt === t3 ? 1 : scaledExp(1, logRateAt - t3)) - scaledExp(countAt, -t3);
    value[n] = below ? weightAt * (difference3 * difference3) : scaledExp(weightAt * (difference4 * difference4), 2 * t3);
    const t4 = 2 * weightAt;
    gradLogRate[n] = below ? t4 * difference3 * t2 : scaledExp(t4 * difference4, t3 + logRateAt);
  }
}

function maskedRateBackward3(frame) {
  const { N } = frame.sizes;
  const powers = powersOfTwo();
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const logRate = frame.inputs.logRate;
  const count = frame.inputs.count;
  const weight = frame.inputs.weight;
  const gradLogRate = frame.grads.logRate;
  let total = 0;
  const same = reduction === 0;
  const t = same ? gradOutput / N : gradOutput;
  let total2 = 0, total3 = 0, total4 = 0;
  let n = 0;
  for (; n + 3 < N; n += 4) {
    const logRateAt = logRate[n];
    const below = logRateAt <= 354.5;
    const logRateAt2 = logRate[n + 1];
    const below2 = logRateAt2 <= 354.5;
    const logRateAt3 = logRate[n + 2];
    const below3 = logRateAt3 <= 354.5;
    const logRateAt4 = logRate[n + 3];
    const below4 = logRateAt4 <= 354.5;
    // An exponential that overflows is left to the loop below.
    if (!(below && below2 && below3 && below4)) break;
    const countAt = count[n];
    const weightAt = weight[n];
    const t2 = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference2 = t2 - 0.010830424696249145 * difference;
    const t3 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const difference3 = t3 - countAt;
    total += weightAt * (difference3 * difference3);
    const t4 = 2 * (t * weightAt);
    gradLogRate[n] = t4 * difference3 * t3;
    const countAt2 = count[n + 1];
    const weightAt2 = weight[n + 1];
    const t5 = logRateAt2 > 710 ? 710 : logRateAt2 < -746 ? -746 : logRateAt2;
    const difference4 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
    const difference5 = t5 - 0.010830424696249145 * difference4;
    const t6 = powers[(difference4 >> 6) + 1141] * (powers[difference4 & 63] * (1 + difference5 * (1 + difference5 * (0.5 + 0.16666666666666666 * difference5))));
    const difference6 = t6 - countAt2;
    total2 += weightAt2 * (difference6 * difference6);
    const t7 = 2 * (t * weightAt2);
    gradLogRate[n + 1] = t7 * difference6 * t6;
    const countAt3 = count[n + 2];
    const weightAt3 = weight[n + 2];
    const t8 = logRateAt3 > 710 ? 710 : logRateAt3 < -746 ? -746 : logRateAt3;
    const difference7 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
    const difference8 = t8 - 0.010830424696249145 * difference7;
    const t9 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
    const difference9 = t9 - countAt3;
    total3 += weightAt3 * (difference9 * difference9);
    const t10 = 2 * (t * weightAt3);
    gradLogRate[n + 2] = t10 * difference9 * t9;
    const countAt4 = count[n + 3];
    const weightAt4 = weight[n + 3];
    const t11 = logRateAt4 > 710 ? 710 : logRateAt4 < -746 ? -746 : logRateAt4;
    const difference10 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
    const difference11 = t11 - 0.010830424696249145 * difference10;
    const t12 = powers[(difference10 >> 6) + 1141] * (powers[difference10 & 63] * (1 + difference11 * (1 + difference11 * (0.5 + 0.16666666666666666 * difference11))));
    const difference12 = t12 - countAt4;
    total4 += weightAt4 * (difference12 * difference12);
    const t13 = 2 * (t * weightAt4);
    gradLogRate[n + 3] = t13 * difference12 * t12;
  }
  total = total + total2 + total3 + total4;
  for (; n < N; n++) {
    const logRateAt = logRate[n];
    const countAt = count[n];
    const weightAt = weight[n];
    const t2 = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference2 = t2 - 0.010830424696249145 * difference;
    const t3 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const difference3 = t3 - countAt;
    const below = logRateAt <= 354.5;
    const t4 = below ? 0 : logRateAt < 0 ? 0 : logRateAt;
    const difference4 = below ? 0 : (logRateAt === t4 ? 1 : scaledExp(1, logRateAt - t4)) - scaledExp(countAt, -t4);
    total += below ? weightAt * (difference3 * difference3) : scaledExp(weightAt * (difference4 * difference4), 2 * t4);
    const t5 = 2 * (t * weightAt);
    gradLogRate[n] = below ? t5 * difference3 * t3 : scaledExp(t5 * difference4, t4 + logRateAt);
  }
  frame.value = same ? total / N : total;
}

function maskedRateBackward(frame) {
  if (frame.reduction === 2) {
    if (frame.gradOutput !== undefined) {
      maskedRateBackward1(frame);
    } else {
      maskedRateBackward2(frame);
    }
  } else {
    maskedRateBackward3(frame);
  }
}
