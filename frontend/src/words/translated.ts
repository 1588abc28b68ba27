/** The same keys in another language. Chinese has one form for every number, so the English singular is not asked. */
export type Translated<Words> = {
  [Area in keyof Words]: {
    [Key in keyof Words[Area] as Key extends `${string}_one` ? never : Key]: string;
  };
};
