export const model = {
  title: "A model to begin with",
  import: "Import a model…",
  reading: "Reading…",
  said: "A network trained in pykan (its _config.yml and _state files) or efficient-kan (its state) can take the place of a fresh one.",
  files: "Model files",
  drop: "Begin with a fresh network instead",
  order: "It takes {{inputs}} in this order and gives {{targets}}, on the columns as they are.",
  has: "{{inputs}} and {{outputs}}",
  outputs_one: "{{n}} output",
  outputs_other: "{{n}} outputs",
  misfit:
    "The model has {{has}}, but {{inputs}} columns are inputs and {{targets}} targets. Choose as many roles as it has.",
};
