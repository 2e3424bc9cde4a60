import { counted } from "../diagnostics/message.ts";
import type { LossReport } from "./examine-loss.ts";

/** What was measured, in one line: `cross_entropy  ok  64 samples, gradients within 1.2e-8 of finite differences, ...` */
export function reportLine(report: LossReport, width: number): string {
  const { loss, failures, samples, slopeError, ulps, compared, kinks } = report;
  const parts = [samplesOf(report)];
  if (compared > 0) parts.push(`gradients within ${short(slopeError)} of finite differences`);
  if (kinks > 0) parts.push(`${counted(kinks, "gradient")} at kinks or poles not compared`);
  parts.push(`float32 within ${ulps.toFixed(1)} ulp`);
  if (samples === 0) return `${loss.padEnd(width)}  not compared  no call with a finite value was found`;
  return `${loss.padEnd(width)}  ${failures.length === 0 ? "ok" : "FAILED"}  ${parts.join(", ")}`;
}

/** How many calls were compared, and why not all that were asked for. */
function samplesOf({ asked, drawn, samples }: LossReport): string {
  if (samples === asked) return counted(samples, "sample");
  const reasons = [
    ...(drawn < asked ? ["the loss is large"] : []),
    ...(samples < drawn ? ["others have no finite value"] : []),
  ];
  return `${samples} of ${counted(asked, "sample")} (${reasons.join("; ")})`;
}

const short = (x: number): string => (x === 0 ? "0" : x.toExponential(1));
