function crammerSingerForward1(frame) {
  const { C, N } = frame.sizes;
  const margin = frame.options.margin;
  const target = frame.inputs.target;
  const scores = frame.inputs.scores;
  const value = frame.value;
  for (let n = 0; n < N; n++) {
    let largest = -Infinity;
    const targetAt = target[n];
    const at = n * C;
    let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
    let c = 0;
    for (; c + 3 < C; c += 4) {
      largest = Math.max(largest, scores[at + c] + (c === targetAt ? 0 : margin));
      largest2 = Math.max(largest2, scores[at + c + 1] + (c + 1 === targetAt ? 0 : margin));
      largest3 = Math.max(largest3, scores[at + c + 2] + (c + 2 === targetAt ? 0 : margin));
      largest4 = Math.max(largest4, scores[at + c + 3] + (c + 3 === targetAt ? 0 : margin));
    }
    largest = Math.max(largest, largest2, largest3, largest4);
    for (; c < C; c++) {
      largest = Math.max(largest, scores[at + c] + (c === targetAt ? 0 : margin));
    }
    value[n] = largest - scores[at + (Math.min(Math.max(targetAt, 0), C - 1) || 0)];
  }
}

function crammerSingerForward2(frame) {
  const { C, N } = frame.sizes;
  const margin = frame.options.margin;
  const reduction = frame.reduction;
  const target = frame.inputs.target;
  const scores = frame.inputs.scores;
  let total = 0;
  for (let n = 0; n < N; n++) {
    let largest = -Infinity;
    const targetAt = target[n];
    const at = n * C;
    let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
    let c = 0;
    for (; c + 3 < C; c += 4) {
      largest = Math.max(largest, scores[at + c] + (c === targetAt ? 0 : margin));
      largest2 = Math.max(largest2, scores[at + c + 1] + (c + 1 === targetAt ? 0 : margin));
      largest3 = Math.max(largest3, scores[at + c + 2] + (c + 2 === targetAt ? 0 : margin));
      largest4 = Math.max(largest4, scores[at + c + 3] + (c + 3 === targetAt ? 0 : margin));
    }
    largest = Math.max(largest, largest2, largest3, largest4);
    for (; c < C; c++) {
      largest = Math.max(largest, scores[at + c] + (c === targetAt ? 0 : margin));
    }
    total += largest - scores[at + (Math.min(Math.max(targetAt, 0), C - 1) || 0)];
  }
  frame.value = reduction === 0 ? total / N : total;
}

function crammerSingerForward(frame) {
  if (frame.reduction === 2) {
    crammerSingerForward1(frame);
  } else {
    crammerSingerForward2(frame);
  }
}

