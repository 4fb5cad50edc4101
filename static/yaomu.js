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

  // The citation of a figure can be copied: from its card, and from its row once that is open.
  const words = (table) => table.dataset.words.split("|");
  const make = (name, className, ...children) => {
    const it = document.createElement(name);
    if (className) it.className = className;
    it.append(...children);
    return it;
  };
  const copier = (text, [copy, copied]) => {
    const button = make("button", "copy", copy);
    const said = make("span", "copied");
    button.type = "button";
    said.role = "status";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
      } catch {
        // Only pages of a safe origin have a clipboard; a folder on disk is none.
        getSelection().selectAllChildren(text);
        document.execCommand("copy");
      }
      said.textContent = copied;
    });
    return [button, " ", said];
  };
  document.addEventListener("toggle", ({ target }) => {
    if (!target.matches("details.cite") || target.querySelector("button")) return;
    target.append(...copier(target.querySelector("p"), words(target.closest("table"))));
  }, true);

  // A number in the text shows a card: its row in the table of figures and the heading above that row, put another way.
  let card, timer, owner, muted, pointer;
  const later = (what, delay) => { clearTimeout(timer); timer = setTimeout(what, delay); };
  const hide = (back) => {
    clearTimeout(timer);
    if (!card) return;
    const [link, gone] = [owner, card];
    card = owner = undefined;
    link.removeAttribute("aria-describedby");
    if (back === true || gone.contains(document.activeElement)) {
      muted = true;
      link.focus({ preventScroll: true });
      muted = false;
    }
    gone.remove();
  };
  const copies = (nodes) => [...nodes].map((node) => node.cloneNode(true));
  const figure = (row) => {
    const table = row.closest("table");
    const heads = [...table.tHead.rows[0].cells].map((it) => it.textContent);
    const [name, value, period, source] = row.cells;
    const list = make("dl");
    const tell = (label, nodes) => {
      if (nodes.some((node) => node.textContent.trim())) list.append(make("dt", "", label), make("dd", "", ...nodes));
    };
    tell(heads[0], copies(name.childNodes));
    tell(heads[2], copies(period.childNodes));
    let heading = row;
    while (heading && !heading.matches(".group")) heading = heading.previousElementSibling;
    for (const fact of heading ? heading.querySelectorAll("[data-fact]") : []) {
      if (row.querySelector("." + fact.dataset.fact)) continue;
      const [label, ...rest] = fact.childNodes;
      tell(label.textContent, copies(rest));
    }
    const conflict = source.querySelector(".conflict-mark");
    const notes = [...source.childNodes].filter((node) => node !== conflict && !node.matches?.("details"));
    tell(row.querySelector(".source") ? heads[3] : words(table)[4], copies(notes));
    const tools = make("p", "card-tools");
    const cited = source.querySelector("details.cite p");
    const citation = cited && make("p", "card-citation", cited.textContent);
    if (citation) tools.append(...copier(citation, words(table)));
    const jump = make("a", "", words(table)[2]);
    jump.href = "#" + row.id;
    jump.addEventListener("click", () => hide());
    tools.append(" ", jump);
    return make("div", "card-figure", make("p", "card-value", ...copies(value.childNodes)), conflict ? conflict.cloneNode(true) : "", list, citation || "", tools);
  };
  const place = (link) => {
    const box = link.getClientRects()[0] || link.getBoundingClientRect();
    const [above, below] = [box.top - 16, innerHeight - box.bottom - 16];
    const down = card.offsetHeight <= below || below >= above;
    card.style.maxHeight = Math.max(down ? below : above, 160) + "px";
    card.style.left = scrollX + Math.max(16, Math.min(box.left, root.clientWidth - card.offsetWidth - 16)) + "px";
    card.style.top = scrollY + (down ? box.bottom + 8 : box.top - card.offsetHeight - 8) + "px";
  };
  const show = (link) => {
    clearTimeout(timer);
    if (owner === link) return;
    hide();
    const ids = link.dataset.figures ? link.dataset.figures.split(" ") : [decodeURIComponent(link.hash.slice(1))];
    const rows = ids.map((id) => document.getElementById(id)).filter((row) => row && row.cells);
    if (!rows.length) return;
    const close = make("button", "card-close", "×");
    close.type = "button";
    close.ariaLabel = words(rows[0].closest("table"))[3];
    close.addEventListener("click", () => hide(true));
    card = make("div", "card", ...rows.map(figure), close);
    card.role = "dialog";
    card.ariaLabel = link.textContent;
    card.querySelector("dl").id = "figure-card";
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", ({ pointerType }) => {
      if (pointerType === "mouse" && !card?.contains(document.activeElement)) later(hide, 300);
    });
    card.addEventListener("focusin", () => clearTimeout(timer));
    card.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && relatedTarget !== owner && !card?.contains(relatedTarget)) hide();
    });
    document.getElementById("main").append(card);
    owner = link;
    place(link);
    link.setAttribute("aria-describedby", "figure-card");
  };
  for (const link of document.querySelectorAll("a.figure[href^='#']")) {
    link.addEventListener("pointerdown", (event) => { pointer = event.pointerType; });
    link.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") later(() => show(link), 150); });
    link.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") later(hide, 300); });
    link.addEventListener("focus", () => { if (!muted && link.matches(":focus-visible")) show(link); });
    link.addEventListener("blur", () => { if (owner === link) later(hide, 100); });
    link.addEventListener("click", (event) => {
      // A finger has no other way to the card; a mouse has seen it, and a key goes on to the row.
      const tap = event.detail > 0 && pointer && pointer !== "mouse";
      if (!tap) return hide();
      event.preventDefault();
      if (owner === link) hide(); else show(link);
    });
  }
  document.addEventListener("pointerdown", ({ target }) => { if (card && !card.contains(target) && !owner.contains(target)) hide(); });
  addEventListener("resize", () => { if (card) place(owner); });
  // The card is last in the page and follows its number for the keyboard.
  addEventListener("keydown", (event) => {
    if (!card) return;
    if (event.key === "Escape") return hide(card.contains(document.activeElement));
    if (event.key !== "Tab") return;
    const stops = [...card.querySelectorAll("a, button")];
    const at = stops.indexOf(document.activeElement);
    if (document.activeElement === owner && !event.shiftKey) {
      event.preventDefault();
      stops[0].focus();
    } else if (at === 0 && event.shiftKey) {
      event.preventDefault();
      owner.focus();
    } else if (at === stops.length - 1 && !event.shiftKey) {
      // The browser goes on from the number.
      hide(true);
    }
  });

  // What charts say when they are pointed at is asked for only where there are charts.
  if (document.querySelector("figure.chart > .drawing")) {
    const charts = make("script");
    charts.src = new URL("charts.js", document.currentScript.src);
    document.head.append(charts);
  }
})();
