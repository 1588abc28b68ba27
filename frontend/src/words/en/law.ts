export const law = {
  marked: "Marked: functions with a pole or a gap in or near the data.",
  figureAs: "Figure as {{format}}",
  report: "Report",
  reportIs: "one page, to read and print",
  paper: "For an article",
  paperIs: "figure, formula, report, data, references",
  onnx: "ONNX",
  onnxIs: "the network, splines and all",
  kanscope: "KANscope",
  kanscopeIs: "the study, to be taken in elsewhere",
  withMean: "{{value}} with the target's mean",
  complexity: "Complexity adds up the library's price of each named curve and G + k for each without a name.",
};
