// What a script adds to a page that is whole without it: text size and colours, print, and cards for figures.
(() => {
  "use strict";
  const root = document.documentElement;
  const remember = (key, value) => { try { localStorage.setItem("yaomu-" + key, value); } catch { /* no storage */ } };
  const recall = (key) => { try { return localStorage.getItem("yaomu-" + key) || ""; } catch { return ""; } };

  // Buttons that go round their values: text size, colours.
  for (const button of document.querySelectorAll("[data-set]")) {
    const key = button.dataset.set;
    const values = button.dataset.values.split(" ");
    const names = button.dataset.names.split("|");
    const show = (value) => {
      const at = Math.max(0, values.indexOf(value));
      if (values[at]) root.dataset[key] = values[at]; else delete root.dataset[key];
      button.textContent = names[at];
      return at;
    };
    let at = show(recall(key));
    button.addEventListener("click", () => { at = show(values[(at + 1) % values.length]); remember(key, values[at]); });
  }
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
  for (const tools of document.querySelectorAll(".tools")) tools.hidden = false;

  // Long lists of contents start closed on a phone.
  if (matchMedia("(max-width: 40rem)").matches) {
    for (const contents of document.querySelectorAll("details.contents")) contents.open = false;
  }

  // The row of a figure as a card beside the number in the text.
  let card, timer, owner;
  const hide = () => {
    clearTimeout(timer);
    if (owner) owner.removeAttribute("aria-describedby");
    if (card) card.remove();
    card = owner = undefined;
  };
  const later = (what, delay) => { clearTimeout(timer); timer = setTimeout(what, delay); };
  const show = (link) => {
    if (owner === link) return;
    hide();
    const row = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!row || !row.cells) return;
    const heads = row.closest("table").tHead.rows[0].cells;
    const list = document.createElement("dl");
    [...row.cells].forEach((cell, n) => {
      if (!cell.textContent.trim()) return;
      const name = document.createElement("dt");
      const text = document.createElement("dd");
      name.textContent = heads[n].textContent;
      for (const node of cell.childNodes) text.append(node.cloneNode(true));
      list.append(name, text);
    });
    card = document.createElement("div");
    card.className = "card";
    card.id = "figure-card";
    card.role = "tooltip";
    card.append(list);
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", () => later(hide, 200));
    document.body.append(card);
    const box = (link.getClientRects()[0] || link.getBoundingClientRect());
    const wide = root.clientWidth;
    const below = box.bottom + card.offsetHeight + 12 < innerHeight || box.top < card.offsetHeight + 12;
    card.style.left = scrollX + Math.max(16, Math.min(box.left, wide - card.offsetWidth - 16)) + "px";
    card.style.top = scrollY + (below ? box.bottom + 8 : box.top - card.offsetHeight - 8) + "px";
    link.setAttribute("aria-describedby", card.id);
    owner = link;
  };
  for (const link of document.querySelectorAll("a.figure[href^='#']")) {
    link.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") later(() => show(link), 150); });
    link.addEventListener("pointerleave", () => later(hide, 200));
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) show(link); });
    link.addEventListener("blur", () => later(hide, 200));
    link.addEventListener("click", hide);
  }
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
