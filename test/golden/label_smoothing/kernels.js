function labelSmoothingForward1(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const smoothing = frame.options.smoothing;
  const logits = frame.inputs.logits;
  const target = frame.inputs.target;
  const value = frame.value;
  const t = -(1 / C);
  const difference = 1 - smoothing;
  for (let n = 0; n < N; n++) {
    let largest = -Infinity;
    const at = n * C;
    let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
    let c = 0;
    for (; c + 3 < C; c += 4) {
      largest = Math.max(largest, logits[at + c]);
      largest2 = Math.max(largest2, logits[at + c + 1]);
      largest3 = Math.max(largest3, logits[at + c + 2]);
      largest4 = Math.max(largest4, logits[at + c + 3]);
    }
    largest = Math.max(largest, largest2, largest3, largest4);
    for (; c < C; c++) {
      largest = Math.max(largest, logits[at + c]);
    }
    let total = 0;
    const t2 = Math.abs(largest) < Infinity ? largest : 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference2 = logits[at + c2] - t2;
      const t3 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference4 = t3 - 0.010830424696249145 * difference3;
      const t4 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      total += t4;
      const difference5 = logits[at + c2 + 1] - t2;
      const t5 = difference5 > 710 ? 710 : difference5 < -746 ? -746 : difference5;
      const difference6 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
      const difference7 = t5 - 0.010830424696249145 * difference6;
      const t6 = powers[(difference6 >> 6) + 1141] * (powers[difference6 & 63] * (1 + difference7 * (1 + difference7 * (0.5 + 0.16666666666666666 * difference7))));
      total2 += t6;
      const difference8 = logits[at + c2 + 2] - t2;
      const t7 = difference8 > 710 ? 710 : difference8 < -746 ? -746 : difference8;
      const difference9 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
      const difference10 = t7 - 0.010830424696249145 * difference9;
      const t8 = powers[(difference9 >> 6) + 1141] * (powers[difference9 & 63] * (1 + difference10 * (1 + difference10 * (0.5 + 0.16666666666666666 * difference10))));
      total3 += t8;
      const difference11 = logits[at + c2 + 3] - t2;
      const t9 = difference11 > 710 ? 710 : difference11 < -746 ? -746 : difference11;
      const difference12 = 92.33248261689366 * t9 + 6755399441055744 - 6755399441055744;
      const difference13 = t9 - 0.010830424696249145 * difference12;
      const t10 = powers[(difference12 >> 6) + 1141] * (powers[difference12 & 63] * (1 + difference13 * (1 + difference13 * (0.5 + 0.16666666666666666 * difference13))));
      total4 += t10;
    }
    total = total + total2 + total3 + total4;
    for (; c2 < C; c2++) {
      const difference2 = logits[at + c2] - t2;
      const t3 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference4 = t3 - 0.010830424696249145 * difference3;
      const t4 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      total += t4;
    }
    let total5 = 0;
    const below = Math.abs(total - 1) < 1.1920928955078125e-7;
    if (below) {
      for (let c3 = 0; c3 < C; c3++) {
        const difference2 = logits[at + c3] - t2;
        const t3 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
        const difference3 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
        const difference4 = t3 - 0.010830424696249145 * difference3;
        const t4 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
        total5 += t4 < 1 ? t4 : 0;
      }
    }
    let total6 = 0;
    const no = !below;
    const t3 = no ? Math.log(total) : Math.log1p(total5);
    let total62 = 0, total63 = 0, total64 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      total6 += logits[at + c3] - t2 - t3;
      total62 += logits[at + c3 + 1] - t2 - t3;
      total63 += logits[at + c3 + 2] - t2 - t3;
      total64 += logits[at + c3 + 3] - t2 - t3;
    }
    total6 = total6 + total62 + total63 + total64;
    for (; c3 < C; c3++) {
      total6 += logits[at + c3] - t2 - t3;
    }
    const targetAt = target[n];
    const same = targetAt === -1;
    value[n] = difference * (same ? 0 : t3 - (logits[at + (Math.min(Math.max(targetAt, 0), C - 1) || 0)] - t2)) + smoothing * (same ? 0 : t * total6);
  }
}

