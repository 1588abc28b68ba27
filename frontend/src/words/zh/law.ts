export const law = {
  marked: "带标记的函数在数据之内或附近有极点，或在部分数据上无定义。",
  figureAs: "{{format}} 格式的图",
  report: "报告",
  reportIs: "一页，可阅读和打印",
  paper: "论文材料",
  paperIs: "图、公式、报告、数据、参考文献",
  onnx: "ONNX",
  onnxIs: "网络本身，含样条",
  kanscope: "KANscope",
  kanscopeIs: "整个研究，可在别处导入",
  withMean: "含目标均值 {{value}}",
  complexity: "复杂度为各条已命名曲线在函数库中的价格之和，未命名的每条计 G + k。",
};
