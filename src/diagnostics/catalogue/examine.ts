import { error, type Message } from "../message.ts";

/** What the examination of a compiled loss finds: `LC50xx`. `call` is a call that shows it, as the user would write it. */
const toSee = (call: string) => `to see it: ${call}`;

export const wrongGradient = (element: string, got: string, expected: string, call: string): Message =>
  error("LC5001", `the gradient at ${element} is ${got}, and by finite differences it is ${expected}`, toSee(call));
export const inaccurate = (what: string, got: string, expected: string, call: string): Message =>
  error("LC5002", `${what} is ${got} in float32, farther than promised from the exact ${expected}`, toSee(call));
export const refusedCall = (message: string, call: string): Message =>
  error("LC5003", `a call that the declarations allow is refused: ${message}`, toSee(call));
