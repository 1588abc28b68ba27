import { access } from "./access";
import { canvas } from "./canvas";
import { code } from "./code";
import { compare } from "./compare";
import { data } from "./data";
import { draw } from "./draw";
import { edges } from "./edges";
import { evidence } from "./evidence";
import { fit } from "./fit";
import { formula } from "./formula";
import { guide } from "./guide";
import { history } from "./history";
import { home } from "./home";
import { inspector } from "./inspector";
import { law } from "./law";
import { library } from "./library";
import { model } from "./model";
import { palette } from "./palette";
import { parts } from "./parts";
import { proposals } from "./proposals";
import { shell } from "./shell";
import { table } from "./table";
import { tour } from "./tour";
import { verdict } from "./verdict";

export const en = {
  access,
  canvas,
  code,
  compare,
  data,
  draw,
  edges,
  evidence,
  fit,
  formula,
  guide,
  history,
  home,
  inspector,
  law,
  library,
  model,
  palette,
  parts,
  proposals,
  shell,
  table,
  tour,
  verdict,
};
