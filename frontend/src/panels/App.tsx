import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useStore } from "zustand";
import { languageStore } from "../words";
import { Home } from "./home/Home";
import { Waiting } from "./parts/Waiting";
import { useRoute } from "./route";

const NewStudy = lazy(async () => ({ default: (await import("./data/NewStudy")).NewStudy }));
const StudyPage = lazy(async () => ({ default: (await import("./study/StudyPage")).StudyPage }));

const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } },
});

const theme = {
  fontFamily: "var(--font-ui)",
  cursorType: "pointer",
  respectReducedMotion: true,
} as const;

export function App() {
  const { language } = useStore(languageStore);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Suspense fallback={<Waiting />}>
          {/* Another language draws every word anew. */}
          <Page key={language} />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Page() {
  const route = useRoute();
  switch (route.page) {
    case "home":
      return <Home />;
    case "new":
      return <NewStudy key={route.dataset} id={route.dataset} />;
    case "study":
      return <StudyPage key={route.id} id={route.id} />;
  }
}
