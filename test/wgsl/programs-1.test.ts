import { programSuite } from "./programs.ts";

await programSuite(0, 4);
