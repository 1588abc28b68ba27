import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./design/tokens.css";
import "./design/base.css";

const root = document.getElementById("root");
if (root) createRoot(root).render(<StrictMode>KANscope</StrictMode>);
