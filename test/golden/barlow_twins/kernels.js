function barlowTwinsForward(frame) {
  const { D, N } = frame.sizes;
  const lambda = frame.options.lambda;
  const b = frame.inputs.b;
  const totalKept = frame.scratch.realD1;
  const totalKept2 = frame.scratch.realD2;
  const a = frame.inputs.a;
  const ratio = 1 / N;
  for (let e = 0; e < D; e++) {
    let total = 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let n = 0;
    for (; n + 3 < N; n += 4) {
      total += b[e + n * D];
      total2 += b[e + (n + 1) * D];
      total3 += b[e + (n + 2) * D];
      total4 += b[e + (n + 3) * D];
    }
    total = total + total2 + total3 + total4;
    for (; n < N; n++) {
      total += b[e + n * D];
    }
    totalKept[e] = total;
    let total5 = 0;
    const t = ratio * total;
    let total52 = 0, total53 = 0, total54 = 0;
    let n2 = 0;
    for (; n2 + 3 < N; n2 += 4) {
      const difference = b[e + n2 * D] - t;
      total5 += difference * difference;
      const difference2 = b[e + (n2 + 1) * D] - t;
      total52 += difference2 * difference2;
      const difference3 = b[e + (n2 + 2) * D] - t;
      total53 += difference3 * difference3;
      const difference4 = b[e + (n2 + 3) * D] - t;
      total54 += difference4 * difference4;
    }
    total5 = total5 + total52 + total53 + total54;
    for (; n2 < N; n2++) {
      const difference = b[e + n2 * D] - t;
      total5 += difference * difference;
    }
    totalKept2[e] = total5;
  }
  let sumOff = 0;
  for (let d = 0; d < D; d++) {
    let total = 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let n = 0;
    for (; n + 3 < N; n += 4) {
      total += a[d + n * D];
      total2 += a[d + (n + 1) * D];
      total3 += a[d + (n + 2) * D];
      total4 += a[d + (n + 3) * D];
    }
    total = total + total2 + total3 + total4;
    for (; n < N; n++) {
      total += a[d + n * D];
    }
    let total5 = 0;
    const t = ratio * total;
    let total52 = 0, total53 = 0, total54 = 0;
    let n2 = 0;
    for (; n2 + 3 < N; n2 += 4) {
      const difference = a[d + n2 * D] - t;
      total5 += difference * difference;
      const difference2 = a[d + (n2 + 1) * D] - t;
      total52 += difference2 * difference2;
      const difference3 = a[d + (n2 + 2) * D] - t;
      total53 += difference3 * difference3;
      const difference4 = a[d + (n2 + 3) * D] - t;
      total54 += difference4 * difference4;
    }
    total5 = total5 + total52 + total53 + total54;
    for (; n2 < N; n2++) {
      const difference = a[d + n2 * D] - t;
      total5 += difference * difference;
    }
    const ratio2 = 1 / Math.sqrt(ratio * total5 + 0.00001);
    for (let e = 0; e < D; e++) {
      let total6 = 0;
      const t2 = ratio * totalKept[e];
      const t3 = ratio2 * (1 / Math.sqrt(ratio * totalKept2[e] + 0.00001));
      let total62 = 0, total63 = 0, total64 = 0;
      let n3 = 0;
      for (; n3 + 3 < N; n3 += 4) {
        const at = n3 * D;
        total6 += t3 * (a[d + at] - t) * (b[e + at] - t2);
        const at2 = (n3 + 1) * D;
        total62 += t3 * (a[d + at2] - t) * (b[e + at2] - t2);
        const at3 = (n3 + 2) * D;
        total63 += t3 * (a[d + at3] - t) * (b[e + at3] - t2);
        const at4 = (n3 + 3) * D;
        total64 += t3 * (a[d + at4] - t) * (b[e + at4] - t2);
      }
      total6 = total6 + total62 + total63 + total64;
      for (; n3 < N; n3++) {
        const at = n3 * D;
        total6 += t3 * (a[d + at] - t) * (b[e + at] - t2);
      }
      const c = ratio * total6;
      const difference = 1 - c;
      sumOff += d === e ? difference * difference : lambda * c * c;
    }
  }
  frame.value = sumOff;
}

