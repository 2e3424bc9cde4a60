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
  let sumRow = 0;
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
    let total = 0;
    const t = Math.abs(maxSimilarity) < Infinity ? maxSimilarity : 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let m = 0;
    for (; m + 3 < N; m += 4) {
      const difference = scale * totalKept2[m] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3;
      const difference4 = scale * totalKept2[m + 1] - t;
      const t4 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
      const difference6 = t4 - 0.010830424696249145 * difference5;
      const t5 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total2 += t5;
      const difference7 = scale * totalKept2[m + 2] - t;
      const t6 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t6 + 6755399441055744 - 6755399441055744;
      const difference9 = t6 - 0.010830424696249145 * difference8;
      const t7 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      total3 += t7;
      const difference10 = scale * totalKept2[m + 3] - t;
      const t8 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference12 = t8 - 0.010830424696249145 * difference11;
      const t9 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total4 += t9;
    }
    total = total + total2 + total3 + total4;
    for (; m < N; m++) {
      const difference = scale * totalKept2[m] - t;
      const t2 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
      const difference3 = t2 - 0.010830424696249145 * difference2;
      const t3 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += t3;
    }
    let total5 = 0;
    let total52 = 0, total53 = 0, total54 = 0;
    let m2 = 0;
    for (; m2 + 3 < N; m2 += 4) {
      const t2 = maxSimilarityKept[m2];
      const similarity = scale * totalKept2[m2];
      const difference = similarity - (Math.abs(t2) < Infinity ? t2 : 0);
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      totalKept[m2] = totalKept[m2] + (t4);
      const difference4 = similarity - t;
      const t5 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
      const difference6 = t5 - 0.010830424696249145 * difference5;
      const t6 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total5 += similarity < t ? t6 : 0;
      const t7 = maxSimilarityKept[m2 + 1];
      const similarity2 = scale * totalKept2[m2 + 1];
      const difference7 = similarity2 - (Math.abs(t7) < Infinity ? t7 : 0);
      const t8 = difference7 > 710 ? 710 : difference7 < -746 ? -746 : difference7;
      const difference8 = 92.33248261689366 * t8 + 6755399441055744 - 6755399441055744;
      const difference9 = t8 - 0.010830424696249145 * difference8;
      const t9 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
      totalKept[m2 + 1] = totalKept[m2 + 1] + (t9);
      const difference10 = similarity2 - t;
      const t10 = difference10 > 710 ? 710 : difference10 < -746 ? -746 : difference10;
      const difference11 = 92.33248261689366 * t10 + 6755399441055744 - 6755399441055744;
      const difference12 = t10 - 0.010830424696249145 * difference11;
      const t11 = powers[(difference11 >> 6) + 1141] * (powers[difference11 & 63] * (1 + difference12 * (1 + difference12 * (0.5 + 0.16666666666666666 * difference12))));
      total52 += similarity2 < t ? t11 : 0;
      const t12 = maxSimilarityKept[m2 + 2];
      const similarity3 = scale * totalKept2[m2 + 2];
      const difference13 = similarity3 - (Math.abs(t12) < Infinity ? t12 : 0);
      const t13 = difference13 > 710 ? 710 : difference13 < -746 ? -746 : difference13;
      const difference14 = 92.33248261689366 * t13 + 6755399441055744 - 6755399441055744;
      const difference15 = t13 - 0.010830424696249145 * difference14;
      const t14 = powers[(difference14 >> 6) + 1141] * (powers[difference14 & 63] * (1 + difference15 * (1 + difference15 * (0.5 + 0.16666666666666666 * difference15))));
      totalKept[m2 + 2] = totalKept[m2 + 2] + (t14);
      const difference16 = similarity3 - t;
      const t15 = difference16 > 710 ? 710 : difference16 < -746 ? -746 : difference16;
      const difference17 = 92.33248261689366 * t15 + 6755399441055744 - 6755399441055744;
      const difference18 = t15 - 0.010830424696249145 * difference17;
      const t16 = powers[(difference17 >> 6) + 1141] * (powers[difference17 & 63] * (1 + difference18 * (1 + difference18 * (0.5 + 0.16666666666666666 * difference18))));
      total53 += similarity3 < t ? t16 : 0;
      const t17 = maxSimilarityKept[m2 + 3];
      const similarity4 = scale * totalKept2[m2 + 3];
      const difference19 = similarity4 - (Math.abs(t17) < Infinity ? t17 : 0);
      const t18 = difference19 > 710 ? 710 : difference19 < -746 ? -746 : difference19;
      const difference20 = 92.33248261689366 * t18 + 6755399441055744 - 6755399441055744;
      const difference21 = t18 - 0.010830424696249145 * difference20;
      const t19 = powers[(difference20 >> 6) + 1141] * (powers[difference20 & 63] * (1 + difference21 * (1 + difference21 * (0.5 + 0.16666666666666666 * difference21))));
      totalKept[m2 + 3] = totalKept[m2 + 3] + (t19);
      const difference22 = similarity4 - t;
      const t20 = difference22 > 710 ? 710 : difference22 < -746 ? -746 : difference22;
      const difference23 = 92.33248261689366 * t20 + 6755399441055744 - 6755399441055744;
      const difference24 = t20 - 0.010830424696249145 * difference23;
      const t21 = powers[(difference23 >> 6) + 1141] * (powers[difference23 & 63] * (1 + difference24 * (1 + difference24 * (0.5 + 0.16666666666666666 * difference24))));
      total54 += similarity4 < t ? t21 : 0;
    }
    total5 = total5 + total52 + total53 + total54;
    for (; m2 < N; m2++) {
      const t2 = maxSimilarityKept[m2];
      const similarity = scale * totalKept2[m2];
      const difference = similarity - (Math.abs(t2) < Infinity ? t2 : 0);
      const t3 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t3 + 6755399441055744 - 6755399441055744;
      const difference3 = t3 - 0.010830424696249145 * difference2;
      const t4 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      totalKept[m2] = totalKept[m2] + (t4);
      const difference4 = similarity - t;
      const t5 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
      const difference6 = t5 - 0.010830424696249145 * difference5;
      const t6 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      total5 += similarity < t ? t6 : 0;
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
    totalKept3[n] = total6;
    sumRow += (!(total >= 1 && total <= 1.0000001192092896) ? Math.log(total) : Math.log1p(total5)) - (scale * total6 - t);
  }
  let sumColumn = 0;
  let sumColumn2 = 0, sumColumn3 = 0, sumColumn4 = 0;
  let m = 0;
  for (; m + 3 < N; m += 4) {
    const t = maxSimilarityKept[m];
    sumColumn += Math.log(totalKept[m]) - (scale * totalKept3[m] - (Math.abs(t) < Infinity ? t : 0));
    const t2 = maxSimilarityKept[m + 1];
    sumColumn2 += Math.log(totalKept[m + 1]) - (scale * totalKept3[m + 1] - (Math.abs(t2) < Infinity ? t2 : 0));
    const t3 = maxSimilarityKept[m + 2];
    sumColumn3 += Math.log(totalKept[m + 2]) - (scale * totalKept3[m + 2] - (Math.abs(t3) < Infinity ? t3 : 0));
    const t4 = maxSimilarityKept[m + 3];
    sumColumn4 += Math.log(totalKept[m + 3]) - (scale * totalKept3[m + 3] - (Math.abs(t4) < Infinity ? t4 : 0));
  }
  sumColumn = sumColumn + sumColumn2 + sumColumn3 + sumColumn4;
  for (; m < N; m++) {
    const t = maxSimilarityKept[m];
    sumColumn += Math.log(totalKept[m]) - (scale * totalKept3[m] - (Math.abs(t) < Infinity ? t : 0));
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
  const totalKept4 = frame.scratch.realD1;
  const totalKept5 = frame.scratch.realD2;
  const gradImage = frame.grads.image;
  const gradText = frame.grads.text;
  const totalKept6 = frame.scratch.realN6;
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
  let sumRow = 0;
  const ratio = gradOutput / N;
  const t = 0.5 * ratio;
  const t2 = 0.5 * (ratio * scale);
  for (let n = 0; n < N; n++) {
    let any2 = false;
    totalKept4.fill(0);
    const t3 = totalKept[n];
    const at = n * D;
    const t4 = maxSimilarityKept[n];
    const differs = t3 !== 0;
    const t5 = Math.abs(t4) < Infinity ? t4 : 0;
    const t6 = t * (1 / t3);
    const same = t3 === 0;
    for (let n1 = 0; n1 < N; n1++) {
      const t7 = totalKept3[n1];
      const t8 = differs || t7 !== 0;
      if (t8) any2 = true;
      let total = 0;
      const at2 = n1 * D;
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
      const t9 = maxSimilarityKept2[n1];
      const t10 = scale * total;
      const difference = t10 - (Math.abs(t9) < Infinity ? t9 : 0);
      const t11 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
      const difference3 = t11 - 0.010830424696249145 * difference2;
      const t12 = t7 === 0 ? 0 : t * (1 / t7) * powers[(difference2 >> 6) + 1141] * powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3)));
      const difference4 = t10 - t5;
      const t13 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t13 + 6755399441055744 - 6755399441055744;
      const difference6 = t13 - 0.010830424696249145 * difference5;
      const t14 = same ? 0 : t6 * powers[(difference5 >> 6) + 1141] * powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6)));
      const t15 = scale * (t14 + t12);
      if (t8) {
        for (let d2 = 0; d2 < D; d2++) {
          totalKept4[d2] = totalKept4[d2] + (t15 * image[at2 + d2]);
        }
      }
    }
    let total = 0;
    let any3 = false;
    totalKept5.fill(0);
    const t7 = maxSimilarityKept2[n];
    const t8 = Math.abs(t7) < Infinity ? t7 : 0;
    const t9 = totalKept3[n];
    const differs2 = t9 !== 0;
    const t10 = t * (1 / t9);
    const same2 = t9 === 0;
    for (let m = 0; m < N; m++) {
      let total2 = 0;
      const at2 = m * D;
      let total22 = 0, total23 = 0, total24 = 0;
      let d = 0;
      for (; d + 3 < D; d += 4) {
        total2 += image[at + d] * text[at2 + d];
        total22 += image[at + d + 1] * text[at2 + d + 1];
        total23 += image[at + d + 2] * text[at2 + d + 2];
        total24 += image[at + d + 3] * text[at2 + d + 3];
      }
      total2 = total2 + total22 + total23 + total24;
      for (; d < D; d++) {
        total2 += image[at + d] * text[at2 + d];
      }
      const similarity = scale * total2;
      const difference = similarity - t8;
      const t11 = difference > 710 ? 710 : difference < -746 ? -746 : difference;
      const difference2 = 92.33248261689366 * t11 + 6755399441055744 - 6755399441055744;
      const difference3 = t11 - 0.010830424696249145 * difference2;
      const t12 = powers[(difference2 >> 6) + 1141] * (powers[difference2 & 63] * (1 + difference3 * (1 + difference3 * (0.5 + 0.16666666666666666 * difference3))));
      total += similarity < t8 ? t12 : 0;
      const t13 = totalKept[m];
      const t14 = t13 !== 0 || differs2;
      if (t14) any3 = true;
      const t15 = maxSimilarityKept[m];
      const difference4 = similarity - (Math.abs(t15) < Infinity ? t15 : 0);
      const t16 = difference4 > 710 ? 710 : difference4 < -746 ? -746 : difference4;
      const difference5 = 92.33248261689366 * t16 + 6755399441055744 - 6755399441055744;
      const difference6 = t16 - 0.010830424696249145 * difference5;
      const t17 = powers[(difference5 >> 6) + 1141] * (powers[difference5 & 63] * (1 + difference6 * (1 + difference6 * (0.5 + 0.16666666666666666 * difference6))));
      const t18 = scale * ((t13 === 0 ? 0 : t * (1 / t13) * t17) + (same2 ? 0 : t10 * t12));
      if (t14) {
        for (let d2 = 0; d2 < D; d2++) {
          totalKept5[d2] = totalKept5[d2] + (t18 * text[at2 + d2]);
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
      gradImage[at2] = (any3 ? totalKept5[d] : 0) - t11 - t11;
      const t12 = t2 * imageAt;
      gradText[at2] = (any2 ? totalKept4[d] : 0) - t12 - t12;
      const at3 = at + d + 1;
      const textAt2 = text[at3];
      const imageAt2 = image[at3];
      total22 += imageAt2 * textAt2;
      const t13 = t2 * textAt2;
      gradImage[at3] = (any3 ? totalKept5[d + 1] : 0) - t13 - t13;
      const t14 = t2 * imageAt2;
      gradText[at3] = (any2 ? totalKept4[d + 1] : 0) - t14 - t14;
      const at4 = at + d + 2;
      const textAt3 = text[at4];
      const imageAt3 = image[at4];
      total23 += imageAt3 * textAt3;
      const t15 = t2 * textAt3;
      gradImage[at4] = (any3 ? totalKept5[d + 2] : 0) - t15 - t15;
      const t16 = t2 * imageAt3;
      gradText[at4] = (any2 ? totalKept4[d + 2] : 0) - t16 - t16;
      const at5 = at + d + 3;
      const textAt4 = text[at5];
      const imageAt4 = image[at5];
      total24 += imageAt4 * textAt4;
      const t17 = t2 * textAt4;
      gradImage[at5] = (any3 ? totalKept5[d + 3] : 0) - t17 - t17;
      const t18 = t2 * imageAt4;
      gradText[at5] = (any2 ? totalKept4[d + 3] : 0) - t18 - t18;
    }
    total2 = total2 + total22 + total23 + total24;
    for (; d < D; d++) {
      const at2 = at + d;
      const textAt = text[at2];
      const imageAt = image[at2];
      total2 += imageAt * textAt;
      const t11 = t2 * textAt;
      gradImage[at2] = (any3 ? totalKept5[d] : 0) - t11 - t11;
      const t12 = t2 * imageAt;
      gradText[at2] = (any2 ? totalKept4[d] : 0) - t12 - t12;
    }
    totalKept6[n] = total2;
    sumRow += (!(t9 >= 1 && t9 <= 1.0000001192092896) ? Math.log(t9) : Math.log1p(total)) - (scale * total2 - t8);
  }
  let sumColumn = 0;
  let sumColumn2 = 0, sumColumn3 = 0, sumColumn4 = 0;
  let m = 0;
  for (; m + 3 < N; m += 4) {
    const t3 = maxSimilarityKept[m];
    sumColumn += Math.log(totalKept[m]) - (scale * totalKept6[m] - (Math.abs(t3) < Infinity ? t3 : 0));
    const t4 = maxSimilarityKept[m + 1];
    sumColumn2 += Math.log(totalKept[m + 1]) - (scale * totalKept6[m + 1] - (Math.abs(t4) < Infinity ? t4 : 0));
    const t5 = maxSimilarityKept[m + 2];
    sumColumn3 += Math.log(totalKept[m + 2]) - (scale * totalKept6[m + 2] - (Math.abs(t5) < Infinity ? t5 : 0));
    const t6 = maxSimilarityKept[m + 3];
    sumColumn4 += Math.log(totalKept[m + 3]) - (scale * totalKept6[m + 3] - (Math.abs(t6) < Infinity ? t6 : 0));
  }
  sumColumn = sumColumn + sumColumn2 + sumColumn3 + sumColumn4;
  for (; m < N; m++) {
    const t3 = maxSimilarityKept[m];
    sumColumn += Math.log(totalKept[m]) - (scale * totalKept6[m] - (Math.abs(t3) < Infinity ? t3 : 0));
  }
  frame.value = (sumRow / N + sumColumn / N) / 2;
}
