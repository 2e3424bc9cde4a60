function tverskyForward1(frame) {
  const { C, N, S } = frame.sizes;
  const powers = powersOfTwo();
  const beta = frame.options.beta;
  const alpha = frame.options.alpha;
  const target = frame.inputs.target;
  const logits = frame.inputs.logits;
  const value = frame.value;
  for (let c = 0; c < C; c++) {
    let missed = 0;
    let wrong = 0;
    let hit = 0;
    const at = c * S;
    for (let n = 0; n < N; n++) {
      const at2 = at + n * S * C;
      let missed2 = 0, missed3 = 0, missed4 = 0;
      let wrong2 = 0, wrong3 = 0, wrong4 = 0;
      let hit2 = 0, hit3 = 0, hit4 = 0;
      let s = 0;
      for (; s + 3 < S; s += 4) {
        const at3 = at2 + s;
        const targetAt = target[at3];
        const logitsAt = logits[at3];
        const t = -Math.abs(logitsAt);
        const t2 = t > 710 ? 710 : t < -746 ? -746 : t;
        const difference = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference2 = t2 - 0.010830424696249145 * difference;
        const t3 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
        const t4 = 1 + t3;
        missed += (-logitsAt < 0 ? t3 : 1) / t4 * targetAt;
        const p = (logitsAt < 0 ? t3 : 1) / t4;
        wrong += p * (1 - targetAt);
        hit += p * targetAt;
        const at4 = at2 + s + 1;
        const targetAt2 = target[at4];
        const logitsAt2 = logits[at4];
        const t5 = -Math.abs(logitsAt2);
        const t6 = t5 > 710 ? 710 : t5 < -746 ? -746 : t5;
        const difference3 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
        const difference4 = t6 - 0.010830424696249145 * difference3;
        const t7 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
        const t8 = 1 + t7;
        missed2 += (-logitsAt2 < 0 ? t7 : 1) / t8 * targetAt2;
        const p2 = (logitsAt2 < 0 ? t7 : 1) / t8;
        wrong2 += p2 * (1 - targetAt2);
        hit2 += p2 * targetAt2;
        const at5 = at2 + s + 2;
        const targetAt3 = target[at5];
        const logitsAt3 = logits[at5];
        const t9 = -Math.abs(logitsAt3);
        const t10 = t9 > 710 ? 710 : t9 < -746 ? -746 : t9;
        const difference5 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
        const difference6 = t10 - 0.010830424696249145 * difference5;
        const t11 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
        const t12 = 1 + t11;
        missed3 += (-logitsAt3 < 0 ? t11 : 1) / t12 * targetAt3;
        const p3 = (logitsAt3 < 0 ? t11 : 1) / t12;
        wrong3 += p3 * (1 - targetAt3);
        hit3 += p3 * targetAt3;
        const at6 = at2 + s + 3;
        const targetAt4 = target[at6];
        const logitsAt4 = logits[at6];
        const t13 = -Math.abs(logitsAt4);
        const t14 = t13 > 710 ? 710 : t13 < -746 ? -746 : t13;
        const difference7 = 92.33248261689366 * t14 + 6755399441055744 - 6755399441055744;
        const difference8 = t14 - 0.010830424696249145 * difference7;
        const t15 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
        const t16 = 1 + t15;
        missed4 += (-logitsAt4 < 0 ? t15 : 1) / t16 * targetAt4;
        const p4 = (logitsAt4 < 0 ? t15 : 1) / t16;
        wrong4 += p4 * (1 - targetAt4);
        hit4 += p4 * targetAt4;
      }
      missed = missed + missed2 + missed3 + missed4;
      wrong = wrong + wrong2 + wrong3 + wrong4;
      hit = hit + hit2 + hit3 + hit4;
      for (; s < S; s++) {
        const at3 = at2 + s;
        const targetAt = target[at3];
        const logitsAt = logits[at3];
        const t = -Math.abs(logitsAt);
        const t2 = t > 710 ? 710 : t < -746 ? -746 : t;
        const difference = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference2 = t2 - 0.010830424696249145 * difference;
        const t3 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
        const t4 = 1 + t3;
        missed += (-logitsAt < 0 ? t3 : 1) / t4 * targetAt;
        const p = (logitsAt < 0 ? t3 : 1) / t4;
        wrong += p * (1 - targetAt);
        hit += p * targetAt;
      }
    }
    const t = beta * missed;
    const t2 = alpha * wrong;
    value[c] = (t2 + t) / (hit + t2 + t + 1);
  }
}

