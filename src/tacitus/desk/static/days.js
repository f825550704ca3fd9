// "As it was known on": a slider over the days on which something was said, in the place of the choice that the page
// has without scripts. Moving it names the day at once; the page follows when it rests. htmx puts the page in anew,
// the slider with it, so what is held is kept here.
const REST = 200; // milliseconds without a further step
let held = null; // the step that was moved to, while the page is not there yet
let timer = 0;

const live = document.createElement("p");
live.className = "unseen";
live.setAttribute("role", "status");
document.body.append(live);

function slide(form) {
  const choice = form.elements.as_of;
  const days = [...choice.options].map((option) => option.value).filter((day) => day).sort();
  const steps = [...days, ""]; // the last step is today
  const label = document.createElement("label");
  const shown = document.createElement("output");
  const range = document.createElement("input");
  Object.assign(range, { type: "range", min: 0, max: steps.length - 1, step: 1 });
  range.setAttribute("aria-label", "As it was known on"); // its day is its value
  label.className = "wide days";
  label.append("As it was known on ", shown, range);

  const name = () => {
    shown.value = steps[range.valueAsNumber] || "today";
    range.setAttribute("aria-valuetext", shown.value);
  };
  const rest = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (choice.value === steps[held]) return;
      choice.value = steps[held];
      form.requestSubmit();
    }, REST);
  };
  range.addEventListener("input", () => { held = range.valueAsNumber; name(); rest(); });
  range.addEventListener("change", (event) => event.stopPropagation()); // the form asks when the slider rests

  const there = steps.indexOf(choice.value);
  range.value = held ?? there;
  name();
  form.append(label);
  choice.closest("label").hidden = form.querySelector("button").hidden = true;
  form.dataset.slides = "true";
  if (held === null) return;
  range.focus();
  live.textContent = steps[there] ? `As it was known on ${steps[there]}` : "As it is known today";
  if (held === there) held = null; else rest();
}

function start() {
  for (const form of document.querySelectorAll("form.as-of:not([data-slides])")) slide(form);
}
start();
new MutationObserver(start).observe(document.getElementById("main"), { childList: true, subtree: true });
