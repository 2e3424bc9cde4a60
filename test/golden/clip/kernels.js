function clipForward(frame) {
  const { D, N } = frame.sizes;
  const powers = powersOfTwo();
  const scale = frame.options.scale;
  const maxSimilarityKept = frame.scratch.realN1;
  const text = frame.inputs.text;
  const image = frame.inputs.image;
  const totalKept = frame.scratch.realN2;
  const totalKept2 = frame.scratch.realN3;
  const totalKept3 = frame.scratch.realN4;
  const totalKept4 = frame.scratch.realN5;
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
      maxSimilarityKept[m] = Math.max(maxSimilarityKept[m], scale * total);
    }
  }
  let sumRow = 0;
  totalKept.fill(0);
  totalKept2.fill(0);
  for (let n = 0; n < N; n++) {
    let maxSimilarity = -Infinity;
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
      totalKept3[m] = total;
      maxSimilarity = Math.max(maxSimilarity, scale * total);
    }
    let total = 0;
    const t = Math.abs(maxSimilarity) < Infinity ? maxSimilarity : 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let m = 0;
    for (; m + 3 < N; m += 4) {
      const difference = scale * totalKept3[m] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3;
      const difference4 = scale * totalKept3[m + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total2 += t5;
      const difference7 = scale * totalKept3[m + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total3 += t7;
      const difference10 = scale * totalKept3[m + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total4 += t9;
    }
    total = total + total2 + total3 + total4;
    for (; m < N; m++) {
      const difference = scale * totalKept3[m] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3;
    }
    let total5 = 0;
    const below = Math.abs(total - 1) < 1.1920928955078125e-7;
    if (below) {
      for (let m2 = 0; m2 < N; m2++) {
        const difference = scale * totalKept3[m2] - t;
        const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
        const difference3 = t2 - 0.010830424696249145 * difference2;
        const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
        total5 += t3 < 1 ? t3 : 0;
      }
    }
    let total6 = 0;
    let total62 = 0, total63 = 0, total64 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      total6 += image[at2] * text[at2];
      const at3 = at + d + 1;
      total62 += image[at3] * text[at3];
      const at4 = at + d + 2;
      total63 += image[at4] * text[at4];
      const at5 = at + d + 3;
      total64 += image[at5] * text[at5];
    }
    total6 = total6 + total62 + total63 + total64;
    for (; d < D; d++) {
      const at2 = at + d;
      total6 += image[at2] * text[at2];
    }
    totalKept4[n] = total6;
    const no = !below;
    sumRow += (no ? Math.log(total) : Math.log1p(total5)) - (scale * total6 - t);
    let m2 = 0;
    for (; m2 + 3 < N; m2 += 4) {
      const t2 = maxSimilarityKept[m2];
      const difference = scale * totalKept3[m2] - (Math.abs(t2) < Infinity ? t2 : 0);
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      totalKept[m2] = totalKept[m2] + (t4 < 1 ? t4 : 0);
      totalKept2[m2] = totalKept2[m2] + (t4);
      const t5 = maxSimilarityKept[m2 + 1];
      const difference4 = scale * totalKept3[m2 + 1] - (Math.abs(t5) < Infinity ? t5 : 0);
      const t6 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference6 = t6 - 0.010830424696249145 * difference5;
      const t7 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      totalKept[m2 + 1] = totalKept[m2 + 1] + (t7 < 1 ? t7 : 0);
      totalKept2[m2 + 1] = totalKept2[m2 + 1] + (t7);
      const t8 = maxSimilarityKept[m2 + 2];
      const difference7 = scale * totalKept3[m2 + 2] - (Math.abs(t8) < Infinity ? t8 : 0);
      const t9 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t9 + 6755399441055744 - 6755399441055744;
      const difference9 = t9 - 0.010830424696249145 * difference8;
      const t10 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      totalKept[m2 + 2] = totalKept[m2 + 2] + (t10 < 1 ? t10 : 0);
      totalKept2[m2 + 2] = totalKept2[m2 + 2] + (t10);
      const t11 = maxSimilarityKept[m2 + 3];
      const difference10 = scale * totalKept3[m2 + 3] - (Math.abs(t11) < Infinity ? t11 : 0);
      const t12 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t12 + 6755399441055744 - 6755399441055744;
      const difference12 = t12 - 0.010830424696249145 * difference11;
      const t13 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      totalKept[m2 + 3] = totalKept[m2 + 3] + (t13 < 1 ? t13 : 0);
      totalKept2[m2 + 3] = totalKept2[m2 + 3] + (t13);
    }
    for (; m2 < N; m2++) {
      const t2 = maxSimilarityKept[m2];
      const difference = scale * totalKept3[m2] - (Math.abs(t2) < Infinity ? t2 : 0);
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      totalKept[m2] = totalKept[m2] + (t4 < 1 ? t4 : 0);
      totalKept2[m2] = totalKept2[m2] + (t4);
    }
  }
  let sumColumn = 0;
  let sumColumn2 = 0, sumColumn3 = 0, sumColumn4 = 0;
  let m = 0;
  for (; m + 3 < N; m += 4) {
    const t = maxSimilarityKept[m];
    const t2 = totalKept2[m];
    const no = !(Math.abs(t2 - 1) < 1.1920928955078125e-7);
    sumColumn += (no ? Math.log(t2) : Math.log1p(totalKept[m])) - (scale * totalKept4[m] - (Math.abs(t) < Infinity ? t : 0));
    const t3 = maxSimilarityKept[m + 1];
    const t4 = totalKept2[m + 1];
    const no2 = !(Math.abs(t4 - 1) < 1.1920928955078125e-7);
    sumColumn2 += (no2 ? Math.log(t4) : Math.log1p(totalKept[m + 1])) - (scale * totalKept4[m + 1] - (Math.abs(t3) < Infinity ? t3 : 0));
    const t5 = maxSimilarityKept[m + 2];
    const t6 = totalKept2[m + 2];
    const no3 = !(Math.abs(t6 - 1) < 1.1920928955078125e-7);
    sumColumn3 += (no3 ? Math.log(t6) : Math.log1p(totalKept[m + 2])) - (scale * totalKept4[m + 2] - (Math.abs(t5) < Infinity ? t5 : 0));
    const t7 = maxSimilarityKept[m + 3];
    const t8 = totalKept2[m + 3];
    const no4 = !(Math.abs(t8 - 1) < 1.1920928955078125e-7);
    sumColumn4 += (no4 ? Math.log(t8) : Math.log1p(totalKept[m + 3])) - (scale * totalKept4[m + 3] - (Math.abs(t7) < Infinity ? t7 : 0));
  }
  sumColumn = sumColumn + sumColumn2 + sumColumn3 + sumColumn4;
  for (; m < N; m++) {
    const t = maxSimilarityKept[m];
    const t2 = totalKept2[m];
    const no = !(Math.abs(t2 - 1) < 1.1920928955078125e-7);
    sumColumn += (no ? Math.log(t2) : Math.log1p(totalKept[m])) - (scale * totalKept4[m] - (Math.abs(t) < Infinity ? t : 0));
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
  const maxSimilarityKept2 = frame.scratch.realN4;
  const totalKept3 = frame.scratch.realN5;
  const totalKept4 = frame.scratch.realN6;
  const totalKept5 = frame.scratch.realD1;
  const totalKept6 = frame.scratch.realN7;
  const totalKept7 = frame.scratch.realD2;
  const gradImage = frame.grads.image;
  const gradText = frame.grads.text;
  const totalKept8 = frame.scratch.realN8;
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
      maxSimilarityKept[m] = Math.max(maxSimilarityKept[m], scale * total);
    }
  }
  totalKept.fill(0);
  for (let n = 0; n < N; n++) {
    let maxSimilarity = -Infinity;
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
      totalKept2[m] = total;
      maxSimilarity = Math.max(maxSimilarity, scale * total);
    }
    maxSimilarityKept2[n] = maxSimilarity;
    let total = 0;
    const t = Math.abs(maxSimilarity) < Infinity ? maxSimilarity : 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let m = 0;
    for (; m + 3 < N; m += 4) {
      const t2 = maxSimilarityKept[m];
      const similarity = scale * totalKept2[m];
      const difference = similarity - (Math.abs(t2) < Infinity ? t2 : 0);
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      totalKept[m] = totalKept[m] + (t4);
      const difference4 = similarity - t;
      const t5 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
      const difference6 = t5 - 0.010830424696249145 * difference5;
      const t6 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total += t6;
      const t7 = maxSimilarityKept[m + 1];
      const similarity2 = scale * totalKept2[m + 1];
      const difference7 = similarity2 - (Math.abs(t7) < Infinity ? t7 : 0);
      const t8 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference9 = t8 - 0.010830424696249145 * difference8;
      const t9 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      totalKept[m + 1] = totalKept[m + 1] + (t9);
      const difference10 = similarity2 - t;
      const t10 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
      const difference12 = t10 - 0.010830424696249145 * difference11;
      const t11 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total2 += t11;
      const t12 = maxSimilarityKept[m + 2];
      const similarity3 = scale * totalKept2[m + 2];
      const difference13 = similarity3 - (Math.abs(t12) < Infinity ? t12 : 0);
      const t13 = difference13 > 710 ? 710 : difference13 < -746 ? -746 : difference13;
      const difference14 = 92.33248261689366 * t13 + 6755399441055744 - 6755399441055744;
      const difference15 = t13 - 0.010830424696249145 * difference14;
      const t14 = powers[(difference14 >> 6) + 1141] * (powers[difference14 & 63] * (1 + difference15 * (1 + difference15 * (0.5 + 0.16666666666666666 * difference15))));
      totalKept[m + 2] = totalKept[m + 2] + (t14);
      const difference16 = similarity3 - t;
      const t15 = difference16 > 710 ? 710 : difference16 < -746 ? -746 : difference16;
      const difference17 = 92.33248261689366 * t15 + 6755399441055744 - 6755399441055744;
      const difference18 = t15 - 0.010830424696249145 * difference17;
      const t16 = powers[(difference17 >> 6) + 1141] * (powers[difference17 & 63] * (1 + difference18 * (1 + difference18 * (0.5 + 0.16666666666666666 * difference18))));
      total3 += t16;
      const t17 = maxSimilarityKept[m + 3];
      const similarity4 = scale * totalKept2[m + 3];
      const difference19 = similarity4 - (Math.abs(t17) < Infinity ? t17 : 0);
      const t18 = difference19 > 710 ? 710 : difference19 < -746 ? -746 : difference19;
      const difference20 = 92.33248261689366 * t18 + 6755399441055744 - 6755399441055744;
      const difference21 = t18 - 0.010830424696249145 * difference20;
      const t19 = powers[(difference20 >> 6) + 1141] * (powers[difference20 & 63] * (1 + difference21 * (1 + difference21 * (0.5 + 0.16666666666666666 * difference21))));
      totalKept[m + 3] = totalKept[m + 3] + (t19);
      const difference22 = similarity4 - t;
      const t20 = difference22 > 710 ? 710 : difference22 < -746 ? -746 : difference22;
      const difference23 = 92.33248261689366 * t20 + 6755399441055744 - 6755399441055744;
      const difference24 = t20 - 0.010830424696249145 * difference23;
      const t21 = powers[(difference23 >> 6) + 1141] * (powers[difference23 & 63] * (1 + difference24 * (1 + difference24 * (0.5 + 0.16666666666666666 * difference24))));
      total4 += t21;
    }
    total = total + total2 + total3 + total4;
    for (; m < N; m++) {
      const t2 = maxSimilarityKept[m];
      const similarity = scale * totalKept2[m];
      const difference = similarity - (Math.abs(t2) < Infinity ? t2 : 0);
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      totalKept[m] = totalKept[m] + (t4);
      const difference4 = similarity - t;
      const t5 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
      const difference6 = t5 - 0.010830424696249145 * difference5;
      const t6 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total += t6;
    }
    totalKept3[n] = total;
  }
  totalKept4.fill(0);
  let sumRow = 0;
  const ratio = gradOutput / N;
  const t = 0.5 * ratio;
  const t2 = 0.5 * (ratio * scale);
  for (let n = 0; n < N; n++) {
    let any2 = false;
    totalKept5.fill(0);
    const at = n * D;
    const t3 = totalKept3[n];
    const t4 = maxSimilarityKept2[n];
    const t5 = Math.abs(t4) < Infinity ? t4 : 0;
    const differs = t3 !== 0;
    const t6 = t * (1 / t3);
    const same = t3 === 0;
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
      totalKept6[m] = total;
      const t7 = maxSimilarityKept[m];
      const similarity = scale * total;
      const difference = similarity - (Math.abs(t7) < Infinity ? t7 : 0);
      const t8 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference3 = t8 - 0.010830424696249145 * difference2;
      const t9 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      totalKept4[m] = totalKept4[m] + (t9 < 1 ? t9 : 0);
      const t10 = totalKept[m];
      const t11 = t10 !== 0 || differs;
      if (t11) any2 = true;
      const difference4 = similarity - t5;
      const t12 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t12 + 6755399441055744 - 6755399441055744;
      const difference6 = t12 - 0.010830424696249145 * difference5;
      const t13 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      const t14 = scale * ((t10 === 0 ? 0 : t * (1 / t10) * t9) + (same ? 0 : t6 * t13));
      if (t11) {
        for (let d2 = 0; d2 < D; d2++) {
          totalKept5[d2] = totalKept5[d2] + (t14 * text[at2 + d2]);
        }
      }
    }
    let total = 0;
    const below = Math.abs(t3 - 1) < 1.1920928955078125e-7;
    if (below) {
      for (let m = 0; m < N; m++) {
        const difference = scale * totalKept6[m] - t5;
        const t7 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
        const difference2 = 92.33248261689366 * t7 + 6755399441055744 - 6755399441055744;
        const difference3 = t7 - 0.010830424696249145 * difference2;
        const t8 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
        total += t8 < 1 ? t8 : 0;
      }
    }
    let any3 = false;
    totalKept7.fill(0);
    const t7 = totalKept[n];
    const t8 = maxSimilarityKept[n];
    const differs2 = t7 !== 0;
    const t9 = Math.abs(t8) < Infinity ? t8 : 0;
    const t10 = t * (1 / t7);
    const same2 = t7 === 0;
    for (let n1 = 0; n1 < N; n1++) {
      const t11 = totalKept3[n1];
      const t12 = differs2 || t11 !== 0;
      if (t12) any3 = true;
      let total2 = 0;
      const at2 = n1 * D;
      let total22 = 0, total23 = 0, total24 = 0;
      let d = 0;
      for (; d + 3 < D; d += 4) {
        total2 += image[at2 + d] * text[at + d];
        total22 += image[at2 + d + 1] * text[at + d + 1];
        total23 += image[at2 + d + 2] * text[at + d + 2];
        total24 += image[at2 + d + 3] * text[at + d + 3];
      }
      total2 = total2 + total22 + total23 + total24;
      for (; d < D; d++) {
        total2 += image[at2 + d] * text[at + d];
      }
      const t13 = maxSimilarityKept2[n1];
      const t14 = scale * total2;
      const difference = t14 - (Math.abs(t13) < Infinity ? t13 : 0);
      const t15 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t15 + 6755399441055744 - 6755399441055744;
      const difference3 = t15 - 0.010830424696249145 * difference2;
      const t16 = t11 === 0 ? 0 : t * (1 / t11) * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3)));
      const difference4 = t14 - t9;
      const t17 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t17 + 6755399441055744 - 6755399441055744;
      const difference6 = t17 - 0.010830424696249145 * difference5;
      const t18 = same2 ? 0 : t10 * powers[(difference5 >> 6) + 1141] * powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6)));
      const t19 = scale * (t18 + t16);
      if (t12) {
        for (let d2 = 0; d2 < D; d2++) {
          totalKept7[d2] = totalKept7[d2] + (t19 * image[at2 + d2]);
        }
      }
    }
    let total2 = 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      const textAt = text[at2];
      const imageAt = image[at2];
      total2 += imageAt * textAt;
      const t11 = t2 * textAt;
      gradImage[at2] = (any2 ? totalKept5[d] : 0) - t11 - t11;
      const t12 = t2 * imageAt;
      gradText[at2] = (any3 ? totalKept7[d] : 0) - t12 - t12;
      const at3 = at + d + 1;
      const textAt2 = text[at3];
      const imageAt2 = image[at3];
      total22 += imageAt2 * textAt2;
      const t13 = t2 * textAt2;
      gradImage[at3] = (any2 ? totalKept5[d + 1] : 0) - t13 - t13;
      const t14 = t2 * imageAt2;
      gradText[at3] = (any3 ? totalKept7[d + 1] : 0) - t14 - t14;
      const at4 = at + d + 2;
      const textAt3 = text[at4];
      const imageAt3 = image[at4];
      total23 += imageAt3 * textAt3;
      const t15 = t2 * textAt3;
      gradImage[at4] = (any2 ? totalKept5[d + 2] : 0) - t15 - t15;
      const t16 = t2 * imageAt3;
      gradText[at4] = (any3 ? totalKept7[d + 2] : 0) - t16 - t16;
      const at5 = at + d + 3;
      const textAt4 = text[at5];
      const imageAt4 = image[at5];
      total24 += imageAt4 * textAt4;
      const t17 = t2 * textAt4;
      gradImage[at5] = (any2 ? totalKept5[d + 3] : 0) - t17 - t17;
      const t18 = t2 * imageAt4;
      gradText[at5] = (any3 ? totalKept7[d + 3] : 0) - t18 - t18;
    }
    total2 = total2 + total22 + total23 + total24;
    for (; d < D; d++) {
      const at2 = at + d;
      const textAt = text[at2];
      const imageAt = image[at2];
      total2 += imageAt * textAt;
      const t11 = t2 * textAt;
      gradImage[at2] = (any2 ? totalKept5[d] : 0) - t11 - t11;
      const t12 = t2 * imageAt;
      gradText[at2] = (any3 ? totalKept7[d] : 0) - t12 - t12;
    }
    totalKept8[n] = total2;
    const no = !below;
    sumRow += (no ? Math.log(t3) : Math.log1p(total)) - (scale * total2 - t5);
  }
  let sumColumn = 0;
  let sumColumn2 = 0, sumColumn3 = 0, sumColumn4 = 0;
  let m = 0;
  for (; m + 3 < N; m += 4) {
    const t3 = maxSimilarityKept[m];
    const t4 = totalKept[m];
    const no = !(Math.abs(t4 - 1) < 1.1920928955078125e-7);
    sumColumn += (no ? Math.log(t4) : Math.log1p(totalKept4[m])) - (scale * totalKept8[m] - (Math.abs(t3) < Infinity ? t3 : 0));
    const t5 = maxSimilarityKept[m + 1];
    const t6 = totalKept[m + 1];
    const no2 = !(Math.abs(t6 - 1) < 1.1920928955078125e-7);
    sumColumn2 += (no2 ? Math.log(t6) : Math.log1p(totalKept4[m + 1])) - (scale * totalKept8[m + 1] - (Math.abs(t5) < Infinity ? t5 : 0));
    const t7 = maxSimilarityKept[m + 2];
    const t8 = totalKept[m + 2];
    const no3 = !(Math.abs(t8 - 1) < 1.1920928955078125e-7);
    sumColumn3 += (no3 ? Math.log(t8) : Math.log1p(totalKept4[m + 2])) - (scale * totalKept8[m + 2] - (Math.abs(t7) < Infinity ? t7 : 0));
    const t9 = maxSimilarityKept[m + 3];
    const t10 = totalKept[m + 3];
    const no4 = !(Math.abs(t10 - 1) < 1.1920928955078125e-7);
    sumColumn4 += (no4 ? Math.log(t10) : Math.log1p(totalKept4[m + 3])) - (scale * totalKept8[m + 3] - (Math.abs(t9) < Infinity ? t9 : 0));
  }
  sumColumn = sumColumn + sumColumn2 + sumColumn3 + sumColumn4;
  for (; m < N; m++) {
    const t3 = maxSimilarityKept[m];
    const t4 = totalKept[m];
    const no = !(Math.abs(t4 - 1) < 1.1920928955078125e-7);
    sumColumn += (no ? Math.log(t4) : Math.log1p(totalKept4[m])) - (scale * totalKept8[m] - (Math.abs(t3) < Infinity ? t3 : 0));
  }
  frame.value = (sumRow / N + sumColumn / N) / 2;
}
