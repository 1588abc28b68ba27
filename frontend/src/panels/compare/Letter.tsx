/** "A" in a frame, "B" filled: told apart by form. */
export const Letter = ({ side }: { side: "a" | "b" }) => <b className={`ab ${side}`}>{side.toUpperCase()}</b>;
