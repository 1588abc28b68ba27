export const model = {
  title: "从模型开始",
  import: "引入模型…",
  reading: "正在读取…",
  said: "在 pykan（_config.yml 与 _state 两个文件）或 efficient-kan（一个状态文件）中训练的网络可以代替新网络。",
  files: "模型文件",
  drop: "改用新网络开始",
  order: "它按此顺序接收 {{inputs}}，给出 {{targets}}，直接用各列的原始数值。",
  has: "{{inputs}}和{{outputs}}",
  outputs_other: "{{n}} 个输出",
  misfit: "模型有{{has}}，而现在有 {{inputs}} 列为输入、{{targets}} 列为目标。请选择同样数目的角色。",
};
