// Keys of a working page: j and k move among the rows; a letter presses the button of the row, or of the page; the
// question mark shows what each does, as the buttons of this page say it.
const root = document.querySelector("[data-keys]");
const remembered = `row:${location.pathname}`;
const WRITING = "textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])";
let at = Number(sessionStorage.getItem(remembered) ?? 0);

// Rows may come later, as htmx brings them.
const all = () => [...root.querySelectorAll("[data-row]")];

function show(move) {
  const rows = all();
  at = Math.max(0, Math.min(rows.length - 1, at + move));
  sessionStorage.setItem(remembered, at);
  rows.forEach((row, k) => row.classList.toggle("here", k === at));
  if (move && rows[at]) rows[at].scrollIntoView({ block: "nearest" });
}

// The button of a key: that of the row at hand, else the first outside every row.
function button(key) {
  const spot = `[data-key="${CSS.escape(key)}"]`;
  return all()[at]?.querySelector(spot) ?? [...root.querySelectorAll(spot)].find((one) => !one.closest("[data-row]"));
}

function words(one) {
  if (one.dataset.does) return one.dataset.does;
  const copy = one.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((kbd) => kbd.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
}

const help = document.createElement("dialog");
help.className = "keys";
help.setAttribute("aria-labelledby", "keys-title");
document.body.append(help);

function explain() {
  if (help.open) { help.close(); return; }
  const told = new Map();
  if (all().length) { told.set("j", "the next row"); told.set("k", "the row before"); }
  for (const one of root.querySelectorAll("[data-key]")) {
    const said = words(one);
    const before = told.get(one.dataset.key);
    if (before === undefined) told.set(one.dataset.key, said);
    else if (!before.split(" / ").includes(said)) told.set(one.dataset.key, `${before} / ${said}`);
  }
  told.set("?", "show and hide these keys");
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = "Keys of this page";
  const list = document.createElement("dl");
  for (const [key, said] of told) {
    const name = document.createElement("dt");
    const kbd = document.createElement("kbd");
    kbd.textContent = key;
    name.append(kbd);
    const does = document.createElement("dd");
    does.textContent = said;
    list.append(name, does);
  }
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => help.close());
  help.replaceChildren(title, list, close);
  help.showModal();
}

const opener = document.createElement("button");
opener.type = "button";
opener.className = "keys-open";
opener.append("Keys ", Object.assign(document.createElement("kbd"), { textContent: "?" }));
opener.addEventListener("click", explain);
root.append(opener);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(WRITING)) return;
  if (event.key === "?") { event.preventDefault(); explain(); return; }
  if (help.open) return;
  if (event.key === "j" || event.key === "k") { show(event.key === "j" ? 1 : -1); return; }
  const found = button(event.key);
  if (!found) return;
  event.preventDefault();
  found.click();
});
new MutationObserver(() => show(0)).observe(root, { childList: true, subtree: true });
show(0);
