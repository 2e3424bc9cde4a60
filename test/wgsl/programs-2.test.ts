import { programSuite } from "./programs.ts";

await programSuite(1, 4);
