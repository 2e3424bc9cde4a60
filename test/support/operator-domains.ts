export type Box = readonly (readonly [lo: number, hi: number])[];

const LEFT = [-3, -0.2] as const;
const RIGHT = [0.2, 3] as const;

/** Where an operator is smooth, if that is not everywhere between -3 and 3. Boxes keep clear of kinks, poles and edges. */
export const smooth: Record<string, readonly Box[]> = {
  div: [
    [[-3, 3], RIGHT],
    [[-3, 3], LEFT],
  ],
  pow: [
    [
      [0.2, 4],
      [-3, 3],
    ],
  ],
  abs: [[LEFT], [RIGHT]],
  sign: [[LEFT], [RIGHT]],
  min: [
    [LEFT, RIGHT],
    [RIGHT, LEFT],
  ],
  max: [
    [LEFT, RIGHT],
    [RIGHT, LEFT],
  ],
  clamp: [
    [LEFT, RIGHT, [4, 5]],
    [RIGHT, LEFT, [4, 5]],
    [[4, 5], LEFT, RIGHT],
    [[-3, 3], [4, 5], LEFT],
  ],
  relu: [[LEFT], [RIGHT]],
  floor: [[[-1.8, -1.2]], [[0.2, 0.8]], [[2.2, 2.8]]],
  round: [[[-1.4, -0.6]], [[-0.4, 0.4]], [[1.6, 2.4]]],
  sqrt: [[[0.2, 9]]],
  sqrt1pm1: [[[-0.8, 9]]],
  portion: [
    [
      [0.2, 3],
      [0.2, 3],
    ],
  ],
  over_root: [
    [
      [-3, 3],
      [0.2, 9],
    ],
  ],
  plus_root: [
    [
      [-3, 3],
      [0.2, 9],
    ],
  ],
  pow1pm1: [
    [
      [-0.8, 4],
      [-3, 3],
    ],
  ],
  root: [
    [
      [0.2, 9],
      [1, 5],
    ],
  ],
  log: [[[0.2, 9]]],
  log1p: [[[-0.8, 9]]],
  log1p_excess: [[[-0.8, 9]]],
  xlog1py: [
    [
      [-3, 3],
      [-0.8, 9],
    ],
  ],
  log1mexp: [[[0.2, 9]]],
  log_expm1: [[[0.2, 9]]],
  xlogy: [
    [
      [-3, 3],
      [0.2, 9],
    ],
  ],
  logaddexp: [
    [
      [-3, 3],
      [-3, 3],
    ],
    [
      [-30, 30],
      [-30, 30],
    ],
  ],
  sigmoid: [[[-30, 30]]],
  log_sigmoid_mix: [
    [
      [-30, 30],
      [0.2, 0.8],
    ],
  ],
  softplus: [[[-30, 30]]],
  log_sigmoid: [[[-30, 30]]],
  acosh1p: [[[0.2, 9]]],
  log_cosh: [[[-30, 30]]],
  log_half_erfc: [[[-20, 20]]],
  erfc_hazard: [[[-5, 20]]],
  log_erf_mass: [
    [
      [-3, 1],
      [1.2, 3],
    ],
    [
      [5, 6],
      [6.2, 9],
    ],
    [
      [-9, -6.2],
      [-6, -5],
    ],
  ],
  truncated_density: [
    [
      [-3, 3],
      [-3, 1],
      [1.2, 3],
    ],
    [
      [5, 7],
      [5, 6],
      [6.2, 9],
    ],
  ],
  tan: [[[-1.2, 1.2]]],
  lgamma: [[[0.2, 20]], [[-0.8, -0.2]], [[-3.8, -3.2]]],
  digamma: [[[0.2, 20]], [[-0.8, -0.2]], [[-3.8, -3.2]]],
  select: [
    [
      [0, 0],
      [-3, 3],
      [-3, 3],
    ],
    [
      [1, 1],
      [-3, 3],
      [-3, 3],
    ],
  ],
  fallback: [
    [
      [0, 0],
      [-3, 3],
      [-3, 3],
    ],
    [
      [1, 1],
      [-3, 3],
      [-3, 3],
    ],
  ],
  repeat_product: [0, 1, 2, 5].map(
    (n) =>
      [
        [-3, 3],
        [n, n],
      ] as const,
  ),
};

/** The arguments that an internal operator is made for, if those are not all. */
export const domain: Record<string, Box> = {
  root: [
    [0, Infinity],
    [1, Infinity],
  ],
  sigmoid_mix: [
    [-Infinity, Infinity],
    [0, 1],
  ],
  log_sigmoid_mix: [
    [-Infinity, Infinity],
    [0, 1],
  ],
  scaled_exp: [
    [-Infinity, Infinity],
    [200, Infinity],
  ],
  exp2_whole: [[-68000, 65000]],
  exp2_fraction: [[-68000, 65000]],
  log1p_whole: [[0, 64]],
  log1p_slope: [[0, 64]],
  binade: [[2.5e-7, 511]],
  binade_scale: [[0, 31]],
  binade_log: [[0, 31]],
  log_whole: [[0, 128]],
  log_slope: [[0, 128]],
  checked_index: [
    [-Infinity, Infinity],
    [0, Infinity],
  ],
  checked_order: [[1, Infinity]],
  repeat_product: [
    [-Infinity, Infinity],
    [0, Infinity],
  ],
};

/** Arguments that no derivative is taken in. */
export const discrete: Record<string, readonly number[]> = {
  select: [0],
  fallback: [0],
  root: [1],
  repeat_product: [1],
  pow1pm1: [1],
  checked_order: [0],
};

/** Real operators without a derivative: constants to the gradient on purpose, or made by differentiation only. */
export const notDifferentiated = [
  "stop_gradient",
  "trigamma",
  "erfc_hazard_slope",
  "exp2_whole",
  "exp2_fraction",
  "log1p_whole",
  "log1p_slope",
  "binade",
  "binade_scale",
  "binade_log",
  "log_whole",
  "log_slope",
  "sign_call",
  "log_call",
  "log1p_call",
];
