/** What the server says in English, in Chinese: its clauses, its examples and presets, and problems known by code. */
import { said } from "./said";

export const served = {
  said,
  examples: {
    "toy.title": "双变量定律",
    "toy.sentence": "y 以一行代数式就能写出的方式依赖于 x1 和 x2。是哪一行？",
    "toy.source": "生成数据：Liu 等 2024 的第一个示例，arXiv:2404.19756",
    "kepler.title": "行星与它们的年",
    "kepler.sentence": "行星一年的长度由它的距离和恒星质量的哪些幂次决定？",
    "kepler.source": "按开普勒第三定律生成，周期带 1 % 的散布",
    "pendulum.title": "大幅摆动的单摆",
    "pendulum.sentence": "当摆幅不再很小时，周期如何依赖于角度？",
    "pendulum.source": "按精确周期（椭圆积分）用算术-几何平均生成",
    "arm.title": "六关节机械臂",
    "arm.sentence":
      "手能向前伸多远？每个关节都带动其后的所有连杆，因此角度只以许多角之和起作用：在这个示例中，普通感知机远胜 KAN。",
    "arm.source": "生成数据：平面内六节 30 cm 连杆的伸展距离，各关节自由转动",
  },
  presets: {
    mathematics: "数学",
    "mathematics.about": "每种形状一次，按通常的代价",
    mechanics: "力学",
    "mechanics.about": "运动、力、波、电路：平方、平方反比、正弦、阻尼、共振",
    astronomy: "天文学",
    "astronomy.about": "轨道、光谱、星等：整数与分数幂、对数、正弦、谱线、黑体",
    biology: "生物学",
    "biology.about": "剂量与反应、生长、异速生长：Hill 函数、饱和、逻辑斯谛阶跃、幂、钟形",
    chemistry: "化学",
    "chemistry.about": "动力学与平衡：阿伦尼乌斯、饱和、指数、对数、低级数",
    economics: "经济学",
    "economics.about": "增长、弹性、收益递减：对数、指数、幂、折点、采纳",
    engineering: "工程",
    "engineering.about": "响应与材料强度：阶跃、折点、共振、阻尼、四次幂",
  },
  gaps: {
    poles: "{{input}} = {{places}} 处有极点",
    undefined: "在 {{share}} 的行上无定义",
  },
  codes: {
    unreachable: "无法连接服务器。请检查它是否仍在运行；已确认的内容不会丢失。",
    diverged: "训练离开了有限数的范围。请试用更小的学习率；之前的版本保持不变。",
    memory: "内存不足，无法在这些数据行上处理这样大小的网络。",
    deadline: "在规定时间内没有得到答案。",
    disk: "磁盘已满或出错。已确认的内容不会丢失。",
    database: "数据库暂时不可用。已确认的内容不会丢失。",
    closing: "服务器正在关闭。进行中的运行会在恢复后继续。",
    reopened: "研究在此期间被关闭。请重新查看：你的请求可能已完成，也可能没有。",
    study: "没有这个研究，或它已被删除。",
    rate: "请求过多。请稍候再试。",
  },
};
