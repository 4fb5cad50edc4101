// Keeps a page of the preview fresh. It is added by the preview server only and is in no file of the site.
(() => {
  "use strict";
  const { stamp, tag, problem = null } = document.currentScript.dataset;
  const place = "yaomu-scroll:" + location.pathname;
  let events = null;
  let overlay = null;
  let known = stamp;

  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    addEventListener("load", () => scrollTo({ top: Number(kept), behavior: "instant" }));
  }

  const again = () => {
    sessionStorage.setItem(place, String(scrollY));
    location.reload();
  };

  // What is wrong, over the page; in its own root, so that no style of the site gets at it.
  const show = (problems) => {
    if (overlay) overlay.remove();
    overlay = null;
    if (problems === null) return;
    overlay = document.createElement("div");
    const root = overlay.attachShadow({ mode: "open" });
    const box = document.createElement("div");
    box.setAttribute("role", "alert");
    box.style.cssText =
      "position:fixed;inset:auto 0 0 0;z-index:2147483647;box-sizing:border-box;" +
      "padding:1rem 3.5rem 1rem 1rem;background:#1d1f21;color:#f4f1ea;border-top:4px solid #c8402f;" +
      // Where a Han letter is two columns wide, carets stand below what they mean.
      'font:14px/1.6 "Noto Sans Mono CJK SC","Sarasa Mono SC",ui-monospace,monospace';
    const text = document.createElement("pre");
    text.style.cssText =
      "margin:0;max-height:55vh;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit";
    // Whoever has no mouse scrolls a long message, too.
    text.tabIndex = 0;
    text.textContent = problems;
    const close = document.createElement("button");
    close.textContent = "×";
    close.setAttribute("aria-label", "关闭 Close");
    close.style.cssText =
      "position:absolute;top:.5rem;right:.5rem;width:2.5rem;height:2.5rem;border:0;background:none;color:inherit;" +
      "font-size:1.5rem;cursor:pointer";
    close.addEventListener("click", () => show(null));
    box.append(text, close);
    root.append(box);
    document.documentElement.append(overlay);
  };

  // Takes in files that have changed without loading the page again. A style sheet goes when its successor is there.
  const swap = (files, version) => {
    const isOf = (address) => {
      try {
        const url = new URL(address, location.href);
        return url.origin === location.origin && files.includes(decodeURIComponent(url.pathname));
      } catch {
        // What is no address (`100%.png`) is no file that has changed; the others still are.
        return false;
      }
    };
    const fresh = (address) => {
      const url = new URL(address, location.href);
      url.search = version;
      return url.href;
    };
    for (const link of document.querySelectorAll("link[rel~=stylesheet]")) {
      if (link.dataset.old || !isOf(link.href)) continue;
      const next = link.cloneNode();
      next.href = fresh(link.href);
      link.dataset.old = "yes";
      next.addEventListener("load", () => link.remove());
      link.after(next);
    }
    for (const image of document.querySelectorAll("img[src]")) {
      if (isOf(image.src)) image.src = fresh(image.src);
    }
    return [...document.querySelectorAll("script[src]")].some((it) => isOf(it.src));
  };

  // Loads the page again if it would be another one.
  const check = async () => {
    try {
      const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
      if (answer.headers.get("ETag") !== `"${tag}"`) again();
    } catch {
      // The server is gone; when it comes back it has another stamp.
    }
  };

  const hear = (event) => {
    const state = JSON.parse(event.data);
    const own = [problem, state.problems].filter((it) => it !== null);
    show(own.length ? own.join("\n") : null);
    if (state.stamp === known) return;
    const isOtherRun = state.stamp.split("-")[0] !== known.split("-")[0];
    known = state.stamp;
    if (isOtherRun || swap(state.files, state.stamp)) again();
    else check();
  };

  // A browser opens six connections to a host: pages in the background give theirs back.
  const listen = () => {
    if (document.hidden) {
      if (events) events.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/_yaomu/events");
      events.addEventListener("message", hear);
    }
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => {
    if (events) events.close();
    events = null;
  });
  addEventListener("pageshow", listen);
  if (problem !== null) show(problem);
  listen();
})();
