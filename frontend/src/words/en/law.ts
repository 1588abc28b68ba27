export const law = {
  marked: "Marked: functions with a pole or a gap in or near the data.",
};