function labelSmoothingForward2(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const smoothing = frame.options.smoothing;
  const reduction = frame.reduction;
  const logits = frame.inputs.logits;
  const target = frame.inputs.target;
  let total = 0;
  let total2 = 0;
  const t = -(1 / C);
  const difference = 1 - smoothing;
  for (let n = 0; n < N; n++) {
    let largest = -Infinity;
    const at = n * C;
    let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
    let c = 0;
    for (; c + 3 < C; c += 4) {
      largest = Math.max(largest, logits[at + c]);
      largest2 = Math.max(largest2, logits[at + c + 1]);
      largest3 = Math.max(largest3, logits[at + c + 2]);
      largest4 = Math.max(largest4, logits[at + c + 3]);
    }
    largest = Math.max(largest, largest2, largest3, largest4);
    for (; c < C; c++) {
      largest = Math.max(largest, logits[at + c]);
    }
    let total3 = 0;
    const t2 = Math.abs(largest) < Infinity ? largest : 0;
    let total32 = 0, total33 = 0, total34 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference2 = logits[at + c2] - t2;
      const t3 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference4 = t3 - 0.010830424696249145 * difference3;
      const t4 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      total3 += t4;
      const difference5 = logits[at + c2 + 1] - t2;
      const t5 = difference5 > 710 ? 710 : difference5 < -746 ? -746 : difference5;
      const difference6 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
      const difference7 = t5 - 0.010830424696249145 * difference6;
      const t6 = powers[(difference6 >> 6) + 1141] * (powers[difference6 & 63] * (1 + difference7 * (1 + difference7 * (0.5 + 0.16666666666666666 * difference7))));
      total32 += t6;
      const difference8 = logits[at + c2 + 2] - t2;
      const t7 = difference8 > 710 ? 710 : difference8 < -746 ? -746 : difference8;
      const difference9 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
      const difference10 = t7 - 0.010830424696249145 * difference9;
      const t8 = powers[(difference9 >> 6) + 1141] * (powers[difference9 & 63] * (1 + difference10 * (1 + difference10 * (0.5 + 0.16666666666666666 * difference10))));
      total33 += t8;
      const difference11 = logits[at + c2 + 3] - t2;
      const t9 = difference11 > 710 ? 710 : difference11 < -746 ? -746 : difference11;
      const difference12 = 92.33248261689366 * t9 + 6755399441055744 - 6755399441055744;
      const difference13 = t9 - 0.010830424696249145 * difference12;
      const t10 = powers[(difference12 >> 6) + 1141] * (powers[difference12 & 63] * (1 + difference13 * (1 + difference13 * (0.5 + 0.16666666666666666 * difference13))));
      total34 += t10;
    }
    total3 = total3 + total32 + total33 + total34;
    for (; c2 < C; c2++) {
      const difference2 = logits[at + c2] - t2;
      const t3 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference4 = t3 - 0.010830424696249145 * difference3;
      const t4 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      total3 += t4;
    }
    let total4 = 0;
    const below = Math.abs(total3 - 1) < 1.1920928955078125e-7;
    if (below) {
      for (let c3 = 0; c3 < C; c3++) {
        const difference2 = logits[at + c3] - t2;
        const t3 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
        const difference3 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
        const difference4 = t3 - 0.010830424696249145 * difference3;
        const t4 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
        total4 += t4 < 1 ? t4 : 0;
      }
    }
    let total5 = 0;
    const no = !below;
    const t3 = no ? Math.log(total3) : Math.log1p(total4);
    let total52 = 0, total53 = 0, total54 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      total5 += logits[at + c3] - t2 - t3;
      total52 += logits[at + c3 + 1] - t2 - t3;
      total53 += logits[at + c3 + 2] - t2 - t3;
      total54 += logits[at + c3 + 3] - t2 - t3;
    }
    total5 = total5 + total52 + total53 + total54;
    for (; c3 < C; c3++) {
      total5 += logits[at + c3] - t2 - t3;
    }
    const targetAt = target[n];
    const same = targetAt === -1;
    total += difference * (same ? 0 : t3 - (logits[at + (Math.min(Math.max(targetAt, 0), C - 1) || 0)] - t2)) + smoothing * (same ? 0 : t * total5);
    total2 += same ? 0 : 1;
  }
  frame.value = reduction === 0 ? total / total2 : total;
}

