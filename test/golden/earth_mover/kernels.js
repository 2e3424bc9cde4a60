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
    let total2 = 0;
    const t = Math.abs(largest) < Infinity ? largest : 0;
    let total3 = 0, total4 = 0, total5 = 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3 < 1 ? t3 : 0;
      total2 += t3;
      const difference4 = logits[at + c2 + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total3 += t5 < 1 ? t5 : 0;
      total22 += t5;
      const difference7 = logits[at + c2 + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total4 += t7 < 1 ? t7 : 0;
      total23 += t7;
      const difference10 = logits[at + c2 + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total5 += t9 < 1 ? t9 : 0;
      total24 += t9;
    }
    total = total + total3 + total4 + total5;
    total2 = total2 + total22 + total23 + total24;
    for (; c2 < C; c2++) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3 < 1 ? t3 : 0;
      total2 += t3;
    }
    let running = 0;
    let total6 = 0;
    const ratio = 1 / total2;
    const ratio2 = total / total2;
    for (let c3 = 0; c3 < C; c3++) {
      const at2 = at + c3;
      const targetAt = target[at2];
      const difference = logits[at2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const t4 = ratio * t3;
      running += t4 > 0.5 ? 1 - targetAt - ratio2 : t4 - targetAt;
      total6 += running * running;
    }
    value[n] = total6;
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
    let total3 = 0;
    const t = Math.abs(largest) < Infinity ? largest : 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let total32 = 0, total33 = 0, total34 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total2 += t3 < 1 ? t3 : 0;
      total3 += t3;
      const difference4 = logits[at + c2 + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total22 += t5 < 1 ? t5 : 0;
      total32 += t5;
      const difference7 = logits[at + c2 + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total23 += t7 < 1 ? t7 : 0;
      total33 += t7;
      const difference10 = logits[at + c2 + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total24 += t9 < 1 ? t9 : 0;
      total34 += t9;
    }
    total2 = total2 + total22 + total23 + total24;
    total3 = total3 + total32 + total33 + total34;
    for (; c2 < C; c2++) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total2 += t3 < 1 ? t3 : 0;
      total3 += t3;
    }
    let running = 0;
    let total4 = 0;
    const ratio = 1 / total3;
    const ratio2 = total2 / total3;
    for (let c3 = 0; c3 < C; c3++) {
      const at2 = at + c3;
      const targetAt = target[at2];
      const difference = logits[at2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const t4 = ratio * t3;
      running += t4 > 0.5 ? 1 - targetAt - ratio2 : t4 - targetAt;
      total4 += running * running;
    }
    total += total4;
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
  const target = frame.inputs.target;
  const runningKept = frame.scratch.realC1;
  const gradOutput = frame.gradOutput;
  const runningKept2 = frame.scratch.realC2;
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
    let total2 = 0;
    const t = Math.abs(largest) < Infinity ? largest : 0;
    let total3 = 0, total4 = 0, total5 = 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3 < 1 ? t3 : 0;
      total2 += t3;
      const difference4 = logits[at + c2 + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total3 += t5 < 1 ? t5 : 0;
      total22 += t5;
      const difference7 = logits[at + c2 + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total4 += t7 < 1 ? t7 : 0;
      total23 += t7;
      const difference10 = logits[at + c2 + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total5 += t9 < 1 ? t9 : 0;
      total24 += t9;
    }
    total = total + total3 + total4 + total5;
    total2 = total2 + total22 + total23 + total24;
    for (; c2 < C; c2++) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3 < 1 ? t3 : 0;
      total2 += t3;
    }
    let running = 0;
    const ratio = 1 / total2;
    const ratio2 = total / total2;
    for (let c3 = 0; c3 < C; c3++) {
      const at2 = at + c3;
      const targetAt = target[at2];
      const difference = logits[at2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const t4 = ratio * t3;
      running += t4 > 0.5 ? 1 - targetAt - ratio2 : t4 - targetAt;
      runningKept[c3] = running;
    }
    let running2 = 0;
    let total6 = 0;
    let total7 = 0;
    const t2 = 2 * gradOutput[n];
    for (let c3 = C - 1; c3 >= 0; c3--) {
      running2 += t2 * runningKept[c3];
      runningKept2[c3] = running2;
      const at2 = at + c3;
      const difference = logits[at2] - t;
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const below = t4 < 1;
      total6 += below ? t4 * running2 : 0;
      total7 += below ? 0 : running2;
      gradLogits[at2] = t4;
    }
    let total8 = 0;
    const t3 = Math.floor(total2 - total + 0.5);
    const t4 = t3 < 1 ? 1 : t3;
    const ratio3 = total7 / t4;
    const t5 = ratio3 * total;
    const difference = total6 - t5;
    const t6 = t4 === 1 && !(Math.abs(difference) < 1.1920928955078125e-7 * Math.abs(t5));
    const no = !t6;
    if (no) {
      for (let c3 = 0; c3 < C; c3++) {
        total8 += gradLogits[at + c3] * (runningKept2[c3] - ratio3);
      }
    }
    let total9 = 0;
    const ratio4 = (t6 ? difference : total8) / total2;
    let total92 = 0, total93 = 0, total94 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const t7 = runningKept[c3];
      total9 += t7 * t7;
      const at2 = at + c3;
      gradLogits[at2] = ratio * gradLogits[at2] * (runningKept2[c3] - ratio3 - ratio4);
      const t8 = runningKept[c3 + 1];
      total92 += t8 * t8;
      const at3 = at + c3 + 1;
      gradLogits[at3] = ratio * gradLogits[at3] * (runningKept2[c3 + 1] - ratio3 - ratio4);
      const t9 = runningKept[c3 + 2];
      total93 += t9 * t9;
      const at4 = at + c3 + 2;
      gradLogits[at4] = ratio * gradLogits[at4] * (runningKept2[c3 + 2] - ratio3 - ratio4);
      const t10 = runningKept[c3 + 3];
      total94 += t10 * t10;
      const at5 = at + c3 + 3;
      gradLogits[at5] = ratio * gradLogits[at5] * (runningKept2[c3 + 3] - ratio3 - ratio4);
    }
    total9 = total9 + total92 + total93 + total94;
    for (; c3 < C; c3++) {
      const t7 = runningKept[c3];
      total9 += t7 * t7;
      const at2 = at + c3;
      gradLogits[at2] = ratio * gradLogits[at2] * (runningKept2[c3] - ratio3 - ratio4);
    }
    value[n] = total9;
  }
}

function earthMoverBackward2(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const logits = frame.inputs.logits;
  const target = frame.inputs.target;
  const runningKept = frame.scratch.realC1;
  const runningKept2 = frame.scratch.realC2;
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
    let total2 = 0;
    const t = Math.abs(largest) < Infinity ? largest : 0;
    let total3 = 0, total4 = 0, total5 = 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3 < 1 ? t3 : 0;
      total2 += t3;
      const difference4 = logits[at + c2 + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total3 += t5 < 1 ? t5 : 0;
      total22 += t5;
      const difference7 = logits[at + c2 + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total4 += t7 < 1 ? t7 : 0;
      total23 += t7;
      const difference10 = logits[at + c2 + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total5 += t9 < 1 ? t9 : 0;
      total24 += t9;
    }
    total = total + total3 + total4 + total5;
    total2 = total2 + total22 + total23 + total24;
    for (; c2 < C; c2++) {
      const difference = logits[at + c2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3 < 1 ? t3 : 0;
      total2 += t3;
    }
    let running = 0;
    const ratio = 1 / total2;
    const ratio2 = total / total2;
    for (let c3 = 0; c3 < C; c3++) {
      const at2 = at + c3;
      const targetAt = target[at2];
      const difference = logits[at2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const t4 = ratio * t3;
      running += t4 > 0.5 ? 1 - targetAt - ratio2 : t4 - targetAt;
      runningKept[c3] = running;
    }
    let running2 = 0;
    let total6 = 0;
    let total7 = 0;
    for (let c3 = C - 1; c3 >= 0; c3--) {
      running2 += 2 * runningKept[c3];
      runningKept2[c3] = running2;
      const at2 = at + c3;
      const difference = logits[at2] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const below = t3 < 1;
      total6 += below ? t3 * running2 : 0;
      total7 += below ? 0 : running2;
      gradLogits[at2] = t3;
    }
    let total8 = 0;
    const t2 = Math.floor(total2 - total + 0.5);
    const t3 = t2 < 1 ? 1 : t2;
    const ratio3 = total7 / t3;
    const t4 = ratio3 * total;
    const difference = total6 - t4;
    const t5 = t3 === 1 && !(Math.abs(difference) < 1.1920928955078125e-7 * Math.abs(t4));
    const no = !t5;
    if (no) {
      for (let c3 = 0; c3 < C; c3++) {
        total8 += gradLogits[at + c3] * (runningKept2[c3] - ratio3);
      }
    }
    let total9 = 0;
    const ratio4 = (t5 ? difference : total8) / total2;
    let total92 = 0, total93 = 0, total94 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const t6 = runningKept[c3];
      total9 += t6 * t6;
      const at2 = at + c3;
      gradLogits[at2] = ratio * gradLogits[at2] * (runningKept2[c3] - ratio3 - ratio4);
      const t7 = runningKept[c3 + 1];
      total92 += t7 * t7;
      const at3 = at + c3 + 1;
      gradLogits[at3] = ratio * gradLogits[at3] * (runningKept2[c3 + 1] - ratio3 - ratio4);
      const t8 = runningKept[c3 + 2];
      total93 += t8 * t8;
      const at4 = at + c3 + 2;
      gradLogits[at4] = ratio * gradLogits[at4] * (runningKept2[c3 + 2] - ratio3 - ratio4);
      const t9 = runningKept[c3 + 3];
      total94 += t9 * t9;
      const at5 = at + c3 + 3;
      gradLogits[at5] = ratio * gradLogits[at5] * (runningKept2[c3 + 3] - ratio3 - ratio4);
    }
    total9 = total9 + total92 + total93 + total94;
    for (; c3 < C; c3++) {
      const t6 = runningKept[c3];
      total9 += t6 * t6;
      const at2 = at + c3;
      gradLogits[at2] = ratio * gradLogits[at2] * (runningKept2[c3] - ratio3 - ratio4);
    }
    value[n] = total9;
  }
}

function earthMoverBackward3(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const logits = frame.inputs.logits;
  const target = frame.inputs.target;
  const runningKept = frame.scratch.realC1;
  const runningKept2 = frame.scratch.realC2;
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
    let total3 = 0;
    const t2 = Math.abs(largest) < Infinity ? largest : 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let total32 = 0, total33 = 0, total34 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      const difference = logits[at + c2] - t2;
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total2 += t4 < 1 ? t4 : 0;
      total3 += t4;
      const difference4 = logits[at + c2 + 1] - t2;
      const t5 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
      const difference6 = t5 - 0.010830424696249145 * difference5;
      const t6 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total22 += t6 < 1 ? t6 : 0;
      total32 += t6;
      const difference7 = logits[at + c2 + 2] - t2;
      const t7 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
      const difference9 = t7 - 0.010830424696249145 * difference8;
      const t8 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total23 += t8 < 1 ? t8 : 0;
      total33 += t8;
      const difference10 = logits[at + c2 + 3] - t2;
      const t9 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t9 + 6755399441055744 - 6755399441055744;
      const difference12 = t9 - 0.010830424696249145 * difference11;
      const t10 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total24 += t10 < 1 ? t10 : 0;
      total34 += t10;
    }
    total2 = total2 + total22 + total23 + total24;
    total3 = total3 + total32 + total33 + total34;
    for (; c2 < C; c2++) {
      const difference = logits[at + c2] - t2;
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total2 += t4 < 1 ? t4 : 0;
      total3 += t4;
    }
    let running = 0;
    const ratio = 1 / total3;
    const ratio2 = total2 / total3;
    for (let c3 = 0; c3 < C; c3++) {
      const at2 = at + c3;
      const targetAt = target[at2];
      const difference = logits[at2] - t2;
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const t5 = ratio * t4;
      running += t5 > 0.5 ? 1 - targetAt - ratio2 : t5 - targetAt;
      runningKept[c3] = running;
    }
    let running2 = 0;
    let total4 = 0;
    let total5 = 0;
    for (let c3 = C - 1; c3 >= 0; c3--) {
      running2 += t * runningKept[c3];
      runningKept2[c3] = running2;
      const at2 = at + c3;
      const difference = logits[at2] - t2;
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const below = t4 < 1;
      total4 += below ? t4 * running2 : 0;
      total5 += below ? 0 : running2;
      gradLogits[at2] = t4;
    }
    let total6 = 0;
    const t3 = Math.floor(total3 - total2 + 0.5);
    const t4 = t3 < 1 ? 1 : t3;
    const ratio3 = total5 / t4;
    const t5 = ratio3 * total2;
    const difference = total4 - t5;
    const t6 = t4 === 1 && !(Math.abs(difference) < 1.1920928955078125e-7 * Math.abs(t5));
    const no = !t6;
    if (no) {
      for (let c3 = 0; c3 < C; c3++) {
        total6 += gradLogits[at + c3] * (runningKept2[c3] - ratio3);
      }
    }
    let total7 = 0;
    const ratio4 = (t6 ? difference : total6) / total3;
    let total72 = 0, total73 = 0, total74 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const t7 = runningKept[c3];
      total7 += t7 * t7;
      const at2 = at + c3;
      gradLogits[at2] = ratio * gradLogits[at2] * (runningKept2[c3] - ratio3 - ratio4);
      const t8 = runningKept[c3 + 1];
      total72 += t8 * t8;
      const at3 = at + c3 + 1;
      gradLogits[at3] = ratio * gradLogits[at3] * (runningKept2[c3 + 1] - ratio3 - ratio4);
      const t9 = runningKept[c3 + 2];
      total73 += t9 * t9;
      const at4 = at + c3 + 2;
      gradLogits[at4] = ratio * gradLogits[at4] * (runningKept2[c3 + 2] - ratio3 - ratio4);
      const t10 = runningKept[c3 + 3];
      total74 += t10 * t10;
      const at5 = at + c3 + 3;
      gradLogits[at5] = ratio * gradLogits[at5] * (runningKept2[c3 + 3] - ratio3 - ratio4);
    }
    total7 = total7 + total72 + total73 + total74;
    for (; c3 < C; c3++) {
      const t7 = runningKept[c3];
      total7 += t7 * t7;
      const at2 = at + c3;
      gradLogits[at2] = ratio * gradLogits[at2] * (runningKept2[c3] - ratio3 - ratio4);
    }
    total += total7;
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
