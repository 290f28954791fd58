// The dossier: choosing a number shows the words behind the line where one reads, and the list of
// chapters shows which one that is. Without this file numbers lead to the words at the end.
"use strict";

(() => {
  const panel = document.getElementById("evidence");
  const body = document.getElementById("evidence-body");
  const title = document.getElementById("evidence-title");
  if (!panel) return;
  let from = null; // the number that opened the panel

  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    if (from) { from.classList.remove("open"); from.removeAttribute("aria-expanded"); from.focus({ preventScroll: true }); }
    from = null;
  };

  const show = (link) => {
    const source = document.getElementById(link.hash.slice(1));
    if (!source) return false;
    if (from === link) { close(); return true; }
    if (from) { from.classList.remove("open"); from.removeAttribute("aria-expanded"); }
    from = link;
    link.classList.add("open");
    link.setAttribute("aria-expanded", "true");
    title.textContent = `Words ${link.textContent}`;
    body.replaceChildren(...[...source.childNodes].map((node) => node.cloneNode(true)));
    panel.hidden = false;
    panel.scrollTop = 0;
    return true;
  };

  document.addEventListener("click", (click) => {
    if (click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
    const link = click.target.closest("a.ref");
    if (link && show(link)) click.preventDefault();
  });
  document.getElementById("evidence-close").addEventListener("click", close);
  document.addEventListener("keydown", (press) => {
    if (press.key === "Escape" && !document.querySelector("dialog[open]")) close();
    // From the number into the panel: the next stop of the Tab key are the links in it.
    if (press.key === "Tab" && !press.shiftKey && from && document.activeElement === from) {
      const first = panel.querySelector("#evidence-body a");
      if (first) { first.focus(); press.preventDefault(); }
    }
  });
  panel.addEventListener("keydown", (press) => {
    if (press.key !== "Tab" || !from) return;
    const stops = [...panel.querySelectorAll("#evidence-body a"), document.getElementById("evidence-close")];
    const leaves = press.shiftKey ? document.activeElement === stops[0] : document.activeElement === stops.at(-1);
    if (leaves) { from.focus(); if (!press.shiftKey) close(); press.preventDefault(); }
  });

  const chapters = [...document.querySelectorAll(".contents a")];
  if (chapters.length && "IntersectionObserver" in window) {
    const seen = new Set();
    const heads = chapters.map((link) => document.getElementById(link.hash.slice(1))?.closest("section"));
    const watch = new IntersectionObserver((entries) => {
      for (const entry of entries) seen[entry.isIntersecting ? "add" : "delete"](entry.target);
      const here = heads.findIndex((section) => seen.has(section));
      chapters.forEach((link, n) => n === here ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
    }, { rootMargin: "-10% 0px -70% 0px" });
    heads.forEach((section) => section && watch.observe(section));
  }
})();