function labelSmoothingForward(frame) {
  if (frame.reduction === 2) {
    labelSmoothingForward1(frame);
  } else {
    labelSmoothingForward2(frame);
  }
}

function labelSmoothingBackward1(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const smoothing = frame.options.smoothing;
  const logits = frame.inputs.logits;
  const target = frame.inputs.target;
  const gradOutput = frame.gradOutput;
  const gradLogits = frame.grads.logits;
  const value = frame.value;
  const ratio = 1 / C;
  const difference = 1 - smoothing;
  const t = smoothing * ratio;
  const above = C > 0;
  const t2 = -ratio;
  for (let n = 0; n < N; n++) {
    let largest = -Infinity;
    const at = n * C;
    let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
    let c = 0;
    for (; c + 3 < C; c += 4) {
      largest = Math.max(largest, logits[at + c]);
      largest2 = Math.max(largest2, logits[at + c + 1]);
      largest3 = Math.max(largest3, logits[at + c + 2]);
      largest4 = Math.max(largest4, logits[at + c + 3]);
    }
    largest = Math.max(largest, largest2, largest3, largest4);
    for (; c < C; c++) {
      largest = Math.max(largest, logits[at + c]);
    }
    let total = 0;
    let total2 = 0;
    const t3 = Math.abs(largest) < Infinity ? largest : 0;
    let total3 = 0, total4 = 0, total5 = 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference2 = logits[at + c2] - t3;
      const t4 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference4 = t4 - 0.010830424696249145 * difference3;
      const t5 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      total += t5 < 1 ? t5 : 0;
      total2 += t5;
      const difference5 = logits[at + c2 + 1] - t3;
      const t6 = difference5 > 710 ? 710 : difference5 < -746 ? -746 : difference5;
      const difference6 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference7 = t6 - 0.010830424696249145 * difference6;
      const t7 = powers[(difference6 >> 6) + 1141] * (powers[difference6 & 63] * (1 + difference7 * (1 + difference7 * (0.5 + 0.16666666666666666 * difference7))));
      total3 += t7 < 1 ? t7 : 0;
      total22 += t7;
      const difference8 = logits[at + c2 + 2] - t3;
      const t8 = difference8 > 710 ? 710 : difference8 < -746 ? -746 : difference8;
      const difference9 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference10 = t8 - 0.010830424696249145 * difference9;
      const t9 = powers[(difference9 >> 6) + 1141] * (powers[difference9 & 63] * (1 + difference10 * (1 + difference10 * (0.5 + 0.16666666666666666 * difference10))));
      total4 += t9 < 1 ? t9 : 0;
      total23 += t9;
      const difference11 = logits[at + c2 + 3] - t3;
      const t10 = difference11 > 710 ? 710 : difference11 < -746 ? -746 : difference11;
      const difference12 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
      const difference13 = t10 - 0.010830424696249145 * difference12;
      const t11 = powers[(difference12 >> 6) + 1141] * (powers[difference12 & 63] * (1 + difference13 * (1 + difference13 * (0.5 + 0.16666666666666666 * difference13))));
      total5 += t11 < 1 ? t11 : 0;
      total24 += t11;
    }
    total = total + total3 + total4 + total5;
    total2 = total2 + total22 + total23 + total24;
    for (; c2 < C; c2++) {
      const difference2 = logits[at + c2] - t3;
      const t4 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference4 = t4 - 0.010830424696249145 * difference3;
      const t5 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      total += t5 < 1 ? t5 : 0;
      total2 += t5;
    }
    const targetAt = target[n];
    const at2 = Math.min(Math.max(targetAt, 0), C - 1) || 0;
    let total6 = 0;
    const no = !(Math.abs(total2 - 1) < 1.1920928955078125e-7);
    const t4 = no ? Math.log(total2) : Math.log1p(total);
    const gradOutputAt = gradOutput[n];
    const t5 = t * gradOutputAt;
    const t6 = difference * gradOutputAt;
    const t7 = t6 + (above ? C * t5 : 0);
    const t8 = targetAt !== -1 && total2 !== 0;
    const t9 = t8 ? t7 : 0;
    const same = targetAt === -1;
    const logitsAt = logits[at + at2];
    const ratio2 = 1 / total2;
    const difference2 = t9 - t5 - t9 * (total / total2);
    const t10 = same ? 0 : -t6;
    let total62 = 0, total63 = 0, total64 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const at3 = at + c3;
      const difference3 = logits[at3] - t3;
      total6 += difference3 - t4;
      const t11 = difference3 > 710 ? 710 : difference3 < -746 ? -746 : difference3;
      const difference4 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
      const difference5 = t11 - 0.010830424696249145 * difference4;
      const t12 = powers[(difference4 >> 6) + 1141] * (powers[difference4 & 63] * (1 + difference5 * (1 + difference5 * (0.5 + 0.16666666666666666 * difference5))));
      const p = ratio2 * t12;
      gradLogits[at3] = (at2 === c3 ? t10 : 0) + (same ? 0 : p > 0.5 ? difference2 : (t8 ? t7 * p : 0) - t5);
      const at4 = at + c3 + 1;
      const difference6 = logits[at4] - t3;
      total62 += difference6 - t4;
      const t13 = difference6 > 710 ? 710 : difference6 < -746 ? -746 : difference6;
      const difference7 = 92.33248261689366 * t13 + 6755399441055744 - 6755399441055744;
      const difference8 = t13 - 0.010830424696249145 * difference7;
      const t14 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
      const p2 = ratio2 * t14;
      gradLogits[at4] = (at2 === c3 + 1 ? t10 : 0) + (same ? 0 : p2 > 0.5 ? difference2 : (t8 ? t7 * p2 : 0) - t5);
      const at5 = at + c3 + 2;
      const difference9 = logits[at5] - t3;
      total63 += difference9 - t4;
      const t15 = difference9 > 710 ? 710 : difference9 < -746 ? -746 : difference9;
      const difference10 = 92.33248261689366 * t15 + 6755399441055744 - 6755399441055744;
      const difference11 = t15 - 0.010830424696249145 * difference10;
      const t16 = powers[(difference10 >> 6) + 1141] * (powers[difference10 & 63] * (1 + difference11 * (1 + difference11 * (0.5 + 0.16666666666666666 * difference11))));
      const p3 = ratio2 * t16;
      gradLogits[at5] = (at2 === c3 + 2 ? t10 : 0) + (same ? 0 : p3 > 0.5 ? difference2 : (t8 ? t7 * p3 : 0) - t5);
      const at6 = at + c3 + 3;
      const difference12 = logits[at6] - t3;
      total64 += difference12 - t4;
      const t17 = difference12 > 710 ? 710 : difference12 < -746 ? -746 : difference12;
      const difference13 = 92.33248261689366 * t17 + 6755399441055744 - 6755399441055744;
      const difference14 = t17 - 0.010830424696249145 * difference13;
      const t18 = powers[(difference13 >> 6) + 1141] * (powers[difference13 & 63] * (1 + difference14 * (1 + difference14 * (0.5 + 0.16666666666666666 * difference14))));
      const p4 = ratio2 * t18;
      gradLogits[at6] = (at2 === c3 + 3 ? t10 : 0) + (same ? 0 : p4 > 0.5 ? difference2 : (t8 ? t7 * p4 : 0) - t5);
    }
    total6 = total6 + total62 + total63 + total64;
    for (; c3 < C; c3++) {
      const at3 = at + c3;
      const difference3 = logits[at3] - t3;
      total6 += difference3 - t4;
      const t11 = difference3 > 710 ? 710 : difference3 < -746 ? -746 : difference3;
      const difference4 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
      const difference5 = t11 - 0.010830424696249145 * difference4;
      const t12 = powers[(difference4 >> 6) + 1141] * (powers[difference4 & 63] * (1 + difference5 * (1 + difference5 * (0.5 + 0.16666666666666666 * difference5))));
      const p = ratio2 * t12;
      gradLogits[at3] = (at2 === c3 ? t10 : 0) + (same ? 0 : p > 0.5 ? difference2 : (t8 ? t7 * p : 0) - t5);
    }
    value[n] = difference * (same ? 0 : t4 - (logitsAt - t3)) + smoothing * (same ? 0 : t2 * total6);
  }
}

