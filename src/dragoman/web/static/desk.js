// Everything works without this. It lets the day of a page be dragged, and keeps the place while doing so.
"use strict";

const DAY = 86400000;
const PLACE = "dragoman-place";
// An arrow key moves one day; only when it rests is the page asked for.
const REST = 500;

const iso = (first, days) => new Date(Date.parse(first) + days * DAY).toISOString().slice(0, 10);

function makeSlider(form) {
  const date = form.querySelector("input[name=as_of]");
  const range = form.querySelector("input[type=range]");
  if (!date || !range) return;
  let resting;
  const tell = () => {
    range.setAttribute("aria-valuetext", iso(range.dataset.first, Number(range.value)));
  };
  const go = () => {
    sessionStorage.setItem(PLACE, JSON.stringify({ y: scrollY, id: range.id }));
    form.requestSubmit();
  };
  range.addEventListener("input", () => {
    tell();
    date.value = range.getAttribute("aria-valuetext");
    clearTimeout(resting);
  });
  range.addEventListener("change", () => {
    clearTimeout(resting);
    resting = setTimeout(go, REST);
  });
  tell();
  range.closest("[hidden]").hidden = false;
}

function returnToPlace() {
  const kept = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (!kept) return;
  const { y, id } = JSON.parse(kept);
  scrollTo(0, y);
  document.getElementById(id)?.focus({ preventScroll: true });
}

// What an address points at may lie in a part that is folded.
function unfold() {
  const found = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = found && found.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  if (found) found.scrollIntoView();
}

document.querySelectorAll("form[data-as-of]").forEach(makeSlider);
returnToPlace();
unfold();
addEventListener("hashchange", unfold);
