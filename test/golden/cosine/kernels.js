function cosineForward1(frame) {
  const { D, N } = frame.sizes;
  const b = frame.inputs.b;
  const a = frame.inputs.a;
  const value = frame.value;
  let total = 0;
  for (let n = 0; n < N; n++) {
    let total2 = 0;
    let total3 = 0;
    const at = n * D;
    let total22 = 0, total23 = 0, total24 = 0;
    let total32 = 0, total33 = 0, total34 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      const bAt = b[at2];
      total2 += bAt * bAt;
      const aAt = a[at2];
      total3 += aAt * aAt;
      const at3 = at + d + 1;
      const bAt2 = b[at3];
      total22 += bAt2 * bAt2;
      const aAt2 = a[at3];
      total32 += aAt2 * aAt2;
      const at4 = at + d + 2;
      const bAt3 = b[at4];
      total23 += bAt3 * bAt3;
      const aAt3 = a[at4];
      total33 += aAt3 * aAt3;
      const at5 = at + d + 3;
      const bAt4 = b[at5];
      total24 += bAt4 * bAt4;
      const aAt4 = a[at5];
      total34 += aAt4 * aAt4;
    }
    total2 = total2 + total22 + total23 + total24;
    total3 = total3 + total32 + total33 + total34;
    for (; d < D; d++) {
      const at2 = at + d;
      const bAt = b[at2];
      total2 += bAt * bAt;
      const aAt = a[at2];
      total3 += aAt * aAt;
    }
    let total4 = 0;
    let total5 = 0;
    const root = Math.sqrt(total2);
    const root2 = Math.sqrt(total3);
    const t = 1 / (root2 < 1e-12 ? 1e-12 : root2) * (1 / (root < 1e-12 ? 1e-12 : root));
    let total42 = 0, total43 = 0, total44 = 0;
    let total52 = 0, total53 = 0, total54 = 0;
    let d2 = 0;
    for (; d2 + 3 < D; d2 += 4) {
      const at2 = at + d2;
      const bAt = b[at2];
      const aAt = a[at2];
      total4 += t * aAt * bAt;
      total5 += aAt * bAt;
      const at3 = at + d2 + 1;
      const bAt2 = b[at3];
      const aAt2 = a[at3];
      total42 += t * aAt2 * bAt2;
      total52 += aAt2 * bAt2;
      const at4 = at + d2 + 2;
      const bAt3 = b[at4];
      const aAt3 = a[at4];
      total43 += t * aAt3 * bAt3;
      total53 += aAt3 * bAt3;
      const at5 = at + d2 + 3;
      const bAt4 = b[at5];
      const aAt4 = a[at5];
      total44 += t * aAt4 * bAt4;
      total54 += aAt4 * bAt4;
    }
    total4 = total4 + total42 + total43 + total44;
    total5 = total5 + total52 + total53 + total54;
    for (; d2 < D; d2++) {
      const at2 = at + d2;
      const bAt = b[at2];
      const aAt = a[at2];
      total4 += t * aAt * bAt;
      total5 += aAt * bAt;
    }
    value[n] = 1 - total4;
    total += +(total5 > 0);
  }
  frame.metrics.aligned = total / N;
}

