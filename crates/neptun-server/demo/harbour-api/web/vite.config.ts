import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  server: {
    // Event streams must not be buffered, so no compression on the way.
    proxy: { "/api": { target: "http://127.0.0.1:8080", headers: { "accept-encoding": "identity" } } },
  },
  build: { target: "es2023", sourcemap: true },
});
