// The losses as a competent JavaScript programmer writes them by hand: plain loops, Math.exp and Math.log, the gradient in the
// same loop, with the default options. Each returns the mean loss (Dice: the loss) and fills the gradient.

export function l1(input, target, grad) {
  const n = input.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const d = input[i] - target[i];
    sum += Math.abs(d);
    grad[i] = d > 0 ? 1 / n : d < 0 ? -1 / n : 0;
  }
  return sum / n;
}

export function mse(input, target, grad) {
  const n = input.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const d = input[i] - target[i];
    sum += d * d;
    grad[i] = (2 * d) / n;
  }
  return sum / n;
}

export function smoothL1(input, target, grad) {
  const n = input.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const d = input[i] - target[i];
    const size = Math.abs(d);
    if (size < 1) {
      sum += 0.5 * d * d;
      grad[i] = d / n;
    } else {
      sum += size - 0.5;
      grad[i] = d > 0 ? 1 / n : -1 / n;
    }
  }
  return sum / n;
}

export function huber(input, target, grad) {
  const n = input.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const d = input[i] - target[i];
    const size = Math.abs(d);
    if (size <= 1) {
      sum += 0.5 * d * d;
      grad[i] = d / n;
    } else {
      sum += size - 0.5;
      grad[i] = d > 0 ? 1 / n : -1 / n;
    }
  }
  return sum / n;
}

export function hingeEmbedding(input, target, grad) {
  const n = input.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (target[i] === 1) {
      sum += input[i];
      grad[i] = 1 / n;
    } else {
      const rest = 1 - input[i];
      if (rest >= 0) {
        sum += rest;
        grad[i] = -1 / n;
      } else {
        grad[i] = 0;
      }
    }
  }
  return sum / n;
}

export function hinge(input, target, grad) {
  const n = input.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const rest = 1 - target[i] * input[i];
    if (rest > 0) {
      sum += rest;
      grad[i] = -target[i] / n;
    } else {
      grad[i] = 0;
    }
  }
  return sum / n;
}

export function bce(input, target, grad) {
  const n = input.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const p = input[i];
    const t = target[i];
    sum -= t * Math.max(Math.log(p), -100) + (1 - t) * Math.max(Math.log(1 - p), -100);
    grad[i] = (p - t) / Math.max(p * (1 - p), 1e-12) / n;
  }
  return sum / n;
}

export function bceWithLogits(logits, target, grad) {
  const n = logits.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const x = logits[i];
    const t = target[i];
    const e = Math.exp(-Math.abs(x));
    sum += Math.max(x, 0) - x * t + Math.log1p(e);
    grad[i] = ((x >= 0 ? 1 / (1 + e) : e / (1 + e)) - t) / n;
  }
  return sum / n;
}

export function focal(logits, target, grad) {
  const n = logits.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const x = logits[i];
    const t = target[i];
    const e = Math.exp(-Math.abs(x));
    const p = x >= 0 ? 1 / (1 + e) : e / (1 + e);
    const ce = Math.max(x, 0) - x * t + Math.log1p(e);
    const right = Math.exp(-ce);
    const wrong = 1 - right;
    sum += wrong * wrong * ce;
    grad[i] = ((2 * wrong * right * ce + wrong * wrong) * (p - t)) / n;
  }
  return sum / n;
}

export function dice(input, target, grad) {
  const n = input.length;
  let shared = 0;
  let all = 0;
  for (let i = 0; i < n; i++) {
    const p = 1 / (1 + Math.exp(-input[i]));
    shared += p * target[i];
    all += p + target[i];
    grad[i] = p;
  }
  const above = 2 * shared + 1;
  const below = all + 1;
  for (let i = 0; i < n; i++) {
    const p = grad[i];
    grad[i] = p * (1 - p) * (above / (below * below) - (2 * target[i]) / below);
  }
  return 1 - above / below;
}

