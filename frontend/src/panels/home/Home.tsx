/** The first screen: bring a table, type a law, open an example, or go on where you were. */
import { useMutation } from "@tanstack/react-query";
import { type DragEvent, useCallback, useEffect, useState } from "react";
import { makeDataset, uploadDataset } from "../../protocol/api";
import { problemOf } from "../../protocol/problem";
import { t } from "../../words";
import { Brand } from "../parts/Brand";
import { LanguageSwitch } from "../parts/Language";
import { Words } from "../parts/Words";
import { useMe } from "../queries";
import { go } from "../route";
import { endTour } from "../tour/tour";
import { DropZone } from "./DropZone";
import { Examples } from "./Examples";
import { Hero } from "./Hero";
import { LawForm } from "./LawForm";
import { StudyList } from "./StudyList";

export function Home() {
  const [over, setOver] = useState(false);
  const opened = (dataset: { id: string }) => go(`new/${dataset.id}`);
  const read = useMutation({ mutationFn: uploadDataset, onSuccess: opened });
  const paste = useMutation({
    mutationFn: (text: string) => makeDataset({ text, name: "pasted.csv" }),
    onSuccess: opened,
  });
  const pasted = useCallback((text: string) => paste.mutate(text), [paste.mutate]);
  const brought = useCallback((file: File) => read.mutate(file), [read.mutate]);
  useEffect(endTour, []);
  usePasteAnywhere(pasted, brought);
  const wrong = read.error ?? paste.error;
  const drag = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => event.currentTarget === event.target && setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer.files[0];
      if (file) brought(file);
    },
  };
  return (
    <div className="app wide" {...drag}>
      <header className="top">
        <Brand name />
        <span />
        <span />
      </header>
      <main className="home">
        <section style={{ gridArea: "start" }}>
          <h1>{t("home:title")}</h1>
          <p className="lead">{t("home:lead")}</p>
          <DropZone
            over={over}
            busy={read.isPending || paste.isPending}
            problem={wrong ? problemOf(wrong) : null}
            bring={brought}
            paste={pasted}
          />
          <LawForm made={opened} />
        </section>
        <Hero />
        <div className="lower">
          <Examples />
          <StudyList />
        </div>
      </main>
      <Foot />
    </div>
  );
}

function Foot() {
  const me = useMe();
  return (
    <footer className="status">
      <span role="status">
        <Words said={t("home:hint")} />
      </span>
      <span className="status-right">
        <LanguageSwitch />
        {me.data && <span>{t("home:version", { version: me.data.version })}</span>}
        <span>
          <i className={me.isError ? "dot off" : "dot"} />
          {me.isError ? problemOf(me.error).message : t("home:connected")}
        </span>
      </span>
    </footer>
  );
}

/** A table pasted anywhere but into a field. */
function usePasteAnywhere(pasted: (text: string) => void, brought: (file: File) => void): void {
  useEffect(() => {
    const take = (event: ClipboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      const file = event.clipboardData?.files[0];
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (file) brought(file);
      else if (text.trim()) pasted(text);
    };
    addEventListener("paste", take);
    return () => removeEventListener("paste", take);
  }, [pasted, brought]);
}