function barlowTwinsBackward(frame) {
  const { D, N } = frame.sizes;
  const lambda = frame.options.lambda;
  const gradOutput = frame.gradOutput;
  const a = frame.inputs.a;
  const totalKept = frame.scratch.realD1;
  const totalKept2 = frame.scratch.realD2;
  const b = frame.inputs.b;
  const totalKept3 = frame.scratch.realD3;
  const totalKept4 = frame.scratch.realD4;
  const totalKept5 = frame.scratch.realN1;
  const totalKept6 = frame.scratch.realN2;
  const gradA = frame.grads.a;
  const gradB = frame.grads.b;
  const ratio = 1 / N;
  for (let d1 = 0; d1 < D; d1++) {
    let total = 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let n = 0;
    for (; n + 3 < N; n += 4) {
      total += a[d1 + n * D];
      total2 += a[d1 + (n + 1) * D];
      total3 += a[d1 + (n + 2) * D];
      total4 += a[d1 + (n + 3) * D];
    }
    total = total + total2 + total3 + total4;
    for (; n < N; n++) {
      total += a[d1 + n * D];
    }
    totalKept[d1] = total;
    let total5 = 0;
    const t = ratio * total;
    let total52 = 0, total53 = 0, total54 = 0;
    let n2 = 0;
    for (; n2 + 3 < N; n2 += 4) {
      const difference = a[d1 + n2 * D] - t;
      total5 += difference * difference;
      const difference2 = a[d1 + (n2 + 1) * D] - t;
      total52 += difference2 * difference2;
      const difference3 = a[d1 + (n2 + 2) * D] - t;
      total53 += difference3 * difference3;
      const difference4 = a[d1 + (n2 + 3) * D] - t;
      total54 += difference4 * difference4;
    }
    total5 = total5 + total52 + total53 + total54;
    for (; n2 < N; n2++) {
      const difference = a[d1 + n2 * D] - t;
      total5 += difference * difference;
    }
    totalKept2[d1] = total5;
  }
  for (let e = 0; e < D; e++) {
    let total = 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let n = 0;
    for (; n + 3 < N; n += 4) {
      total += b[e + n * D];
      total2 += b[e + (n + 1) * D];
      total3 += b[e + (n + 2) * D];
      total4 += b[e + (n + 3) * D];
    }
    total = total + total2 + total3 + total4;
    for (; n < N; n++) {
      total += b[e + n * D];
    }
    totalKept3[e] = total;
    let total5 = 0;
    const t = ratio * total;
    let total52 = 0, total53 = 0, total54 = 0;
    let n2 = 0;
    for (; n2 + 3 < N; n2 += 4) {
      const difference = b[e + n2 * D] - t;
      total5 += difference * difference;
      const difference2 = b[e + (n2 + 1) * D] - t;
      total52 += difference2 * difference2;
      const difference3 = b[e + (n2 + 2) * D] - t;
      total53 += difference3 * difference3;
      const difference4 = b[e + (n2 + 3) * D] - t;
      total54 += difference4 * difference4;
    }
    total5 = total5 + total52 + total53 + total54;
    for (; n2 < N; n2++) {
      const difference = b[e + n2 * D] - t;
      total5 += difference * difference;
    }
    totalKept4[e] = total5;
  }
  let sumOff = 0;
  const t = 2 * (gradOutput * lambda);
  const t2 = -2 * gradOutput;
  for (let d = 0; d < D; d++) {
    let total = 0;
    let total2 = 0;
    let total3 = 0, total4 = 0, total5 = 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let n = 0;
    for (; n + 3 < N; n += 4) {
      const at = d + n * D;
      total += a[at];
      total2 += b[at];
      const at2 = d + (n + 1) * D;
      total3 += a[at2];
      total22 += b[at2];
      const at3 = d + (n + 2) * D;
      total4 += a[at3];
      total23 += b[at3];
      const at4 = d + (n + 3) * D;
      total5 += a[at4];
      total24 += b[at4];
    }
    total = total + total3 + total4 + total5;
    total2 = total2 + total22 + total23 + total24;
    for (; n < N; n++) {
      const at = d + n * D;
      total += a[at];
      total2 += b[at];
    }
    let total6 = 0;
    let total7 = 0;
    const t3 = ratio * total;
    const t4 = ratio * total2;
    let total62 = 0, total63 = 0, total64 = 0;
    let total72 = 0, total73 = 0, total74 = 0;
    let n2 = 0;
    for (; n2 + 3 < N; n2 += 4) {
      const at = d + n2 * D;
      const difference = a[at] - t3;
      total6 += difference * difference;
      const difference2 = b[at] - t4;
      total7 += difference2 * difference2;
      const at2 = d + (n2 + 1) * D;
      const difference3 = a[at2] - t3;
      total62 += difference3 * difference3;
      const difference4 = b[at2] - t4;
      total72 += difference4 * difference4;
      const at3 = d + (n2 + 2) * D;
      const difference5 = a[at3] - t3;
      total63 += difference5 * difference5;
      const difference6 = b[at3] - t4;
      total73 += difference6 * difference6;
      const at4 = d + (n2 + 3) * D;
      const difference7 = a[at4] - t3;
      total64 += difference7 * difference7;
      const difference8 = b[at4] - t4;
      total74 += difference8 * difference8;
    }
    total6 = total6 + total62 + total63 + total64;
    total7 = total7 + total72 + total73 + total74;
    for (; n2 < N; n2++) {
      const at = d + n2 * D;
      const difference = a[at] - t3;
      total6 += difference * difference;
      const difference2 = b[at] - t4;
      total7 += difference2 * difference2;
    }
    totalKept5.fill(0);
    const root = Math.sqrt(ratio * total7 + 0.00001);
    const ratio2 = 1 / root;
    for (let d1 = 0; d1 < D; d1++) {
      let total8 = 0;
      const t5 = ratio * totalKept[d1];
      const ratio3 = 1 / Math.sqrt(ratio * totalKept2[d1] + 0.00001);
      let total82 = 0, total83 = 0, total84 = 0;
      let n3 = 0;
      for (; n3 + 3 < N; n3 += 4) {
        const at = n3 * D;
        total8 += ratio3 * (a[d1 + at] - t5) * (ratio2 * (b[d + at] - t4));
        const at2 = (n3 + 1) * D;
        total82 += ratio3 * (a[d1 + at2] - t5) * (ratio2 * (b[d + at2] - t4));
        const at3 = (n3 + 2) * D;
        total83 += ratio3 * (a[d1 + at3] - t5) * (ratio2 * (b[d + at3] - t4));
        const at4 = (n3 + 3) * D;
        total84 += ratio3 * (a[d1 + at4] - t5) * (ratio2 * (b[d + at4] - t4));
      }
      total8 = total8 + total82 + total83 + total84;
      for (; n3 < N; n3++) {
        const at = n3 * D;
        total8 += ratio3 * (a[d1 + at] - t5) * (ratio2 * (b[d + at] - t4));
      }
      const t6 = ratio * total8;
      const t7 = ratio * (d1 === d ? t2 * (1 - t6) : t * t6);
      for (let n4 = 0; n4 < N; n4++) {
        const place = n4;
        totalKept5[place] = totalKept5[place] + (t7 * (ratio3 * (a[d1 + n4 * D] - t5)));
      }
    }
    totalKept6.fill(0);
    const root2 = Math.sqrt(ratio * total6 + 0.00001);
    const ratio3 = 1 / root2;
    for (let e = 0; e < D; e++) {
      let total8 = 0;
      const t5 = ratio * totalKept3[e];
      const ratio4 = 1 / Math.sqrt(ratio * totalKept4[e] + 0.00001);
      let total82 = 0, total83 = 0, total84 = 0;
      let n3 = 0;
      for (; n3 + 3 < N; n3 += 4) {
        const at = n3 * D;
        total8 += ratio3 * (a[d + at] - t3) * (ratio4 * (b[e + at] - t5));
        const at2 = (n3 + 1) * D;
        total82 += ratio3 * (a[d + at2] - t3) * (ratio4 * (b[e + at2] - t5));
        const at3 = (n3 + 2) * D;
        total83 += ratio3 * (a[d + at3] - t3) * (ratio4 * (b[e + at3] - t5));
        const at4 = (n3 + 3) * D;
        total84 += ratio3 * (a[d + at4] - t3) * (ratio4 * (b[e + at4] - t5));
      }
      total8 = total8 + total82 + total83 + total84;
      for (; n3 < N; n3++) {
        const at = n3 * D;
        total8 += ratio3 * (a[d + at] - t3) * (ratio4 * (b[e + at] - t5));
      }
      const c = ratio * total8;
      const difference = 1 - c;
      const same = d === e;
      sumOff += same ? difference * difference : lambda * c * c;
      const t6 = ratio * (same ? t2 * difference : t * c);
      for (let n4 = 0; n4 < N; n4++) {
        const place = n4;
        totalKept6[place] = totalKept6[place] + (t6 * (ratio4 * (b[e + n4 * D] - t5)));
      }
    }
    let total8 = 0;
    let total9 = 0;
    let total82 = 0, total83 = 0, total84 = 0;
    let total92 = 0, total93 = 0, total94 = 0;
    let n3 = 0;
    for (; n3 + 3 < N; n3 += 4) {
      const at = d + n3 * D;
      total8 += ratio3 * (ratio3 * (a[at] - t3)) * totalKept6[n3];
      total9 += ratio2 * (ratio2 * (b[at] - t4)) * totalKept5[n3];
      const at2 = d + (n3 + 1) * D;
      total82 += ratio3 * (ratio3 * (a[at2] - t3)) * totalKept6[n3 + 1];
      total92 += ratio2 * (ratio2 * (b[at2] - t4)) * totalKept5[n3 + 1];
      const at3 = d + (n3 + 2) * D;
      total83 += ratio3 * (ratio3 * (a[at3] - t3)) * totalKept6[n3 + 2];
      total93 += ratio2 * (ratio2 * (b[at3] - t4)) * totalKept5[n3 + 2];
      const at4 = d + (n3 + 3) * D;
      total84 += ratio3 * (ratio3 * (a[at4] - t3)) * totalKept6[n3 + 3];
      total94 += ratio2 * (ratio2 * (b[at4] - t4)) * totalKept5[n3 + 3];
    }
    total8 = total8 + total82 + total83 + total84;
    total9 = total9 + total92 + total93 + total94;
    for (; n3 < N; n3++) {
      const at = d + n3 * D;
      total8 += ratio3 * (ratio3 * (a[at] - t3)) * totalKept6[n3];
      total9 += ratio2 * (ratio2 * (b[at] - t4)) * totalKept5[n3];
    }
    let total10 = 0;
    let total11 = 0;
    const t5 = ratio * total8 * (0.5 / root2);
    const t6 = ratio * total9 * (0.5 / root);
    let total102 = 0, total103 = 0, total104 = 0;
    let total112 = 0, total113 = 0, total114 = 0;
    let n4 = 0;
    for (; n4 + 3 < N; n4 += 4) {
      const at = d + n4 * D;
      const t7 = t5 * (a[at] - t3);
      total10 += t7 - (ratio3 * totalKept6[n4] - t7);
      const t8 = t6 * (b[at] - t4);
      total11 += t8 - (ratio2 * totalKept5[n4] - t8);
      const at2 = d + (n4 + 1) * D;
      const t9 = t5 * (a[at2] - t3);
      total102 += t9 - (ratio3 * totalKept6[n4 + 1] - t9);
      const t10 = t6 * (b[at2] - t4);
      total112 += t10 - (ratio2 * totalKept5[n4 + 1] - t10);
      const at3 = d + (n4 + 2) * D;
      const t11 = t5 * (a[at3] - t3);
      total103 += t11 - (ratio3 * totalKept6[n4 + 2] - t11);
      const t12 = t6 * (b[at3] - t4);
      total113 += t12 - (ratio2 * totalKept5[n4 + 2] - t12);
      const at4 = d + (n4 + 3) * D;
      const t13 = t5 * (a[at4] - t3);
      total104 += t13 - (ratio3 * totalKept6[n4 + 3] - t13);
      const t14 = t6 * (b[at4] - t4);
      total114 += t14 - (ratio2 * totalKept5[n4 + 3] - t14);
    }
    total10 = total10 + total102 + total103 + total104;
    total11 = total11 + total112 + total113 + total114;
    for (; n4 < N; n4++) {
      const at = d + n4 * D;
      const t7 = t5 * (a[at] - t3);
      total10 += t7 - (ratio3 * totalKept6[n4] - t7);
      const t8 = t6 * (b[at] - t4);
      total11 += t8 - (ratio2 * totalKept5[n4] - t8);
    }
    const t7 = ratio * total10;
    const t8 = ratio * total11;
    let n5 = 0;
    for (; n5 + 3 < N; n5 += 4) {
      const at = d + n5 * D;
      const t9 = t5 * (a[at] - t3);
      gradA[at] = ratio3 * totalKept6[n5] - t9 - t9 + t7;
      const t10 = t6 * (b[at] - t4);
      gradB[at] = ratio2 * totalKept5[n5] - t10 - t10 + t8;
      const at2 = d + (n5 + 1) * D;
      const t11 = t5 * (a[at2] - t3);
      gradA[at2] = ratio3 * totalKept6[n5 + 1] - t11 - t11 + t7;
      const t12 = t6 * (b[at2] - t4);
      gradB[at2] = ratio2 * totalKept5[n5 + 1] - t12 - t12 + t8;
      const at3 = d + (n5 + 2) * D;
      const t13 = t5 * (a[at3] - t3);
      gradA[at3] = ratio3 * totalKept6[n5 + 2] - t13 - t13 + t7;
      const t14 = t6 * (b[at3] - t4);
      gradB[at3] = ratio2 * totalKept5[n5 + 2] - t14 - t14 + t8;
      const at4 = d + (n5 + 3) * D;
      const t15 = t5 * (a[at4] - t3);
      gradA[at4] = ratio3 * totalKept6[n5 + 3] - t15 - t15 + t7;
      const t16 = t6 * (b[at4] - t4);
      gradB[at4] = ratio2 * totalKept5[n5 + 3] - t16 - t16 + t8;
    }
    for (; n5 < N; n5++) {
      const at = d + n5 * D;
      const t9 = t5 * (a[at] - t3);
      gradA[at] = ratio3 * totalKept6[n5] - t9 - t9 + t7;
      const t10 = t6 * (b[at] - t4);
      gradB[at] = ratio2 * totalKept5[n5] - t10 - t10 + t8;
    }
  }
  frame.value = sumOff;
}
