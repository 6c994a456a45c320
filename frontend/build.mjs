// Builds app.js (with the pictures as chunks of their own), fab.js and app.css into app/static/dist,
// with the licences of what is bundled. app/assets.py adds the content hash to the entries.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = fileURLToPath(new URL("../app/static/dist", import.meta.url));
const common = {
  absWorkingDir: here,
  entryNames: "[name]",
  outdir: out,
  bundle: true,
  minify: true,
  sourcemap: false,
  legalComments: "none", // licences.txt has them whole
  metafile: true,
  target: ["chrome100", "edge100", "firefox100", "safari15.4"],
  logLevel: "info",
};
/** A page without a picture never loads cytoscape or echarts: main.ts imports them on demand. */
const page = {
  ...common,
  entryPoints: [{ in: "src/main.ts", out: "app" }, { in: "src/css/main.css", out: "app" }],
  format: "esm",
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
};
const fab = { ...common, entryPoints: [{ in: "src/fab.ts", out: "fab" }], format: "iife" };

async function licences(inputs) {
  const found = new Set(inputs.map((path) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
  const parts = [];
  for (const name of [...found].sort()) {
    const folder = `${here}node_modules/${name}`;
    const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
    const texts = [];
    for (const file of (await readdir(folder, { withFileTypes: true })).filter((f) => /^(licen[cs]e|notice)/i.test(f.name))) {
      const files = file.isDirectory() ? (await readdir(`${folder}/${file.name}`)).map((f) => `${file.name}/${f}`) : [file.name];
      for (const f of files) texts.push(await readFile(`${folder}/${f}`, "utf8"));
    }
    parts.push(`${name} ${version} (${license})\n\n${texts.join("\n\n").trim()}\n`);
  }
  const inside = `${here}licences`; // of code that a package carries within it
  for (const file of (await readdir(inside)).sort()) parts.push(await readFile(`${inside}/${file}`, "utf8"));
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}

await mkdir(`${out}/chunks`, { recursive: true });
if (process.argv.includes("--watch")) {
  for (const options of [page, fab]) await (await esbuild.context(options)).watch();
} else {
  // overwritten, not removed first: a running server never finds the files gone
  const [built] = await Promise.all([esbuild.build(page), esbuild.build(fab)]);
  await writeFile(`${out}/licences.txt`, await licences(Object.keys(built.metafile.inputs)));
  const kept = new Set(Object.keys(built.metafile.outputs).map((path) => path.split("/").pop()));
  for (const file of await readdir(`${out}/chunks`)) if (!kept.has(file)) await rm(`${out}/chunks/${file}`);
}