function crammerSingerBackward1(frame) {
  const { C, N } = frame.sizes;
  const margin = frame.options.margin;
  const target = frame.inputs.target;
  const scores = frame.inputs.scores;
  const value = frame.value;
  const gradOutput = frame.gradOutput;
  const gradScores = frame.grads.scores;
  for (let n = 0; n < N; n++) {
    let largest = -Infinity;
    const targetAt = target[n];
    const at = n * C;
    let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
    let c = 0;
    for (; c + 3 < C; c += 4) {
      largest = Math.max(largest, scores[at + c] + (c === targetAt ? 0 : margin));
      largest2 = Math.max(largest2, scores[at + c + 1] + (c + 1 === targetAt ? 0 : margin));
      largest3 = Math.max(largest3, scores[at + c + 2] + (c + 2 === targetAt ? 0 : margin));
      largest4 = Math.max(largest4, scores[at + c + 3] + (c + 3 === targetAt ? 0 : margin));
    }
    largest = Math.max(largest, largest2, largest3, largest4);
    for (; c < C; c++) {
      largest = Math.max(largest, scores[at + c] + (c === targetAt ? 0 : margin));
    }
    const at2 = Math.min(Math.max(targetAt, 0), C - 1) || 0;
    value[n] = largest - scores[at + at2];
    let total = 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      total += +(scores[at + c2] + (c2 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
      total2 += +(scores[at + c2 + 1] + (c2 + 1 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
      total3 += +(scores[at + c2 + 2] + (c2 + 2 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
      total4 += +(scores[at + c2 + 3] + (c2 + 3 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
    }
    total = total + total2 + total3 + total4;
    for (; c2 < C; c2++) {
      total += +(scores[at + c2] + (c2 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
    }
    const gradOutputAt = gradOutput[n];
    const t = gradOutputAt * (total / (total * total));
    const t2 = -gradOutputAt;
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const at3 = at + c3;
      const holds = +(scores[at3] + (c3 === targetAt ? 0 : margin) < largest) - 0.5 + 0.5;
      const chosen = t * (1 - holds);
      const at4 = at + c3 + 1;
      const holds2 = +(scores[at4] + (c3 + 1 === targetAt ? 0 : margin) < largest) - 0.5 + 0.5;
      const chosen2 = t * (1 - holds2);
      const at5 = at + c3 + 2;
      const holds3 = +(scores[at5] + (c3 + 2 === targetAt ? 0 : margin) < largest) - 0.5 + 0.5;
      const chosen3 = t * (1 - holds3);
      const at6 = at + c3 + 3;
      const holds4 = +(scores[at6] + (c3 + 3 === targetAt ? 0 : margin) < largest) - 0.5 + 0.5;
      const chosen4 = t * (1 - holds4);
      // What is not finite is left to the loop below.
      if ((chosen + chosen2 + chosen3 + chosen4) * 0 !== 0) break;
      gradScores[at3] = (at2 === c3 ? t2 : 0) + chosen;
      gradScores[at4] = (at2 === c3 + 1 ? t2 : 0) + chosen2;
      gradScores[at5] = (at2 === c3 + 2 ? t2 : 0) + chosen3;
      gradScores[at6] = (at2 === c3 + 3 ? t2 : 0) + chosen4;
    }
    for (; c3 < C; c3++) {
      const at3 = at + c3;
      gradScores[at3] = (at2 === c3 ? t2 : 0) + (scores[at3] + (c3 === targetAt ? 0 : margin) < largest ? 0 : t);
    }
  }
}

function crammerSingerBackward2(frame) {
  const { C, N } = frame.sizes;
  const margin = frame.options.margin;
  const target = frame.inputs.target;
  const scores = frame.inputs.scores;
  const value = frame.value;
  const gradScores = frame.grads.scores;
  for (let n = 0; n < N; n++) {
    let largest = -Infinity;
    const targetAt = target[n];
    const at = n * C;
    let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
    let c = 0;
    for (; c + 3 < C; c += 4) {
      largest = Math.max(largest, scores[at + c] + (c === targetAt ? 0 : margin));
      largest2 = Math.max(largest2, scores[at + c + 1] + (c + 1 === targetAt ? 0 : margin));
      largest3 = Math.max(largest3, scores[at + c + 2] + (c + 2 === targetAt ? 0 : margin));
      largest4 = Math.max(largest4, scores[at + c + 3] + (c + 3 === targetAt ? 0 : margin));
    }
    largest = Math.max(largest, largest2, largest3, largest4);
    for (; c < C; c++) {
      largest = Math.max(largest, scores[at + c] + (c === targetAt ? 0 : margin));
    }
    const at2 = Math.min(Math.max(targetAt, 0), C - 1) || 0;
    value[n] = largest - scores[at + at2];
    let total = 0;
    let total2 = 0, total3 = 0, total4 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      total += +(scores[at + c2] + (c2 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
      total2 += +(scores[at + c2 + 1] + (c2 + 1 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
      total3 += +(scores[at + c2 + 2] + (c2 + 2 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
      total4 += +(scores[at + c2 + 3] + (c2 + 3 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
    }
    total = total + total2 + total3 + total4;
    for (; c2 < C; c2++) {
      total += +(scores[at + c2] + (c2 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
    }
    const ratio = total / (total * total);
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const at3 = at + c3;
      const holds = +(scores[at3] + (c3 === targetAt ? 0 : margin) < largest) - 0.5 + 0.5;
      const chosen = ratio * (1 - holds);
      const at4 = at + c3 + 1;
      const holds2 = +(scores[at4] + (c3 + 1 === targetAt ? 0 : margin) < largest) - 0.5 + 0.5;
      const chosen2 = ratio * (1 - holds2);
      const at5 = at + c3 + 2;
      const holds3 = +(scores[at5] + (c3 + 2 === targetAt ? 0 : margin) < largest) - 0.5 + 0.5;
      const chosen3 = ratio * (1 - holds3);
      const at6 = at + c3 + 3;
      const holds4 = +(scores[at6] + (c3 + 3 === targetAt ? 0 : margin) < largest) - 0.5 + 0.5;
      const chosen4 = ratio * (1 - holds4);
      // What is not finite is left to the loop below.
      if ((chosen + chosen2 + chosen3 + chosen4) * 0 !== 0) break;
      gradScores[at3] = (at2 === c3 ? -1 : 0) + chosen;
      gradScores[at4] = (at2 === c3 + 1 ? -1 : 0) + chosen2;
      gradScores[at5] = (at2 === c3 + 2 ? -1 : 0) + chosen3;
      gradScores[at6] = (at2 === c3 + 3 ? -1 : 0) + chosen4;
    }
    for (; c3 < C; c3++) {
      const at3 = at + c3;
      gradScores[at3] = (at2 === c3 ? -1 : 0) + (scores[at3] + (c3 === targetAt ? 0 : margin) < largest ? 0 : ratio);
    }
  }
}

function crammerSingerBackward3(frame) {
  const { C, N } = frame.sizes;
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const margin = frame.options.margin;
  const target = frame.inputs.target;
  const scores = frame.inputs.scores;
  const gradScores = frame.grads.scores;
  let total = 0;
  const same = reduction === 0;
  const t = same ? gradOutput / N : gradOutput;
  const t2 = -t;
  for (let n = 0; n < N; n++) {
    let largest = -Infinity;
    const targetAt = target[n];
    const at = n * C;
    let largest2 = -Infinity, largest3 = -Infinity, largest4 = -Infinity;
    let c = 0;
    for (; c + 3 < C; c += 4) {
      largest = Math.max(largest, scores[at + c] + (c === targetAt ? 0 : margin));
      largest2 = Math.max(largest2, scores[at + c + 1] + (c + 1 === targetAt ? 0 : margin));
      largest3 = Math.max(largest3, scores[at + c + 2] + (c + 2 === targetAt ? 0 : margin));
      largest4 = Math.max(largest4, scores[at + c + 3] + (c + 3 === targetAt ? 0 : margin));
    }
    largest = Math.max(largest, largest2, largest3, largest4);
    for (; c < C; c++) {
      largest = Math.max(largest, scores[at + c] + (c === targetAt ? 0 : margin));
    }
    const at2 = Math.min(Math.max(targetAt, 0), C - 1) || 0;
    total += largest - scores[at + at2];
    let total2 = 0;
    let total22 = 0, total23 = 0, total24 = 0;
    let c2 = 0;
    for (; c2 + 3 < C; c2 += 4) {
      total2 += +(scores[at + c2] + (c2 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
      total22 += +(scores[at + c2 + 1] + (c2 + 1 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
      total23 += +(scores[at + c2 + 2] + (c2 + 2 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
      total24 += +(scores[at + c2 + 3] + (c2 + 3 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
    }
    total2 = total2 + total22 + total23 + total24;
    for (; c2 < C; c2++) {
      total2 += +(scores[at + c2] + (c2 === targetAt ? 0 : margin) === largest) - 0.5 + 0.5;
    }
    const t3 = t * (total2 / (total2 * total2));
    let c3 = 0;
    for (; c3 + 3 < C; c3 += 4) {
      const at3 = at + c3;
      const holds = +(scores[at3] + (c3 === targetAt ? 0 : margin) < largest) - 0.5 + 0.5;
      const chosen = t3 * (1 - holds);
      const at4 = at + c3 + 1;
      const holds2 = +(scores[at4] + (c3 + 1 === targetAt ? 0 : margin) < largest) - 0.5 + 0.5;
      const chosen2 = t3 * (1 - holds2);
      const at5 = at + c3 + 2;
      const holds3 = +(scores[at5] + (c3 + 2 === targetAt ? 0 : margin) < largest) - 0.5 + 0.5;
      const chosen3 = t3 * (1 - holds3);
      const at6 = at + c3 + 3;
      const holds4 = +(scores[at6] + (c3 + 3 === targetAt ? 0 : margin) < largest) - 0.5 + 0.5;
      const chosen4 = t3 * (1 - holds4);
      // What is not finite is left to the loop below.
      if ((chosen + chosen2 + chosen3 + chosen4) * 0 !== 0) break;
      gradScores[at3] = (at2 === c3 ? t2 : 0) + chosen;
      gradScores[at4] = (at2 === c3 + 1 ? t2 : 0) + chosen2;
      gradScores[at5] = (at2 === c3 + 2 ? t2 : 0) + chosen3;
      gradScores[at6] = (at2 === c3 + 3 ? t2 : 0) + chosen4;
    }
    for (; c3 < C; c3++) {
      const at3 = at + c3;
      gradScores[at3] = (at2 === c3 ? t2 : 0) + (scores[at3] + (c3 === targetAt ? 0 : margin) < largest ? 0 : t3);
    }
  }
  frame.value = same ? total / N : total;
}

function crammerSingerBackward(frame) {
  if (frame.reduction === 2) {
    if (frame.gradOutput !== undefined) {
      crammerSingerBackward1(frame);
    } else {
      crammerSingerBackward2(frame);
    }
  } else {
    crammerSingerBackward3(frame);
  }
}
