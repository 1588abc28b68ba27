import { User } from "lucide-react";
import { useLine } from "./context";

/** Who is here: you first. */
export function Faces() {
  const { you, people } = useLine();
  const others = people.filter((person) => person.id !== you);
  if (!you) return null;
  return (
    <ul className="faces" aria-label="In this study">
      <li className="face you">You</li>
      {others.slice(0, 4).map((person) => (
        <li key={person.id} className="face" title={person.name} aria-label={person.name}>
          <User className="icon" aria-hidden="true" />
        </li>
      ))}
    </ul>
  );
}
