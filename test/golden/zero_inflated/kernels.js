function zeroInflatedForward1(frame) {
  const { S } = frame.sizes;
  const powers = powersOfTwo();
  const logs = logsOfOneTo();
  const counts = frame.inputs.counts;
  const logRate = frame.inputs.logRate;
  const gate = frame.inputs.gate;
  const value = frame.value;
  for (let s = 0; s < S; s++) {
    const countsAt = counts[s];
    const logRateAt = logRate[s];
    const t = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t + 6755399441055744 - 6755399441055744;
    const difference2 = t - 0.010830424696249145 * difference;
    const t2 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const poisson = countsAt * logRateAt - t2 - lgamma(countsAt + 1);
    const gateAt = gate[s];
    const t3 = -Math.abs(gateAt);
    const t4 = t3 > 710 ? 710 : t3 < -746 ? -746 : t3;
    const difference3 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
    const difference4 = t4 - 0.010830424696249145 * difference3;
    const t5 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const difference5 = 64 * t5 + 6755399441055744 - 6755399441055744;
    const t6 = (t5 - 0.015625 * difference5) * logs[(difference5 & 127) + 128];
    const t7 = 1 + t6 * (-0.5 + t6 * (0.3333333333333333 + t6 * (-0.25 + 0.2 * t6)));
    const t8 = logs[difference5 & 127] + t6 * t7;
    const t9 = -gateAt;
    const difference6 = (t9 > 0 ? 0 : t9) - t8;
    const t10 = poisson + difference6;
    const difference7 = (gateAt > 0 ? 0 : gateAt) - t8;
    const t11 = -Math.abs(difference7 - t10);
    const t12 = t11 > 710 ? 710 : t11 < -746 ? -746 : t11;
    const difference8 = 92.33248261689366 * t12 + 6755399441055744 - 6755399441055744;
    const difference9 = t12 - 0.010830424696249145 * difference8;
    const t13 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
    const difference10 = 64 * t13 + 6755399441055744 - 6755399441055744;
    const t14 = (t13 - 0.015625 * difference10) * logs[(difference10 & 127) + 128];
    const t15 = 1 + t14 * (-0.5 + t14 * (0.3333333333333333 + t14 * (-0.25 + 0.2 * t14)));
    value[s] = -(countsAt === 0 ? (difference7 === t10 ? difference7 + 0.6931471805599453 : Math.max(difference7, t10) + (logs[difference10 & 127] + t14 * t15)) : difference6 + poisson);
  }
}

function zeroInflatedForward2(frame) {
  const { S } = frame.sizes;
  const powers = powersOfTwo();
  const logs = logsOfOneTo();
  const reduction = frame.reduction;
  const counts = frame.inputs.counts;
  const logRate = frame.inputs.logRate;
  const gate = frame.inputs.gate;
  let total = 0;
  for (let s = 0; s < S; s++) {
    const countsAt = counts[s];
    const logRateAt = logRate[s];
    const t = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t + 6755399441055744 - 6755399441055744;
    const difference2 = t - 0.010830424696249145 * difference;
    const t2 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const poisson = countsAt * logRateAt - t2 - lgamma(countsAt + 1);
    const gateAt = gate[s];
    const t3 = -Math.abs(gateAt);
    const t4 = t3 > 710 ? 710 : t3 < -746 ? -746 : t3;
    const difference3 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
    const difference4 = t4 - 0.010830424696249145 * difference3;
    const t5 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const difference5 = 64 * t5 + 6755399441055744 - 6755399441055744;
    const t6 = (t5 - 0.015625 * difference5) * logs[(difference5 & 127) + 128];
    const t7 = 1 + t6 * (-0.5 + t6 * (0.3333333333333333 + t6 * (-0.25 + 0.2 * t6)));
    const t8 = logs[difference5 & 127] + t6 * t7;
    const t9 = -gateAt;
    const difference6 = (t9 > 0 ? 0 : t9) - t8;
    const t10 = poisson + difference6;
    const difference7 = (gateAt > 0 ? 0 : gateAt) - t8;
    const t11 = -Math.abs(difference7 - t10);
    const t12 = t11 > 710 ? 710 : t11 < -746 ? -746 : t11;
    const difference8 = 92.33248261689366 * t12 + 6755399441055744 - 6755399441055744;
    const difference9 = t12 - 0.010830424696249145 * difference8;
    const t13 = powers[(difference8 >> 6) + 1141] * (powers[difference8 & 63] * (1 + difference9 * (1 + difference9 * (0.5 + 0.16666666666666666 * difference9))));
    const difference10 = 64 * t13 + 6755399441055744 - 6755399441055744;
    const t14 = (t13 - 0.015625 * difference10) * logs[(difference10 & 127) + 128];
    const t15 = 1 + t14 * (-0.5 + t14 * (0.3333333333333333 + t14 * (-0.25 + 0.2 * t14)));
    total += countsAt === 0 ? (difference7 === t10 ? difference7 + 0.6931471805599453 : Math.max(difference7, t10) + (logs[difference10 & 127] + t14 * t15)) : difference6 + poisson;
  }
  frame.value = reduction === 0 ? -(total / S) : -total;
}

