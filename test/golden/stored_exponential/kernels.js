function storedExponentialForward1(frame) {
  const { C } = frame.sizes;
  const powers = powersOfTwo();
  const q = frame.inputs.q;
  const value = frame.value;
  const a = frame.inputs.a;
  let largest = -Infinity;
  let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
  let c = 0;
  for (; c + 3 < C; c += 4) {
    largest = Math.max(largest, q[c]);
    largest2 = Math.max(largest2, q[c + 1]);
    largest3 = Math.max(largest3, q[c + 2]);
    largest4 = Math.max(largest4, q[c + 3]);
  }
  largest = Math.max(largest, largest2, largest3, largest4);
  for (; c < C; c++) {
    largest = Math.max(largest, q[c]);
  }
  let total = 0;
  const t = Math.abs(largest) < Infinity ? largest : 0;
  let total2 = 0, total3 = 0, total4 = 0;
  let c2 = 0;
  for (; c2 + 3 < C; c2 += 4) {
    const difference = q[c2] - t;
    const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference3 = t2 - 0.010830424696249145 * difference2;
    const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
    total += t3;
    const difference4 = q[c2 + 1] - t;
    const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
    const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
    const difference6 = t4 - 0.010830424696249145 * difference5;
    const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
    total2 += t5;
    const difference7 = q[c2 + 2] - t;
    const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
    const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
    const difference9 = t6 - 0.010830424696249145 * difference8;
    const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
    total3 += t7;
    const difference10 = q[c2 + 3] - t;
    const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
    const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
    const difference12 = t8 - 0.010830424696249145 * difference11;
    const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
    total4 += t9;
  }
  total = total + total2 + total3 + total4;
  for (; c2 < C; c2++) {
    const difference = q[c2] - t;
    const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference3 = t2 - 0.010830424696249145 * difference2;
    const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
    total += t3;
  }
  let total5 = 0;
  const below = Math.abs(total - 1) < 1.1920928955078125e-7;
  if (below) {
    let total52 = 0, total53 = 0, total54 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const difference = q[c3] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total5 += t3 < 1 ? t3 : 0;
      const difference4 = q[c3 + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total52 += t5 < 1 ? t5 : 0;
      const difference7 = q[c3 + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total53 += t7 < 1 ? t7 : 0;
      const difference10 = q[c3 + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total54 += t9 < 1 ? t9 : 0;
    }
    total5 = total5 + total52 + total53 + total54;
    for (; c3 < C; c3++) {
      const difference = q[c3] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total5 += t3 < 1 ? t3 : 0;
    }
  }
  const no = !below;
  const t2 = no ? Math.log(total) : Math.log1p(total5);
  let c3 = 0;
  for (; c3 + 3 < C; c3 += 4) {
    value[c3] = (q[c3] - t - t2) * a[c3];
    value[c3 + 1] = (q[c3 + 1] - t - t2) * a[c3 + 1];
    value[c3 + 2] = (q[c3 + 2] - t - t2) * a[c3 + 2];
    value[c3 + 3] = (q[c3 + 3] - t - t2) * a[c3 + 3];
  }
  for (; c3 < C; c3++) {
    value[c3] = (q[c3] - t - t2) * a[c3];
  }
}

function storedExponentialForward2(frame) {
  const { C } = frame.sizes;
  const powers = powersOfTwo();
  const reduction = frame.reduction;
  const q = frame.inputs.q;
  const a = frame.inputs.a;
  let largest = -Infinity;
  let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
  let c = 0;
  for (; c + 3 < C; c += 4) {
    largest = Math.max(largest, q[c]);
    largest2 = Math.max(largest2, q[c + 1]);
    largest3 = Math.max(largest3, q[c + 2]);
    largest4 = Math.max(largest4, q[c + 3]);
  }
  largest = Math.max(largest, largest2, largest3, largest4);
  for (; c < C; c++) {
    largest = Math.max(largest, q[c]);
  }
  let total = 0;
  const t = Math.abs(largest) < Infinity ? largest : 0;
  let total2 = 0, total3 = 0, total4 = 0;
  let c2 = 0;
  for (; c2 + 3 < C; c2 += 4) {
    const difference = q[c2] - t;
    const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference3 = t2 - 0.010830424696249145 * difference2;
    const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
    total += t3;
    const difference4 = q[c2 + 1] - t;
    const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
    const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
    const difference6 = t4 - 0.010830424696249145 * difference5;
    const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
    total2 += t5;
    const difference7 = q[c2 + 2] - t;
    const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
    const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
    const difference9 = t6 - 0.010830424696249145 * difference8;
    const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
    total3 += t7;
    const difference10 = q[c2 + 3] - t;
    const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
    const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
    const difference12 = t8 - 0.010830424696249145 * difference11;
    const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
    total4 += t9;
  }
  total = total + total2 + total3 + total4;
  for (; c2 < C; c2++) {
    const difference = q[c2] - t;
    const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference3 = t2 - 0.010830424696249145 * difference2;
    const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
    total += t3;
  }
  let total5 = 0;
  const below = Math.abs(total - 1) < 1.1920928955078125e-7;
  if (below) {
    let total52 = 0, total53 = 0, total54 = 0;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const difference = q[c3] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total5 += t3 < 1 ? t3 : 0;
      const difference4 = q[c3 + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total52 += t5 < 1 ? t5 : 0;
      const difference7 = q[c3 + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total53 += t7 < 1 ? t7 : 0;
      const difference10 = q[c3 + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total54 += t9 < 1 ? t9 : 0;
    }
    total5 = total5 + total52 + total53 + total54;
    for (; c3 < C; c3++) {
      const difference = q[c3] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total5 += t3 < 1 ? t3 : 0;
    }
  }
  let total6 = 0;
  const no = !below;
  const t2 = no ? Math.log(total) : Math.log1p(total5);
  let total62 = 0, total63 = 0, total64 = 0;
  let c3 = 0;
  for (; c3 + 3 < C; c3 += 4) {
    total6 += (q[c3] - t - t2) * a[c3];
    total62 += (q[c3 + 1] - t - t2) * a[c3 + 1];
    total63 += (q[c3 + 2] - t - t2) * a[c3 + 2];
    total64 += (q[c3 + 3] - t - t2) * a[c3 + 3];
  }
  total6 = total6 + total62 + total63 + total64;
  for (; c3 < C; c3++) {
    total6 += (q[c3] - t - t2) * a[c3];
  }
  frame.value = reduction === 0 ? total6 / C : total6;
}

function storedExponentialForward(frame) {
  if (frame.reduction === 2) {
    storedExponentialForward1(frame);
  } else {
    storedExponentialForward2(frame);
  }
}

function storedExponentialBackward1(frame) {
  const { C } = frame.sizes;
  const powers = powersOfTwo();
  const q = frame.inputs.q;
  const a = frame.inputs.a;
  const gradOutput = frame.gradOutput;
  const value = frame.value;
  const gradA = frame.grads.a;
  const gradQ = frame.grads.q;
  let largest = -Infinity;
  let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
  let c = 0;
  for (; c + 3 < C; c += 4) {
    largest = Math.max(largest, q[c]);
    largest2 = Math.max(largest2, q[c + 1]);
    largest3 = Math.max(largest3, q[c + 2]);
    largest4 = Math.max(largest4, q[c + 3]);
  }
  largest = Math.max(largest, largest2, largest3, largest4);
  for (; c < C; c++) {
    largest = Math.max(largest, q[c]);
  }
  let total = 0;
  let total2 = 0;
  let total3 = 0;
  const t = Math.abs(largest) < Infinity ? largest : 0;
  let total4 = 0, total5 = 0, total6 = 0;
  let total22 = 0, total23 = 0, total24 = 0;
  let total32 = 0, total33 = 0, total34 = 0;
  let c2 = 0;
  for (; c2 + 3 < C; c2 += 4) {
    const difference = q[c2] - t;
    const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference3 = t2 - 0.010830424696249145 * difference2;
    const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
    total += t3 < 1 ? t3 : 0;
    total2 += t3;
    total3 += gradOutput[c2] * a[c2];
    const difference4 = q[c2 + 1] - t;
    const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
    const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
    const difference6 = t4 - 0.010830424696249145 * difference5;
    const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
    total4 += t5 < 1 ? t5 : 0;
    total22 += t5;
    total32 += gradOutput[c2 + 1] * a[c2 + 1];
    const difference7 = q[c2 + 2] - t;
    const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
    const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
    const difference9 = t6 - 0.010830424696249145 * difference8;
    const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
    total5 += t7 < 1 ? t7 : 0;
    total23 += t7;
    total33 += gradOutput[c2 + 2] * a[c2 + 2];
    const difference10 = q[c2 + 3] - t;
    const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
    const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
    const difference12 = t8 - 0.010830424696249145 * difference11;
    const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
    total6 += t9 < 1 ? t9 : 0;
    total24 += t9;
    total34 += gradOutput[c2 + 3] * a[c2 + 3];
  }
  total = total + total4 + total5 + total6;
  total2 = total2 + total22 + total23 + total24;
  total3 = total3 + total32 + total33 + total34;
  for (; c2 < C; c2++) {
    const difference = q[c2] - t;
    const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference3 = t2 - 0.010830424696249145 * difference2;
    const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
    total += t3 < 1 ? t3 : 0;
    total2 += t3;
    total3 += gradOutput[c2] * a[c2];
  }
  const no = !(Math.abs(total2 - 1) < 1.1920928955078125e-7);
  const t2 = -total3;
  const same = total2 === 0;
  const t3 = same ? 0 : t2;
  const t4 = no ? Math.log(total2) : Math.log1p(total);
  const ratio = 1 / total2;
  const t5 = t3 * (total / total2);
  let c3 = 0;
  for (; c3 + 3 < C; c3 += 4) {
    const aAt = a[c3];
    const difference = q[c3] - t;
    const difference2 = difference - t4;
    value[c3] = difference2 * aAt;
    const gradOutputAt = gradOutput[c3];
    gradA[c3] = gradOutputAt * difference2;
    const t6 = gradOutputAt * aAt;
    const t7 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference3 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
    const difference4 = t7 - 0.010830424696249145 * difference3;
    const t8 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const t9 = ratio * t8;
    gradQ[c3] = t9 > 0.5 ? t3 + t6 - t5 : (same ? 0 : t2 * t9) + t6;
    const aAt2 = a[c3 + 1];
    const difference5 = q[c3 + 1] - t;
    const difference6 = difference5 - t4;
    value[c3 + 1] = difference6 * aAt2;
    const gradOutputAt2 = gradOutput[c3 + 1];
    gradA[c3 + 1] = gradOutputAt2 * difference6;
    const t10 = gradOutputAt2 * aAt2;
    const t11 = difference5 > 710 ? 710 : difference5 < -746 ? -746 : difference5;
    const difference7 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
    const difference8 = t11 - 0.010830424696249145 * difference7;
    const t12 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
    const t13 = ratio * t12;
    gradQ[c3 + 1] = t13 > 0.5 ? t3 + t10 - t5 : (same ? 0 : t2 * t13) + t10;
    const aAt3 = a[c3 + 2];
    const difference9 = q[c3 + 2] - t;
    const difference10 = difference9 - t4;
    value[c3 + 2] = difference10 * aAt3;
    const gradOutputAt3 = gradOutput[c3 + 2];
    gradA[c3 + 2] = gradOutputAt3 * difference10;
    const t14 = gradOutputAt3 * aAt3;
    const t15 = difference9 > 710 ? 710 : difference9 < -746 ? -746 : difference9;
    const difference11 = 92.33248261689366 * t15 + 6755399441055744 - 6755399441055744;
    const difference12 = t15 - 0.010830424696249145 * difference11;
    const t16 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
    const t17 = ratio * t16;
    gradQ[c3 + 2] = t17 > 0.5 ? t3 + t14 - t5 : (same ? 0 : t2 * t17) + t14;
    const aAt4 = a[c3 + 3];
    const difference13 = q[c3 + 3] - t;
    const difference14 = difference13 - t4;
    value[c3 + 3] = difference14 * aAt4;
    const gradOutputAt4 = gradOutput[c3 + 3];
    gradA[c3 + 3] = gradOutputAt4 * difference14;
    const t18 = gradOutputAt4 * aAt4;
    const t19 = difference13 > 710 ? 710 : difference13 < -746 ? -746 : difference13;
    const difference15 = 92.33248261689366 * t19 + 6755399441055744 - 6755399441055744;
    const difference16 = t19 - 0.010830424696249145 * difference15;
    const t20 = powers[(difference15 >> 6) + 1141] * (powers[difference15 & 63] * (1 + difference16 * (1 + difference16 * (0.5 + 0.16666666666666666 * difference16))));
    const t21 = ratio * t20;
    gradQ[c3 + 3] = t21 > 0.5 ? t3 + t18 - t5 : (same ? 0 : t2 * t21) + t18;
  }
  for (; c3 < C; c3++) {
    const aAt = a[c3];
    const difference = q[c3] - t;
    const difference2 = difference - t4;
    value[c3] = difference2 * aAt;
    const gradOutputAt = gradOutput[c3];
    gradA[c3] = gradOutputAt * difference2;
    const t6 = gradOutputAt * aAt;
    const t7 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference3 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
    const difference4 = t7 - 0.010830424696249145 * difference3;
    const t8 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const t9 = ratio * t8;
    gradQ[c3] = t9 > 0.5 ? t3 + t6 - t5 : (same ? 0 : t2 * t9) + t6;
  }
}

function storedExponentialBackward2(frame) {
  const { C } = frame.sizes;
  const powers = powersOfTwo();
  const q = frame.inputs.q;
  const a = frame.inputs.a;
  const value = frame.value;
  const gradA = frame.grads.a;
  const gradQ = frame.grads.q;
  let largest = -Infinity;
  let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
  let c = 0;
  for (; c + 3 < C; c += 4) {
    largest = Math.max(largest, q[c]);
    largest2 = Math.max(largest2, q[c + 1]);
    largest3 = Math.max(largest3, q[c + 2]);
    largest4 = Math.max(largest4, q[c + 3]);
  }
  largest = Math.max(largest, largest2, largest3, largest4);
  for (; c < C; c++) {
    largest = Math.max(largest, q[c]);
  }
  let total = 0;
  let total2 = 0;
  let total3 = 0;
  const t = Math.abs(largest) < Infinity ? largest : 0;
  let total4 = 0, total5 = 0, total6 = 0;
  let total22 = 0, total23 = 0, total24 = 0;
  let total32 = 0, total33 = 0, total34 = 0;
  let c2 = 0;
  for (; c2 + 3 < C; c2 += 4) {
    const difference = q[c2] - t;
    const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference3 = t2 - 0.010830424696249145 * difference2;
    const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
    total += t3 < 1 ? t3 : 0;
    total2 += t3;
    total3 += a[c2];
    const difference4 = q[c2 + 1] - t;
    const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
    const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
    const difference6 = t4 - 0.010830424696249145 * difference5;
    const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
    total4 += t5 < 1 ? t5 : 0;
    total22 += t5;
    total32 += a[c2 + 1];
    const difference7 = q[c2 + 2] - t;
    const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
    const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
    const difference9 = t6 - 0.010830424696249145 * difference8;
    const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
    total5 += t7 < 1 ? t7 : 0;
    total23 += t7;
    total33 += a[c2 + 2];
    const difference10 = q[c2 + 3] - t;
    const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
    const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
    const difference12 = t8 - 0.010830424696249145 * difference11;
    const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
    total6 += t9 < 1 ? t9 : 0;
    total24 += t9;
    total34 += a[c2 + 3];
  }
  total = total + total4 + total5 + total6;
  total2 = total2 + total22 + total23 + total24;
  total3 = total3 + total32 + total33 + total34;
  for (; c2 < C; c2++) {
    const difference = q[c2] - t;
    const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference3 = t2 - 0.010830424696249145 * difference2;
    const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
    total += t3 < 1 ? t3 : 0;
    total2 += t3;
    total3 += a[c2];
  }
  const no = !(Math.abs(total2 - 1) < 1.1920928955078125e-7);
  const t2 = -total3;
  const same = total2 === 0;
  const t3 = same ? 0 : t2;
  const t4 = no ? Math.log(total2) : Math.log1p(total);
  const ratio = 1 / total2;
  const t5 = t3 * (total / total2);
  let c3 = 0;
  for (; c3 + 3 < C; c3 += 4) {
    const aAt = a[c3];
    const difference = q[c3] - t;
    const difference2 = difference - t4;
    value[c3] = difference2 * aAt;
    gradA[c3] = difference2;
    const t6 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference3 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
    const difference4 = t6 - 0.010830424696249145 * difference3;
    const t7 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const t8 = ratio * t7;
    gradQ[c3] = t8 > 0.5 ? t3 + aAt - t5 : (same ? 0 : t2 * t8) + aAt;
    const aAt2 = a[c3 + 1];
    const difference5 = q[c3 + 1] - t;
    const difference6 = difference5 - t4;
    value[c3 + 1] = difference6 * aAt2;
    gradA[c3 + 1] = difference6;
    const t9 = difference5 > 710 ? 710 : difference5 < -746 ? -746 : difference5;
    const difference7 = 92.33248261689366 * t9 + 6755399441055744 - 6755399441055744;
    const difference8 = t9 - 0.010830424696249145 * difference7;
    const t10 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
    const t11 = ratio * t10;
    gradQ[c3 + 1] = t11 > 0.5 ? t3 + aAt2 - t5 : (same ? 0 : t2 * t11) + aAt2;
    const aAt3 = a[c3 + 2];
    const difference9 = q[c3 + 2] - t;
    const difference10 = difference9 - t4;
    value[c3 + 2] = difference10 * aAt3;
    gradA[c3 + 2] = difference10;
    const t12 = difference9 > 710 ? 710 : difference9 < -746 ? -746 : difference9;
    const difference11 = 92.33248261689366 * t12 + 6755399441055744 - 6755399441055744;
    const difference12 = t12 - 0.010830424696249145 * difference11;
    const t13 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
    const t14 = ratio * t13;
    gradQ[c3 + 2] = t14 > 0.5 ? t3 + aAt3 - t5 : (same ? 0 : t2 * t14) + aAt3;
    const aAt4 = a[c3 + 3];
    const difference13 = q[c3 + 3] - t;
    const difference14 = difference13 - t4;
    value[c3 + 3] = difference14 * aAt4;
    gradA[c3 + 3] = difference14;
    const t15 = difference13 > 710 ? 710 : difference13 < -746 ? -746 : difference13;
    const difference15 = 92.33248261689366 * t15 + 6755399441055744 - 6755399441055744;
    const difference16 = t15 - 0.010830424696249145 * difference15;
    const t16 = powers[(difference15 >> 6) + 1141] * (powers[difference15 & 63] * (1 + difference16 * (1 + difference16 * (0.5 + 0.16666666666666666 * difference16))));
    const t17 = ratio * t16;
    gradQ[c3 + 3] = t17 > 0.5 ? t3 + aAt4 - t5 : (same ? 0 : t2 * t17) + aAt4;
  }
  for (; c3 < C; c3++) {
    const aAt = a[c3];
    const difference = q[c3] - t;
    const difference2 = difference - t4;
    value[c3] = difference2 * aAt;
    gradA[c3] = difference2;
    const t6 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference3 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
    const difference4 = t6 - 0.010830424696249145 * difference3;
    const t7 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const t8 = ratio * t7;
    gradQ[c3] = t8 > 0.5 ? t3 + aAt - t5 : (same ? 0 : t2 * t8) + aAt;
  }
}

function storedExponentialBackward3(frame) {
  const { C } = frame.sizes;
  const powers = powersOfTwo();
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const q = frame.inputs.q;
  const a = frame.inputs.a;
  const gradA = frame.grads.a;
  const gradQ = frame.grads.q;
  let largest = -Infinity;
  let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
  let c = 0;
  for (; c + 3 < C; c += 4) {
    largest = Math.max(largest, q[c]);
    largest2 = Math.max(largest2, q[c + 1]);
    largest3 = Math.max(largest3, q[c + 2]);
    largest4 = Math.max(largest4, q[c + 3]);
  }
  largest = Math.max(largest, largest2, largest3, largest4);
  for (; c < C; c++) {
    largest = Math.max(largest, q[c]);
  }
  let total = 0;
  let total2 = 0;
  let total3 = 0;
  const t = Math.abs(largest) < Infinity ? largest : 0;
  let total4 = 0, total5 = 0, total6 = 0;
  let total22 = 0, total23 = 0, total24 = 0;
  let total32 = 0, total33 = 0, total34 = 0;
  let c2 = 0;
  for (; c2 + 3 < C; c2 += 4) {
    const difference = q[c2] - t;
    const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference3 = t2 - 0.010830424696249145 * difference2;
    const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
    total += t3 < 1 ? t3 : 0;
    total2 += t3;
    total3 += a[c2];
    const difference4 = q[c2 + 1] - t;
    const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
    const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
    const difference6 = t4 - 0.010830424696249145 * difference5;
    const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
    total4 += t5 < 1 ? t5 : 0;
    total22 += t5;
    total32 += a[c2 + 1];
    const difference7 = q[c2 + 2] - t;
    const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
    const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
    const difference9 = t6 - 0.010830424696249145 * difference8;
    const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
    total5 += t7 < 1 ? t7 : 0;
    total23 += t7;
    total33 += a[c2 + 2];
    const difference10 = q[c2 + 3] - t;
    const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
    const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
    const difference12 = t8 - 0.010830424696249145 * difference11;
    const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
    total6 += t9 < 1 ? t9 : 0;
    total24 += t9;
    total34 += a[c2 + 3];
  }
  total = total + total4 + total5 + total6;
  total2 = total2 + total22 + total23 + total24;
  total3 = total3 + total32 + total33 + total34;
  for (; c2 < C; c2++) {
    const difference = q[c2] - t;
    const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference3 = t2 - 0.010830424696249145 * difference2;
    const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
    total += t3 < 1 ? t3 : 0;
    total2 += t3;
    total3 += a[c2];
  }
  let total7 = 0;
  const no = !(Math.abs(total2 - 1) < 1.1920928955078125e-7);
  const same = reduction === 0;
  const t2 = same ? gradOutput / C : gradOutput;
  const t3 = t2 * total3;
  const above = C > 0;
  const same2 = total2 === 0;
  const t4 = same2 ? 0 : -(above ? t3 : 0);
  const t5 = no ? Math.log(total2) : Math.log1p(total);
  const ratio = 1 / total2;
  const t6 = t4 * (total / total2);
  let total72 = 0, total73 = 0, total74 = 0;
  let c3 = 0;
  for (; c3 + 3 < C; c3 += 4) {
    const aAt = a[c3];
    const difference = q[c3] - t;
    const difference2 = difference - t5;
    total7 += difference2 * aAt;
    gradA[c3] = t2 * difference2;
    const t7 = t2 * aAt;
    const t8 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference3 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
    const difference4 = t8 - 0.010830424696249145 * difference3;
    const t9 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const t10 = ratio * t9;
    gradQ[c3] = t10 > 0.5 ? t4 + t7 - t6 : (same2 ? 0 : -(above ? t3 * t10 : 0)) + t7;
    const aAt2 = a[c3 + 1];
    const difference5 = q[c3 + 1] - t;
    const difference6 = difference5 - t5;
    total72 += difference6 * aAt2;
    gradA[c3 + 1] = t2 * difference6;
    const t11 = t2 * aAt2;
    const t12 = difference5 > 710 ? 710 : difference5 < -746 ? -746 : difference5;
    const difference7 = 92.33248261689366 * t12 + 6755399441055744 - 6755399441055744;
    const difference8 = t12 - 0.010830424696249145 * difference7;
    const t13 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
    const t14 = ratio * t13;
    gradQ[c3 + 1] = t14 > 0.5 ? t4 + t11 - t6 : (same2 ? 0 : -(above ? t3 * t14 : 0)) + t11;
    const aAt3 = a[c3 + 2];
    const difference9 = q[c3 + 2] - t;
    const difference10 = difference9 - t5;
    total73 += difference10 * aAt3;
    gradA[c3 + 2] = t2 * difference10;
    const t15 = t2 * aAt3;
    const t16 = difference9 > 710 ? 710 : difference9 < -746 ? -746 : difference9;
    const difference11 = 92.33248261689366 * t16 + 6755399441055744 - 6755399441055744;
    const difference12 = t16 - 0.010830424696249145 * difference11;
    const t17 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
    const t18 = ratio * t17;
    gradQ[c3 + 2] = t18 > 0.5 ? t4 + t15 - t6 : (same2 ? 0 : -(above ? t3 * t18 : 0)) + t15;
    const aAt4 = a[c3 + 3];
    const difference13 = q[c3 + 3] - t;
    const difference14 = difference13 - t5;
    total74 += difference14 * aAt4;
    gradA[c3 + 3] = t2 * difference14;
    const t19 = t2 * aAt4;
    const t20 = difference13 > 710 ? 710 : difference13 < -746 ? -746 : difference13;
    const difference15 = 92.33248261689366 * t20 + 6755399441055744 - 6755399441055744;
    const difference16 = t20 - 0.010830424696249145 * difference15;
    const t21 = powers[(difference15 >> 6) + 1141] * (powers[difference15 & 63] * (1 + difference16 * (1 + difference16 * (0.5 + 0.16666666666666666 * difference16))));
    const t22 = ratio * t21;
    gradQ[c3 + 3] = t22 > 0.5 ? t4 + t19 - t6 : (same2 ? 0 : -(above ? t3 * t22 : 0)) + t19;
  }
  total7 = total7 + total72 + total73 + total74;
  for (; c3 < C; c3++) {
    const aAt = a[c3];
    const difference = q[c3] - t;
    const difference2 = difference - t5;
    total7 += difference2 * aAt;
    gradA[c3] = t2 * difference2;
    const t7 = t2 * aAt;
    const t8 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference3 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
    const difference4 = t8 - 0.010830424696249145 * difference3;
    const t9 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const t10 = ratio * t9;
    gradQ[c3] = t10 > 0.5 ? t4 + t7 - t6 : (same2 ? 0 : -(above ? t3 * t10 : 0)) + t7;
  }
  frame.value = same ? total7 / C : total7;
}

function storedExponentialBackward(frame) {
  if (frame.reduction === 2) {
    if (frame.gradOutput !== undefined) {
      storedExponentialBackward1(frame);
    } else {
      storedExponentialBackward2(frame);
    }
  } else {
    storedExponentialBackward3(frame);
  }
}
