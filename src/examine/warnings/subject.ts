import type { Message } from "../../diagnostics/message.ts";
import type { Place } from "../../diagnostics/source.ts";
import type { LossProgram } from "../../ir/program.ts";
import type { Bounds } from "../bounds.ts";
import type { LossReport, Sampling } from "../examine-loss.ts";
import type { Subject } from "../subject.ts";

/** All that a warning can be found from. In the stable form, spellings that are made stable have no pole. */
export interface WarningSubject extends Subject {
  readonly bounds: Bounds;
  readonly report: LossReport;
  readonly sampling: Sampling;
}

/** A likely mistake and where it is. */
export interface Finding {
  readonly at: Place;
  readonly message: Message;
}

/** One kind of likely mistake. */
export type Warning = (subject: WarningSubject) => readonly Finding[];

/** Where a parameter is declared. */
export const placeOfName = ({ places }: LossProgram, name: string): Place => places.names.get(name) ?? places.loss;