function zeroInflatedForward(frame) {
  if (frame.reduction === 2) {
    zeroInflatedForward1(frame);
  } else {
    zeroInflatedForward2(frame);
  }
}

function zeroInflatedBackward1(frame) {
  const { S } = frame.sizes;
  const powers = powersOfTwo();
  const logs = logsOfOneTo();
  const counts = frame.inputs.counts;
  const logRate = frame.inputs.logRate;
  const gate = frame.inputs.gate;
  const value = frame.value;
  const gradOutput = frame.gradOutput;
  const gradGate = frame.grads.gate;
  const gradLogRate = frame.grads.logRate;
  for (let s = 0; s < S; s++) {
    const countsAt = counts[s];
    const logRateAt = logRate[s];
    const t = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t + 6755399441055744 - 6755399441055744;
    const difference2 = t - 0.010830424696249145 * difference;
    const t2 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const poisson = countsAt * logRateAt - t2 - lgamma(countsAt + 1);
    const gateAt = gate[s];
    const t3 = -Math.abs(gateAt);
    const t4 = t3 > 710 ? 710 : t3 < -746 ? -746 : t3;
    const difference3 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
    const difference4 = t4 - 0.010830424696249145 * difference3;
    const t5 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const difference5 = 64 * t5 + 6755399441055744 - 6755399441055744;
    const t6 = (t5 - 0.015625 * difference5) * logs[(difference5 & 127) + 128];
    const t7 = 1 + t6 * (-0.5 + t6 * (0.3333333333333333 + t6 * (-0.25 + 0.2 * t6)));
    const t8 = logs[difference5 & 127] + t6 * t7;
    const t9 = -gateAt;
    const difference6 = (t9 > 0 ? 0 : t9) - t8;
    const t10 = poisson + difference6;
    const difference7 = (gateAt > 0 ? 0 : gateAt) - t8;
    const difference8 = difference7 - t10;
    const t11 = -Math.abs(difference8);
    const t12 = t11 > 710 ? 710 : t11 < -746 ? -746 : t11;
    const difference9 = 92.33248261689366 * t12 + 6755399441055744 - 6755399441055744;
    const difference10 = t12 - 0.010830424696249145 * difference9;
    const t13 = powers[(difference9 >> 6) + 1141] * (powers[difference9 & 63] * (1 + difference10 * (1 + difference10 * (0.5 + 0.16666666666666666 * difference10))));
    const difference11 = 64 * t13 + 6755399441055744 - 6755399441055744;
    const t14 = (t13 - 0.015625 * difference11) * logs[(difference11 & 127) + 128];
    const t15 = 1 + t14 * (-0.5 + t14 * (0.3333333333333333 + t14 * (-0.25 + 0.2 * t14)));
    const same = difference7 === t10;
    const same2 = countsAt === 0;
    value[s] = -(same2 ? (same ? difference7 + 0.6931471805599453 : Math.max(difference7, t10) + (logs[difference11 & 127] + t14 * t15)) : difference6 + poisson);
    const t16 = 1 + t5;
    const gradOutputAt = gradOutput[s];
    const difference12 = t10 - difference7;
    const t17 = -Math.abs(difference12);
    const t18 = t17 > 710 ? 710 : t17 < -746 ? -746 : t17;
    const difference13 = 92.33248261689366 * t18 + 6755399441055744 - 6755399441055744;
    const difference14 = t18 - 0.010830424696249145 * difference13;
    const t19 = powers[(difference13 >> 6) + 1141] * (powers[difference13 & 63] * (1 + difference14 * (1 + difference14 * (0.5 + 0.16666666666666666 * difference14))));
    const t20 = same2 ? -(gradOutputAt * (same ? 0.5 : (difference12 < 0 ? t19 : 1) / (1 + t19))) : -gradOutputAt;
    const t21 = same2 ? -(gradOutputAt * (same ? 0.5 : (difference8 < 0 ? t13 : 1) / (1 + t13)) * ((t9 < 0 ? t5 : 1) / t16)) : 0;
    gradGate[s] = t21 - t20 * ((gateAt < 0 ? t5 : 1) / t16);
    const below = logRateAt <= 709;
    gradLogRate[s] = t20 * countsAt - (below ? t20 * t2 : scaledExp(t20, logRateAt));
  }
}

