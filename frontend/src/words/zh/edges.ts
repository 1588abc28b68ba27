export const edges = {
  title: "边",
  filter: "筛选边",
  edge: "边",
  curve: "曲线",
  strength: "强度",
  cost: "剪去的代价",
  cut: "已剪去",
  keys: "Enter 打开一条边，空格将它加入所选，X 剪去或恢复，K 锁定或解锁。",
};