function cosineForward2(frame) {
  const { D, N } = frame.sizes;
  const reduction = frame.reduction;
  const b = frame.inputs.b;
  const a = frame.inputs.a;
  let total = 0;
  let total2 = 0;
  for (let n = 0; n < N; n++) {
    let total3 = 0;
    let total4 = 0;
    const at = n * D;
    let total32 = 0, total33 = 0, total34 = 0;
    let total42 = 0, total43 = 0, total44 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      const bAt = b[at2];
      total3 += bAt * bAt;
      const aAt = a[at2];
      total4 += aAt * aAt;
      const at3 = at + d + 1;
      const bAt2 = b[at3];
      total32 += bAt2 * bAt2;
      const aAt2 = a[at3];
      total42 += aAt2 * aAt2;
      const at4 = at + d + 2;
      const bAt3 = b[at4];
      total33 += bAt3 * bAt3;
      const aAt3 = a[at4];
      total43 += aAt3 * aAt3;
      const at5 = at + d + 3;
      const bAt4 = b[at5];
      total34 += bAt4 * bAt4;
      const aAt4 = a[at5];
      total44 += aAt4 * aAt4;
    }
    total3 = total3 + total32 + total33 + total34;
    total4 = total4 + total42 + total43 + total44;
    for (; d < D; d++) {
      const at2 = at + d;
      const bAt = b[at2];
      total3 += bAt * bAt;
      const aAt = a[at2];
      total4 += aAt * aAt;
    }
    let total5 = 0;
    let total6 = 0;
    const root = Math.sqrt(total3);
    const root2 = Math.sqrt(total4);
    const t = 1 / (root2 < 1e-12 ? 1e-12 : root2) * (1 / (root < 1e-12 ? 1e-12 : root));
    let total52 = 0, total53 = 0, total54 = 0;
    let total62 = 0, total63 = 0, total64 = 0;
    let d2 = 0;
    for (; d2 + 3 < D; d2 += 4) {
      const at2 = at + d2;
      const bAt = b[at2];
      const aAt = a[at2];
      total5 += t * aAt * bAt;
      total6 += aAt * bAt;
      const at3 = at + d2 + 1;
      const bAt2 = b[at3];
      const aAt2 = a[at3];
      total52 += t * aAt2 * bAt2;
      total62 += aAt2 * bAt2;
      const at4 = at + d2 + 2;
      const bAt3 = b[at4];
      const aAt3 = a[at4];
      total53 += t * aAt3 * bAt3;
      total63 += aAt3 * bAt3;
      const at5 = at + d2 + 3;
      const bAt4 = b[at5];
      const aAt4 = a[at5];
      total54 += t * aAt4 * bAt4;
      total64 += aAt4 * bAt4;
    }
    total5 = total5 + total52 + total53 + total54;
    total6 = total6 + total62 + total63 + total64;
    for (; d2 < D; d2++) {
      const at2 = at + d2;
      const bAt = b[at2];
      const aAt = a[at2];
      total5 += t * aAt * bAt;
      total6 += aAt * bAt;
    }
    total += 1 - total5;
    total2 += +(total6 > 0);
  }
  frame.value = reduction === 0 ? total / N : total;
  frame.metrics.aligned = total2 / N;
}

function cosineForward(frame) {
  if (frame.reduction === 2) {
    cosineForward1(frame);
  } else {
    cosineForward2(frame);
  }
}

