import type { en } from "../en";
import type { Translated } from "../translated";
import { canvas } from "./canvas";
import { code } from "./code";
import { data } from "./data";
import { draw } from "./draw";
import { edges } from "./edges";
import { fit } from "./fit";
import { home } from "./home";
import { law } from "./law";
import { palette } from "./palette";
import { parts } from "./parts";
import { proposals } from "./proposals";
import { shell } from "./shell";

export const zh: Translated<typeof en> = {
  canvas,
  code,
  data,
  draw,
  edges,
  fit,
  home,
  law,
  palette,
  parts,
  proposals,
  shell,
};
