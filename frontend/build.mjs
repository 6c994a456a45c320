// Builds app.js, app.css and fab.js into app/static/dist. app/assets.py adds the content hash.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const out = fileURLToPath(new URL("../app/static/dist", import.meta.url));
const options = {
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: [
    { in: "src/main.ts", out: "app" },
    { in: "src/fab.ts", out: "fab" },
    { in: "src/css/main.css", out: "app" },
  ],
  entryNames: "[name]",
  outdir: out,
  bundle: true,
  minify: true,
  sourcemap: false,
  format: "iife",
  target: ["chrome100", "edge100", "firefox100", "safari15.4"],
  logLevel: "info",
};

await mkdir(out, { recursive: true });
if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  // overwritten, not removed first: a running server never finds the files gone
  await esbuild.build(options);
}
