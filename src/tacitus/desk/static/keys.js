// Keys of a working page: j and k move among the rows; a letter presses the button of the row, or of the page.
const root = document.querySelector("[data-keys]");
const rows = [...document.querySelectorAll("[data-row]")];
const remembered = `row:${location.pathname}`;
let at = Math.min(Number(sessionStorage.getItem(remembered) ?? 0), rows.length - 1);

function show(move) {
  at = Math.max(0, Math.min(rows.length - 1, at + move));
  sessionStorage.setItem(remembered, at);
  rows.forEach((row, k) => row.classList.toggle("here", k === at));
  if (move && rows[at]) rows[at].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  if (event.key === "j" || event.key === "k") { show(event.key === "j" ? 1 : -1); return; }
  const spot = `[data-key="${CSS.escape(event.key)}"]`;
  const button = rows[at]?.querySelector(spot) ?? [...root.querySelectorAll(spot)].find((b) => !b.closest("[data-row]"));
  if (!button) return;
  event.preventDefault();
  button.click();
});
if (rows.length) show(0);
