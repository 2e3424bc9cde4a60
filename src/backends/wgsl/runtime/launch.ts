import type { Plan } from "../../module/runtime/plan.ts";
import type { Work } from "../../module/runtime/work.ts";
import { sizeOf } from "./sizes.ts";
import type { GpuDispatch } from "./spec.ts";
import type { GpuDevice } from "./webgpu.ts";

/** How many threads share an item, and how many workgroups there are. */
export interface Launch {
  readonly lanes: number;
  readonly groups: number;
}

/** How a dispatch is launched. */
export function launch(plan: Plan, device: GpuDevice, { grid, shared = [], totals }: GpuDispatch, work: Work): Launch {
  const items = sizeOf(work, grid);
  if (items > 2147483647) {
    throw new RangeError(`${plan.name}: ${grid.join(" x ")} has ${items} positions, more than a kernel can count`);
  }
  const longest = Math.max(1, ...shared.map((axes) => sizeOf(work, axes)));
  let lanes = 1;
  while (lanes < 256 && lanes * 8 <= longest) lanes *= 2;
  const most = totals ? 256 : device.limits.maxComputeWorkgroupsPerDimension;
  const groups = grid.length === 0 ? 1 : Math.max(1, Math.min(most, Math.ceil((items * lanes) / 256)));
  return { lanes, groups };
}
