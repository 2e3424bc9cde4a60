/** The network: 64 pixels, so many units, 10 classes. */
export const UNITS = 32;
export const BATCH = 32;
export const RATE = 0.1;
export const MOMENTUM = 0.9;
export const LABEL_SMOOTHING = 0.05;
/** The share of the digits that is not trained on. */
export const TEST_SHARE = 0.2;
export const SEED = 1;