function labelSmoothingBackward2(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const smoothing = frame.options.smoothing;
  const logits = frame.inputs.logits;
  const target = frame.inputs.target;
  const gradLogits = frame.grads.logits;
  const value = frame.value;
  const ratio = smoothing / C;
  const difference = 1 - smoothing;
  const t = difference + (C > 0 ? ratio * C : 0);
  const difference2 = smoothing - 1;
  const t2 = -(1 / C);
  for (let n = 0; n < N; n++) {
    let largest = -Infinity;
    const at = n * C;
    let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
    let c = 0;
    for (; c + 3 < C; c += 4) {
      largest = Math.max(largest, logits[at + c]);
      largest2 = Math.max(largest2, logits[at + c + 1]);
      largest3 = Math.max(largest3, logits[at + c + 2]);
      largest4 = Math.max(largest4, logits[at + c + 3]);
    }
    largest = Math.max(largest, largest2, largest3, largest4);
    for (; c < C; c++) {
      largest = Math.max(largest, logits[at + c]);
    }
    let total = 0;
    let total2 = 0;
    const t3 = Math.abs(largest) < Infinity ? largest : 0;
    let total3 = 0, total4 = 0, total5 = 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference3 = logits[at + c2] - t3;
      const t4 = difference3 > 710 ? 710 : difference3 < -746 ? -746 : difference3;
      const difference4 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference5 = t4 - 0.010830424696249145 * difference4;
      const t5 = powers[(difference4 >> 6) + 1141] * (powers[difference4 & 63] * (1 + difference5 * (1 + difference5 * (0.5 + 0.16666666666666666 * difference5))));
      total += t5 < 1 ? t5 : 0;
      total2 += t5;
      const difference6 = logits[at + c2 + 1] - t3;
      const t6 = difference6 > 710 ? 710 : difference6 < -746 ? -746 : difference6;
      const difference7 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference8 = t6 - 0.010830424696249145 * difference7;
      const t7 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
      total3 += t7 < 1 ? t7 : 0;
      total22 += t7;
      const difference9 = logits[at + c2 + 2] - t3;
      const t8 = difference9 > 710 ? 710 : difference9 < -746 ? -746 : difference9;
      const difference10 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference11 = t8 - 0.010830424696249145 * difference10;
      const t9 = powers[(difference10 >> 6) + 1141] * (powers[difference10 & 63] * (1 + difference11 * (1 + difference11 * (0.5 + 0.16666666666666666 * difference11))));
      total4 += t9 < 1 ? t9 : 0;
      total23 += t9;
      const difference12 = logits[at + c2 + 3] - t3;
      const t10 = difference12 > 710 ? 710 : difference12 < -746 ? -746 : difference12;
      const difference13 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
      const difference14 = t10 - 0.010830424696249145 * difference13;
      const t11 = powers[(difference13 >> 6) + 1141] * (powers[difference13 & 63] * (1 + difference14 * (1 + difference14 * (0.5 + 0.16666666666666666 * difference14))));
      total5 += t11 < 1 ? t11 : 0;
      total24 += t11;
    }
    total = total + total3 + total4 + total5;
    total2 = total2 + total22 + total23 + total24;
    for (; c2 < C; c2++) {
      const difference3 = logits[at + c2] - t3;
      const t4 = difference3 > 710 ? 710 : difference3 < -746 ? -746 : difference3;
      const difference4 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference5 = t4 - 0.010830424696249145 * difference4;
      const t5 = powers[(difference4 >> 6) + 1141] * (powers[difference4 & 63] * (1 + difference5 * (1 + difference5 * (0.5 + 0.16666666666666666 * difference5))));
      total += t5 < 1 ? t5 : 0;
      total2 += t5;
    }
    const targetAt = target[n];
    const at2 = Math.min(Math.max(targetAt, 0), C - 1) || 0;
    let total6 = 0;
    const no = !(Math.abs(total2 - 1) < 1.1920928955078125e-7);
    const t4 = no ? Math.log(total2) : Math.log1p(total);
    const t5 = targetAt !== -1 && total2 !== 0;
    const t6 = t5 ? t : 0;
    const same = targetAt === -1;
    const logitsAt = logits[at + at2];
    const ratio2 = 1 / total2;
    const difference3 = t6 - ratio - t6 * (total / total2);
    const t7 = same ? 0 : difference2;
    let total62 = 0, total63 = 0, total64 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const at3 = at + c3;
      const difference4 = logits[at3] - t3;
      total6 += difference4 - t4;
      const t8 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference6 = t8 - 0.010830424696249145 * difference5;
      const t9 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      const p = ratio2 * t9;
      gradLogits[at3] = (at2 === c3 ? t7 : 0) + (same ? 0 : p > 0.5 ? difference3 : (t5 ? t * p : 0) - ratio);
      const at4 = at + c3 + 1;
      const difference7 = logits[at4] - t3;
      total62 += difference7 - t4;
      const t10 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
      const difference9 = t10 - 0.010830424696249145 * difference8;
      const t11 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      const p2 = ratio2 * t11;
      gradLogits[at4] = (at2 === c3 + 1 ? t7 : 0) + (same ? 0 : p2 > 0.5 ? difference3 : (t5 ? t * p2 : 0) - ratio);
      const at5 = at + c3 + 2;
      const difference10 = logits[at5] - t3;
      total63 += difference10 - t4;
      const t12 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t12 + 6755399441055744 - 6755399441055744;
      const difference12 = t12 - 0.010830424696249145 * difference11;
      const t13 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      const p3 = ratio2 * t13;
      gradLogits[at5] = (at2 === c3 + 2 ? t7 : 0) + (same ? 0 : p3 > 0.5 ? difference3 : (t5 ? t * p3 : 0) - ratio);
      const at6 = at + c3 + 3;
      const difference13 = logits[at6] - t3;
      total64 += difference13 - t4;
      const t14 = difference13 > 710 ? 710 : difference13 < -746 ? -746 : difference13;
      const difference14 = 92.33248261689366 * t14 + 6755399441055744 - 6755399441055744;
      const difference15 = t14 - 0.010830424696249145 * difference14;
      const t15 = powers[(difference14 >> 6) + 1141] * (powers[difference14 & 63] * (1 + difference15 * (1 + difference15 * (0.5 + 0.16666666666666666 * difference15))));
      const p4 = ratio2 * t15;
      gradLogits[at6] = (at2 === c3 + 3 ? t7 : 0) + (same ? 0 : p4 > 0.5 ? difference3 : (t5 ? t * p4 : 0) - ratio);
    }
    total6 = total6 + total62 + total63 + total64;
    for (; c3 < C; c3++) {
      const at3 = at + c3;
      const difference4 = logits[at3] - t3;
      total6 += difference4 - t4;
      const t8 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference6 = t8 - 0.010830424696249145 * difference5;
      const t9 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      const p = ratio2 * t9;
      gradLogits[at3] = (at2 === c3 ? t7 : 0) + (same ? 0 : p > 0.5 ? difference3 : (t5 ? t * p : 0) - ratio);
    }
    value[n] = difference * (same ? 0 : t4 - (logitsAt - t3)) + smoothing * (same ? 0 : t2 * total6);
  }
}

