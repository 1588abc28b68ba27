import { home } from "./home";
import { parts } from "./parts";
import { shell } from "./shell";

export const en = { home, parts, shell };
