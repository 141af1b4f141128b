// Finds claims whose words hold all words that are typed. The index is a script too, so that it loads from a folder.
"use strict";
(function () {
  const most = 200;
  const field = document.getElementById("seek"), list = document.getElementById("found"), told = document.getElementById("told");
  // Letters without accents and case; those whose stroke or form is no accent of Unicode's, by hand.
  const plain = { ı: "i", ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe" };
  const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[ıłøđßæœ]/g, (c) => plain[c]);
  let folded = null;

  function line(row) {
    const [page, day, heading, quote, lang, outlet] = row;
    const item = document.createElement("li"), link = document.createElement("a"), words = document.createElement("q");
    link.href = page;
    link.textContent = heading;
    words.textContent = quote;
    words.lang = lang;
    words.dir = "auto";
    item.append(day + " ", link, " ", words, " " + outlet);
    return item;
  }

  function seek() {
    folded = folded || window.dragomanIndex.map((row) => fold(row.join(" ")));
    const wanted = fold(field.value).split(/\s+/).filter(Boolean);
    const found = wanted.length ? window.dragomanIndex.filter((_, n) => wanted.every((w) => folded[n].includes(w))) : [];
    list.replaceChildren(...found.slice(0, most).map(line));
    told.textContent = wanted.length ? found.length + " claims" + (found.length > most ? ", the first " + most + " shown" : "") : "";
  }

  field.addEventListener("input", seek);
  field.value = decodeURIComponent(location.hash.slice(1).replace(/%(?![0-9a-f]{2})/gi, "%25"));
  if (field.value) seek();
  field.focus();
})();
