import { home } from "./home";
import { law } from "./law";
import { parts } from "./parts";
import { shell } from "./shell";

export const en = { home, law, parts, shell };