function cosineBackward1(frame) {
  const { D, N } = frame.sizes;
  const b = frame.inputs.b;
  const a = frame.inputs.a;
  const gradOutput = frame.gradOutput;
  const gradA = frame.grads.a;
  const gradB = frame.grads.b;
  const value = frame.value;
  let total = 0;
  for (let n = 0; n < N; n++) {
    let total2 = 0;
    let total3 = 0;
    const at = n * D;
    let total22 = 0, total23 = 0, total24 = 0;
    let total32 = 0, total33 = 0, total34 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      const bAt = b[at2];
      total2 += bAt * bAt;
      const aAt = a[at2];
      total3 += aAt * aAt;
      const at3 = at + d + 1;
      const bAt2 = b[at3];
      total22 += bAt2 * bAt2;
      const aAt2 = a[at3];
      total32 += aAt2 * aAt2;
      const at4 = at + d + 2;
      const bAt3 = b[at4];
      total23 += bAt3 * bAt3;
      const aAt3 = a[at4];
      total33 += aAt3 * aAt3;
      const at5 = at + d + 3;
      const bAt4 = b[at5];
      total24 += bAt4 * bAt4;
      const aAt4 = a[at5];
      total34 += aAt4 * aAt4;
    }
    total2 = total2 + total22 + total23 + total24;
    total3 = total3 + total32 + total33 + total34;
    for (; d < D; d++) {
      const at2 = at + d;
      const bAt = b[at2];
      total2 += bAt * bAt;
      const aAt = a[at2];
      total3 += aAt * aAt;
    }
    let total4 = 0;
    let total5 = 0;
    const root = Math.sqrt(total2);
    const below = root < 1e-12;
    const ratio = 1 / (below ? 1e-12 : root);
    const gradOutputAt = gradOutput[n];
    const root2 = Math.sqrt(total3);
    const below2 = root2 < 1e-12;
    const ratio2 = 1 / (below2 ? 1e-12 : root2);
    let total42 = 0, total43 = 0, total44 = 0;
    let total52 = 0, total53 = 0, total54 = 0;
    let d2 = 0;
    for (; d2 + 3 < D; d2 += 4) {
      const at2 = at + d2;
      const t = ratio * b[at2];
      const t2 = ratio2 * a[at2];
      total4 += ratio2 * t2 * (gradOutputAt * t);
      total5 += ratio * t * (gradOutputAt * t2);
      const at3 = at + d2 + 1;
      const t3 = ratio * b[at3];
      const t4 = ratio2 * a[at3];
      total42 += ratio2 * t4 * (gradOutputAt * t3);
      total52 += ratio * t3 * (gradOutputAt * t4);
      const at4 = at + d2 + 2;
      const t5 = ratio * b[at4];
      const t6 = ratio2 * a[at4];
      total43 += ratio2 * t6 * (gradOutputAt * t5);
      total53 += ratio * t5 * (gradOutputAt * t6);
      const at5 = at + d2 + 3;
      const t7 = ratio * b[at5];
      const t8 = ratio2 * a[at5];
      total44 += ratio2 * t8 * (gradOutputAt * t7);
      total54 += ratio * t7 * (gradOutputAt * t8);
    }
    total4 = total4 + total42 + total43 + total44;
    total5 = total5 + total52 + total53 + total54;
    for (; d2 < D; d2++) {
      const at2 = at + d2;
      const t = ratio * b[at2];
      const t2 = ratio2 * a[at2];
      total4 += ratio2 * t2 * (gradOutputAt * t);
      total5 += ratio * t * (gradOutputAt * t2);
    }
    let total6 = 0;
    let total7 = 0;
    const t = total4 * (root2 === 1e-12 ? 0.5 : 1) * (1 / root2);
    const t2 = !below2 && root2 !== 0;
    const t3 = total5 * (root === 1e-12 ? 0.5 : 1) * (1 / root);
    const t4 = !below && root !== 0;
    let total62 = 0, total63 = 0, total64 = 0;
    let total72 = 0, total73 = 0, total74 = 0;
    let d3 = 0;
    for (; d3 + 3 < D; d3 += 4) {
      const at2 = at + d3;
      const bAt = b[at2];
      const t5 = ratio * bAt;
      const aAt = a[at2];
      const t6 = ratio2 * aAt;
      total6 += t6 * t5;
      total7 += aAt * bAt;
      gradA[at2] = (t2 ? t * aAt : 0) - ratio2 * (gradOutputAt * t5);
      gradB[at2] = (t4 ? t3 * bAt : 0) - ratio * (gradOutputAt * t6);
      const at3 = at + d3 + 1;
      const bAt2 = b[at3];
      const t7 = ratio * bAt2;
      const aAt2 = a[at3];
      const t8 = ratio2 * aAt2;
      total62 += t8 * t7;
      total72 += aAt2 * bAt2;
      gradA[at3] = (t2 ? t * aAt2 : 0) - ratio2 * (gradOutputAt * t7);
      gradB[at3] = (t4 ? t3 * bAt2 : 0) - ratio * (gradOutputAt * t8);
      const at4 = at + d3 + 2;
      const bAt3 = b[at4];
      const t9 = ratio * bAt3;
      const aAt3 = a[at4];
      const t10 = ratio2 * aAt3;
      total63 += t10 * t9;
      total73 += aAt3 * bAt3;
      gradA[at4] = (t2 ? t * aAt3 : 0) - ratio2 * (gradOutputAt * t9);
      gradB[at4] = (t4 ? t3 * bAt3 : 0) - ratio * (gradOutputAt * t10);
      const at5 = at + d3 + 3;
      const bAt4 = b[at5];
      const t11 = ratio * bAt4;
      const aAt4 = a[at5];
      const t12 = ratio2 * aAt4;
      total64 += t12 * t11;
      total74 += aAt4 * bAt4;
      gradA[at5] = (t2 ? t * aAt4 : 0) - ratio2 * (gradOutputAt * t11);
      gradB[at5] = (t4 ? t3 * bAt4 : 0) - ratio * (gradOutputAt * t12);
    }
    total6 = total6 + total62 + total63 + total64;
    total7 = total7 + total72 + total73 + total74;
    for (; d3 < D; d3++) {
      const at2 = at + d3;
      const bAt = b[at2];
      const t5 = ratio * bAt;
      const aAt = a[at2];
      const t6 = ratio2 * aAt;
      total6 += t6 * t5;
      total7 += aAt * bAt;
      gradA[at2] = (t2 ? t * aAt : 0) - ratio2 * (gradOutputAt * t5);
      gradB[at2] = (t4 ? t3 * bAt : 0) - ratio * (gradOutputAt * t6);
    }
    value[n] = 1 - total6;
    total += +(total7 > 0);
  }
  frame.metrics.aligned = total / N;
}

