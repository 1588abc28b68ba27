/** All that can be done now, as lines to choose from: never one that would be refused. */
import {
  type Action,
  addFunction,
  attempt,
  checkout,
  compare,
  fix,
  nameVersion,
  possible,
  type Situation,
  setRoles,
} from "../../actions";
import { edgesOf, headOf, versionsOf } from "../../store/document";
import type { OpenStudy } from "../../store/openStudy";
import { versionSaid } from "../../store/said";
import { chooseLanguage, LANGUAGES, languageNow, t } from "../../words";
import { go } from "../route";
import { layoutStore, present } from "../study/layout";
import { nameSelected, wholeNetwork } from "../study/reach";
import { TABS, type Tab } from "../study/tabs";
import { startTour } from "../tour/tour";
import { ONE_EDGE, WHOLE } from "./acts";
import { summon } from "./summon";
import { chooseTheme, THEMES, themeNow } from "./theme";

export interface Command {
  id: string;
  group: string;
  name: string;
  /** Beside the name, for telling alike ones apart; found by it too. */
  about?: string;
  keys?: string;
  run(): void;
}

export interface Surroundings {
  study: OpenStudy;
  now: Situation;
  nameOf: (edge: string) => string;
  labels: ReadonlyMap<string, string>;
  tab: Tab;
  show: (tab: Tab) => void;
}

export const commandsOf = (around: Surroundings): Command[] => [
  ...acts(around),
  ...views(around),
  ...edges(around),
  ...versions(around),
  ...screen(around),
];

function acts({ study, now, nameOf, show }: Surroundings): Command[] {
  const group = t("palette:acts");
  const can = <Target>(action: Action<Target>) => possible(action, now);
  const list: Command[] = WHOLE.filter(({ action }) => can(action)).map(({ action, said }) => ({
    ...{ id: action.id, group, name: said(), keys: action.key },
    run: () => attempt(study, action, undefined),
  }));
  const edge = now.edge;
  if (edge !== null) {
    for (const { action, said } of ONE_EDGE.filter(({ action }) => can(action))) {
      const run = () => attempt(study, action, edge);
      list.push({ id: action.id, group, name: said(nameOf(edge)), keys: action.key, run });
    }
    const name = t("palette:name", { edge: nameOf(edge) });
    if (can(fix)) list.push({ id: fix.id, group, name, keys: "N", run: nameSelected });
  }
  const opening: [Action<never>, string, () => void][] = [
    [nameVersion, t("palette:nameVersion"), () => summon("version-name")],
    [addFunction, t("palette:library"), () => summon("library")],
    [setRoles, t("palette:roles"), () => show("data")],
  ];
  for (const [action, name, run] of opening) {
    if (can(action)) list.push({ id: action.id, group, name, run });
  }
  return list;
}

function views({ tab, show }: Surroundings): Command[] {
  const group = t("palette:views");
  const list: Command[] = TABS.filter(({ id }) => id !== tab).map(({ id, name }) => ({
    ...{ id: `view:${id}`, group, name: t("palette:view", { view: name() }) },
    run: () => show(id),
  }));
  if (tab === "network") {
    list.push({ id: "fit-view", group, name: t("palette:wholeNetwork"), keys: "F", run: wholeNetwork });
  }
  return [...list, { id: "home", group, name: t("palette:home"), run: () => go("") }];
}

function edges({ study, now, nameOf, labels, show }: Surroundings): Command[] {
  const strongest = edgesOf(now.records).toSorted((one, other) => other.score - one.score);
  return strongest.map(({ id, status }) => ({
    ...{ id, group: t("palette:edges"), name: nameOf(id) },
    about: status === "cut" ? t("palette:isCut") : labels.get(id),
    run: () => {
      show("network");
      study.selection.setState({ edge: id, preview: null });
    },
  }));
}

/** Each former version, to be gone to or to be compared with the present one. */
function versions({ study, now }: Surroundings): Command[] {
  const head = headOf(now.records)?.id;
  const all = versionsOf(now.records).map((version, k) => ({ ...version, n: k + 1 }));
  const others = all.filter(({ id }) => id !== head).toReversed();
  const group = t("palette:versions");
  const there = possible(checkout, now) ? others : [];
  const beside = possible(compare, now) ? others : [];
  return [
    ...there.map(({ n, ...version }) => ({
      ...{ id: version.id, group, name: t("palette:version", { n, said: versionSaid(version) }) },
      run: () => attempt(study, checkout, version.id),
    })),
    ...beside.map(({ n, ...version }) => ({
      ...{
        id: `compare:${version.id}`,
        group,
        name: t("compare:withVersion", { n, said: versionSaid(version) }),
      },
      run: () => attempt(study, compare, version.id),
    })),
  ];
}

function screen({ study, tab, show }: Surroundings): Command[] {
  const group = t("palette:screen");
  const said = { light: t("palette:light"), dark: t("palette:dark"), system: t("palette:system") };
  const list: Command[] = THEMES.filter((theme) => theme !== themeNow()).map((theme) => ({
    ...{ id: `theme:${theme}`, group, name: said[theme] },
    run: () => chooseTheme(theme),
  }));
  const other = languageNow() === "en" ? "zh" : "en";
  list.push({
    ...{ id: "language", group, name: t("parts:speak", { language: LANGUAGES[other] }) },
    run: () => void chooseLanguage(other),
  });
  const { presenting } = layoutStore.getState();
  list.push({
    ...{
      id: "present",
      group,
      name: presenting ? t("shell:leavePresenting") : t("palette:present"),
      keys: "Shift P",
    },
    run: () => {
      show("network");
      present(!presenting);
    },
  });
  const tour = () => {
    const { pair } = study.comparing.getState();
    study.comparing.setState({ pair: null });
    show("network");
    present(false);
    startTour(() => {
      show(tab);
      study.comparing.setState({ pair });
    });
  };
  list.push({ id: "tour", group, name: t("tour:take"), run: tour });
  list.push({ id: "keys", group, name: t("palette:keys"), keys: "?", run: () => summon("keys") });
  return list;
}
