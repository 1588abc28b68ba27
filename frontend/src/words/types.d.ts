/** Keys of `t` are the English words' keys. */
import "i18next";
import type { en } from "./en";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "parts";
    resources: typeof en;
    keySeparator: false;
  }
}
