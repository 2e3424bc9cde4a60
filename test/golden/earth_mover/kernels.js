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
    let total5 = 0;
    const ratio = 1 / total;
    for (let c3 = 0; c3 < C; c3++) {
      let total6 = 0;
      let total7 = 0;
      let total62 = 0, total63 = 0, total64 = 0;
      let total72 = 0, total73 = 0, total74 = 0;
      let c1 = 0;
      for (; c1 + 3 < C; c1 += 4) {
        const at2 = at + c1;
        const difference = logits[at2] - t;
        const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference3 = t2 - 0.010830424696249145 * difference2;
        const below = c1 <= c3;
        const t3 = below ? ratio * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))) : 0;
        total6 += t3;
        total7 += below ? target[at2] : 0;
        const at3 = at + c1 + 1;
        const difference4 = logits[at3] - t;
        const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
        const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
        const difference6 = t4 - 0.010830424696249145 * difference5;
        const below2 = c1 + 1 <= c3;
        const t5 = below2 ? ratio * powers[(difference5 >> 6) + 1141] * powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))) : 0;
        total62 += t5;
        total72 += below2 ? target[at3] : 0;
        const at4 = at + c1 + 2;
        const difference7 = logits[at4] - t;
        const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
        const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
        const difference9 = t6 - 0.010830424696249145 * difference8;
        const below3 = c1 + 2 <= c3;
        const t7 = below3 ? ratio * powers[(difference8 >> 6) + 1141] * powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))) : 0;
        total63 += t7;
        total73 += below3 ? target[at4] : 0;
        const at5 = at + c1 + 3;
        const difference10 = logits[at5] - t;
        const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
        const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
        const difference12 = t8 - 0.010830424696249145 * difference11;
        const below4 = c1 + 3 <= c3;
        const t9 = below4 ? ratio * powers[(difference11 >> 6) + 1141] * powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))) : 0;
        total64 += t9;
        total74 += below4 ? target[at5] : 0;
      }
      total6 = total6 + total62 + total63 + total64;
      total7 = total7 + total72 + total73 + total74;
      for (; c1 < C; c1++) {
        const at2 = at + c1;
        const difference = logits[at2] - t;
        const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference3 = t2 - 0.010830424696249145 * difference2;
        const below = c1 <= c3;
        const t3 = below ? ratio * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))) : 0;
        total6 += t3;
        total7 += below ? target[at2] : 0;
      }
      const difference = total6 - total7;
      total5 += difference * difference;
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
    let total3 = 0;
    const ratio = 1 / total2;
    for (let c3 = 0; c3 < C; c3++) {
      let total4 = 0;
      let total5 = 0;
      let total42 = 0, total43 = 0, total44 = 0;
      let total52 = 0, total53 = 0, total54 = 0;
      let c1 = 0;
      for (; c1 + 3 < C; c1 += 4) {
        const at2 = at + c1;
        const difference = logits[at2] - t;
        const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference3 = t2 - 0.010830424696249145 * difference2;
        const below = c1 <= c3;
        const t3 = below ? ratio * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))) : 0;
        total4 += t3;
        total5 += below ? target[at2] : 0;
        const at3 = at + c1 + 1;
        const difference4 = logits[at3] - t;
        const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
        const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
        const difference6 = t4 - 0.010830424696249145 * difference5;
        const below2 = c1 + 1 <= c3;
        const t5 = below2 ? ratio * powers[(difference5 >> 6) + 1141] * powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))) : 0;
        total42 += t5;
        total52 += below2 ? target[at3] : 0;
        const at4 = at + c1 + 2;
        const difference7 = logits[at4] - t;
        const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
        const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
        const difference9 = t6 - 0.010830424696249145 * difference8;
        const below3 = c1 + 2 <= c3;
        const t7 = below3 ? ratio * powers[(difference8 >> 6) + 1141] * powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))) : 0;
        total43 += t7;
        total53 += below3 ? target[at4] : 0;
        const at5 = at + c1 + 3;
        const difference10 = logits[at5] - t;
        const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
        const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
        const difference12 = t8 - 0.010830424696249145 * difference11;
        const below4 = c1 + 3 <= c3;
        const t9 = below4 ? ratio * powers[(difference11 >> 6) + 1141] * powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))) : 0;
        total44 += t9;
        total54 += below4 ? target[at5] : 0;
      }
      total4 = total4 + total42 + total43 + total44;
      total5 = total5 + total52 + total53 + total54;
      for (; c1 < C; c1++) {
        const at2 = at + c1;
        const difference = logits[at2] - t;
        const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference3 = t2 - 0.010830424696249145 * difference2;
        const below = c1 <= c3;
        const t3 = below ? ratio * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))) : 0;
        total4 += t3;
        total5 += below ? target[at2] : 0;
      }
      const difference = total4 - total5;
      total3 += difference * difference;
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
  const anyKept = frame.scratch.boolC1;
  const logits = frame.inputs.logits;
  const target = frame.inputs.target;
  const totalKept = frame.scratch.realC1;
  const totalKept2 = frame.scratch.realC2;
  const totalKept3 = frame.scratch.realC3;
  const totalKept4 = frame.scratch.realC4;
  const gradOutput = frame.gradOutput;
  const gradLogits = frame.grads.logits;
  const value = frame.value;
  let any2 = false;
  for (let c = 0; c < C; c++) {
    let any3 = false;
    let any32 = false, any33 = false, any34 = false;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      if (c <= c2) any3 = true;
      if (c <= c2 + 1) any32 = true;
      if (c <= c2 + 2) any33 = true;
      if (c <= c2 + 3) any34 = true;
    }
    any3 = any3 || any32 || any33 || any34;
    for (; c2 < C; c2++) {
      if (c <= c2) any3 = true;
    }
    anyKept[c] = any3 ? 1 : 0;
    if (any3) any2 = true;
  }
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
    const ratio = 1 / total;
    for (let c22 = 0; c22 < C; c22++) {
      let total5 = 0;
      let total6 = 0;
      let total52 = 0, total53 = 0, total54 = 0;
      let total62 = 0, total63 = 0, total64 = 0;
      let c3 = 0;
      for (; c3 + 3 < C; c3 += 4) {
        const at2 = at + c3;
        const difference = logits[at2] - t;
        const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference3 = t2 - 0.010830424696249145 * difference2;
        const below = c3 <= c22;
        const t3 = below ? ratio * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))) : 0;
        total5 += t3;
        total6 += below ? target[at2] : 0;
        const at3 = at + c3 + 1;
        const difference4 = logits[at3] - t;
        const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
        const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
        const difference6 = t4 - 0.010830424696249145 * difference5;
        const below2 = c3 + 1 <= c22;
        const t5 = below2 ? ratio * powers[(difference5 >> 6) + 1141] * powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))) : 0;
        total52 += t5;
        total62 += below2 ? target[at3] : 0;
        const at4 = at + c3 + 2;
        const difference7 = logits[at4] - t;
        const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
        const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
        const difference9 = t6 - 0.010830424696249145 * difference8;
        const below3 = c3 + 2 <= c22;
        const t7 = below3 ? ratio * powers[(difference8 >> 6) + 1141] * powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))) : 0;
        total53 += t7;
        total63 += below3 ? target[at4] : 0;
        const at5 = at + c3 + 3;
        const difference10 = logits[at5] - t;
        const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
        const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
        const difference12 = t8 - 0.010830424696249145 * difference11;
        const below4 = c3 + 3 <= c22;
        const t9 = below4 ? ratio * powers[(difference11 >> 6) + 1141] * powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))) : 0;
        total54 += t9;
        total64 += below4 ? target[at5] : 0;
      }
      total5 = total5 + total52 + total53 + total54;
      total6 = total6 + total62 + total63 + total64;
      for (; c3 < C; c3++) {
        const at2 = at + c3;
        const difference = logits[at2] - t;
        const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference3 = t2 - 0.010830424696249145 * difference2;
        const below = c3 <= c22;
        const t3 = below ? ratio * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))) : 0;
        total5 += t3;
        total6 += below ? target[at2] : 0;
      }
      totalKept[c22] = total5;
      totalKept2[c22] = total6;
    }
    totalKept3.fill(0);
    totalKept4.fill(0);
    let total5 = 0;
    const t2 = 2 * gradOutput[n];
    for (let c3 = 0; c3 < C; c3++) {
      let total6 = 0;
      const at2 = at + c3;
      const difference = logits[at2] - t;
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const t5 = ratio * t4;
      const targetAt = target[at2];
      for (let c22 = 0; c22 < C; c22++) {
        const below = c3 <= c22;
        const place = c22;
        totalKept3[place] = totalKept3[place] + (below ? t5 : 0);
        const place2 = c22;
        totalKept4[place2] = totalKept4[place2] + (below ? targetAt : 0);
        total6 += below ? t2 * (totalKept[c22] - totalKept2[c22]) : 0;
      }
      total5 += anyKept[c3] !== 0 ? -(total6 * t5) : 0;
    }
    let total6 = 0;
    const t3 = any2 && t + Math.log(total) !== -Infinity;
    for (let c3 = 0; c3 < C; c3++) {
      let total7 = 0;
      let total72 = 0, total73 = 0, total74 = 0;
      let c22 = 0;
      for (; c22 + 3 < C; c22 += 4) {
        total7 += c3 <= c22 ? t2 * (totalKept3[c22] - totalKept4[c22]) : 0;
        total72 += c3 <= c22 + 1 ? t2 * (totalKept3[c22 + 1] - totalKept4[c22 + 1]) : 0;
        total73 += c3 <= c22 + 2 ? t2 * (totalKept3[c22 + 2] - totalKept4[c22 + 2]) : 0;
        total74 += c3 <= c22 + 3 ? t2 * (totalKept3[c22 + 3] - totalKept4[c22 + 3]) : 0;
      }
      total7 = total7 + total72 + total73 + total74;
      for (; c22 < C; c22++) {
        total7 += c3 <= c22 ? t2 * (totalKept3[c22] - totalKept4[c22]) : 0;
      }
      let total8 = 0;
      let total9 = 0;
      let total82 = 0, total83 = 0, total84 = 0;
      let total92 = 0, total93 = 0, total94 = 0;
      let c1 = 0;
      for (; c1 + 3 < C; c1 += 4) {
        const at2 = at + c1;
        const difference = logits[at2] - t;
        const t4 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
        const difference3 = t4 - 0.010830424696249145 * difference2;
        const below = c1 <= c3;
        const t5 = below ? ratio * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))) : 0;
        total8 += t5;
        total9 += below ? target[at2] : 0;
        const at3 = at + c1 + 1;
        const difference4 = logits[at3] - t;
        const t6 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
        const difference5 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
        const difference6 = t6 - 0.010830424696249145 * difference5;
        const below2 = c1 + 1 <= c3;
        const t7 = below2 ? ratio * powers[(difference5 >> 6) + 1141] * powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))) : 0;
        total82 += t7;
        total92 += below2 ? target[at3] : 0;
        const at4 = at + c1 + 2;
        const difference7 = logits[at4] - t;
        const t8 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
        const difference8 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
        const difference9 = t8 - 0.010830424696249145 * difference8;
        const below3 = c1 + 2 <= c3;
        const t9 = below3 ? ratio * powers[(difference8 >> 6) + 1141] * powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))) : 0;
        total83 += t9;
        total93 += below3 ? target[at4] : 0;
        const at5 = at + c1 + 3;
        const difference10 = logits[at5] - t;
        const t10 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
        const difference11 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
        const difference12 = t10 - 0.010830424696249145 * difference11;
        const below4 = c1 + 3 <= c3;
        const t11 = below4 ? ratio * powers[(difference11 >> 6) + 1141] * powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))) : 0;
        total84 += t11;
        total94 += below4 ? target[at5] : 0;
      }
      total8 = total8 + total82 + total83 + total84;
      total9 = total9 + total92 + total93 + total94;
      for (; c1 < C; c1++) {
        const at2 = at + c1;
        const difference = logits[at2] - t;
        const t4 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
        const difference3 = t4 - 0.010830424696249145 * difference2;
        const below = c1 <= c3;
        const t5 = below ? ratio * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))) : 0;
        total8 += t5;
        total9 += below ? target[at2] : 0;
      }
      const difference = total8 - total9;
      total6 += difference * difference;
      const at2 = at + c3;
      const difference2 = logits[at2] - t;
      const t4 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference4 = t4 - 0.010830424696249145 * difference3;
      const t5 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      const t6 = ratio * t5;
      gradLogits[at2] = (anyKept[c3] !== 0 ? total7 * t6 : 0) + (t3 ? total5 * t6 : 0);
    }
    value[n] = total6;
  }
}