export function klDiv(input, target, gradInput, gradTarget) {
  const n = input.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const t = target[i];
    const log = t > 0 ? Math.log(t) : 0;
    sum += t * (log - input[i]);
    gradInput[i] = -t / n;
    gradTarget[i] = (log + 1 - input[i]) / n;
  }
  return sum / n;
}

export function klDivWithLogits(input, target, gradInput, gradTarget, rows, classes) {
  const n = input.length;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const o = row * classes;
    let mostX = -Infinity;
    let mostT = -Infinity;
    for (let i = o; i < o + classes; i++) {
      if (input[i] > mostX) mostX = input[i];
      if (target[i] > mostT) mostT = target[i];
    }
    let sumX = 0;
    let sumT = 0;
    for (let i = o; i < o + classes; i++) {
      sumX += Math.exp(input[i] - mostX);
      sumT += Math.exp(target[i] - mostT);
    }
    const logX = mostX + Math.log(sumX);
    const logT = mostT + Math.log(sumT);
    let divergence = 0;
    for (let i = o; i < o + classes; i++) {
      const p = Math.exp(target[i] - logT);
      divergence += p * (target[i] - logT - input[i] + logX);
      gradTarget[i] = p;
    }
    for (let i = o; i < o + classes; i++) {
      const p = gradTarget[i];
      gradInput[i] = (Math.exp(input[i] - logX) - p) / n;
      gradTarget[i] = (p * (target[i] - logT - input[i] + logX - divergence)) / n;
    }
    sum += divergence;
  }
  return sum / n;
}

export function crossEntropy(logits, target, grad, rows, classes) {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const o = row * classes;
    let most = -Infinity;
    for (let i = o; i < o + classes; i++) if (logits[i] > most) most = logits[i];
    let total = 0;
    for (let i = o; i < o + classes; i++) {
      const e = Math.exp(logits[i] - most);
      total += e;
      grad[i] = e;
    }
    for (let i = o; i < o + classes; i++) grad[i] /= total * rows;
    const right = o + target[row];
    grad[right] -= 1 / rows;
    sum += most + Math.log(total) - logits[right];
  }
  return sum / rows;
}

export function softCrossEntropy(logits, target, grad, rows, classes) {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const o = row * classes;
    let most = -Infinity;
    for (let i = o; i < o + classes; i++) if (logits[i] > most) most = logits[i];
    let total = 0;
    let mass = 0;
    let dot = 0;
    for (let i = o; i < o + classes; i++) {
      const e = Math.exp(logits[i] - most);
      total += e;
      mass += target[i];
      dot += target[i] * logits[i];
      grad[i] = e;
    }
    for (let i = o; i < o + classes; i++) grad[i] = ((grad[i] / total) * mass - target[i]) / rows;
    sum += mass * (most + Math.log(total)) - dot;
  }
  return sum / rows;
}

export function triplet(anchor, positive, negative, gradAnchor, gradPositive, gradNegative, rows, dims) {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const o = row * dims;
    let near = 0;
    let far = 0;
    for (let i = o; i < o + dims; i++) {
      const d = anchor[i] - positive[i] + 1e-6;
      const e = anchor[i] - negative[i] + 1e-6;
      near += d * d;
      far += e * e;
    }
    near = Math.sqrt(near);
    far = Math.sqrt(far);
    const rest = 1 + near - far;
    if (rest >= 0) sum += rest;
    const nearScale = rest >= 0 && near > 0 ? 1 / near / rows : 0;
    const farScale = rest >= 0 && far > 0 ? 1 / far / rows : 0;
    for (let i = o; i < o + dims; i++) {
      const d = (anchor[i] - positive[i] + 1e-6) * nearScale;
      const e = (anchor[i] - negative[i] + 1e-6) * farScale;
      gradAnchor[i] = d - e;
      gradPositive[i] = -d;
      gradNegative[i] = e;
    }
  }
  return sum / rows;
}
