/** Where the error of each lies, on one scale. */
import { useState } from "react";
import type { FitAnswer, FitRegions } from "../../protocol/messages";
import { error } from "../../store/format";
import { t } from "../../words";
import { Scale, tone } from "../fit/ErrorMap";
import { Letter } from "./Letter";
import type { Fits } from "./useFits";

export function Regions({ fits }: { fits: Fits }) {
  const names = fits.a?.targets.map(({ target }) => target) ?? [];
  const [chosen, choose] = useState<string | null>(null);
  const target = names.find((name) => name === chosen) ?? names[0];
  const maps = [regionsOf(fits.a, target), regionsOf(fits.b, target)] as const;
  const means = maps.flatMap((one) => one?.network.mean.flat() ?? []);
  const most = Math.max(...means.map((value) => Math.abs(value ?? 0)), 1e-12);
  if (fits.wrong !== null) return null;
  return (
    <section className="panel" aria-label={t("compare:regions")}>
      <header>
        <h2>{t("compare:regions")}</h2>
        {names.length > 1 ? (
          <span className="fit-choices">
            <select
              aria-label={t("fit:target")}
              value={target}
              onChange={(event) => choose(event.target.value)}
            >
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </span>
        ) : (
          <span className="dim small">{target}</span>
        )}
      </header>
      <div className="compare-maps">
        {(["a", "b"] as const).map((side, k) => (
          <RegionMap key={side} side={side} regions={maps[k] ?? null} most={most} />
        ))}
      </div>
      {means.length > 0 && <Scale most={most} />}
    </section>
  );
}

const regionsOf = (fit: FitAnswer | null, target: string | undefined) =>
  fit?.targets.find((one) => one.target === target)?.regions ?? null;

const [SIDE, HIGH] = [140, 110];

function RegionMap({ side, regions, most }: { side: "a" | "b"; regions: FitRegions | null; most: number }) {
  const mean = regions?.network.mean ?? [];
  const [rows, columns] = [mean.length || 1, mean[0]?.length || 1];
  const [w, h] = [SIDE / columns, HIGH / rows];
  const names = regions?.axes.map(({ name }) => name).join(", ") ?? "";
  const worst = Math.max(...mean.flat().map((value) => Math.abs(value ?? 0)), 0);
  return (
    <figure>
      <figcaption>
        <Letter side={side} />
      </figcaption>
      <svg
        viewBox={`0 0 ${SIDE} ${HIGH}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("compare:mapOf", { side: side.toUpperCase(), names, most: error(worst) })}
      >
        {mean.flatMap((row, up) =>
          row.map((value, across) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
              key={`${up} ${across}`}
              x={across * w}
              y={(rows - 1 - up) * h}
              width={w + 0.3}
              height={h + 0.3}
              fill={tone(value, most)}
            />
          )),
        )}
      </svg>
    </figure>
  );
}
