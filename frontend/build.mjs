// Copies what the desk serves out of node_modules into the package, with the licence of each; run by `make serve`
// and when the wheel is built.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "src", "tacitus", "desk", "static", "vendor");
const FILES = {
  "htmx.org": ["dist/htmx.esm.min.js"],
  "maplibre-gl": ["dist/maplibre-gl.mjs", "dist/maplibre-gl-worker.mjs", "dist/maplibre-gl-shared.mjs", "dist/maplibre-gl.css"],
  "topojson-client": ["dist/topojson-client.min.js"],
  "uplot": ["dist/uPlot.esm.js", "dist/uPlot.min.css"],
  "world-atlas": ["countries-50m.json"],
};

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const licences = [];
for (const [name, files] of Object.entries(FILES)) {
  const folder = join(here, "node_modules", name);
  const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  licences.push(`${name} ${about.version}: ${about.license}`);
  for (const file of files) await cp(join(folder, file), join(target, file.split("/").at(-1)));
}
await writeFile(join(target, "LICENCES.txt"), licences.join("\n") + "\n");
