// Keeps a page of the preview fresh. It is added by the preview server only and is in no file of the site.
(() => {
  "use strict";
  const own = new URL(document.currentScript.src).search.slice(1);
  const place = "yaomu-scroll:" + location.pathname;
  let events = null;
  let overlay = null;

  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    addEventListener("load", () => scrollTo(0, Number(kept)));
  }

  const show = (problems) => {
    if (overlay) overlay.remove();
    overlay = null;
    if (problems === null) return;
    overlay = document.createElement("div");
    const root = overlay.attachShadow({ mode: "open" });
    const box = document.createElement("div");
    box.setAttribute("role", "alert");
    box.style.cssText =
      "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:2147483647;box-sizing:border-box;" +
      "padding:1rem 3.5rem 1rem 1rem;background:#1d1f21;color:#f4f1ea;border-top:4px solid #c8402f;" +
      "font:14px/1.6 ui-monospace,monospace";
    const text = document.createElement("pre");
    text.style.cssText = "margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit";
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

  const hear = (event) => {
    const state = JSON.parse(event.data);
    if (state.stamp !== own) {
      sessionStorage.setItem(place, String(scrollY));
      location.reload();
      return;
    }
    show(state.problems);
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
  listen();
})();
