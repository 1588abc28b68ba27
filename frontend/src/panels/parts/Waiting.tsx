import { t } from "../../words";
import { Brand } from "./Brand";

/** The frame of a page whose parts are still on their way: never a blank screen. */
export function Waiting() {
  return (
    <div className="app wide">
      <header className="top">
        <Brand name />
        <span />
        <span />
      </header>
      <main className="waiting dim" aria-busy="true">
        {t("shell:opening")}
      </main>
      <footer className="status">
        <span role="status">{t("shell:connecting")}</span>
      </footer>
    </div>
  );
}
