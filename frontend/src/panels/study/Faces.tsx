import { User } from "lucide-react";
import { t } from "../../words";
import { useLine } from "./context";

/** Who is here: you first. */
export function Faces() {
  const { you, people } = useLine();
  const others = people.filter((person) => person.id !== you);
  if (!you) return null;
  return (
    <ul className="faces" aria-label={t("shell:people")}>
      <li className="face you">{t("shell:you")}</li>
      {others.slice(0, 4).map((person) => (
        <li key={person.id} className="face" title={person.name} aria-label={person.name}>
          <User className="icon" aria-hidden="true" />
        </li>
      ))}
    </ul>
  );
}