function tverskyForward2(frame) {
  const { C, N, S } = frame.sizes;
  const powers = powersOfTwo();
  const beta = frame.options.beta;
  const alpha = frame.options.alpha;
  const reduction = frame.reduction;
  const target = frame.inputs.target;
  const logits = frame.inputs.logits;
  let total = 0;
  for (let c = 0; c < C; c++) {
    let missed = 0;
    let wrong = 0;
    let hit = 0;
    const at = c * S;
    for (let n = 0; n < N; n++) {
      const at2 = at + n * S * C;
      let missed2 = 0, missed3 = 0, missed4 = 0;
      let wrong2 = 0, wrong3 = 0, wrong4 = 0;
      let hit2 = 0, hit3 = 0, hit4 = 0;
      let s = 0;
      for (; s + 3 < S; s += 4) {
        const at3 = at2 + s;
        const targetAt = target[at3];
        const logitsAt = logits[at3];
        const t = -Math.abs(logitsAt);
        const t2 = t > 710 ? 710 : t < -746 ? -746 : t;
        const difference = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference2 = t2 - 0.010830424696249145 * difference;
        const t3 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
        const t4 = 1 + t3;
        missed += (-logitsAt < 0 ? t3 : 1) / t4 * targetAt;
        const p = (logitsAt < 0 ? t3 : 1) / t4;
        wrong += p * (1 - targetAt);
        hit += p * targetAt;
        const at4 = at2 + s + 1;
        const targetAt2 = target[at4];
        const logitsAt2 = logits[at4];
        const t5 = -Math.abs(logitsAt2);
        const t6 = t5 > 710 ? 710 : t5 < -746 ? -746 : t5;
        const difference3 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
        const difference4 = t6 - 0.010830424696249145 * difference3;
        const t7 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
        const t8 = 1 + t7;
        missed2 += (-logitsAt2 < 0 ? t7 : 1) / t8 * targetAt2;
        const p2 = (logitsAt2 < 0 ? t7 : 1) / t8;
        wrong2 += p2 * (1 - targetAt2);
        hit2 += p2 * targetAt2;
        const at5 = at2 + s + 2;
        const targetAt3 = target[at5];
        const logitsAt3 = logits[at5];
        const t9 = -Math.abs(logitsAt3);
        const t10 = t9 > 710 ? 710 : t9 < -746 ? -746 : t9;
        const difference5 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
        const difference6 = t10 - 0.010830424696249145 * difference5;
        const t11 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
        const t12 = 1 + t11;
        missed3 += (-logitsAt3 < 0 ? t11 : 1) / t12 * targetAt3;
        const p3 = (logitsAt3 < 0 ? t11 : 1) / t12;
        wrong3 += p3 * (1 - targetAt3);
        hit3 += p3 * targetAt3;
        const at6 = at2 + s + 3;
        const targetAt4 = target[at6];
        const logitsAt4 = logits[at6];
        const t13 = -Math.abs(logitsAt4);
        const t14 = t13 > 710 ? 710 : t13 < -746 ? -746 : t13;
        const difference7 = 92.33248261689366 * t14 + 6755399441055744 - 6755399441055744;
        const difference8 = t14 - 0.010830424696249145 * difference7;
        const t15 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
        const t16 = 1 + t15;
        missed4 += (-logitsAt4 < 0 ? t15 : 1) / t16 * targetAt4;
        const p4 = (logitsAt4 < 0 ? t15 : 1) / t16;
        wrong4 += p4 * (1 - targetAt4);
        hit4 += p4 * targetAt4;
      }
      missed = missed + missed2 + missed3 + missed4;
      wrong = wrong + wrong2 + wrong3 + wrong4;
      hit = hit + hit2 + hit3 + hit4;
      for (; s < S; s++) {
        const at3 = at2 + s;
        const targetAt = target[at3];
        const logitsAt = logits[at3];
        const t = -Math.abs(logitsAt);
        const t2 = t > 710 ? 710 : t < -746 ? -746 : t;
        const difference = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference2 = t2 - 0.010830424696249145 * difference;
        const t3 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
        const t4 = 1 + t3;
        missed += (-logitsAt < 0 ? t3 : 1) / t4 * targetAt;
        const p = (logitsAt < 0 ? t3 : 1) / t4;
        wrong += p * (1 - targetAt);
        hit += p * targetAt;
      }
    }
    const t = beta * missed;
    const t2 = alpha * wrong;
    total += (t2 + t) / (hit + t2 + t + 1);
  }
  frame.value = reduction === 0 ? total / C : total;
}

