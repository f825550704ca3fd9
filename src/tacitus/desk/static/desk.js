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

// A part of a page that could not be fetched is said, and what stood before stays.
for (const failed of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(failed, () => {
    if (document.querySelector(".failed")) return;
    const note = document.createElement("p");
    note.className = "failed";
    note.setAttribute("role", "alert");
    const again = document.createElement("a");
    again.href = "";
    again.textContent = "Open the page again";
    note.append("The desk did not answer, or had nothing to show. ", again);
    document.getElementById("main").after(note);
  });
}
document.addEventListener("htmx:after:swap", () => document.querySelector(".failed")?.remove());
