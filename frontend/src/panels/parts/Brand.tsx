import { t } from "../../words";
import { Link } from "./Link";

/** The mark: a curve through a plate. */
export function Brand({ name }: { name: boolean }) {
  return (
    <Link to="" className="brand" aria-label={name ? undefined : t("parts:allStudies")}>
      <svg viewBox="0 0 24 24" fill="none" aria-hidden="true">
        <rect x="1" y="3.5" width="22" height="17" rx="5" fill="var(--c-text)" />
        <path
          d="M0 12h4.5c2.5 0 2.7-5 5-5s2.6 10 5 10 2.5-5 5-5H24"
          stroke="var(--c-panel)"
          strokeWidth="1.9"
        />
      </svg>
      {name && "KANscope"}
    </Link>
  );
}