function tverskyForward(frame) {
  if (frame.reduction === 2) {
    tverskyForward1(frame);
  } else {
    tverskyForward2(frame);
  }
}

function tverskyBackward1(frame) {
  const { C, N, S } = frame.sizes;
  const powers = powersOfTwo();
  const beta = frame.options.beta;
  const alpha = frame.options.alpha;
  const target = frame.inputs.target;
  const logits = frame.inputs.logits;
  const value = frame.value;
  const gradOutput = frame.gradOutput;
  const gradLogits = frame.grads.logits;
  for (let c = 0; c < C; c++) {
    let missed = 0;
    let wrong = 0;
    let hit = 0;
    const at = c * S;
    for (let n = 0; n < N; n++) {
      const at2 = at + n * S * C;
      let missed2 = 0, missed3 = 0, missed4 = 0;
      let wrong2 = 0, wrong3 = 0, wrong4 = 0;
      let hit2 = 0, hit3 = 0, hit4 = 0;
      let s = 0;
      for (; s + 3 < S; s += 4) {
        const at3 = at2 + s;
        const targetAt = target[at3];
        const logitsAt = logits[at3];
        const t = -Math.abs(logitsAt);
        const t2 = t > 710 ? 710 : t < -746 ? -746 : t;
        const difference = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference2 = t2 - 0.010830424696249145 * difference;
        const t3 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
        const t4 = 1 + t3;
        missed += (-logitsAt < 0 ? t3 : 1) / t4 * targetAt;
        const p = (logitsAt < 0 ? t3 : 1) / t4;
        wrong += p * (1 - targetAt);
        hit += p * targetAt;
        const at4 = at2 + s + 1;
        const targetAt2 = target[at4];
        const logitsAt2 = logits[at4];
        const t5 = -Math.abs(logitsAt2);
        const t6 = t5 > 710 ? 710 : t5 < -746 ? -746 : t5;
        const difference3 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
        const difference4 = t6 - 0.010830424696249145 * difference3;
        const t7 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
        const t8 = 1 + t7;
        missed2 += (-logitsAt2 < 0 ? t7 : 1) / t8 * targetAt2;
        const p2 = (logitsAt2 < 0 ? t7 : 1) / t8;
        wrong2 += p2 * (1 - targetAt2);
        hit2 += p2 * targetAt2;
        const at5 = at2 + s + 2;
        const targetAt3 = target[at5];
        const logitsAt3 = logits[at5];
        const t9 = -Math.abs(logitsAt3);
        const t10 = t9 > 710 ? 710 : t9 < -746 ? -746 : t9;
        const difference5 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
        const difference6 = t10 - 0.010830424696249145 * difference5;
        const t11 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
        const t12 = 1 + t11;
        missed3 += (-logitsAt3 < 0 ? t11 : 1) / t12 * targetAt3;
        const p3 = (logitsAt3 < 0 ? t11 : 1) / t12;
        wrong3 += p3 * (1 - targetAt3);
        hit3 += p3 * targetAt3;
        const at6 = at2 + s + 3;
        const targetAt4 = target[at6];
        const logitsAt4 = logits[at6];
        const t13 = -Math.abs(logitsAt4);
        const t14 = t13 > 710 ? 710 : t13 < -746 ? -746 : t13;
        const difference7 = 92.33248261689366 * t14 + 6755399441055744 - 6755399441055744;
        const difference8 = t14 - 0.010830424696249145 * difference7;
        const t15 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
        const t16 = 1 + t15;
        missed4 += (-logitsAt4 < 0 ? t15 : 1) / t16 * targetAt4;
        const p4 = (logitsAt4 < 0 ? t15 : 1) / t16;
        wrong4 += p4 * (1 - targetAt4);
        hit4 += p4 * targetAt4;
      }
      missed = missed + missed2 + missed3 + missed4;
      wrong = wrong + wrong2 + wrong3 + wrong4;
      hit = hit + hit2 + hit3 + hit4;
      for (; s < S; s++) {
        const at3 = at2 + s;
        const targetAt = target[at3];
        const logitsAt = logits[at3];
        const t = -Math.abs(logitsAt);
        const t2 = t > 710 ? 710 : t < -746 ? -746 : t;
        const difference = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference2 = t2 - 0.010830424696249145 * difference;
        const t3 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
        const t4 = 1 + t3;
        missed += (-logitsAt < 0 ? t3 : 1) / t4 * targetAt;
        const p = (logitsAt < 0 ? t3 : 1) / t4;
        wrong += p * (1 - targetAt);
        hit += p * targetAt;
      }
    }
    const t = beta * missed;
    const t2 = alpha * wrong;
    const t3 = hit + t2 + t + 1;
    const ratio = (t2 + t) / t3;
    value[c] = ratio;
    const gradOutputAt = gradOutput[c];
    const t4 = ratio / t3 * gradOutputAt;
    const difference = gradOutputAt / t3 - t4;
    const t5 = beta * difference;
    const t6 = alpha * difference;
    for (let n = 0; n < N; n++) {
      const at2 = at + n * S * C;
      let s = 0;
      for (; s + 3 < S; s += 4) {
        const at3 = at2 + s;
        const t7 = -Math.abs(logits[at3]);
        const t8 = t7 > 710 ? 710 : t7 < -746 ? -746 : t7;
        const difference2 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
        const difference3 = t8 - 0.010830424696249145 * difference2;
        const t9 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
        const t10 = 1 + t9;
        const ratio2 = t9 / (t10 * t10);
        const targetAt = target[at3];
        gradLogits[at3] = (t6 * (1 - targetAt) - t4 * targetAt) * ratio2 - t5 * targetAt * ratio2;
        const at4 = at2 + s + 1;
        const t11 = -Math.abs(logits[at4]);
        const t12 = t11 > 710 ? 710 : t11 < -746 ? -746 : t11;
        const difference4 = 92.33248261689366 * t12 + 6755399441055744 - 6755399441055744;
        const difference5 = t12 - 0.010830424696249145 * difference4;
        const t13 = powers[(difference4 >> 6) + 1141] * (powers[difference4 & 63] * (1 + difference5 * (1 + difference5 * (0.5 + 0.16666666666666666 * difference5))));
        const t14 = 1 + t13;
        const ratio3 = t13 / (t14 * t14);
        const targetAt2 = target[at4];
        gradLogits[at4] = (t6 * (1 - targetAt2) - t4 * targetAt2) * ratio3 - t5 * targetAt2 * ratio3;
        const at5 = at2 + s + 2;
        const t15 = -Math.abs(logits[at5]);
        const t16 = t15 > 710 ? 710 : t15 < -746 ? -746 : t15;
        const difference6 = 92.33248261689366 * t16 + 6755399441055744 - 6755399441055744;
        const difference7 = t16 - 0.010830424696249145 * difference6;
        const t17 = powers[(difference6 >> 6) + 1141] * (powers[difference6 & 63] * (1 + difference7 * (1 + difference7 * (0.5 + 0.16666666666666666 * difference7))));
        const t18 = 1 + t17;
        const ratio4 = t17 / (t18 * t18);
        const targetAt3 = target[at5];
        gradLogits[at5] = (t6 * (1 - targetAt3) - t4 * targetAt3) * ratio4 - t5 * targetAt3 * ratio4;
        const at6 = at2 + s + 3;
        const t19 = -Math.abs(logits[at6]);
        const t20 = t19 > 710 ? 710 : t19 < -746 ? -746 : t19;
        const difference8 = 92.33248261689366 * t20 + 6755399441055744 - 6755399441055744;
        const difference9 = t20 - 0.010830424696249145 * difference8;
        const t21 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
        const t22 = 1 + t21;
        const ratio5 = t21 / (t22 * t22);
        const targetAt4 = target[at6];
        gradLogits[at6] = (t6 * (1 - targetAt4) - t4 * targetAt4) * ratio5 - t5 * targetAt4 * ratio5;
      }
      for (; s < S; s++) {
        const at3 = at2 + s;
        const t7 = -Math.abs(logits[at3]);
        const t8 = t7 > 710 ? 710 : t7 < -746 ? -746 : t7;
        const difference2 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
        const difference3 = t8 - 0.010830424696249145 * difference2;
        const t9 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
        const t10 = 1 + t9;
        const ratio2 = t9 / (t10 * t10);
        const targetAt = target[at3];
        gradLogits[at3] = (t6 * (1 - targetAt) - t4 * targetAt) * ratio2 - t5 * targetAt * ratio2;
      }
    }
  }
}