function labelSmoothingBackward3(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const smoothing = frame.options.smoothing;
  const target = frame.inputs.target;
  const logits = frame.inputs.logits;
  const gradLogits = frame.grads.logits;
  let total = 0;
  const same = reduction === 0;
  if (same) {
    let total2 = 0, total3 = 0, total4 = 0;
    let n = 0;
    for (; n + 3 < N; n += 4) {
      total += target[n] === -1 ? 0 : 1;
      total2 += target[n + 1] === -1 ? 0 : 1;
      total3 += target[n + 2] === -1 ? 0 : 1;
      total4 += target[n + 3] === -1 ? 0 : 1;
    }
    total = total + total2 + total3 + total4;
    for (; n < N; n++) {
      total += target[n] === -1 ? 0 : 1;
    }
  }
  let total2 = 0;
  const t = same ? gradOutput / total : gradOutput;
  const ratio = t * smoothing / C;
  const difference = 1 - smoothing;
  const t2 = t * difference;
  const t3 = t2 + (C > 0 ? ratio * C : 0);
  const t4 = -t2;
  const t5 = -(1 / C);
  for (let n = 0; n < N; n++) {
    let largest = -Infinity;
    const at = n * C;
    let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
    let c = 0;
    for (; c + 3 < C; c += 4) {
      largest = Math.max(largest, logits[at + c]);
      largest2 = Math.max(largest2, logits[at + c + 1]);
      largest3 = Math.max(largest3, logits[at + c + 2]);
      largest4 = Math.max(largest4, logits[at + c + 3]);
    }
    largest = Math.max(largest, largest2, largest3, largest4);
    for (; c < C; c++) {
      largest = Math.max(largest, logits[at + c]);
    }
    let total3 = 0;
    const t6 = Math.abs(largest) < Infinity ? largest : 0;
    let total32 = 0, total33 = 0, total34 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference2 = logits[at + c2] - t6;
      const t7 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
      const difference4 = t7 - 0.010830424696249145 * difference3;
      const t8 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      total3 += t8;
      const difference5 = logits[at + c2 + 1] - t6;
      const t9 = difference5 > 710 ? 710 : difference5 < -746 ? -746 : difference5;
      const difference6 = 92.33248261689366 * t9 + 6755399441055744 - 6755399441055744;
      const difference7 = t9 - 0.010830424696249145 * difference6;
      const t10 = powers[(difference6 >> 6) + 1141] * (powers[difference6 & 63] * (1 + difference7 * (1 + difference7 * (0.5 + 0.16666666666666666 * difference7))));
      total32 += t10;
      const difference8 = logits[at + c2 + 2] - t6;
      const t11 = difference8 > 710 ? 710 : difference8 < -746 ? -746 : difference8;
      const difference9 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
      const difference10 = t11 - 0.010830424696249145 * difference9;
      const t12 = powers[(difference9 >> 6) + 1141] * (powers[difference9 & 63] * (1 + difference10 * (1 + difference10 * (0.5 + 0.16666666666666666 * difference10))));
      total33 += t12;
      const difference11 = logits[at + c2 + 3] - t6;
      const t13 = difference11 > 710 ? 710 : difference11 < -746 ? -746 : difference11;
      const difference12 = 92.33248261689366 * t13 + 6755399441055744 - 6755399441055744;
      const difference13 = t13 - 0.010830424696249145 * difference12;
      const t14 = powers[(difference12 >> 6) + 1141] * (powers[difference12 & 63] * (1 + difference13 * (1 + difference13 * (0.5 + 0.16666666666666666 * difference13))));
      total34 += t14;
    }
    total3 = total3 + total32 + total33 + total34;
    for (; c2 < C; c2++) {
      const difference2 = logits[at + c2] - t6;
      const t7 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
      const difference4 = t7 - 0.010830424696249145 * difference3;
      const t8 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      total3 += t8;
    }
    let total4 = 0;
    const below = Math.abs(total3 - 1) < 1.1920928955078125e-7;
    if (below) {
      for (let c3 = 0; c3 < C; c3++) {
        const difference2 = logits[at + c3] - t6;
        const t7 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
        const difference3 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
        const difference4 = t7 - 0.010830424696249145 * difference3;
        const t8 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
        total4 += t8 < 1 ? t8 : 0;
      }
    }
    const targetAt = target[n];
    const at2 = Math.min(Math.max(targetAt, 0), C - 1) || 0;
    let total5 = 0;
    const no = !below;
    const t7 = no ? Math.log(total3) : Math.log1p(total4);
    const same2 = targetAt === -1;
    const logitsAt = logits[at + at2];
    const t8 = t3 * (1 / total3);
    const t9 = targetAt !== -1 && total3 !== 0;
    const t10 = same2 ? 0 : t4;
    let total52 = 0, total53 = 0, total54 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const at3 = at + c3;
      const difference2 = logits[at3] - t6;
      total5 += difference2 - t7;
      const t11 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
      const difference4 = t11 - 0.010830424696249145 * difference3;
      const t12 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      gradLogits[at3] = (at2 === c3 ? t10 : 0) + (same2 ? 0 : (t9 ? t8 * t12 : 0) - ratio);
      const at4 = at + c3 + 1;
      const difference5 = logits[at4] - t6;
      total52 += difference5 - t7;
      const t13 = difference5 > 710 ? 710 : difference5 < -746 ? -746 : difference5;
      const difference6 = 92.33248261689366 * t13 + 6755399441055744 - 6755399441055744;
      const difference7 = t13 - 0.010830424696249145 * difference6;
      const t14 = powers[(difference6 >> 6) + 1141] * (powers[difference6 & 63] * (1 + difference7 * (1 + difference7 * (0.5 + 0.16666666666666666 * difference7))));
      gradLogits[at4] = (at2 === c3 + 1 ? t10 : 0) + (same2 ? 0 : (t9 ? t8 * t14 : 0) - ratio);
      const at5 = at + c3 + 2;
      const difference8 = logits[at5] - t6;
      total53 += difference8 - t7;
      const t15 = difference8 > 710 ? 710 : difference8 < -746 ? -746 : difference8;
      const difference9 = 92.33248261689366 * t15 + 6755399441055744 - 6755399441055744;
      const difference10 = t15 - 0.010830424696249145 * difference9;
      const t16 = powers[(difference9 >> 6) + 1141] * (powers[difference9 & 63] * (1 + difference10 * (1 + difference10 * (0.5 + 0.16666666666666666 * difference10))));
      gradLogits[at5] = (at2 === c3 + 2 ? t10 : 0) + (same2 ? 0 : (t9 ? t8 * t16 : 0) - ratio);
      const at6 = at + c3 + 3;
      const difference11 = logits[at6] - t6;
      total54 += difference11 - t7;
      const t17 = difference11 > 710 ? 710 : difference11 < -746 ? -746 : difference11;
      const difference12 = 92.33248261689366 * t17 + 6755399441055744 - 6755399441055744;
      const difference13 = t17 - 0.010830424696249145 * difference12;
      const t18 = powers[(difference12 >> 6) + 1141] * (powers[difference12 & 63] * (1 + difference13 * (1 + difference13 * (0.5 + 0.16666666666666666 * difference13))));
      gradLogits[at6] = (at2 === c3 + 3 ? t10 : 0) + (same2 ? 0 : (t9 ? t8 * t18 : 0) - ratio);
    }
    total5 = total5 + total52 + total53 + total54;
    for (; c3 < C; c3++) {
      const at3 = at + c3;
      const difference2 = logits[at3] - t6;
      total5 += difference2 - t7;
      const t11 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
      const difference4 = t11 - 0.010830424696249145 * difference3;
      const t12 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      gradLogits[at3] = (at2 === c3 ? t10 : 0) + (same2 ? 0 : (t9 ? t8 * t12 : 0) - ratio);
    }
    total2 += difference * (same2 ? 0 : t7 - (logitsAt - t6)) + smoothing * (same2 ? 0 : t5 * total5);
  }
  frame.value = same ? total2 / total : total2;
}

function labelSmoothingBackward(frame) {
  if (frame.reduction === 2) {
    if (frame.gradOutput !== undefined) {
      labelSmoothingBackward1(frame);
    } else {
      labelSmoothingBackward2(frame);
    }
  } else {
    labelSmoothingBackward3(frame);
  }
}
