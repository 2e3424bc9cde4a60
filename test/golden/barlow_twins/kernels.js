function barlowTwinsForward(frame) {
  const { D, N } = frame.sizes;
  const lambda = frame.options.lambda;
  const b = frame.inputs.b;
  const totalKept = frame.scratch.realD1;
  const totalKept2 = frame.scratch.realD2;
  const a = frame.inputs.a;
  const ratio = 1 / N;
  for (let d = 0; d < D; d++) {
    let total = 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let n = 0;
    for (; n + 3 < N; n += 4) {
      total += b[d + n * D];
      total2 += b[d + (n + 1) * D];
      total3 += b[d + (n + 2) * D];
      total4 += b[d + (n + 3) * D];
    }
    total = total + total2 + total3 + total4;
    for (; n < N; n++) {
      total += b[d + n * D];
    }
    totalKept[d] = total;
    let total5 = 0;
    const t = ratio * total;
    let total52 = 0, total53 = 0, total54 = 0;
    let n2 = 0;
    for (; n2 + 3 < N; n2 += 4) {
      const difference = b[d + n2 * D] - t;
      total5 += difference * difference;
      const difference2 = b[d + (n2 + 1) * D] - t;
      total52 += difference2 * difference2;
      const difference3 = b[d + (n2 + 2) * D] - t;
      total53 += difference3 * difference3;
      const difference4 = b[d + (n2 + 3) * D] - t;
      total54 += difference4 * difference4;
    }
    total5 = total5 + total52 + total53 + total54;
    for (; n2 < N; n2++) {
      const difference = b[d + n2 * D] - t;
      total5 += difference * difference;
    }
    totalKept2[d] = total5;
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
  const b = frame.inputs.b;
  const a = frame.inputs.a;
  const totalKept = frame.scratch.realD1;
  const totalKept2 = frame.scratch.realD2;
  const totalKept3 = frame.scratch.realD3;
  const totalKept4 = frame.scratch.realD4;
  const totalKept5 = frame.scratch.realN1;
  const totalKept6 = frame.scratch.realN2;
  const gradA = frame.grads.a;
  const gradB = frame.grads.b;
  const ratio = 1 / N;
  for (let d = 0; d < D; d++) {
    let total = 0;
    let total2 = 0;
    let total3 = 0, total4 = 0, total5 = 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let n = 0;
    for (; n + 3 < N; n += 4) {
      const at = d + n * D;
      total += b[at];
      total2 += a[at];
      const at2 = d + (n + 1) * D;
      total3 += b[at2];
      total22 += a[at2];
      const at3 = d + (n + 2) * D;
      total4 += b[at3];
      total23 += a[at3];
      const at4 = d + (n + 3) * D;
      total5 += b[at4];
      total24 += a[at4];
    }
    total = total + total3 + total4 + total5;
    total2 = total2 + total22 + total23 + total24;
    for (; n < N; n++) {
      const at = d + n * D;
      total += b[at];
      total2 += a[at];
    }
    totalKept[d] = total;
    totalKept2[d] = total2;
    let total6 = 0;
    let total7 = 0;
    const t = ratio * total;
    const t2 = ratio * total2;
    let total62 = 0, total63 = 0, total64 = 0;
    let total72 = 0, total73 = 0, total74 = 0;
    let n2 = 0;
    for (; n2 + 3 < N; n2 += 4) {
      const at = d + n2 * D;
      const difference = b[at] - t;
      total6 += difference * difference;
      const difference2 = a[at] - t2;
      total7 += difference2 * difference2;
      const at2 = d + (n2 + 1) * D;
      const difference3 = b[at2] - t;
      total62 += difference3 * difference3;
      const difference4 = a[at2] - t2;
      total72 += difference4 * difference4;
      const at3 = d + (n2 + 2) * D;
      const difference5 = b[at3] - t;
      total63 += difference5 * difference5;
      const difference6 = a[at3] - t2;
      total73 += difference6 * difference6;
      const at4 = d + (n2 + 3) * D;
      const difference7 = b[at4] - t;
      total64 += difference7 * difference7;
      const difference8 = a[at4] - t2;
      total74 += difference8 * difference8;
    }
    total6 = total6 + total62 + total63 + total64;
    total7 = total7 + total72 + total73 + total74;
    for (; n2 < N; n2++) {
      const at = d + n2 * D;
      const difference = b[at] - t;
      total6 += difference * difference;
      const difference2 = a[at] - t2;
      total7 += difference2 * difference2;
    }
    totalKept3[d] = total6;
    totalKept4[d] = total7;
  }
  let sumOff = 0;
  const t = 2 * (gradOutput * lambda);
  const t2 = -2 * gradOutput;
  for (let d = 0; d < D; d++) {
    totalKept5.fill(0);
    const t3 = ratio * totalKept[d];
    const root = Math.sqrt(ratio * totalKept3[d] + 0.00001);
    const ratio2 = 1 / root;
    for (let d1 = 0; d1 < D; d1++) {
      let total = 0;
      const t4 = ratio * totalKept2[d1];
      const ratio3 = 1 / Math.sqrt(ratio * totalKept4[d1] + 0.00001);
      let total2 = 0, total3 = 0, total4 = 0;
      let n = 0;
      for (; n + 3 < N; n += 4) {
        const at = n * D;
        total += ratio3 * (a[d1 + at] - t4) * (ratio2 * (b[d + at] - t3));
        const at2 = (n + 1) * D;
        total2 += ratio3 * (a[d1 + at2] - t4) * (ratio2 * (b[d + at2] - t3));
        const at3 = (n + 2) * D;
        total3 += ratio3 * (a[d1 + at3] - t4) * (ratio2 * (b[d + at3] - t3));
        const at4 = (n + 3) * D;
        total4 += ratio3 * (a[d1 + at4] - t4) * (ratio2 * (b[d + at4] - t3));
      }
      total = total + total2 + total3 + total4;
      for (; n < N; n++) {
        const at = n * D;
        total += ratio3 * (a[d1 + at] - t4) * (ratio2 * (b[d + at] - t3));
      }
      const t5 = ratio * total;
      const t6 = ratio * (d1 === d ? t2 * (1 - t5) : t * t5);
      let n2 = 0;
      for (; n2 + 3 < N; n2 += 4) {
        totalKept5[n2] = totalKept5[n2] + (t6 * (ratio3 * (a[d1 + n2 * D] - t4)));
        totalKept5[n2 + 1] = totalKept5[n2 + 1] + (t6 * (ratio3 * (a[d1 + (n2 + 1) * D] - t4)));
        totalKept5[n2 + 2] = totalKept5[n2 + 2] + (t6 * (ratio3 * (a[d1 + (n2 + 2) * D] - t4)));
        totalKept5[n2 + 3] = totalKept5[n2 + 3] + (t6 * (ratio3 * (a[d1 + (n2 + 3) * D] - t4)));
      }
      for (; n2 < N; n2++) {
        totalKept5[n2] = totalKept5[n2] + (t6 * (ratio3 * (a[d1 + n2 * D] - t4)));
      }
    }
    totalKept6.fill(0);
    const t4 = ratio * totalKept2[d];
    const root2 = Math.sqrt(ratio * totalKept4[d] + 0.00001);
    const ratio3 = 1 / root2;
    for (let e = 0; e < D; e++) {
      let total = 0;
      const t5 = ratio * totalKept[e];
      const ratio4 = 1 / Math.sqrt(ratio * totalKept3[e] + 0.00001);
      let total2 = 0, total3 = 0, total4 = 0;
      let n = 0;
      for (; n + 3 < N; n += 4) {
        const at = n * D;
        total += ratio3 * (a[d + at] - t4) * (ratio4 * (b[e + at] - t5));
        const at2 = (n + 1) * D;
        total2 += ratio3 * (a[d + at2] - t4) * (ratio4 * (b[e + at2] - t5));
        const at3 = (n + 2) * D;
        total3 += ratio3 * (a[d + at3] - t4) * (ratio4 * (b[e + at3] - t5));
        const at4 = (n + 3) * D;
        total4 += ratio3 * (a[d + at4] - t4) * (ratio4 * (b[e + at4] - t5));
      }
      total = total + total2 + total3 + total4;
      for (; n < N; n++) {
        const at = n * D;
        total += ratio3 * (a[d + at] - t4) * (ratio4 * (b[e + at] - t5));
      }
      const c = ratio * total;
      const difference = 1 - c;
      const same = d === e;
      sumOff += same ? difference * difference : lambda * c * c;
      const t6 = ratio * (same ? t2 * difference : t * c);
      let n2 = 0;
      for (; n2 + 3 < N; n2 += 4) {
        totalKept6[n2] = totalKept6[n2] + (t6 * (ratio4 * (b[e + n2 * D] - t5)));
        totalKept6[n2 + 1] = totalKept6[n2 + 1] + (t6 * (ratio4 * (b[e + (n2 + 1) * D] - t5)));
        totalKept6[n2 + 2] = totalKept6[n2 + 2] + (t6 * (ratio4 * (b[e + (n2 + 2) * D] - t5)));
        totalKept6[n2 + 3] = totalKept6[n2 + 3] + (t6 * (ratio4 * (b[e + (n2 + 3) * D] - t5)));
      }
      for (; n2 < N; n2++) {
        totalKept6[n2] = totalKept6[n2] + (t6 * (ratio4 * (b[e + n2 * D] - t5)));
      }
    }
    let total = 0;
    let total2 = 0;
    let total3 = 0, total4 = 0, total5 = 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let n = 0;
    for (; n + 3 < N; n += 4) {
      const at = d + n * D;
      total += ratio3 * (ratio3 * (a[at] - t4)) * totalKept6[n];
      total2 += ratio2 * (ratio2 * (b[at] - t3)) * totalKept5[n];
      const at2 = d + (n + 1) * D;
      total3 += ratio3 * (ratio3 * (a[at2] - t4)) * totalKept6[n + 1];
      total22 += ratio2 * (ratio2 * (b[at2] - t3)) * totalKept5[n + 1];
      const at3 = d + (n + 2) * D;
      total4 += ratio3 * (ratio3 * (a[at3] - t4)) * totalKept6[n + 2];
      total23 += ratio2 * (ratio2 * (b[at3] - t3)) * totalKept5[n + 2];
      const at4 = d + (n + 3) * D;
      total5 += ratio3 * (ratio3 * (a[at4] - t4)) * totalKept6[n + 3];
      total24 += ratio2 * (ratio2 * (b[at4] - t3)) * totalKept5[n + 3];
    }
    total = total + total3 + total4 + total5;
    total2 = total2 + total22 + total23 + total24;
    for (; n < N; n++) {
      const at = d + n * D;
      total += ratio3 * (ratio3 * (a[at] - t4)) * totalKept6[n];
      total2 += ratio2 * (ratio2 * (b[at] - t3)) * totalKept5[n];
    }
    let total6 = 0;
    let total7 = 0;
    const t5 = ratio * total * (0.5 / root2);
    const t6 = ratio * total2 * (0.5 / root);
    let total62 = 0, total63 = 0, total64 = 0;
    let total72 = 0, total73 = 0, total74 = 0;
    let n2 = 0;
    for (; n2 + 3 < N; n2 += 4) {
      const at = d + n2 * D;
      const t7 = t5 * (a[at] - t4);
      total6 += t7 - (ratio3 * totalKept6[n2] - t7);
      const t8 = t6 * (b[at] - t3);
      total7 += t8 - (ratio2 * totalKept5[n2] - t8);
      const at2 = d + (n2 + 1) * D;
      const t9 = t5 * (a[at2] - t4);
      total62 += t9 - (ratio3 * totalKept6[n2 + 1] - t9);
      const t10 = t6 * (b[at2] - t3);
      total72 += t10 - (ratio2 * totalKept5[n2 + 1] - t10);
      const at3 = d + (n2 + 2) * D;
      const t11 = t5 * (a[at3] - t4);
      total63 += t11 - (ratio3 * totalKept6[n2 + 2] - t11);
      const t12 = t6 * (b[at3] - t3);
      total73 += t12 - (ratio2 * totalKept5[n2 + 2] - t12);
      const at4 = d + (n2 + 3) * D;
      const t13 = t5 * (a[at4] - t4);
      total64 += t13 - (ratio3 * totalKept6[n2 + 3] - t13);
      const t14 = t6 * (b[at4] - t3);
      total74 += t14 - (ratio2 * totalKept5[n2 + 3] - t14);
    }
    total6 = total6 + total62 + total63 + total64;
    total7 = total7 + total72 + total73 + total74;
    for (; n2 < N; n2++) {
      const at = d + n2 * D;
      const t7 = t5 * (a[at] - t4);
      total6 += t7 - (ratio3 * totalKept6[n2] - t7);
      const t8 = t6 * (b[at] - t3);
      total7 += t8 - (ratio2 * totalKept5[n2] - t8);
    }
    const t7 = ratio * total6;
    const t8 = ratio * total7;
    let n3 = 0;
    for (; n3 + 3 < N; n3 += 4) {
      const at = d + n3 * D;
      const t9 = t5 * (a[at] - t4);
      gradA[at] = ratio3 * totalKept6[n3] - t9 - t9 + t7;
      const t10 = t6 * (b[at] - t3);
      gradB[at] = ratio2 * totalKept5[n3] - t10 - t10 + t8;
      const at2 = d + (n3 + 1) * D;
      const t11 = t5 * (a[at2] - t4);
      gradA[at2] = ratio3 * totalKept6[n3 + 1] - t11 - t11 + t7;
      const t12 = t6 * (b[at2] - t3);
      gradB[at2] = ratio2 * totalKept5[n3 + 1] - t12 - t12 + t8;
      const at3 = d + (n3 + 2) * D;
      const t13 = t5 * (a[at3] - t4);
      gradA[at3] = ratio3 * totalKept6[n3 + 2] - t13 - t13 + t7;
      const t14 = t6 * (b[at3] - t3);
      gradB[at3] = ratio2 * totalKept5[n3 + 2] - t14 - t14 + t8;
      const at4 = d + (n3 + 3) * D;
      const t15 = t5 * (a[at4] - t4);
      gradA[at4] = ratio3 * totalKept6[n3 + 3] - t15 - t15 + t7;
      const t16 = t6 * (b[at4] - t3);
      gradB[at4] = ratio2 * totalKept5[n3 + 3] - t16 - t16 + t8;
    }
    for (; n3 < N; n3++) {
      const at = d + n3 * D;
      const t9 = t5 * (a[at] - t4);
      gradA[at] = ratio3 * totalKept6[n3] - t9 - t9 + t7;
      const t10 = t6 * (b[at] - t3);
      gradB[at] = ratio2 * totalKept5[n3] - t10 - t10 + t8;
    }
  }
  frame.value = sumOff;
}