function tverskyBackward2(frame) {
  const { C, N, S } = frame.sizes;
  const powers = powersOfTwo();
  const beta = frame.options.beta;
  const alpha = frame.options.alpha;
  const target = frame.inputs.target;
  const logits = frame.inputs.logits;
  const value = frame.value;
  const gradLogits = frame.grads.logits;
  for (let c = 0; c < C; c++) {
    let missed = 0;
    let wrong = 0;
    let hit = 0;
    const at = c * S;
    for (let n = 0; n < N; n++) {
      const at2 = at + n * S * C;
      let missed2 = 0, missed3 = 0, missed4 = 0;
      let wrong2 = 0, wrong3 = 0, wrong4 = 0;
      let hit2 = 0, hit3 = 0, hit4 = 0;
      let s = 0;
      for (; s + 3 < S; s += 4) {
        const at3 = at2 + s;
        const targetAt = target[at3];
        const logitsAt = logits[at3];
        const t = -Math.abs(logitsAt);
        const t2 = t > 710 ? 710 : t < -746 ? -746 : t;
        const difference = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference2 = t2 - 0.010830424696249145 * difference;
        const t3 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
        const t4 = 1 + t3;
        missed += (-logitsAt < 0 ? t3 : 1) / t4 * targetAt;
        const p = (logitsAt < 0 ? t3 : 1) / t4;
        wrong += p * (1 - targetAt);
        hit += p * targetAt;
        const at4 = at2 + s + 1;
        const targetAt2 = target[at4];
        const logitsAt2 = logits[at4];
        const t5 = -Math.abs(logitsAt2);
        const t6 = t5 > 710 ? 710 : t5 < -746 ? -746 : t5;
        const difference3 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
        const difference4 = t6 - 0.010830424696249145 * difference3;
        const t7 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
        const t8 = 1 + t7;
        missed2 += (-logitsAt2 < 0 ? t7 : 1) / t8 * targetAt2;
        const p2 = (logitsAt2 < 0 ? t7 : 1) / t8;
        wrong2 += p2 * (1 - targetAt2);
        hit2 += p2 * targetAt2;
        const at5 = at2 + s + 2;
        const targetAt3 = target[at5];
        const logitsAt3 = logits[at5];
        const t9 = -Math.abs(logitsAt3);
        const t10 = t9 > 710 ? 710 : t9 < -746 ? -746 : t9;
        const difference5 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
        const difference6 = t10 - 0.010830424696249145 * difference5;
        const t11 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
        const t12 = 1 + t11;
        missed3 += (-logitsAt3 < 0 ? t11 : 1) / t12 * targetAt3;
        const p3 = (logitsAt3 < 0 ? t11 : 1) / t12;
        wrong3 += p3 * (1 - targetAt3);
        hit3 += p3 * targetAt3;
        const at6 = at2 + s + 3;
        const targetAt4 = target[at6];
        const logitsAt4 = logits[at6];
        const t13 = -Math.abs(logitsAt4);
        const t14 = t13 > 710 ? 710 : t13 < -746 ? -746 : t13;
        const difference7 = 92.33248261689366 * t14 + 6755399441055744 - 6755399441055744;
        const difference8 = t14 - 0.010830424696249145 * difference7;
        const t15 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
        const t16 = 1 + t15;
        missed4 += (-logitsAt4 < 0 ? t15 : 1) / t16 * targetAt4;
        const p4 = (logitsAt4 < 0 ? t15 : 1) / t16;
        wrong4 += p4 * (1 - targetAt4);
        hit4 += p4 * targetAt4;
      }
      missed = missed + missed2 + missed3 + missed4;
      wrong = wrong + wrong2 + wrong3 + wrong4;
      hit = hit + hit2 + hit3 + hit4;
      for (; s < S; s++) {
        const at3 = at2 + s;
        const targetAt = target[at3];
        const logitsAt = logits[at3];
        const t = -Math.abs(logitsAt);
        const t2 = t > 710 ? 710 : t < -746 ? -746 : t;
        const difference = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference2 = t2 - 0.010830424696249145 * difference;
        const t3 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
        const t4 = 1 + t3;
        missed += (-logitsAt < 0 ? t3 : 1) / t4 * targetAt;
        const p = (logitsAt < 0 ? t3 : 1) / t4;
        wrong += p * (1 - targetAt);
        hit += p * targetAt;
      }
    }
    const t = beta * missed;
    const t2 = alpha * wrong;
    const t3 = hit + t2 + t + 1;
    const ratio = (t2 + t) / t3;
    value[c] = ratio;
    const ratio2 = ratio / t3;
    const difference = 1 / t3 - ratio2;
    const t4 = beta * difference;
    const t5 = alpha * difference;
    for (let n = 0; n < N; n++) {
      const at2 = at + n * S * C;
      let s = 0;
      for (; s + 3 < S; s += 4) {
        const at3 = at2 + s;
        const t6 = -Math.abs(logits[at3]);
        const t7 = t6 > 710 ? 710 : t6 < -746 ? -746 : t6;
        const difference2 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
        const difference3 = t7 - 0.010830424696249145 * difference2;
        const t8 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
        const t9 = 1 + t8;
        const ratio3 = t8 / (t9 * t9);
        const targetAt = target[at3];
        gradLogits[at3] = (t5 * (1 - targetAt) - ratio2 * targetAt) * ratio3 - t4 * targetAt * ratio3;
        const at4 = at2 + s + 1;
        const t10 = -Math.abs(logits[at4]);
        const t11 = t10 > 710 ? 710 : t10 < -746 ? -746 : t10;
        const difference4 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
        const difference5 = t11 - 0.010830424696249145 * difference4;
        const t12 = powers[(difference4 >> 6) + 1141] * (powers[difference4 & 63] * (1 + difference5 * (1 + difference5 * (0.5 + 0.16666666666666666 * difference5))));
        const t13 = 1 + t12;
        const ratio4 = t12 / (t13 * t13);
        const targetAt2 = target[at4];
        gradLogits[at4] = (t5 * (1 - targetAt2) - ratio2 * targetAt2) * ratio4 - t4 * targetAt2 * ratio4;
        const at5 = at2 + s + 2;
        const t14 = -Math.abs(logits[at5]);
        const t15 = t14 > 710 ? 710 : t14 < -746 ? -746 : t14;
        const difference6 = 92.33248261689366 * t15 + 6755399441055744 - 6755399441055744;
        const difference7 = t15 - 0.010830424696249145 * difference6;
        const t16 = powers[(difference6 >> 6) + 1141] * (powers[difference6 & 63] * (1 + difference7 * (1 + difference7 * (0.5 + 0.16666666666666666 * difference7))));
        const t17 = 1 + t16;
        const ratio5 = t16 / (t17 * t17);
        const targetAt3 = target[at5];
        gradLogits[at5] = (t5 * (1 - targetAt3) - ratio2 * targetAt3) * ratio5 - t4 * targetAt3 * ratio5;
        const at6 = at2 + s + 3;
        const t18 = -Math.abs(logits[at6]);
        const t19 = t18 > 710 ? 710 : t18 < -746 ? -746 : t18;
        const difference8 = 92.33248261689366 * t19 + 6755399441055744 - 6755399441055744;
        const difference9 = t19 - 0.010830424696249145 * difference8;
        const t20 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
        const t21 = 1 + t20;
        const ratio6 = t20 / (t21 * t21);
        const targetAt4 = target[at6];
        gradLogits[at6] = (t5 * (1 - targetAt4) - ratio2 * targetAt4) * ratio6 - t4 * targetAt4 * ratio6;
      }
      for (; s < S; s++) {
        const at3 = at2 + s;
        const t6 = -Math.abs(logits[at3]);
        const t7 = t6 > 710 ? 710 : t6 < -746 ? -746 : t6;
        const difference2 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
        const difference3 = t7 - 0.010830424696249145 * difference2;
        const t8 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
        const t9 = 1 + t8;
        const ratio3 = t8 / (t9 * t9);
        const targetAt = target[at3];
        gradLogits[at3] = (t5 * (1 - targetAt) - ratio2 * targetAt) * ratio3 - t4 * targetAt * ratio3;
      }
    }
  }
}