function cosineBackward2(frame) {
  const { D, N } = frame.sizes;
  const b = frame.inputs.b;
  const a = frame.inputs.a;
  const gradA = frame.grads.a;
  const gradB = frame.grads.b;
  const value = frame.value;
  let total = 0;
  for (let n = 0; n < N; n++) {
    let total2 = 0;
    let total3 = 0;
    const at = n * D;
    let total22 = 0, total23 = 0, total24 = 0;
    let total32 = 0, total33 = 0, total34 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      const bAt = b[at2];
      total2 += bAt * bAt;
      const aAt = a[at2];
      total3 += aAt * aAt;
      const at3 = at + d + 1;
      const bAt2 = b[at3];
      total22 += bAt2 * bAt2;
      const aAt2 = a[at3];
      total32 += aAt2 * aAt2;
      const at4 = at + d + 2;
      const bAt3 = b[at4];
      total23 += bAt3 * bAt3;
      const aAt3 = a[at4];
      total33 += aAt3 * aAt3;
      const at5 = at + d + 3;
      const bAt4 = b[at5];
      total24 += bAt4 * bAt4;
      const aAt4 = a[at5];
      total34 += aAt4 * aAt4;
    }
    total2 = total2 + total22 + total23 + total24;
    total3 = total3 + total32 + total33 + total34;
    for (; d < D; d++) {
      const at2 = at + d;
      const bAt = b[at2];
      total2 += bAt * bAt;
      const aAt = a[at2];
      total3 += aAt * aAt;
    }
    let total4 = 0;
    let total5 = 0;
    const root = Math.sqrt(total2);
    const below = root < 1e-12;
    const ratio = 1 / (below ? 1e-12 : root);
    const root2 = Math.sqrt(total3);
    const below2 = root2 < 1e-12;
    const ratio2 = 1 / (below2 ? 1e-12 : root2);
    let total42 = 0, total43 = 0, total44 = 0;
    let total52 = 0, total53 = 0, total54 = 0;
    let d2 = 0;
    for (; d2 + 3 < D; d2 += 4) {
      const at2 = at + d2;
      const t = ratio * b[at2];
      const t2 = ratio2 * a[at2];
      total4 += ratio2 * t2 * t;
      total5 += ratio * t * t2;
      const at3 = at + d2 + 1;
      const t3 = ratio * b[at3];
      const t4 = ratio2 * a[at3];
      total42 += ratio2 * t4 * t3;
      total52 += ratio * t3 * t4;
      const at4 = at + d2 + 2;
      const t5 = ratio * b[at4];
      const t6 = ratio2 * a[at4];
      total43 += ratio2 * t6 * t5;
      total53 += ratio * t5 * t6;
      const at5 = at + d2 + 3;
      const t7 = ratio * b[at5];
      const t8 = ratio2 * a[at5];
      total44 += ratio2 * t8 * t7;
      total54 += ratio * t7 * t8;
    }
    total4 = total4 + total42 + total43 + total44;
    total5 = total5 + total52 + total53 + total54;
    for (; d2 < D; d2++) {
      const at2 = at + d2;
      const t = ratio * b[at2];
      const t2 = ratio2 * a[at2];
      total4 += ratio2 * t2 * t;
      total5 += ratio * t * t2;
    }
    let total6 = 0;
    let total7 = 0;
    const t = total4 * (root2 === 1e-12 ? 0.5 : 1) * (1 / root2);
    const t2 = !below2 && root2 !== 0;
    const t3 = total5 * (root === 1e-12 ? 0.5 : 1) * (1 / root);
    const t4 = !below && root !== 0;
    let total62 = 0, total63 = 0, total64 = 0;
    let total72 = 0, total73 = 0, total74 = 0;
    let d3 = 0;
    for (; d3 + 3 < D; d3 += 4) {
      const at2 = at + d3;
      const bAt = b[at2];
      const t5 = ratio * bAt;
      const aAt = a[at2];
      const t6 = ratio2 * aAt;
      total6 += t6 * t5;
      total7 += aAt * bAt;
      gradA[at2] = (t2 ? t * aAt : 0) - ratio2 * t5;
      gradB[at2] = (t4 ? t3 * bAt : 0) - ratio * t6;
      const at3 = at + d3 + 1;
      const bAt2 = b[at3];
      const t7 = ratio * bAt2;
      const aAt2 = a[at3];
      const t8 = ratio2 * aAt2;
      total62 += t8 * t7;
      total72 += aAt2 * bAt2;
      gradA[at3] = (t2 ? t * aAt2 : 0) - ratio2 * t7;
      gradB[at3] = (t4 ? t3 * bAt2 : 0) - ratio * t8;
      const at4 = at + d3 + 2;
      const bAt3 = b[at4];
      const t9 = ratio * bAt3;
      const aAt3 = a[at4];
      const t10 = ratio2 * aAt3;
      total63 += t10 * t9;
      total73 += aAt3 * bAt3;
      gradA[at4] = (t2 ? t * aAt3 : 0) - ratio2 * t9;
      gradB[at4] = (t4 ? t3 * bAt3 : 0) - ratio * t10;
      const at5 = at + d3 + 3;
      const bAt4 = b[at5];
      const t11 = ratio * bAt4;
      const aAt4 = a[at5];
      const t12 = ratio2 * aAt4;
      total64 += t12 * t11;
      total74 += aAt4 * bAt4;
      gradA[at5] = (t2 ? t * aAt4 : 0) - ratio2 * t11;
      gradB[at5] = (t4 ? t3 * bAt4 : 0) - ratio * t12;
    }
    total6 = total6 + total62 + total63 + total64;
    total7 = total7 + total72 + total73 + total74;
    for (; d3 < D; d3++) {
      const at2 = at + d3;
      const bAt = b[at2];
      const t5 = ratio * bAt;
      const aAt = a[at2];
      const t6 = ratio2 * aAt;
      total6 += t6 * t5;
      total7 += aAt * bAt;
      gradA[at2] = (t2 ? t * aAt : 0) - ratio2 * t5;
      gradB[at2] = (t4 ? t3 * bAt : 0) - ratio * t6;
    }
    value[n] = 1 - total6;
    total += +(total7 > 0);
  }
  frame.metrics.aligned = total / N;
}

