import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@mantine/core/styles/default-css-variables.layer.css";
import "@mantine/core/styles/UnstyledButton.layer.css";
import "@mantine/core/styles/Popover.layer.css";
import "@mantine/core/styles/Menu.layer.css";
import "@mantine/core/styles/Tooltip.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/Paper.layer.css";
import "@mantine/core/styles/CloseButton.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import "@mantine/core/styles/ScrollArea.layer.css";
import "katex/dist/katex.min.css";
import "./design/tokens.css";
import "./design/base.css";
import "./design/controls.css";
import "./design/frame.css";
import "./design/canvas.css";
import "./design/home.css";
import "./design/palette.css";
import "./design/data.css";
import "./design/fit.css";
import "./design/code.css";
import "./design/draw.css";
import "./design/proposals.css";
import "./design/compare.css";
import "./design/tour.css";
import "./design/evidence.css";
import { App } from "./panels/App";
import { wearAsBefore } from "./panels/palette/theme";
import { speakAsBefore } from "./words";

const root = document.getElementById("root");
if (root) {
  wearAsBefore();
  // Not a word is drawn before the language is there.
  await speakAsBefore();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