function tverskyBackward3(frame) {
  const { C, N, S } = frame.sizes;
  const powers = powersOfTwo();
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const beta = frame.options.beta;
  const alpha = frame.options.alpha;
  const target = frame.inputs.target;
  const logits = frame.inputs.logits;
  const gradLogits = frame.grads.logits;
  let total = 0;
  const same = reduction === 0;
  const t = same ? gradOutput / C : gradOutput;
  for (let c = 0; c < C; c++) {
    let missed = 0;
    let wrong = 0;
    let hit = 0;
    const at = c * S;
    for (let n = 0; n < N; n++) {
      const at2 = at + n * S * C;
      let missed2 = 0, missed3 = 0, missed4 = 0;
      let wrong2 = 0, wrong3 = 0, wrong4 = 0;
      let hit2 = 0, hit3 = 0, hit4 = 0;
      let s = 0;
      for (; s + 3 < S; s += 4) {
        const at3 = at2 + s;
        const targetAt = target[at3];
        const logitsAt = logits[at3];
        const t2 = -Math.abs(logitsAt);
        const t3 = t2 > 710 ? 710 : t2 < -746 ? -746 : t2;
        const difference = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
        const difference2 = t3 - 0.010830424696249145 * difference;
        const t4 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
        const t5 = 1 + t4;
        missed += (-logitsAt < 0 ? t4 : 1) / t5 * targetAt;
        const p = (logitsAt < 0 ? t4 : 1) / t5;
        wrong += p * (1 - targetAt);
        hit += p * targetAt;
        const at4 = at2 + s + 1;
        const targetAt2 = target[at4];
        const logitsAt2 = logits[at4];
        const t6 = -Math.abs(logitsAt2);
        const t7 = t6 > 710 ? 710 : t6 < -746 ? -746 : t6;
        const difference3 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
        const difference4 = t7 - 0.010830424696249145 * difference3;
        const t8 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
        const t9 = 1 + t8;
        missed2 += (-logitsAt2 < 0 ? t8 : 1) / t9 * targetAt2;
        const p2 = (logitsAt2 < 0 ? t8 : 1) / t9;
        wrong2 += p2 * (1 - targetAt2);
        hit2 += p2 * targetAt2;
        const at5 = at2 + s + 2;
        const targetAt3 = target[at5];
        const logitsAt3 = logits[at5];
        const t10 = -Math.abs(logitsAt3);
        const t11 = t10 > 710 ? 710 : t10 < -746 ? -746 : t10;
        const difference5 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
        const difference6 = t11 - 0.010830424696249145 * difference5;
        const t12 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
        const t13 = 1 + t12;
        missed3 += (-logitsAt3 < 0 ? t12 : 1) / t13 * targetAt3;
        const p3 = (logitsAt3 < 0 ? t12 : 1) / t13;
        wrong3 += p3 * (1 - targetAt3);
        hit3 += p3 * targetAt3;
        const at6 = at2 + s + 3;
        const targetAt4 = target[at6];
        const logitsAt4 = logits[at6];
        const t14 = -Math.abs(logitsAt4);
        const t15 = t14 > 710 ? 710 : t14 < -746 ? -746 : t14;
        const difference7 = 92.33248261689366 * t15 + 6755399441055744 - 6755399441055744;
        const difference8 = t15 - 0.010830424696249145 * difference7;
        const t16 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
        const t17 = 1 + t16;
        missed4 += (-logitsAt4 < 0 ? t16 : 1) / t17 * targetAt4;
        const p4 = (logitsAt4 < 0 ? t16 : 1) / t17;
        wrong4 += p4 * (1 - targetAt4);
        hit4 += p4 * targetAt4;
      }
      missed = missed + missed2 + missed3 + missed4;
      wrong = wrong + wrong2 + wrong3 + wrong4;
      hit = hit + hit2 + hit3 + hit4;
      for (; s < S; s++) {
        const at3 = at2 + s;
        const targetAt = target[at3];
        const logitsAt = logits[at3];
        const t2 = -Math.abs(logitsAt);
        const t3 = t2 > 710 ? 710 : t2 < -746 ? -746 : t2;
        const difference = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
        const difference2 = t3 - 0.010830424696249145 * difference;
        const t4 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
        const t5 = 1 + t4;
        missed += (-logitsAt < 0 ? t4 : 1) / t5 * targetAt;
        const p = (logitsAt < 0 ? t4 : 1) / t5;
        wrong += p * (1 - targetAt);
        hit += p * targetAt;
      }
    }
    const t2 = beta * missed;
    const t3 = alpha * wrong;
    const t4 = hit + t3 + t2 + 1;
    const ratio = (t3 + t2) / t4;
    total += ratio;
    const t5 = t * (ratio / t4);
    const difference = t / t4 - t5;
    const t6 = beta * difference;
    const t7 = alpha * difference;
    for (let n = 0; n < N; n++) {
      const at2 = at + n * S * C;
      let s = 0;
      for (; s + 3 < S; s += 4) {
        const at3 = at2 + s;
        const t8 = -Math.abs(logits[at3]);
        const t9 = t8 > 710 ? 710 : t8 < -746 ? -746 : t8;
        const difference2 = 92.33248261689366 * t9 + 6755399441055744 - 6755399441055744;
        const difference3 = t9 - 0.010830424696249145 * difference2;
        const t10 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
        const t11 = 1 + t10;
        const ratio2 = t10 / (t11 * t11);
        const targetAt = target[at3];
        gradLogits[at3] = (t7 * (1 - targetAt) - t5 * targetAt) * ratio2 - t6 * targetAt * ratio2;
        const at4 = at2 + s + 1;
        const t12 = -Math.abs(logits[at4]);
        const t13 = t12 > 710 ? 710 : t12 < -746 ? -746 : t12;
        const difference4 = 92.33248261689366 * t13 + 6755399441055744 - 6755399441055744;
        const difference5 = t13 - 0.010830424696249145 * difference4;
        const t14 = powers[(difference4 >> 6) + 1141] * (powers[difference4 & 63] * (1 + difference5 * (1 + difference5 * (0.5 + 0.16666666666666666 * difference5))));
        const t15 = 1 + t14;
        const ratio3 = t14 / (t15 * t15);
        const targetAt2 = target[at4];
        gradLogits[at4] = (t7 * (1 - targetAt2) - t5 * targetAt2) * ratio3 - t6 * targetAt2 * ratio3;
        const at5 = at2 + s + 2;
        const t16 = -Math.abs(logits[at5]);
        const t17 = t16 > 710 ? 710 : t16 < -746 ? -746 : t16;
        const difference6 = 92.33248261689366 * t17 + 6755399441055744 - 6755399441055744;
        const difference7 = t17 - 0.010830424696249145 * difference6;
        const t18 = powers[(difference6 >> 6) + 1141] * (powers[difference6 & 63] * (1 + difference7 * (1 + difference7 * (0.5 + 0.16666666666666666 * difference7))));
        const t19 = 1 + t18;
        const ratio4 = t18 / (t19 * t19);
        const targetAt3 = target[at5];
        gradLogits[at5] = (t7 * (1 - targetAt3) - t5 * targetAt3) * ratio4 - t6 * targetAt3 * ratio4;
        const at6 = at2 + s + 3;
        const t20 = -Math.abs(logits[at6]);
        const t21 = t20 > 710 ? 710 : t20 < -746 ? -746 : t20;
        const difference8 = 92.33248261689366 * t21 + 6755399441055744 - 6755399441055744;
        const difference9 = t21 - 0.010830424696249145 * difference8;
        const t22 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
        const t23 = 1 + t22;
        const ratio5 = t22 / (t23 * t23);
        const targetAt4 = target[at6];
        gradLogits[at6] = (t7 * (1 - targetAt4) - t5 * targetAt4) * ratio5 - t6 * targetAt4 * ratio5;
      }
      for (; s < S; s++) {
        const at3 = at2 + s;
        const t8 = -Math.abs(logits[at3]);
        const t9 = t8 > 710 ? 710 : t8 < -746 ? -746 : t8;
        const difference2 = 92.33248261689366 * t9 + 6755399441055744 - 6755399441055744;
        const difference3 = t9 - 0.010830424696249145 * difference2;
        const t10 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
        const t11 = 1 + t10;
        const ratio2 = t10 / (t11 * t11);
        const targetAt = target[at3];
        gradLogits[at3] = (t7 * (1 - targetAt) - t5 * targetAt) * ratio2 - t6 * targetAt * ratio2;
      }
    }
  }
  frame.value = same ? total / C : total;
}

function tverskyBackward(frame) {
  if (frame.reduction === 2) {
    if (frame.gradOutput !== undefined) {
      tverskyBackward1(frame);
    } else {
      tverskyBackward2(frame);
    }
  } else {
    tverskyBackward3(frame);
  }
}