function earthMoverBackward2(frame) {
  const { C, N } = frame.sizes;
  const powers = powersOfTwo();
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const anyKept = frame.scratch.boolC1;
  const logits = frame.inputs.logits;
  const target = frame.inputs.target;
  const totalKept = frame.scratch.realC1;
  const totalKept2 = frame.scratch.realC2;
  const totalKept3 = frame.scratch.realC3;
  const totalKept4 = frame.scratch.realC4;
  const gradLogits = frame.grads.logits;
  let any2 = false;
  for (let c = 0; c < C; c++) {
    let any3 = false;
    let any32 = false, any33 = false, any34 = false;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      if (c <= c2) any3 = true;
      if (c <= c2 + 1) any32 = true;
      if (c <= c2 + 2) any33 = true;
      if (c <= c2 + 3) any34 = true;
    }
    any3 = any3 || any32 || any33 || any34;
    for (; c2 < C; c2++) {
      if (c <= c2) any3 = true;
    }
    anyKept[c] = any3 ? 1 : 0;
    if (any3) any2 = true;
  }
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
    const ratio = 1 / total2;
    for (let c22 = 0; c22 < C; c22++) {
      let total3 = 0;
      let total4 = 0;
      let total32 = 0, total33 = 0, total34 = 0;
      let total42 = 0, total43 = 0, total44 = 0;
      let c3 = 0;
      for (; c3 + 3 < C; c3 += 4) {
        const at2 = at + c3;
        const difference = logits[at2] - t2;
        const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
        const difference3 = t3 - 0.010830424696249145 * difference2;
        const below = c3 <= c22;
        const t4 = below ? ratio * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))) : 0;
        total3 += t4;
        total4 += below ? target[at2] : 0;
        const at3 = at + c3 + 1;
        const difference4 = logits[at3] - t2;
        const t5 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
        const difference5 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
        const difference6 = t5 - 0.010830424696249145 * difference5;
        const below2 = c3 + 1 <= c22;
        const t6 = below2 ? ratio * powers[(difference5 >> 6) + 1141] * powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))) : 0;
        total32 += t6;
        total42 += below2 ? target[at3] : 0;
        const at4 = at + c3 + 2;
        const difference7 = logits[at4] - t2;
        const t7 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
        const difference8 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
        const difference9 = t7 - 0.010830424696249145 * difference8;
        const below3 = c3 + 2 <= c22;
        const t8 = below3 ? ratio * powers[(difference8 >> 6) + 1141] * powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))) : 0;
        total33 += t8;
        total43 += below3 ? target[at4] : 0;
        const at5 = at + c3 + 3;
        const difference10 = logits[at5] - t2;
        const t9 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
        const difference11 = 92.33248261689366 * t9 + 6755399441055744 - 6755399441055744;
        const difference12 = t9 - 0.010830424696249145 * difference11;
        const below4 = c3 + 3 <= c22;
        const t10 = below4 ? ratio * powers[(difference11 >> 6) + 1141] * powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))) : 0;
        total34 += t10;
        total44 += below4 ? target[at5] : 0;
      }
      total3 = total3 + total32 + total33 + total34;
      total4 = total4 + total42 + total43 + total44;
      for (; c3 < C; c3++) {
        const at2 = at + c3;
        const difference = logits[at2] - t2;
        const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
        const difference3 = t3 - 0.010830424696249145 * difference2;
        const below = c3 <= c22;
        const t4 = below ? ratio * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))) : 0;
        total3 += t4;
        total4 += below ? target[at2] : 0;
      }
      totalKept[c22] = total3;
      totalKept2[c22] = total4;
    }
    totalKept3.fill(0);
    totalKept4.fill(0);
    let total3 = 0;
    for (let c3 = 0; c3 < C; c3++) {
      let total4 = 0;
      const at2 = at + c3;
      const difference = logits[at2] - t2;
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const t5 = ratio * t4;
      const targetAt = target[at2];
      for (let c22 = 0; c22 < C; c22++) {
        const below = c3 <= c22;
        const place = c22;
        totalKept3[place] = totalKept3[place] + (below ? t5 : 0);
        const place2 = c22;
        totalKept4[place2] = totalKept4[place2] + (below ? targetAt : 0);
        total4 += below ? t * (totalKept[c22] - totalKept2[c22]) : 0;
      }
      total3 += anyKept[c3] !== 0 ? -(total4 * t5) : 0;
    }
    let total4 = 0;
    const t3 = any2 && t2 + Math.log(total2) !== -Infinity;
    for (let c3 = 0; c3 < C; c3++) {
      let total5 = 0;
      let total52 = 0, total53 = 0, total54 = 0;
      let c22 = 0;
      for (; c22 + 3 < C; c22 += 4) {
        total5 += c3 <= c22 ? t * (totalKept3[c22] - totalKept4[c22]) : 0;
        total52 += c3 <= c22 + 1 ? t * (totalKept3[c22 + 1] - totalKept4[c22 + 1]) : 0;
        total53 += c3 <= c22 + 2 ? t * (totalKept3[c22 + 2] - totalKept4[c22 + 2]) : 0;
        total54 += c3 <= c22 + 3 ? t * (totalKept3[c22 + 3] - totalKept4[c22 + 3]) : 0;
      }
      total5 = total5 + total52 + total53 + total54;
      for (; c22 < C; c22++) {
        total5 += c3 <= c22 ? t * (totalKept3[c22] - totalKept4[c22]) : 0;
      }
      let total6 = 0;
      let total7 = 0;
      let total62 = 0, total63 = 0, total64 = 0;
      let total72 = 0, total73 = 0, total74 = 0;
      let c1 = 0;
      for (; c1 + 3 < C; c1 += 4) {
        const at2 = at + c1;
        const difference = logits[at2] - t2;
        const t4 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
        const difference3 = t4 - 0.010830424696249145 * difference2;
        const below = c1 <= c3;
        const t5 = below ? ratio * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))) : 0;
        total6 += t5;
        total7 += below ? target[at2] : 0;
        const at3 = at + c1 + 1;
        const difference4 = logits[at3] - t2;
        const t6 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
        const difference5 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
        const difference6 = t6 - 0.010830424696249145 * difference5;
        const below2 = c1 + 1 <= c3;
        const t7 = below2 ? ratio * powers[(difference5 >> 6) + 1141] * powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))) : 0;
        total62 += t7;
        total72 += below2 ? target[at3] : 0;
        const at4 = at + c1 + 2;
        const difference7 = logits[at4] - t2;
        const t8 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
        const difference8 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
        const difference9 = t8 - 0.010830424696249145 * difference8;
        const below3 = c1 + 2 <= c3;
        const t9 = below3 ? ratio * powers[(difference8 >> 6) + 1141] * powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))) : 0;
        total63 += t9;
        total73 += below3 ? target[at4] : 0;
        const at5 = at + c1 + 3;
        const difference10 = logits[at5] - t2;
        const t10 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
        const difference11 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
        const difference12 = t10 - 0.010830424696249145 * difference11;
        const below4 = c1 + 3 <= c3;
        const t11 = below4 ? ratio * powers[(difference11 >> 6) + 1141] * powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))) : 0;
        total64 += t11;
        total74 += below4 ? target[at5] : 0;
      }
      total6 = total6 + total62 + total63 + total64;
      total7 = total7 + total72 + total73 + total74;
      for (; c1 < C; c1++) {
        const at2 = at + c1;
        const difference = logits[at2] - t2;
        const t4 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
        const difference3 = t4 - 0.010830424696249145 * difference2;
        const below = c1 <= c3;
        const t5 = below ? ratio * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))) : 0;
        total6 += t5;
        total7 += below ? target[at2] : 0;
      }
      const difference = total6 - total7;
      total4 += difference * difference;
      const at2 = at + c3;
      const difference2 = logits[at2] - t2;
      const t4 = difference2 > 710 ? 710 : difference2 < -746 ? -746 : difference2;
      const difference3 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference4 = t4 - 0.010830424696249145 * difference3;
      const t5 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
      const t6 = ratio * t5;
      gradLogits[at2] = (anyKept[c3] !== 0 ? total5 * t6 : 0) + (t3 ? total3 * t6 : 0);
    }
    total += total4;
  }
  frame.value = same ? total / N : total;
}

function earthMoverBackward(frame) {
  if (frame.reduction === 2) {
    earthMoverBackward1(frame);
  } else {
    earthMoverBackward2(frame);
  }
}
