function clipForward(frame) {
  const { D, N } = frame.sizes;
  const powers = powersOfTwo();
  const scale = frame.options.scale;
  const maxSimilarityKept = frame.scratch.realN1;
  const text = frame.inputs.text;
  const image = frame.inputs.image;
  const totalKept = frame.scratch.realN2;
  const totalKept2 = frame.scratch.realN3;
  maxSimilarityKept.fill(-Infinity);
  for (let n = 0; n < N; n++) {
    const at = n * D;
    for (let m = 0; m < N; m++) {
      let total = 0;
      const at2 = m * D;
      let total2 = 0, total3 = 0, total4 = 0;
      let d = 0;
      for (; d + 3 < D; d += 4) {
        total += image[at + d] * text[at2 + d];
        total2 += image[at + d + 1] * text[at2 + d + 1];
        total3 += image[at + d + 2] * text[at2 + d + 2];
        total4 += image[at + d + 3] * text[at2 + d + 3];
      }
      total = total + total2 + total3 + total4;
      for (; d < D; d++) {
        total += image[at + d] * text[at2 + d];
      }
      const place = m;
      maxSimilarityKept[place] = Math.max(maxSimilarityKept[place], scale * total);
    }
  }
  totalKept.fill(0);
  for (let n = 0; n < N; n++) {
    const at = n * D;
    for (let m = 0; m < N; m++) {
      let total = 0;
      const at2 = m * D;
      let total2 = 0, total3 = 0, total4 = 0;
      let d = 0;
      for (; d + 3 < D; d += 4) {
        total += image[at + d] * text[at2 + d];
        total2 += image[at + d + 1] * text[at2 + d + 1];
        total3 += image[at + d + 2] * text[at2 + d + 2];
        total4 += image[at + d + 3] * text[at2 + d + 3];
      }
      total = total + total2 + total3 + total4;
      for (; d < D; d++) {
        total += image[at + d] * text[at2 + d];
      }
      const t = maxSimilarityKept[m];
      const difference = scale * total - (Math.abs(t) < Infinity ? t : 0);
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const place = m;
      totalKept[place] = totalKept[place] + (t3);
    }
  }
  let sumColumn = 0;
  for (let m = 0; m < N; m++) {
    let total = 0;
    const at = m * D;
    let total2 = 0, total3 = 0, total4 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      total += image[at2] * text[at2];
      const at3 = at + d + 1;
      total2 += image[at3] * text[at3];
      const at4 = at + d + 2;
      total3 += image[at4] * text[at4];
      const at5 = at + d + 3;
      total4 += image[at5] * text[at5];
    }
    total = total + total2 + total3 + total4;
    for (; d < D; d++) {
      const at2 = at + d;
      total += image[at2] * text[at2];
    }
    const t = maxSimilarityKept[m];
    sumColumn += Math.log(totalKept[m]) - (scale * total - (Math.abs(t) < Infinity ? t : 0));
  }
  let sumRow = 0;
  for (let n = 0; n < N; n++) {
    let total = 0;
    const at = n * D;
    let total2 = 0, total3 = 0, total4 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      total += image[at2] * text[at2];
      const at3 = at + d + 1;
      total2 += image[at3] * text[at3];
      const at4 = at + d + 2;
      total3 += image[at4] * text[at4];
      const at5 = at + d + 3;
      total4 += image[at5] * text[at5];
    }
    total = total + total2 + total3 + total4;
    for (; d < D; d++) {
      const at2 = at + d;
      total += image[at2] * text[at2];
    }
    let maxSimilarity = -Infinity;
    for (let m = 0; m < N; m++) {
      let total5 = 0;
      const at2 = m * D;
      let total52 = 0, total53 = 0, total54 = 0;
      let d2 = 0;
      for (; d2 + 3 < D; d2 += 4) {
        total5 += image[at + d2] * text[at2 + d2];
        total52 += image[at + d2 + 1] * text[at2 + d2 + 1];
        total53 += image[at + d2 + 2] * text[at2 + d2 + 2];
        total54 += image[at + d2 + 3] * text[at2 + d2 + 3];
      }
      total5 = total5 + total52 + total53 + total54;
      for (; d2 < D; d2++) {
        total5 += image[at + d2] * text[at2 + d2];
      }
      totalKept2[m] = total5;
      maxSimilarity = Math.max(maxSimilarity, scale * total5);
    }
    let total5 = 0;
    const t = Math.abs(maxSimilarity) < Infinity ? maxSimilarity : 0;
    let total52 = 0, total53 = 0, total54 = 0;
    let m = 0;
    for (; m + 3 < N; m += 4) {
      const difference = scale * totalKept2[m] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total5 += t3;
      const difference4 = scale * totalKept2[m + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total52 += t5;
      const difference7 = scale * totalKept2[m + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total53 += t7;
      const difference10 = scale * totalKept2[m + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total54 += t9;
    }
    total5 = total5 + total52 + total53 + total54;
    for (; m < N; m++) {
      const difference = scale * totalKept2[m] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total5 += t3;
    }
    sumRow += Math.log(total5) - (scale * total - t);
  }
  frame.value = (sumRow / N + sumColumn / N) / 2;
}

function clipBackward(frame) {
  const { D, N } = frame.sizes;
  const powers = powersOfTwo();
  const scale = frame.options.scale;
  const gradOutput = frame.gradOutput;
  const maxSimilarityKept = frame.scratch.realN1;
  const text = frame.inputs.text;
  const image = frame.inputs.image;
  const totalKept = frame.scratch.realN2;
  const totalKept2 = frame.scratch.realN3;
  const largestKept = frame.scratch.realN4;
  const totalKept3 = frame.scratch.realN5;
  const totalKept4 = frame.scratch.realN6;
  const totalKept5 = frame.scratch.realN7;
  const totalKept6 = frame.scratch.realD1;
  const totalKept7 = frame.scratch.realD2;
  const gradImage = frame.grads.image;
  const gradText = frame.grads.text;
  maxSimilarityKept.fill(-Infinity);
  for (let n = 0; n < N; n++) {
    const at = n * D;
    for (let m = 0; m < N; m++) {
      let total = 0;
      const at2 = m * D;
      let total2 = 0, total3 = 0, total4 = 0;
      let d = 0;
      for (; d + 3 < D; d += 4) {
        total += image[at + d] * text[at2 + d];
        total2 += image[at + d + 1] * text[at2 + d + 1];
        total3 += image[at + d + 2] * text[at2 + d + 2];
        total4 += image[at + d + 3] * text[at2 + d + 3];
      }
      total = total + total2 + total3 + total4;
      for (; d < D; d++) {
        total += image[at + d] * text[at2 + d];
      }
      const place = m;
      maxSimilarityKept[place] = Math.max(maxSimilarityKept[place], scale * total);
    }
  }
  totalKept.fill(0);
  for (let n = 0; n < N; n++) {
    const at = n * D;
    for (let m = 0; m < N; m++) {
      let total = 0;
      const at2 = m * D;
      let total2 = 0, total3 = 0, total4 = 0;
      let d = 0;
      for (; d + 3 < D; d += 4) {
        total += image[at + d] * text[at2 + d];
        total2 += image[at + d + 1] * text[at2 + d + 1];
        total3 += image[at + d + 2] * text[at2 + d + 2];
        total4 += image[at + d + 3] * text[at2 + d + 3];
      }
      total = total + total2 + total3 + total4;
      for (; d < D; d++) {
        total += image[at + d] * text[at2 + d];
      }
      const t = maxSimilarityKept[m];
      const difference = scale * total - (Math.abs(t) < Infinity ? t : 0);
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const place = m;
      totalKept[place] = totalKept[place] + (t3);
    }
  }
  let sumColumn = 0;
  for (let m = 0; m < N; m++) {
    let total = 0;
    const at = m * D;
    let total2 = 0, total3 = 0, total4 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      total += image[at2] * text[at2];
      const at3 = at + d + 1;
      total2 += image[at3] * text[at3];
      const at4 = at + d + 2;
      total3 += image[at4] * text[at4];
      const at5 = at + d + 3;
      total4 += image[at5] * text[at5];
    }
    total = total + total2 + total3 + total4;
    for (; d < D; d++) {
      const at2 = at + d;
      total += image[at2] * text[at2];
    }
    const t = maxSimilarityKept[m];
    sumColumn += Math.log(totalKept[m]) - (scale * total - (Math.abs(t) < Infinity ? t : 0));
  }
  for (let n1 = 0; n1 < N; n1++) {
    let largest = -Infinity;
    const at = n1 * D;
    for (let m1 = 0; m1 < N; m1++) {
      let total = 0;
      const at2 = m1 * D;
      let total2 = 0, total3 = 0, total4 = 0;
      let d = 0;
      for (; d + 3 < D; d += 4) {
        total += image[at + d] * text[at2 + d];
        total2 += image[at + d + 1] * text[at2 + d + 1];
        total3 += image[at + d + 2] * text[at2 + d + 2];
        total4 += image[at + d + 3] * text[at2 + d + 3];
      }
      total = total + total2 + total3 + total4;
      for (; d < D; d++) {
        total += image[at + d] * text[at2 + d];
      }
      totalKept2[m1] = total;
      largest = Math.max(largest, scale * total);
    }
    largestKept[n1] = largest;
    let total = 0;
    const t = Math.abs(largest) < Infinity ? largest : 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let m1 = 0;
    for (; m1 + 3 < N; m1 += 4) {
      const difference = scale * totalKept2[m1] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3;
      const difference4 = scale * totalKept2[m1 + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total2 += t5;
      const difference7 = scale * totalKept2[m1 + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total3 += t7;
      const difference10 = scale * totalKept2[m1 + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total4 += t9;
    }
    total = total + total2 + total3 + total4;
    for (; m1 < N; m1++) {
      const difference = scale * totalKept2[m1] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3;
    }
    totalKept3[n1] = total;
  }
  let sumRow = 0;
  const ratio = gradOutput / N;
  const t = 0.5 * ratio;
  const t2 = 0.5 * (ratio * scale);
  for (let n = 0; n < N; n++) {
    let largest = -Infinity;
    const at = n * D;
    for (let n2 = 0; n2 < N; n2++) {
      let total = 0;
      const at2 = n2 * D;
      let total2 = 0, total3 = 0, total4 = 0;
      let d = 0;
      for (; d + 3 < D; d += 4) {
        total += image[at2 + d] * text[at + d];
        total2 += image[at2 + d + 1] * text[at + d + 1];
        total3 += image[at2 + d + 2] * text[at + d + 2];
        total4 += image[at2 + d + 3] * text[at + d + 3];
      }
      total = total + total2 + total3 + total4;
      for (; d < D; d++) {
        total += image[at2 + d] * text[at + d];
      }
      totalKept4[n2] = total;
      largest = Math.max(largest, scale * total);
    }
    let total = 0;
    const t3 = Math.abs(largest) < Infinity ? largest : 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let n2 = 0;
    for (; n2 + 3 < N; n2 += 4) {
      const difference = scale * totalKept4[n2] - t3;
      const t4 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference3 = t4 - 0.010830424696249145 * difference2;
      const t5 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t5;
      const difference4 = scale * totalKept4[n2 + 1] - t3;
      const t6 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference6 = t6 - 0.010830424696249145 * difference5;
      const t7 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total2 += t7;
      const difference7 = scale * totalKept4[n2 + 2] - t3;
      const t8 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference9 = t8 - 0.010830424696249145 * difference8;
      const t9 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total3 += t9;
      const difference10 = scale * totalKept4[n2 + 3] - t3;
      const t10 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
      const difference12 = t10 - 0.010830424696249145 * difference11;
      const t11 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total4 += t11;
    }
    total = total + total2 + total3 + total4;
    for (; n2 < N; n2++) {
      const difference = scale * totalKept4[n2] - t3;
      const t4 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference3 = t4 - 0.010830424696249145 * difference2;
      const t5 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t5;
    }
    let maxSimilarity = -Infinity;
    for (let m = 0; m < N; m++) {
      let total5 = 0;
      const at2 = m * D;
      let total52 = 0, total53 = 0, total54 = 0;
      let d = 0;
      for (; d + 3 < D; d += 4) {
        total5 += image[at + d] * text[at2 + d];
        total52 += image[at + d + 1] * text[at2 + d + 1];
        total53 += image[at + d + 2] * text[at2 + d + 2];
        total54 += image[at + d + 3] * text[at2 + d + 3];
      }
      total5 = total5 + total52 + total53 + total54;
      for (; d < D; d++) {
        total5 += image[at + d] * text[at2 + d];
      }
      totalKept5[m] = total5;
      maxSimilarity = Math.max(maxSimilarity, scale * total5);
    }
    let total5 = 0;
    const t4 = Math.abs(maxSimilarity) < Infinity ? maxSimilarity : 0;
    let total52 = 0, total53 = 0, total54 = 0;
    let m = 0;
    for (; m + 3 < N; m += 4) {
      const difference = scale * totalKept5[m] - t4;
      const t5 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
      const difference3 = t5 - 0.010830424696249145 * difference2;
      const t6 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total5 += t6;
      const difference4 = scale * totalKept5[m + 1] - t4;
      const t7 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
      const difference6 = t7 - 0.010830424696249145 * difference5;
      const t8 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total52 += t8;
      const difference7 = scale * totalKept5[m + 2] - t4;
      const t9 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t9 + 6755399441055744 - 6755399441055744;
      const difference9 = t9 - 0.010830424696249145 * difference8;
      const t10 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total53 += t10;
      const difference10 = scale * totalKept5[m + 3] - t4;
      const t11 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
      const difference12 = t11 - 0.010830424696249145 * difference11;
      const t12 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total54 += t12;
    }
    total5 = total5 + total52 + total53 + total54;
    for (; m < N; m++) {
      const difference = scale * totalKept5[m] - t4;
      const t5 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
      const difference3 = t5 - 0.010830424696249145 * difference2;
      const t6 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total5 += t6;
    }
    let any2 = false;
    totalKept6.fill(0);
    const log = Math.log(total5);
    const t5 = t4 + log;
    const differs = t5 !== -Infinity;
    const t6 = t * (1 / total5);
    const same = t5 === -Infinity;
    for (let m2 = 0; m2 < N; m2++) {
      const t7 = totalKept[m2];
      const t8 = maxSimilarityKept[m2];
      const t9 = Math.abs(t8) < Infinity ? t8 : 0;
      const t10 = t9 + Math.log(t7);
      const t11 = t10 !== -Infinity || differs;
      if (t11) any2 = true;
      const similarity = scale * totalKept5[m2];
      const difference = similarity - t4;
      const t12 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t12 + 6755399441055744 - 6755399441055744;
      const difference3 = t12 - 0.010830424696249145 * difference2;
      const t13 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      const difference4 = similarity - t9;
      const t14 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t14 + 6755399441055744 - 6755399441055744;
      const difference6 = t14 - 0.010830424696249145 * difference5;
      const t15 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      const at2 = m2 * D;
      const t16 = scale * ((t10 === -Infinity ? 0 : t * (1 / t7) * t15) + (same ? 0 : t6 * t13));
      for (let d = 0; d < D; d++) {
        const place = d;
        totalKept6[place] = totalKept6[place] + (t11 ? t16 * text[at2 + d] : 0);
      }
    }
    let any3 = false;
    totalKept7.fill(0);
    const t7 = t3 + Math.log(total);
    const differs2 = t7 !== -Infinity;
    const t8 = t * (1 / total);
    const same2 = t7 === -Infinity;
    for (let n1 = 0; n1 < N; n1++) {
      const t9 = totalKept3[n1];
      const t10 = largestKept[n1];
      const t11 = Math.abs(t10) < Infinity ? t10 : 0;
      const t12 = t11 + Math.log(t9);
      const t13 = differs2 || t12 !== -Infinity;
      if (t13) any3 = true;
      let total6 = 0;
      const at2 = n1 * D;
      let total62 = 0, total63 = 0, total64 = 0;
      let d = 0;
      for (; d + 3 < D; d += 4) {
        total6 += image[at2 + d] * text[at + d];
        total62 += image[at2 + d + 1] * text[at + d + 1];
        total63 += image[at2 + d + 2] * text[at + d + 2];
        total64 += image[at2 + d + 3] * text[at + d + 3];
      }
      total6 = total6 + total62 + total63 + total64;
      for (; d < D; d++) {
        total6 += image[at2 + d] * text[at + d];
      }
      const t14 = scale * total6;
      const difference = t14 - t11;
      const t15 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t15 + 6755399441055744 - 6755399441055744;
      const difference3 = t15 - 0.010830424696249145 * difference2;
      const t16 = t12 === -Infinity ? 0 : t * (1 / t9) * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3)));
      const difference4 = t14 - t3;
      const t17 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t17 + 6755399441055744 - 6755399441055744;
      const difference6 = t17 - 0.010830424696249145 * difference5;
      const t18 = same2 ? 0 : t8 * powers[(difference5 >> 6) + 1141] * powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6)));
      const t19 = scale * (t18 + t16);
      for (let d2 = 0; d2 < D; d2++) {
        const place = d2;
        totalKept7[place] = totalKept7[place] + (t13 ? t19 * image[at2 + d2] : 0);
      }
    }
    let total6 = 0;
    let total62 = 0, total63 = 0, total64 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      const textAt = text[at2];
      const imageAt = image[at2];
      total6 += imageAt * textAt;
      const t9 = t2 * textAt;
      gradImage[at2] = (any2 ? totalKept6[d] : 0) - t9 - t9;
      const t10 = t2 * imageAt;
      gradText[at2] = (any3 ? totalKept7[d] : 0) - t10 - t10;
      const at3 = at + d + 1;
      const textAt2 = text[at3];
      const imageAt2 = image[at3];
      total62 += imageAt2 * textAt2;
      const t11 = t2 * textAt2;
      gradImage[at3] = (any2 ? totalKept6[d + 1] : 0) - t11 - t11;
      const t12 = t2 * imageAt2;
      gradText[at3] = (any3 ? totalKept7[d + 1] : 0) - t12 - t12;
      const at4 = at + d + 2;
      const textAt3 = text[at4];
      const imageAt3 = image[at4];
      total63 += imageAt3 * textAt3;
      const t13 = t2 * textAt3;
      gradImage[at4] = (any2 ? totalKept6[d + 2] : 0) - t13 - t13;
      const t14 = t2 * imageAt3;
      gradText[at4] = (any3 ? totalKept7[d + 2] : 0) - t14 - t14;
      const at5 = at + d + 3;
      const textAt4 = text[at5];
      const imageAt4 = image[at5];
      total64 += imageAt4 * textAt4;
      const t15 = t2 * textAt4;
      gradImage[at5] = (any2 ? totalKept6[d + 3] : 0) - t15 - t15;
      const t16 = t2 * imageAt4;
      gradText[at5] = (any3 ? totalKept7[d + 3] : 0) - t16 - t16;
    }
    total6 = total6 + total62 + total63 + total64;
    for (; d < D; d++) {
      const at2 = at + d;
      const textAt = text[at2];
      const imageAt = image[at2];
      total6 += imageAt * textAt;
      const t9 = t2 * textAt;
      gradImage[at2] = (any2 ? totalKept6[d] : 0) - t9 - t9;
      const t10 = t2 * imageAt;
      gradText[at2] = (any3 ? totalKept7[d] : 0) - t10 - t10;
    }
    sumRow += log - (scale * total6 - t4);
  }
  frame.value = (sumRow / N + sumColumn / N) / 2;
}
