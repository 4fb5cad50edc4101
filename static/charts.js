// Values of a chart under the pointer, a finger and the arrow keys. Its page is whole without: they stand in the table below it.
//
// 1. A mark that has a value says it in its <title>; the words are taken out of there, so that no browser tells them twice.
// 2. A chart is drawn twice, mark for mark, one drawing shown. Where only one of them has words, the other takes them over.
// 3. The mark next to the pointer, or the one that the keys have come to, is outlined, and a card beside it says its value.
(() => {
  "use strict";
  // How far from a mark the pointer may be, in pixels: a finger covers more. Over the card only a mark right below it counts.
  const MOUSE = 24, FINGER = 36, COVERED = 6;
  const KEYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };
  let closeOpen = () => {};

  // The title of a whole drawing would be shown by the browser at every place of it; a <desc> names it as well.
  const keepName = (svg) => {
    const title = svg.querySelector(":scope > title");
    if (!title) return "";
    const name = document.createElementNS(svg.namespaceURI, "desc");
    name.id = title.id;
    name.textContent = title.textContent;
    title.replaceWith(name);
    return name.textContent;
  };
  const takeMarks = (svg) => [...svg.querySelectorAll("title")].map((title) => {
    const mark = { shape: title.parentNode, says: title.textContent };
    title.remove();
    return mark;
  });
  const counterparts = (marks, from, to) => marks.flatMap(({ shape, says }) => {
    const [there, here] = [from, to].map((svg) => [...svg.querySelectorAll(shape.localName)]);
    const same = here.length === there.length && here[there.indexOf(shape)];
    return same ? { shape: same, says } : [];
  });

  // How far a point of the drawing is from a mark; of marks that it lies in, the one with the nearest middle counts.
  const distance = (mark, { x, y }) => {
    // Of its own coordinates, so it holds at every size.
    const box = mark.box ??= mark.shape.getBBox();
    const outside = (at, start, length) => Math.max(start - at, 0, at - start - length);
    const edge = Math.hypot(outside(x, box.x, box.width), outside(y, box.y, box.height));
    return [edge, Math.hypot(x - box.x - box.width / 2, y - box.y - box.height / 2)];
  };

  const enliven = (drawing) => {
    const svgs = [...drawing.querySelectorAll("svg.chart")];
    const [name] = svgs.map(keepName);
    const own = svgs.map(takeMarks);
    const full = own.findIndex((marks) => marks.length);
    if (full < 0) return;
    const charts = own.map((marks, at) => marks.length ? marks : counterparts(own[full], svgs[full], svgs[at]));

    const card = document.createElement("div");
    card.className = "tip";
    card.role = "status";
    drawing.append(card);
    drawing.tabIndex = 0;
    // Readers of the screen keep the arrow keys to themselves, but in an application.
    drawing.role = "application";
    drawing.ariaLabel = [name, drawing.dataset.keys].join(" · ");

    let open = false, at = -1, lit;
    const seen = () => svgs.findIndex((svg) => svg.getClientRects().length);
    const close = () => {
      lit?.classList.remove("on");
      lit = undefined;
      open = false;
      card.replaceChildren();
    };
    const place = () => {
      const [mark, frame] = [lit, drawing].map((it) => it.getBoundingClientRect());
      const left = mark.left + mark.width / 2 - card.offsetWidth / 2;
      const above = mark.top - card.offsetHeight - 8;
      card.style.left = Math.max(0, Math.min(left - frame.left, frame.width - card.offsetWidth)) + "px";
      card.style.top = (above < 0 ? mark.bottom + 8 : above) - frame.top + "px";
    };
    const show = (index) => {
      const mark = charts[seen()]?.[index];
      if (!mark) return close();
      if (closeOpen !== close) closeOpen();
      closeOpen = close;
      if (lit !== mark.shape) {
        lit?.classList.remove("on");
        lit = mark.shape;
        lit.classList.add("on");
        // The value stands last, after a colon.
        const [, what, value] = mark.says.match(/^(.*(?:：|: ))(.*)$/s) ?? [, "", mark.says];
        const strong = document.createElement("b");
        strong.textContent = value;
        card.replaceChildren(what, strong);
      }
      [open, at] = [true, index];
      place();
    };
    const point = ({ clientX, clientY, target }, reach) => {
      const svg = svgs[seen()];
      const matrix = svg?.getScreenCTM();
      if (!matrix) return;
      const here = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
      const onCard = card.contains(target);
      let [best, edge, middle] = [-1, (onCard ? COVERED : reach) / matrix.a, Infinity];
      charts[svgs.indexOf(svg)].forEach((mark, index) => {
        const [toEdge, toMiddle] = distance(mark, here);
        if (toEdge < edge || (toEdge === edge && toMiddle < middle)) [best, edge, middle] = [index, toEdge, toMiddle];
      });
      if (best >= 0) show(best); else if (!onCard) close();
    };

    drawing.addEventListener("pointermove", (event) => { if (event.pointerType !== "touch") point(event, MOUSE); });
    drawing.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") close(); });
    drawing.addEventListener("click", (event) => point(event, event.pointerType === "mouse" ? MOUSE : FINGER));
    drawing.addEventListener("focus", () => { if (drawing.matches(":focus-visible")) show(Math.max(at, 0)); });
    drawing.addEventListener("blur", close);
    drawing.addEventListener("keydown", (event) => {
      const step = KEYS[event.key];
      if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const last = charts[seen()].length - 1;
      // Where the card is closed, the keys open it at its last place.
      const from = open || !Number.isFinite(step) ? at + step : at;
      show(Math.max(0, Math.min(last, from)));
    });
    // From one drawing to the other, and to another size of it.
    new ResizeObserver(() => { if (open) show(at); }).observe(drawing);
  };

  for (const drawing of document.querySelectorAll("figure.chart > .drawing")) enliven(drawing);
  addEventListener("keydown", ({ key }) => { if (key === "Escape") closeOpen(); });
  document.addEventListener("pointerdown", ({ target }) => { if (!target.closest(".drawing")) closeOpen(); });
})();
