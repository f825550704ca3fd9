// Choosing words in a text: their place in code points of the document, as the store counts.
const text = document.getElementById("text");
const form = document.getElementById("correction");

// Code points from the beginning of the text to a point of the page; a sign that is not seen counts as one.
export function offset(root, node, at) {
  const range = document.createRange();
  range.setStart(root, 0);
  range.setEnd(node, at);
  const part = range.cloneContents();
  return [...plain(part)].length;
}

// The text as the document holds it: signs that are not seen stand as elements that name them.
export function plain(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType === Node.ELEMENT_NODE && node.dataset.cp) return String.fromCodePoint(parseInt(node.dataset.cp, 16));
  let all = "";
  for (const child of node.childNodes) all += plain(child);
  return all;
}

async function choose() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return;
  const range = chosen.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
  const letters = [...plain(text)];
  let start = offset(text, range.startContainer, range.startOffset);
  let end = offset(text, range.endContainer, range.endOffset);
  while (start < end && /\s/u.test(letters[start])) start += 1;
  while (end > start && /\s/u.test(letters[end - 1])) end -= 1;
  if (start >= end) return;
  const words = letters.slice(start, end).join("");
  form.elements.start.value = start;
  form.elements.end.value = end;
  form.elements.words.value = words;
  const query = new URLSearchParams({ report: form.dataset.report, slot: form.elements.slot.value, words: words.slice(0, 400) });
  const answer = await fetch(`/review/fields?${query}`);
  if (!answer.ok) return;
  const fields = document.getElementById("fields");
  const legend = fields.querySelector("legend");
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  fields.replaceChildren(legend, ...made.body.childNodes);
}

if (text && form) {
  text.addEventListener("mouseup", choose);
  text.addEventListener("keyup", choose);
  form.elements.words.addEventListener("input", () => { form.elements.start.value = ""; form.elements.end.value = ""; });
}