function zeroInflatedBackward2(frame) {
  const { S } = frame.sizes;
  const powers = powersOfTwo();
  const logs = logsOfOneTo();
  const counts = frame.inputs.counts;
  const logRate = frame.inputs.logRate;
  const gate = frame.inputs.gate;
  const value = frame.value;
  const gradGate = frame.grads.gate;
  const gradLogRate = frame.grads.logRate;
  for (let s = 0; s < S; s++) {
    const countsAt = counts[s];
    const logRateAt = logRate[s];
    const t = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t + 6755399441055744 - 6755399441055744;
    const difference2 = t - 0.010830424696249145 * difference;
    const t2 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const poisson = countsAt * logRateAt - t2 - lgamma(countsAt + 1);
    const gateAt = gate[s];
    const t3 = -Math.abs(gateAt);
    const t4 = t3 > 710 ? 710 : t3 < -746 ? -746 : t3;
    const difference3 = 92.33248261689366 * t4 + 6755399441055744 - 6755399441055744;
    const difference4 = t4 - 0.010830424696249145 * difference3;
    const t5 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const difference5 = 64 * t5 + 6755399441055744 - 6755399441055744;
    const t6 = (t5 - 0.015625 * difference5) * logs[(difference5 & 127) + 128];
    const t7 = 1 + t6 * (-0.5 + t6 * (0.3333333333333333 + t6 * (-0.25 + 0.2 * t6)));
    const t8 = logs[difference5 & 127] + t6 * t7;
    const t9 = -gateAt;
    const difference6 = (t9 > 0 ? 0 : t9) - t8;
    const t10 = poisson + difference6;
    const difference7 = (gateAt > 0 ? 0 : gateAt) - t8;
    const difference8 = difference7 - t10;
    const t11 = -Math.abs(difference8);
    const t12 = t11 > 710 ? 710 : t11 < -746 ? -746 : t11;
    const difference9 = 92.33248261689366 * t12 + 6755399441055744 - 6755399441055744;
    const difference10 = t12 - 0.010830424696249145 * difference9;
    const t13 = powers[(difference9 >> 6) + 1141] * (powers[difference9 & 63] * (1 + difference10 * (1 + difference10 * (0.5 + 0.16666666666666666 * difference10))));
    const difference11 = 64 * t13 + 6755399441055744 - 6755399441055744;
    const t14 = (t13 - 0.015625 * difference11) * logs[(difference11 & 127) + 128];
    const t15 = 1 + t14 * (-0.5 + t14 * (0.3333333333333333 + t14 * (-0.25 + 0.2 * t14)));
    const same = difference7 === t10;
    const same2 = countsAt === 0;
    value[s] = -(same2 ? (same ? difference7 + 0.6931471805599453 : Math.max(difference7, t10) + (logs[difference11 & 127] + t14 * t15)) : difference6 + poisson);
    const t16 = 1 + t5;
    const difference12 = t10 - difference7;
    const t17 = -Math.abs(difference12);
    const t18 = t17 > 710 ? 710 : t17 < -746 ? -746 : t17;
    const difference13 = 92.33248261689366 * t18 + 6755399441055744 - 6755399441055744;
    const difference14 = t18 - 0.010830424696249145 * difference13;
    const t19 = powers[(difference13 >> 6) + 1141] * (powers[difference13 & 63] * (1 + difference14 * (1 + difference14 * (0.5 + 0.16666666666666666 * difference14))));
    const t20 = same2 ? -(same ? 0.5 : (difference12 < 0 ? t19 : 1) / (1 + t19)) : -1;
    const difference15 = (same2 ? -((same ? 0.5 : (difference8 < 0 ? t13 : 1) / (1 + t13)) * ((t9 < 0 ? t5 : 1) / t16)) : 0) - t20 * ((gateAt < 0 ? t5 : 1) / t16);
    gradGate[s] = difference15;
    const below = logRateAt <= 709;
    gradLogRate[s] = t20 * countsAt - (below ? t20 * t2 : scaledExp(t20, logRateAt));
  }
}

