import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = `127.0.0.1:${process.env.KANSCOPE_PORT ?? "8765"}`;

export default defineConfig({
  // Relative addresses, so that the built pages work behind any path prefix.
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../server/kanscope/web/static",
    emptyOutDir: true,
    target: "es2022",
    // The licences of everything that is in the bundle, beside it.
    license: { fileName: "assets/THIRD-PARTY-NOTICES.md" },
    chunkSizeWarningLimit: 1200,
    // Nothing inlined as data: the server's content policy stays strict.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      "/api": { target: `http://${server}`, ws: true },
      "/healthz": { target: `http://${server}` },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
