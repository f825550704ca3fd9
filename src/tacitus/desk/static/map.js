// The map of the selection: outlines from Natural Earth, a circle as wide as the place is unsure, and a number
// where several incidents lie close together. It needs the scripts that the build puts into vendor/.
import * as maplibre from "/static/vendor/maplibre-gl.mjs";
import "/static/vendor/topojson-client.min.js";

const KM = { site: 1, town: 6, admin2: 35, admin1: 120, country: 350, region: 600 };

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// A circle on the ground of so many kilometres, as a polygon.
function circle([lon, lat], km) {
  const ring = [];
  const wide = km / (111.32 * Math.max(0.05, Math.cos((lat * Math.PI) / 180)));
  for (let k = 0; k <= 48; k += 1) {
    const turn = (k / 48) * 2 * Math.PI;
    ring.push([lon + wide * Math.cos(turn), lat + (km / 110.57) * Math.sin(turn)]);
  }
  return { type: "Polygon", coordinates: [ring] };
}

async function outlines() {
  const answer = await fetch("/static/vendor/countries-50m.json");
  const world = await answer.json();
  const countries = topojson.feature(world, world.objects.countries);
  for (const { geometry } of countries.features) {
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    for (const rings of parts) for (const ring of rings) unwrap(ring);
  }
  const borders = topojson.mesh(world, world.objects.countries, (a, b) => a !== b);
  return { countries, borders };
}

// A coast that crosses the 180th meridian goes on beyond it, and not back across the whole map.
function unwrap(ring) {
  let turn = 0;
  for (let k = 1, last = ring[0][0]; k < ring.length; k += 1) {
    const here = ring[k][0];
    if (here - last > 180) turn -= 360;
    if (here - last < -180) turn += 360;
    last = here;
    ring[k] = [here + turn, ring[k][1]];
  }
}

function style({ countries, borders }, points, rings) {
  const [sea, land, line, mark] = ["--chip", "--sheet", "--rule", "--rubric"].map(colour);
  return {
    version: 8,
    sources: {
      countries: { type: "geojson", data: countries, attribution: "Natural Earth" },
      borders: { type: "geojson", data: borders },
      points: { type: "geojson", data: points, cluster: true, clusterRadius: 34, clusterMaxZoom: 9 },
      rings: { type: "geojson", data: rings },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": sea } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": land } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": line, "line-width": 0.7 } },
      { id: "rings", type: "fill", source: "rings", minzoom: 3, paint: { "fill-color": mark, "fill-opacity": 0.12, "fill-outline-color": mark } },
      { id: "clusters", type: "circle", source: "points", filter: ["has", "point_count"],
        paint: { "circle-color": mark, "circle-opacity": 0.85, "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "point_count"]], 1, 9, 30, 30] } },
      { id: "single", type: "circle", source: "points", filter: ["!", ["has", "point_count"]],
        paint: { "circle-color": mark, "circle-opacity": 0.85, "circle-radius": 5, "circle-stroke-color": land, "circle-stroke-width": 1.2 } },
    ],
  };
}

// Numbers of clusters are elements of the page: a map's own letters would need fonts fetched from elsewhere.
function numbers(map) {
  const shown = new Map();
  return () => {
    const seen = new Set();
    for (const { properties, geometry } of map.querySourceFeatures("points", { filter: ["has", "point_count"] })) {
      const id = properties.cluster_id;
      if (seen.has(id)) continue;
      seen.add(id);
      if (shown.has(id)) continue;
      const label = document.createElement("span");
      label.className = "cluster";
      label.textContent = properties.point_count_abbreviated;
      shown.set(id, new maplibre.Marker({ element: label }).setLngLat(geometry.coordinates).addTo(map));
    }
    for (const [id, marker] of shown) {
      if (seen.has(id)) continue;
      marker.remove();
      shown.delete(id);
    }
  };
}

function tell(map, feature) {
  const { id, title, day, precision } = feature.properties;
  const link = document.createElement("a");
  link.href = `/incidents/${encodeURIComponent(id)}`;
  link.textContent = title;
  const note = document.createElement("div");
  note.className = "source";
  note.textContent = precision ? `placed to the ${precision}` : "";
  const inside = document.createElement("div");
  inside.append(link, note);
  new maplibre.Popup({ maxWidth: "20rem" }).setLngLat(feature.geometry.coordinates).setDOMContent(inside).addTo(map);
}

async function draw(box) {
  const [world, answer] = await Promise.all([outlines(), fetch(`/incidents.geojson${box.dataset.query}`)]);
  const points = await answer.json();
  const rings = {
    type: "FeatureCollection",
    features: points.features.map((f) => ({ type: "Feature", properties: {}, geometry: circle(f.geometry.coordinates, KM[f.properties.precision] ?? 20) })),
  };
  const map = new maplibre.Map({
    container: box, style: style(world, points, rings), attributionControl: { compact: true },
    center: [10, 20], zoom: 0.6, dragRotate: false, pitchWithRotate: false, renderWorldCopies: false,
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.touchZoomRotate.disableRotation();
  map.on("load", () => {
    if (points.features.length) {
      const bounds = new maplibre.LngLatBounds();
      for (const f of points.features) bounds.extend(f.geometry.coordinates);
      map.fitBounds(bounds, { padding: 30, maxZoom: 7, animate: false });
    }
    box.dataset.ready = "true";
  });
  map.on("render", numbers(map));
  map.on("click", "single", (event) => tell(map, event.features[0]));
  map.on("click", "clusters", async (event) => {
    const feature = event.features[0];
    const zoom = await map.getSource("points").getClusterExpansionZoom(feature.properties.cluster_id);
    map.easeTo({ center: feature.geometry.coordinates, zoom });
  });
  for (const layer of ["single", "clusters"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  return map;
}

// The part of the page that holds the map is put in anew whenever the selection changes.
function start() {
  const box = document.getElementById("map");
  if (!box || box.dataset.ready) return;
  box.dataset.ready = "drawing";
  draw(box).catch(() => {
    box.dataset.ready = "failed";
    box.textContent = "The map could not be drawn here: this browser has no WebGL.";
  });
}

start();
const found = document.getElementById("found");
if (found) new MutationObserver(start).observe(found, { childList: true, subtree: true });
