// What every page of the desk does beyond links and forms. Without it, each page still works.

// A filter that is empty stays out of the address.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "get") return;
  for (const field of event.target.elements) if (field.name && field.value === "") field.disabled = true;
  setTimeout(() => { for (const field of event.target.elements) field.disabled = false; });
});

// Pointing at a mark in a document lights its claims, and the other way round.
function light(ids, on) {
  for (const id of ids) {
    for (const mark of document.querySelectorAll(`.m[data-ids~="${CSS.escape(id)}"], [data-id="${CSS.escape(id)}"]`)) {
      mark.classList.toggle("lit", on);
    }
  }
}
for (const [enter, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(enter, (event) => {
    const spot = event.target.closest?.(".m[data-ids], [data-id]");
    if (spot) light((spot.dataset.ids ?? spot.dataset.id).split(" "), on);
  });
}
