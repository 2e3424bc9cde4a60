import { programSuite } from "./programs.ts";

await programSuite(3, 4);
