export const law = {
  marked: "带标记的函数在数据之内或附近有极点，或在部分数据上无定义。",
};
