/** One study on screen: opens its line, and lays out what is next, what it is, and what is known. */
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { OpenStudy } from "../../store/openStudy";
import { CodeView } from "../code/CodeView";
import { Compared } from "../compare/Compared";
import { StudyData } from "../data/StudyData";
import { FitView } from "../fit/FitView";
import { Summoned } from "../palette/Summoned";
import { Waiting } from "../parts/Waiting";
import { endTour } from "../tour/tour";
import { StudyContext, useStudy } from "./context";
import { FormulaBar } from "./FormulaBar";
import { Frame } from "./Frame";
import { Front } from "./Front";
import { Guide } from "./Guide";
import { History } from "./History";
import { Inspector } from "./Inspector";
import { useKeyboard } from "./keyboard";
import { NetworkStage } from "./NetworkStage";
import { Notices } from "./Notices";
import { StudyStatus } from "./StudyStatus";
import { TopBar } from "./TopBar";
import type { Tab } from "./tabs";
import { useCanvasData } from "./useCanvasData";
import { useCatchingUp } from "./useCatchingUp";

export function StudyPage({ id }: { id: string }) {
  const [study, setStudy] = useState<OpenStudy | null>(null);
  useEffect(() => {
    const opened = new OpenStudy(id);
    setStudy(opened);
    const leave = whilePutAway(opened);
    return () => {
      leave();
      opened.close();
    };
  }, [id]);
  if (!study) return <Waiting />;
  return (
    <StudyContext value={study}>
      <Screen />
    </StudyContext>
  );
}

/** A page kept for "back" keeps its line too, and would be counted among the people here. */
function whilePutAway(study: OpenStudy): () => void {
  const [rest, wake] = [() => study.rest(), () => study.retry()];
  addEventListener("pagehide", rest);
  addEventListener("pageshow", wake);
  return () => {
    removeEventListener("pagehide", rest);
    removeEventListener("pageshow", wake);
  };
}

function Screen() {
  const [tab, setTab] = useState<Tab>("network");
  const data = useCanvasData();
  useCatchingUp();
  const pair = useStore(useStudy().comparing, (state) => state.pair);
  useEffect(() => {
    if (pair) setTab("network");
  }, [pair]);
  // The tour speaks of the network, and of one.
  useEffect(() => {
    if (tab !== "network" || pair) endTour();
  }, [tab, pair]);
  useKeyboard();
  return (
    <Frame tab={tab}>
      <TopBar tab={tab} onTab={setTab} />
      <div className="left">
        <Guide />
        <History />
        <Front />
      </div>
      {tab === "data" && <StudyData />}
      {tab === "fit" && <FitView />}
      {tab === "code" && <CodeView />}
      {tab === "network" && pair && <Compared pair={pair} />}
      {tab === "network" && !pair && (
        <>
          <main className="centre">
            <Notices />
            <NetworkStage view={data.view} />
            <FormulaBar />
          </main>
          <Inspector {...data} />
        </>
      )}
      <StudyStatus tab={tab} />
      <Summoned tab={tab} show={setTab} />
    </Frame>
  );
}
