// The course of a toll: figures over the time they were said, a line a voice (uPlot). The table below the picture
// holds the same numbers.
import uPlot from "/static/vendor/uPlot.esm.js";

const box = document.getElementById("course");

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function draw(points) {
  points.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const times = points.map((p) => Date.parse(p.at) / 1000);
  const voices = [...new Set(points.map((p) => p.voice))];
  const tones = ["--rubric", "--c-time", "--c-place", "--c-party", "--c-harm", "--c-act"].map(colour);
  const lines = voices.map((voice) => points.map((p) => (p.voice === voice ? p.low : null)));
  const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "13px sans-serif" };
  const size = () => ({ width: box.clientWidth, height: 240 });
  const chart = new uPlot({
    ...size(),
    series: [{}, ...voices.map((voice, k) => ({ label: points.find((p) => p.voice === voice).name, stroke: tones[k % tones.length], width: 2, spanGaps: true, points: { show: true, size: 7, fill: tones[k % tones.length] } }))],
    axes: [axis, { ...axis, size: 45, values: (_, ticks) => ticks.map((t) => (Number.isInteger(t) ? t : "")) }],
    scales: { y: { range: (_, low, high) => [0, Math.max(1, high * 1.1)] } },
    legend: { show: true, live: false },
    cursor: { y: false },
  }, [times, ...lines], box);
  new ResizeObserver(() => chart.setSize(size())).observe(box);
  box.dataset.ready = "true";
}

if (box) draw(JSON.parse(box.dataset.points));