function zeroInflatedBackward3(frame) {
  const { S } = frame.sizes;
  const powers = powersOfTwo();
  const logs = logsOfOneTo();
  const reduction = frame.reduction;
  const gradOutput = frame.gradOutput;
  const counts = frame.inputs.counts;
  const logRate = frame.inputs.logRate;
  const gate = frame.inputs.gate;
  const gradGate = frame.grads.gate;
  const gradLogRate = frame.grads.logRate;
  let total = 0;
  const same = reduction === 0;
  const t = same ? -(gradOutput / S) : -gradOutput;
  for (let s = 0; s < S; s++) {
    const countsAt = counts[s];
    const logRateAt = logRate[s];
    const t2 = logRateAt > 710 ? 710 : logRateAt < -746 ? -746 : logRateAt;
    const difference = 92.33248261689366 * t2 + 6755399441055744 - 6755399441055744;
    const difference2 = t2 - 0.010830424696249145 * difference;
    const t3 = powers[(difference >> 6) + 1141] * (powers[difference & 63] * (1 + difference2 * (1 + difference2 * (0.5 + 0.16666666666666666 * difference2))));
    const poisson = countsAt * logRateAt - t3 - lgamma(countsAt + 1);
    const gateAt = gate[s];
    const t4 = -Math.abs(gateAt);
    const t5 = t4 > 710 ? 710 : t4 < -746 ? -746 : t4;
    const difference3 = 92.33248261689366 * t5 + 6755399441055744 - 6755399441055744;
    const difference4 = t5 - 0.010830424696249145 * difference3;
    const t6 = powers[(difference3 >> 6) + 1141] * (powers[difference3 & 63] * (1 + difference4 * (1 + difference4 * (0.5 + 0.16666666666666666 * difference4))));
    const difference5 = 64 * t6 + 6755399441055744 - 6755399441055744;
    const t7 = (t6 - 0.015625 * difference5) * logs[(difference5 & 127) + 128];
    const t8 = 1 + t7 * (-0.5 + t7 * (0.3333333333333333 + t7 * (-0.25 + 0.2 * t7)));
    const t9 = logs[difference5 & 127] + t7 * t8;
    const t10 = -gateAt;
    const difference6 = (t10 > 0 ? 0 : t10) - t9;
    const t11 = poisson + difference6;
    const difference7 = (gateAt > 0 ? 0 : gateAt) - t9;
    const difference8 = difference7 - t11;
    const t12 = -Math.abs(difference8);
    const t13 = t12 > 710 ? 710 : t12 < -746 ? -746 : t12;
    const difference9 = 92.33248261689366 * t13 + 6755399441055744 - 6755399441055744;
    const difference10 = t13 - 0.010830424696249145 * difference9;
    const t14 = powers[(difference9 >> 6) + 1141] * (powers[difference9 & 63] * (1 + difference10 * (1 + difference10 * (0.5 + 0.16666666666666666 * difference10))));
    const difference11 = 64 * t14 + 6755399441055744 - 6755399441055744;
    const t15 = (t14 - 0.015625 * difference11) * logs[(difference11 & 127) + 128];
    const t16 = 1 + t15 * (-0.5 + t15 * (0.3333333333333333 + t15 * (-0.25 + 0.2 * t15)));
    const same2 = difference7 === t11;
    const same3 = countsAt === 0;
    total += same3 ? (same2 ? difference7 + 0.6931471805599453 : Math.max(difference7, t11) + (logs[difference11 & 127] + t15 * t16)) : difference6 + poisson;
    const t17 = 1 + t6;
    const difference12 = t11 - difference7;
    const t18 = -Math.abs(difference12);
    const t19 = t18 > 710 ? 710 : t18 < -746 ? -746 : t18;
    const difference13 = 92.33248261689366 * t19 + 6755399441055744 - 6755399441055744;
    const difference14 = t19 - 0.010830424696249145 * difference13;
    const t20 = powers[(difference13 >> 6) + 1141] * (powers[difference13 & 63] * (1 + difference14 * (1 + difference14 * (0.5 + 0.16666666666666666 * difference14))));
    const t21 = same3 ? t * (same2 ? 0.5 : (difference12 < 0 ? t20 : 1) / (1 + t20)) : t;
    const difference15 = (same3 ? t * (same2 ? 0.5 : (difference8 < 0 ? t14 : 1) / (1 + t14)) * ((t10 < 0 ? t6 : 1) / t17) : 0) - t21 * ((gateAt < 0 ? t6 : 1) / t17);
    gradGate[s] = difference15;
    const below = logRateAt <= 709;
    gradLogRate[s] = t21 * countsAt - (below ? t21 * t3 : scaledExp(t21, logRateAt));
  }
  frame.value = same ? -(total / S) : -total;
}

function zeroInflatedBackward(frame) {
  if (frame.reduction === 2) {
    if (frame.gradOutput !== undefined) {
      zeroInflatedBackward1(frame);
    } else {
      zeroInflatedBackward2(frame);
    }
  } else {
    zeroInflatedBackward3(frame);
  }
}