function cosineBackward3(frame) {
  const { D, N } = frame.sizes;
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const b = frame.inputs.b;
  const a = frame.inputs.a;
  const gradA = frame.grads.a;
  const gradB = frame.grads.b;
  let total = 0;
  let total2 = 0;
  const same = reduction === 0;
  const t = same ? gradOutput / N : gradOutput;
  for (let n = 0; n < N; n++) {
    let total3 = 0;
    let total4 = 0;
    const at = n * D;
    let total32 = 0, total33 = 0, total34 = 0;
    let total42 = 0, total43 = 0, total44 = 0;
    let d = 0;
    for (; d + 3 < D; d += 4) {
      const at2 = at + d;
      const bAt = b[at2];
      total3 += bAt * bAt;
      const aAt = a[at2];
      total4 += aAt * aAt;
      const at3 = at + d + 1;
      const bAt2 = b[at3];
      total32 += bAt2 * bAt2;
      const aAt2 = a[at3];
      total42 += aAt2 * aAt2;
      const at4 = at + d + 2;
      const bAt3 = b[at4];
      total33 += bAt3 * bAt3;
      const aAt3 = a[at4];
      total43 += aAt3 * aAt3;
      const at5 = at + d + 3;
      const bAt4 = b[at5];
      total34 += bAt4 * bAt4;
      const aAt4 = a[at5];
      total44 += aAt4 * aAt4;
    }
    total3 = total3 + total32 + total33 + total34;
    total4 = total4 + total42 + total43 + total44;
    for (; d < D; d++) {
      const at2 = at + d;
      const bAt = b[at2];
      total3 += bAt * bAt;
      const aAt = a[at2];
      total4 += aAt * aAt;
    }
    let total5 = 0;
    let total6 = 0;
    const root = Math.sqrt(total3);
    const below = root < 1e-12;
    const ratio = 1 / (below ? 1e-12 : root);
    const root2 = Math.sqrt(total4);
    const below2 = root2 < 1e-12;
    const ratio2 = 1 / (below2 ? 1e-12 : root2);
    let total52 = 0, total53 = 0, total54 = 0;
    let total62 = 0, total63 = 0, total64 = 0;
    let d2 = 0;
    for (; d2 + 3 < D; d2 += 4) {
      const at2 = at + d2;
      const t2 = ratio * b[at2];
      const t3 = ratio2 * a[at2];
      total5 += ratio2 * t3 * (t * t2);
      total6 += ratio * t2 * (t * t3);
      const at3 = at + d2 + 1;
      const t4 = ratio * b[at3];
      const t5 = ratio2 * a[at3];
      total52 += ratio2 * t5 * (t * t4);
      total62 += ratio * t4 * (t * t5);
      const at4 = at + d2 + 2;
      const t6 = ratio * b[at4];
      const t7 = ratio2 * a[at4];
      total53 += ratio2 * t7 * (t * t6);
      total63 += ratio * t6 * (t * t7);
      const at5 = at + d2 + 3;
      const t8 = ratio * b[at5];
      const t9 = ratio2 * a[at5];
      total54 += ratio2 * t9 * (t * t8);
      total64 += ratio * t8 * (t * t9);
    }
    total5 = total5 + total52 + total53 + total54;
    total6 = total6 + total62 + total63 + total64;
    for (; d2 < D; d2++) {
      const at2 = at + d2;
      const t2 = ratio * b[at2];
      const t3 = ratio2 * a[at2];
      total5 += ratio2 * t3 * (t * t2);
      total6 += ratio * t2 * (t * t3);
    }
    let total7 = 0;
    let total8 = 0;
    const t2 = total5 * (root2 === 1e-12 ? 0.5 : 1) * (1 / root2);
    const t3 = !below2 && root2 !== 0;
    const t4 = total6 * (root === 1e-12 ? 0.5 : 1) * (1 / root);
    const t5 = !below && root !== 0;
    let total72 = 0, total73 = 0, total74 = 0;
    let total82 = 0, total83 = 0, total84 = 0;
    let d3 = 0;
    for (; d3 + 3 < D; d3 += 4) {
      const at2 = at + d3;
      const bAt = b[at2];
      const t6 = ratio * bAt;
      const aAt = a[at2];
      const t7 = ratio2 * aAt;
      total7 += t7 * t6;
      total8 += aAt * bAt;
      gradA[at2] = (t3 ? t2 * aAt : 0) - ratio2 * (t * t6);
      gradB[at2] = (t5 ? t4 * bAt : 0) - ratio * (t * t7);
      const at3 = at + d3 + 1;
      const bAt2 = b[at3];
      const t8 = ratio * bAt2;
      const aAt2 = a[at3];
      const t9 = ratio2 * aAt2;
      total72 += t9 * t8;
      total82 += aAt2 * bAt2;
      gradA[at3] = (t3 ? t2 * aAt2 : 0) - ratio2 * (t * t8);
      gradB[at3] = (t5 ? t4 * bAt2 : 0) - ratio * (t * t9);
      const at4 = at + d3 + 2;
      const bAt3 = b[at4];
      const t10 = ratio * bAt3;
      const aAt3 = a[at4];
      const t11 = ratio2 * aAt3;
      total73 += t11 * t10;
      total83 += aAt3 * bAt3;
      gradA[at4] = (t3 ? t2 * aAt3 : 0) - ratio2 * (t * t10);
      gradB[at4] = (t5 ? t4 * bAt3 : 0) - ratio * (t * t11);
      const at5 = at + d3 + 3;
      const bAt4 = b[at5];
      const t12 = ratio * bAt4;
      const aAt4 = a[at5];
      const t13 = ratio2 * aAt4;
      total74 += t13 * t12;
      total84 += aAt4 * bAt4;
      gradA[at5] = (t3 ? t2 * aAt4 : 0) - ratio2 * (t * t12);
      gradB[at5] = (t5 ? t4 * bAt4 : 0) - ratio * (t * t13);
    }
    total7 = total7 + total72 + total73 + total74;
    total8 = total8 + total82 + total83 + total84;
    for (; d3 < D; d3++) {
      const at2 = at + d3;
      const bAt = b[at2];
      const t6 = ratio * bAt;
      const aAt = a[at2];
      const t7 = ratio2 * aAt;
      total7 += t7 * t6;
      total8 += aAt * bAt;
      gradA[at2] = (t3 ? t2 * aAt : 0) - ratio2 * (t * t6);
      gradB[at2] = (t5 ? t4 * bAt : 0) - ratio * (t * t7);
    }
    total += 1 - total7;
    total2 += +(total8 > 0);
  }
  frame.value = same ? total / N : total;
  frame.metrics.aligned = total2 / N;
}

function cosineBackward(frame) {
  if (frame.reduction === 2) {
    if (frame.gradOutput !== undefined) {
      cosineBackward1(frame);
    } else {
      cosineBackward2(frame);
    }
  } else {
    cosineBackward3(frame);
  }
}
