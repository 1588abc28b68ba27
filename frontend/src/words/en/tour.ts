export const tour = {
  title: "Tour",
  take: "Take the tour",
  offer: "New here? Six steps, from a table to a formula.",
  no: "No, thanks",
  place: "{{k}} of {{n}}",
  leave: "Leave the tour",
  back: "Back",
  next: "Next",
  done: "Done",
  data: "What you bring",
  dataSaid:
    "Your inputs stand on the left, the target on the right, each with how its values spread. Which column plays which part is chosen under Data.",
  train: "Let the curves learn",
  trainSaid:
    "Every wire in between carries a curve. Train lets all of them find their shape before your eyes; Pause and Stop act at once.",
  edges: "Strong edges and idle ones",
  edgesSaid:
    "A thick wire with a tall curve carries the signal; beside the scissors stands what a cut would cost. Idle edges are cut, and can be restored.",
  naming: "Give a curve its name",
  namingSaid:
    "These functions were fitted to it. Point at one to see it on the curve, in the formula and in the error; Fix gives the edge that name.",
  formula: "Read the formula",
  formulaSaid:
    "It is told in your own columns, and each part of it is an edge. Once every curve has a name, Verdict says how it does on rows it has not seen.",
  history: "Nothing is lost",
  historySaid:
    "Every act is a line here. Undo goes back through all of them, training included, and going on from an earlier one makes a branch.",
};
