import { programSuite } from "./programs.ts";

await programSuite(2, 4);
