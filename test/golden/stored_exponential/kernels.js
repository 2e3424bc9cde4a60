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
  const t2 = total2 === 0 ? 0 : -total3;
  const t3 = no ? Math.log(total2) : Math.log1p(total);
  const ratio = 1 / total2;
  const t4 = t2 * (total / total2);
  let c3 = 0;
  for (; c3 + 3 < C; c3 += 4) {
    const aAt = a[c3];
    const difference = q[c3] - t;
    const difference2 = difference - t3;
    value[c3] = difference2 * aAt;
    const gradOutputAt = gradOutput[c3];
    gradA[c3] = gradOutputAt * difference2;
    const t5 = gradOutputAt * aAt;
    const t6 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference3 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
    const difference4 = t6 - 0.010830424696249145 * difference3;
    const t7 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const t8 = ratio * t7;
    gradQ[c3] = t8 > 0.5 ? t2 + t5 - t4 : t2 * t8 + t5;
    const aAt2 = a[c3 + 1];
    const difference5 = q[c3 + 1] - t;
    const difference6 = difference5 - t3;
    value[c3 + 1] = difference6 * aAt2;
    const gradOutputAt2 = gradOutput[c3 + 1];
    gradA[c3 + 1] = gradOutputAt2 * difference6;
    const t9 = gradOutputAt2 * aAt2;
    const t10 = difference5 > 710 ? 710 : difference5 < -746 ? -746 : difference5;
    const difference7 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
    const difference8 = t10 - 0.010830424696249145 * difference7;
    const t11 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
    const t12 = ratio * t11;
    gradQ[c3 + 1] = t12 > 0.5 ? t2 + t9 - t4 : t2 * t12 + t9;
    const aAt3 = a[c3 + 2];
    const difference9 = q[c3 + 2] - t;
    const difference10 = difference9 - t3;
    value[c3 + 2] = difference10 * aAt3;
    const gradOutputAt3 = gradOutput[c3 + 2];
    gradA[c3 + 2] = gradOutputAt3 * difference10;
    const t13 = gradOutputAt3 * aAt3;
    const t14 = difference9 > 710 ? 710 : difference9 < -746 ? -746 : difference9;
    const difference11 = 92.33248261689366 * t14 + 6755399441055744 - 6755399441055744;
    const difference12 = t14 - 0.010830424696249145 * difference11;
    const t15 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
    const t16 = ratio * t15;
    gradQ[c3 + 2] = t16 > 0.5 ? t2 + t13 - t4 : t2 * t16 + t13;
    const aAt4 = a[c3 + 3];
    const difference13 = q[c3 + 3] - t;
    const difference14 = difference13 - t3;
    value[c3 + 3] = difference14 * aAt4;
    const gradOutputAt4 = gradOutput[c3 + 3];
    gradA[c3 + 3] = gradOutputAt4 * difference14;
    const t17 = gradOutputAt4 * aAt4;
    const t18 = difference13 > 710 ? 710 : difference13 < -746 ? -746 : difference13;
    const difference15 = 92.33248261689366 * t18 + 6755399441055744 - 6755399441055744;
    const difference16 = t18 - 0.010830424696249145 * difference15;
    const t19 = powers[(difference15 >> 6) + 1141] * (powers[difference15 & 63] * (1 + difference16 * (1 + difference16 * (0.5 + 0.16666666666666666 * difference16))));
    const t20 = ratio * t19;
    gradQ[c3 + 3] = t20 > 0.5 ? t2 + t17 - t4 : t2 * t20 + t17;
  }
  for (; c3 < C; c3++) {
    const aAt = a[c3];
    const difference = q[c3] - t;
    const difference2 = difference - t3;
    value[c3] = difference2 * aAt;
    const gradOutputAt = gradOutput[c3];
    gradA[c3] = gradOutputAt * difference2;
    const t5 = gradOutputAt * aAt;
    const t6 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference3 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
    const difference4 = t6 - 0.010830424696249145 * difference3;
    const t7 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const t8 = ratio * t7;
    gradQ[c3] = t8 > 0.5 ? t2 + t5 - t4 : t2 * t8 + t5;
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
  const t2 = total2 === 0 ? 0 : -total3;
  const t3 = no ? Math.log(total2) : Math.log1p(total);
  const ratio = 1 / total2;
  const t4 = t2 * (total / total2);
  let c3 = 0;
  for (; c3 + 3 < C; c3 += 4) {
    const aAt = a[c3];
    const difference = q[c3] - t;
    const difference2 = difference - t3;
    value[c3] = difference2 * aAt;
    gradA[c3] = difference2;
    const t5 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference3 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
    const difference4 = t5 - 0.010830424696249145 * difference3;
    const t6 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const t7 = ratio * t6;
    gradQ[c3] = t7 > 0.5 ? t2 + aAt - t4 : t2 * t7 + aAt;
    const aAt2 = a[c3 + 1];
    const difference5 = q[c3 + 1] - t;
    const difference6 = difference5 - t3;
    value[c3 + 1] = difference6 * aAt2;
    gradA[c3 + 1] = difference6;
    const t8 = difference5 > 710 ? 710 : difference5 < -746 ? -746 : difference5;
    const difference7 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
    const difference8 = t8 - 0.010830424696249145 * difference7;
    const t9 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
    const t10 = ratio * t9;
    gradQ[c3 + 1] = t10 > 0.5 ? t2 + aAt2 - t4 : t2 * t10 + aAt2;
    const aAt3 = a[c3 + 2];
    const difference9 = q[c3 + 2] - t;
    const difference10 = difference9 - t3;
    value[c3 + 2] = difference10 * aAt3;
    gradA[c3 + 2] = difference10;
    const t11 = difference9 > 710 ? 710 : difference9 < -746 ? -746 : difference9;
    const difference11 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
    const difference12 = t11 - 0.010830424696249145 * difference11;
    const t12 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
    const t13 = ratio * t12;
    gradQ[c3 + 2] = t13 > 0.5 ? t2 + aAt3 - t4 : t2 * t13 + aAt3;
    const aAt4 = a[c3 + 3];
    const difference13 = q[c3 + 3] - t;
    const difference14 = difference13 - t3;
    value[c3 + 3] = difference14 * aAt4;
    gradA[c3 + 3] = difference14;
    const t14 = difference13 > 710 ? 710 : difference13 < -746 ? -746 : difference13;
    const difference15 = 92.33248261689366 * t14 + 6755399441055744 - 6755399441055744;
    const difference16 = t14 - 0.010830424696249145 * difference15;
    const t15 = powers[(difference15 >> 6) + 1141] * (powers[difference15 & 63] * (1 + difference16 * (1 + difference16 * (0.5 + 0.16666666666666666 * difference16))));
    const t16 = ratio * t15;
    gradQ[c3 + 3] = t16 > 0.5 ? t2 + aAt4 - t4 : t2 * t16 + aAt4;
  }
  for (; c3 < C; c3++) {
    const aAt = a[c3];
    const difference = q[c3] - t;
    const difference2 = difference - t3;
    value[c3] = difference2 * aAt;
    gradA[c3] = difference2;
    const t5 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference3 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
    const difference4 = t5 - 0.010830424696249145 * difference3;
    const t6 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const t7 = ratio * t6;
    gradQ[c3] = t7 > 0.5 ? t2 + aAt - t4 : t2 * t7 + aAt;
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
  const t3 = total2 === 0 ? 0 : -(C > 0 ? t2 * total3 : 0);
  const t4 = no ? Math.log(total2) : Math.log1p(total);
  const ratio = 1 / total2;
  const t5 = t3 * (total / total2);
  let total72 = 0, total73 = 0, total74 = 0;
  let c3 = 0;
  for (; c3 + 3 < C; c3 += 4) {
    const aAt = a[c3];
    const difference = q[c3] - t;
    const difference2 = difference - t4;
    total7 += difference2 * aAt;
    gradA[c3] = t2 * difference2;
    const t6 = t2 * aAt;
    const t7 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference3 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
    const difference4 = t7 - 0.010830424696249145 * difference3;
    const t8 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const t9 = ratio * t8;
    gradQ[c3] = t9 > 0.5 ? t3 + t6 - t5 : t3 * t9 + t6;
    const aAt2 = a[c3 + 1];
    const difference5 = q[c3 + 1] - t;
    const difference6 = difference5 - t4;
    total72 += difference6 * aAt2;
    gradA[c3 + 1] = t2 * difference6;
    const t10 = t2 * aAt2;
    const t11 = difference5 > 710 ? 710 : difference5 < -746 ? -746 : difference5;
    const difference7 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
    const difference8 = t11 - 0.010830424696249145 * difference7;
    const t12 = powers[(difference7 >> 6) + 1141] * (powers[difference7 & 63] * (1 + difference8 * (1 + difference8 * (0.5 + 0.16666666666666666 * difference8))));
    const t13 = ratio * t12;
    gradQ[c3 + 1] = t13 > 0.5 ? t3 + t10 - t5 : t3 * t13 + t10;
    const aAt3 = a[c3 + 2];
    const difference9 = q[c3 + 2] - t;
    const difference10 = difference9 - t4;
    total73 += difference10 * aAt3;
    gradA[c3 + 2] = t2 * difference10;
    const t14 = t2 * aAt3;
    const t15 = difference9 > 710 ? 710 : difference9 < -746 ? -746 : difference9;
    const difference11 = 92.33248261689366 * t15 + 6755399441055744 - 6755399441055744;
    const difference12 = t15 - 0.010830424696249145 * difference11;
    const t16 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
    const t17 = ratio * t16;
    gradQ[c3 + 2] = t17 > 0.5 ? t3 + t14 - t5 : t3 * t17 + t14;
    const aAt4 = a[c3 + 3];
    const difference13 = q[c3 + 3] - t;
    const difference14 = difference13 - t4;
    total74 += difference14 * aAt4;
    gradA[c3 + 3] = t2 * difference14;
    const t18 = t2 * aAt4;
    const t19 = difference13 > 710 ? 710 : difference13 < -746 ? -746 : difference13;
    const difference15 = 92.33248261689366 * t19 + 6755399441055744 - 6755399441055744;
    const difference16 = t19 - 0.010830424696249145 * difference15;
    const t20 = powers[(difference15 >> 6) + 1141] * (powers[difference15 & 63] * (1 + difference16 * (1 + difference16 * (0.5 + 0.16666666666666666 * difference16))));
    const t21 = ratio * t20;
    gradQ[c3 + 3] = t21 > 0.5 ? t3 + t18 - t5 : t3 * t21 + t18;
  }
  total7 = total7 + total72 + total73 + total74;
  for (; c3 < C; c3++) {
    const aAt = a[c3];
    const difference = q[c3] - t;
    const difference2 = difference - t4;
    total7 += difference2 * aAt;
    gradA[c3] = t2 * difference2;
    const t6 = t2 * aAt;
    const t7 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
    const difference3 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
    const difference4 = t7 - 0.010830424696249145 * difference3;
    const t8 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const t9 = ratio * t8;
    gradQ[c3] = t9 > 0.5 ? t3 + t6 - t5 : t3 * t9 + t6;
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
