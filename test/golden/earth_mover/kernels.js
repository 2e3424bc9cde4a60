function earthMoverForward1(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const logits = frame.inputs.logits;
  const target = frame.inputs.target;
  const value = frame.value;
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
    const t = Math.abs(largest) < Infinity ? largest : 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3;
      const difference4 = logits[at + c2 + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total2 += t5;
      const difference7 = logits[at + c2 + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total3 += t7;
      const difference10 = logits[at + c2 + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total4 += t9;
    }
    total = total + total2 + total3 + total4;
    for (; c2 < C; c2++) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3;
    }
    let running = 0;
    let running2 = 0;
    let total5 = 0;
    const ratio = 1 / total;
    for (let c3 = 0; c3 < C; c3++) {
      const at2 = at + c3;
      const difference = logits[at2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      running += ratio * t3;
      running2 += target[at2];
      const difference4 = running - running2;
      total5 += difference4 * difference4;
    }
    value[n] = total5;
  }
}

function earthMoverForward2(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const reduction = frame.reduction;
  const logits = frame.inputs.logits;
  const target = frame.inputs.target;
  let total = 0;
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
    let total2 = 0;
    const t = Math.abs(largest) < Infinity ? largest : 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total2 += t3;
      const difference4 = logits[at + c2 + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total22 += t5;
      const difference7 = logits[at + c2 + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total23 += t7;
      const difference10 = logits[at + c2 + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total24 += t9;
    }
    total2 = total2 + total22 + total23 + total24;
    for (; c2 < C; c2++) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total2 += t3;
    }
    let running = 0;
    let running2 = 0;
    let total3 = 0;
    const ratio = 1 / total2;
    for (let c3 = 0; c3 < C; c3++) {
      const at2 = at + c3;
      const difference = logits[at2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      running += ratio * t3;
      running2 += target[at2];
      const difference4 = running - running2;
      total3 += difference4 * difference4;
    }
    total += total3;
  }
  frame.value = reduction === 0 ? total / N : total;
}

function earthMoverForward(frame) {
  if (frame.reduction === 2) {
    earthMoverForward1(frame);
  } else {
    earthMoverForward2(frame);
  }
}

function earthMoverBackward1(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const logits = frame.inputs.logits;
  const runningKept = frame.scratch.realC1;
  const target = frame.inputs.target;
  const runningKept2 = frame.scratch.realC2;
  const gradOutput = frame.gradOutput;
  const runningKept3 = frame.scratch.realC3;
  const gradLogits = frame.grads.logits;
  const value = frame.value;
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
    const t = Math.abs(largest) < Infinity ? largest : 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3;
      const difference4 = logits[at + c2 + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total2 += t5;
      const difference7 = logits[at + c2 + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total3 += t7;
      const difference10 = logits[at + c2 + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total4 += t9;
    }
    total = total + total2 + total3 + total4;
    for (; c2 < C; c2++) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3;
    }
    let running = 0;
    let running2 = 0;
    const ratio = 1 / total;
    for (let c3 = 0; c3 < C; c3++) {
      const at2 = at + c3;
      const difference = logits[at2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      running += ratio * t3;
      runningKept[c3] = running;
      running2 += target[at2];
      runningKept2[c3] = running2;
    }
    let running3 = 0;
    let total5 = 0;
    const t2 = 2 * gradOutput[n];
    for (let c3 = C - 1; c3 >= 0; c3--) {
      running3 += t2 * (runningKept[c3] - runningKept2[c3]);
      runningKept3[c3] = running3;
      const difference = logits[at + c3] - t;
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total5 += running3 * (ratio * t4);
    }
    let total6 = 0;
    const t3 = -total5;
    const same = total === 0;
    let total62 = 0, total63 = 0, total64 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const difference = runningKept[c3] - runningKept2[c3];
      total6 += difference * difference;
      const at2 = at + c3;
      const difference2 = logits[at2] - t;
      const t4 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference4 = t4 - 0.010830424696249145 * difference3;
      const t5 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      const t6 = ratio * t5;
      gradLogits[at2] = runningKept3[c3] * t6 + (same ? 0 : t3 * t6);
      const difference5 = runningKept[c3 + 1] - runningKept2[c3 + 1];
      total62 += difference5 * difference5;
      const at3 = at + c3 + 1;
      const difference6 = logits[at3] - t;
      const t7 = difference6 > 710 ? 710 : difference6 < -746 ? -746 : difference6;
      const difference7 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
      const difference8 = t7 - 0.010830424696249145 * difference7;
      const t8 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
      const t9 = ratio * t8;
      gradLogits[at3] = runningKept3[c3 + 1] * t9 + (same ? 0 : t3 * t9);
      const difference9 = runningKept[c3 + 2] - runningKept2[c3 + 2];
      total63 += difference9 * difference9;
      const at4 = at + c3 + 2;
      const difference10 = logits[at4] - t;
      const t10 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
      const difference12 = t10 - 0.010830424696249145 * difference11;
      const t11 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      const t12 = ratio * t11;
      gradLogits[at4] = runningKept3[c3 + 2] * t12 + (same ? 0 : t3 * t12);
      const difference13 = runningKept[c3 + 3] - runningKept2[c3 + 3];
      total64 += difference13 * difference13;
      const at5 = at + c3 + 3;
      const difference14 = logits[at5] - t;
      const t13 = difference14 > 710 ? 710 : difference14 < -746 ? -746 : difference14;
      const difference15 = 92.33248261689366 * t13 + 6755399441055744 - 6755399441055744;
      const difference16 = t13 - 0.010830424696249145 * difference15;
      const t14 = powers[(difference15 >> 6) + 1141] * (powers[difference15 & 63] * (1 + difference16 * (1 + difference16 * (0.5 + 0.16666666666666666 * difference16))));
      const t15 = ratio * t14;
      gradLogits[at5] = runningKept3[c3 + 3] * t15 + (same ? 0 : t3 * t15);
    }
    total6 = total6 + total62 + total63 + total64;
    for (; c3 < C; c3++) {
      const difference = runningKept[c3] - runningKept2[c3];
      total6 += difference * difference;
      const at2 = at + c3;
      const difference2 = logits[at2] - t;
      const t4 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference4 = t4 - 0.010830424696249145 * difference3;
      const t5 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      const t6 = ratio * t5;
      gradLogits[at2] = runningKept3[c3] * t6 + (same ? 0 : t3 * t6);
    }
    value[n] = total6;
  }
}

function earthMoverBackward2(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const logits = frame.inputs.logits;
  const runningKept = frame.scratch.realC1;
  const target = frame.inputs.target;
  const runningKept2 = frame.scratch.realC2;
  const runningKept3 = frame.scratch.realC3;
  const gradLogits = frame.grads.logits;
  const value = frame.value;
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
    const t = Math.abs(largest) < Infinity ? largest : 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3;
      const difference4 = logits[at + c2 + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total2 += t5;
      const difference7 = logits[at + c2 + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total3 += t7;
      const difference10 = logits[at + c2 + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total4 += t9;
    }
    total = total + total2 + total3 + total4;
    for (; c2 < C; c2++) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3;
    }
    let running = 0;
    let running2 = 0;
    const ratio = 1 / total;
    for (let c3 = 0; c3 < C; c3++) {
      const at2 = at + c3;
      const difference = logits[at2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      running += ratio * t3;
      runningKept[c3] = running;
      running2 += target[at2];
      runningKept2[c3] = running2;
    }
    let running3 = 0;
    let total5 = 0;
    for (let c3 = C - 1; c3 >= 0; c3--) {
      running3 += 2 * (runningKept[c3] - runningKept2[c3]);
      runningKept3[c3] = running3;
      const difference = logits[at + c3] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total5 += running3 * (ratio * t3);
    }
    let total6 = 0;
    const t2 = -total5;
    const same = total === 0;
    let total62 = 0, total63 = 0, total64 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const difference = runningKept[c3] - runningKept2[c3];
      total6 += difference * difference;
      const at2 = at + c3;
      const difference2 = logits[at2] - t;
      const t3 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference4 = t3 - 0.010830424696249145 * difference3;
      const t4 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      const t5 = ratio * t4;
      gradLogits[at2] = runningKept3[c3] * t5 + (same ? 0 : t2 * t5);
      const difference5 = runningKept[c3 + 1] - runningKept2[c3 + 1];
      total62 += difference5 * difference5;
      const at3 = at + c3 + 1;
      const difference6 = logits[at3] - t;
      const t6 = difference6 > 710 ? 710 : difference6 < -746 ? -746 : difference6;
      const difference7 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference8 = t6 - 0.010830424696249145 * difference7;
      const t7 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
      const t8 = ratio * t7;
      gradLogits[at3] = runningKept3[c3 + 1] * t8 + (same ? 0 : t2 * t8);
      const difference9 = runningKept[c3 + 2] - runningKept2[c3 + 2];
      total63 += difference9 * difference9;
      const at4 = at + c3 + 2;
      const difference10 = logits[at4] - t;
      const t9 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t9 + 6755399441055744 - 6755399441055744;
      const difference12 = t9 - 0.010830424696249145 * difference11;
      const t10 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      const t11 = ratio * t10;
      gradLogits[at4] = runningKept3[c3 + 2] * t11 + (same ? 0 : t2 * t11);
      const difference13 = runningKept[c3 + 3] - runningKept2[c3 + 3];
      total64 += difference13 * difference13;
      const at5 = at + c3 + 3;
      const difference14 = logits[at5] - t;
      const t12 = difference14 > 710 ? 710 : difference14 < -746 ? -746 : difference14;
      const difference15 = 92.33248261689366 * t12 + 6755399441055744 - 6755399441055744;
      const difference16 = t12 - 0.010830424696249145 * difference15;
      const t13 = powers[(difference15 >> 6) + 1141] * (powers[difference15 & 63] * (1 + difference16 * (1 + difference16 * (0.5 + 0.16666666666666666 * difference16))));
      const t14 = ratio * t13;
      gradLogits[at5] = runningKept3[c3 + 3] * t14 + (same ? 0 : t2 * t14);
    }
    total6 = total6 + total62 + total63 + total64;
    for (; c3 < C; c3++) {
      const difference = runningKept[c3] - runningKept2[c3];
      total6 += difference * difference;
      const at2 = at + c3;
      const difference2 = logits[at2] - t;
      const t3 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference4 = t3 - 0.010830424696249145 * difference3;
      const t4 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      const t5 = ratio * t4;
      gradLogits[at2] = runningKept3[c3] * t5 + (same ? 0 : t2 * t5);
    }
    value[n] = total6;
  }
}

function earthMoverBackward3(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const logits = frame.inputs.logits;
  const runningKept = frame.scratch.realC1;
  const target = frame.inputs.target;
  const runningKept2 = frame.scratch.realC2;
  const runningKept3 = frame.scratch.realC3;
  const gradLogits = frame.grads.logits;
  let total = 0;
  const same = reduction === 0;
  const t = 2 * (same ? gradOutput / N : gradOutput);
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
    let total2 = 0;
    const t2 = Math.abs(largest) < Infinity ? largest : 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference = logits[at + c2] - t2;
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total2 += t4;
      const difference4 = logits[at + c2 + 1] - t2;
      const t5 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
      const difference6 = t5 - 0.010830424696249145 * difference5;
      const t6 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total22 += t6;
      const difference7 = logits[at + c2 + 2] - t2;
      const t7 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
      const difference9 = t7 - 0.010830424696249145 * difference8;
      const t8 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total23 += t8;
      const difference10 = logits[at + c2 + 3] - t2;
      const t9 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t9 + 6755399441055744 - 6755399441055744;
      const difference12 = t9 - 0.010830424696249145 * difference11;
      const t10 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total24 += t10;
    }
    total2 = total2 + total22 + total23 + total24;
    for (; c2 < C; c2++) {
      const difference = logits[at + c2] - t2;
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total2 += t4;
    }
    let running = 0;
    let running2 = 0;
    const ratio = 1 / total2;
    for (let c3 = 0; c3 < C; c3++) {
      const at2 = at + c3;
      const difference = logits[at2] - t2;
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      running += ratio * t4;
      runningKept[c3] = running;
      running2 += target[at2];
      runningKept2[c3] = running2;
    }
    let running3 = 0;
    let total3 = 0;
    for (let c3 = C - 1; c3 >= 0; c3--) {
      running3 += t * (runningKept[c3] - runningKept2[c3]);
      runningKept3[c3] = running3;
      const difference = logits[at + c3] - t2;
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total3 += running3 * (ratio * t4);
    }
    let total4 = 0;
    const t3 = -total3;
    const same2 = total2 === 0;
    let total42 = 0, total43 = 0, total44 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const difference = runningKept[c3] - runningKept2[c3];
      total4 += difference * difference;
      const at2 = at + c3;
      const difference2 = logits[at2] - t2;
      const t4 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference4 = t4 - 0.010830424696249145 * difference3;
      const t5 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      const t6 = ratio * t5;
      gradLogits[at2] = runningKept3[c3] * t6 + (same2 ? 0 : t3 * t6);
      const difference5 = runningKept[c3 + 1] - runningKept2[c3 + 1];
      total42 += difference5 * difference5;
      const at3 = at + c3 + 1;
      const difference6 = logits[at3] - t2;
      const t7 = difference6 > 710 ? 710 : difference6 < -746 ? -746 : difference6;
      const difference7 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
      const difference8 = t7 - 0.010830424696249145 * difference7;
      const t8 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
      const t9 = ratio * t8;
      gradLogits[at3] = runningKept3[c3 + 1] * t9 + (same2 ? 0 : t3 * t9);
      const difference9 = runningKept[c3 + 2] - runningKept2[c3 + 2];
      total43 += difference9 * difference9;
      const at4 = at + c3 + 2;
      const difference10 = logits[at4] - t2;
      const t10 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
      const difference12 = t10 - 0.010830424696249145 * difference11;
      const t11 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      const t12 = ratio * t11;
      gradLogits[at4] = runningKept3[c3 + 2] * t12 + (same2 ? 0 : t3 * t12);
      const difference13 = runningKept[c3 + 3] - runningKept2[c3 + 3];
      total44 += difference13 * difference13;
      const at5 = at + c3 + 3;
      const difference14 = logits[at5] - t2;
      const t13 = difference14 > 710 ? 710 : difference14 < -746 ? -746 : difference14;
      const difference15 = 92.33248261689366 * t13 + 6755399441055744 - 6755399441055744;
      const difference16 = t13 - 0.010830424696249145 * difference15;
      const t14 = powers[(difference15 >> 6) + 1141] * (powers[difference15 & 63] * (1 + difference16 * (1 + difference16 * (0.5 + 0.16666666666666666 * difference16))));
      const t15 = ratio * t14;
      gradLogits[at5] = runningKept3[c3 + 3] * t15 + (same2 ? 0 : t3 * t15);
    }
    total4 = total4 + total42 + total43 + total44;
    for (; c3 < C; c3++) {
      const difference = runningKept[c3] - runningKept2[c3];
      total4 += difference * difference;
      const at2 = at + c3;
      const difference2 = logits[at2] - t2;
      const t4 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference4 = t4 - 0.010830424696249145 * difference3;
      const t5 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      const t6 = ratio * t5;
      gradLogits[at2] = runningKept3[c3] * t6 + (same2 ? 0 : t3 * t6);
    }
    total += total4;
  }
  frame.value = same ? total / N : total;
}

function earthMoverBackward(frame) {
  if (frame.reduction === 2) {
    if (frame.gradOutput !== undefined) {
      earthMoverBackward1(frame);
    } else {
      earthMoverBackward2(frame);
    }
  } else {
    earthMoverBackward3(frame);
  }
}
