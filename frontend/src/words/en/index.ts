import { fit } from "./fit";
import { home } from "./home";
import { law } from "./law";
import { parts } from "./parts";
import { shell } from "./shell";

export const en = { fit, home, law, parts, shell };
