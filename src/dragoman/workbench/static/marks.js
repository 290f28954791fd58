// The report: choosing a mark shows its note beside the text and lights up its parts.
// Without this file marks are links to the notes below the text, and layers are a form.
"use strict";

(() => {
  const reader = document.getElementById("reader");
  const text = document.getElementById("text");
  const panel = document.getElementById("panel");
  const body = document.getElementById("panel-body");
  const counter = document.getElementById("panel-count");
  const hint = document.getElementById("hint");
  if (!reader || !text || !panel) return;

  const LAYERS = { a: "actor", e: "event", s: "statement", t: "time", l: "place" };
  const boxes = Object.fromEntries(
    Object.values(LAYERS).map((layer) => [layer, document.getElementById("layer-" + layer)]));
  const notes = new Map([...document.querySelectorAll(".found .note")].map((note) => [note.id, note]));
  const layerOf = (id) => notes.has(id) ? notes.get(id).dataset.layer : null;
  const shown = (id) => { const layer = layerOf(id); return layer !== null && boxes[layer].checked; };

  // Every place where a mark begins, in the order of the text: [element, id of the mark].
  const starts = [];
  for (const element of text.querySelectorAll("[data-new]"))
    for (const id of element.dataset.new.split(" ")) starts.push([element, id]);
  let chosen = null; // [element, id]

  const dim = () => {
    for (const element of text.querySelectorAll(".lit")) {
      element.classList.remove("lit", ...[...element.classList].filter((name) => name.startsWith("lit-")));
      delete element.dataset.part;
    }
  };

  // Light up what a token names; the first element of each stretch says which part it is.
  const light = (token, kind, label) => {
    let before = null;
    for (const element of text.querySelectorAll(`.m[data-m~="${CSS.escape(token)}"]`)) {
      if (element.classList.contains("lit") && kind !== "cue") { before = element; continue; }
      element.classList.add("lit", "lit-" + kind);
      if (label && !(before && before.nextSibling === element)) element.dataset.part = label;
      before = element;
    }
  };

  const lightUp = (id) => {
    dim();
    const layer = layerOf(id);
    if (layer === "event") {
      for (const part of ["source", "target", "time", "place"]) light(`${id}:${part}`, part, part);
      light(id, "cue", "cue");
    } else if (layer === "statement") {
      light(`${id}:speaker`, "speaker", "speaker");
      light(`${id}:cue`, "cue", "cue");
      light(`${id}:time`, "time", "time");
      light(id, "statement", "");
    } else light(id, layer, "");
  };

  // The marks over an element that are shown, the innermost first.
  const over = (element) =>
    [...new Set(element.dataset.m.split(" ").filter((token) => !token.includes(":")))].filter(shown);

  const also = (element, id) => {
    const others = over(element).filter((other) => other !== id);
    if (!others.length) return null;
    const box = document.createElement("div");
    box.className = "also";
    const list = document.createElement("ul");
    for (const other of others) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = "#" + other;
      const note = notes.get(other);
      link.textContent = `${note.dataset.layer}: ${note.querySelector("h4").textContent.trim().replace(/\s+/g, " ")}`;
      item.append(link);
      list.append(item);
    }
    box.append("Also here", list);
    return box;
  };

  const choose = (element, id, options = {}) => {
    const note = notes.get(id);
    if (!note) return;
    chosen = [element, id];
    lightUp(id);
    const copy = note.cloneNode(true);
    copy.removeAttribute("id");
    const title = document.createElement("h2");
    title.append(...copy.querySelector("h4").childNodes);
    copy.querySelector("h4").replaceWith(title);
    const more = element ? also(element, id) : null;
    body.replaceChildren(copy, ...(more ? [more] : []));
    panel.hidden = false;
    hint.hidden = true;
    const visible = starts.filter(([, other]) => shown(other));
    const number = visible.findIndex(([where, other]) => where === element && other === id);
    counter.textContent = number < 0 ? "" : `Mark ${number + 1} of ${visible.length}`;
    panel.scrollTop = 0;
    history.replaceState(null, "", "#" + id);
    if (element && options.focus !== false) {
      const focusable = element.matches("a") ? element : (element.tabIndex = -1, element);
      focusable.focus({ preventScroll: true });
    }
    if (element && options.scroll !== false) reveal(element);
  };

  // Keep the mark clear of the bar above and of the panel below.
  const reveal = (element) => {
    const place = element.getBoundingClientRect();
    const low = getComputedStyle(panel).position === "fixed" ? panel.getBoundingClientRect().top : innerHeight;
    if (place.top < 90 || place.bottom > low - 20)
      scrollBy({ top: place.top - low / 3, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  };

  const close = () => {
    const element = chosen && chosen[0];
    chosen = null;
    dim();
    panel.hidden = true;
    hint.hidden = false;
    history.replaceState(null, "", location.pathname + location.search);
    if (element) element.focus({ preventScroll: true });
  };

  const step = (by) => {
    const visible = starts.filter(([, id]) => shown(id));
    if (!visible.length) return;
    let here = chosen ? visible.findIndex(([element, id]) => element === chosen[0] && id === chosen[1]) : -1;
    if (here < 0) {
      const from = chosen && chosen[0] ? chosen[0] : text.contains(document.activeElement) ? document.activeElement : null;
      const after = from ? visible.findIndex(([element]) =>
        element === from || from.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
      here = after < 0 ? visible.length - 1 : by > 0 ? after - 1 : after;
    }
    const [element, id] = visible[(here + by + visible.length) % visible.length];
    choose(element, id);
  };

  const firstPlace = (id) =>
    (starts.find(([, other]) => other === id) || [text.querySelector(`.m[data-m~="${CSS.escape(id)}"]`)])[0];

  text.addEventListener("click", (click) => {
    if (click.ctrlKey || click.metaKey || click.shiftKey || String(getSelection())) return;
    const handle = click.target.closest(".handle");
    const element = handle ? handle.nextElementSibling : click.target.closest(".m");
    if (!element) return;
    const ids = handle ? [handle.dataset.m] : over(element);
    if (!ids.length) { click.preventDefault(); return; }
    click.preventDefault();
    // Again on the same words: the next mark that lies over them.
    const last = chosen && chosen[0] === element ? ids.indexOf(chosen[1]) : -1;
    choose(element, ids[(last + 1) % ids.length], { scroll: false });
  });

  panel.addEventListener("click", (click) => {
    const link = click.target.closest('a[href^="#"]');
    if (!link) return;
    const id = decodeURIComponent(link.hash.slice(1));
    if (!notes.has(id)) return;
    click.preventDefault();
    const here = chosen && chosen[0] && over(chosen[0]).includes(id) ? chosen[0] : firstPlace(id);
    choose(here, id);
  });

  document.getElementById("panel-next").addEventListener("click", () => step(1));
  document.getElementById("panel-back").addEventListener("click", () => step(-1));
  document.getElementById("panel-close").addEventListener("click", close);

  // The layers stay in the address, so that a link shows what is shown now.
  const keepLayers = () => {
    const on = Object.keys(boxes).filter((layer) => boxes[layer].checked);
    const query = new URLSearchParams(location.search);
    query.delete("layers");
    if (on.length < Object.keys(boxes).length) query.set("layers", on.join(",") || "none");
    const asked = query.toString().replaceAll("%2C", ",");
    history.replaceState(null, "", location.pathname + (asked ? "?" + asked : "") + location.hash);
    for (const handle of text.querySelectorAll(".m")) {
      if (handle.matches("a")) handle.tabIndex = over(handle).length ? 0 : -1;
    }
    if (chosen && !shown(chosen[1])) close();
  };
  for (const box of Object.values(boxes)) box.addEventListener("change", keepLayers);

  document.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey || document.querySelector("dialog[open]")) return;
    const target = press.target;
    if (/^(input|textarea|select)$/i.test(target.tagName) && target.type !== "checkbox") return;
    if (press.key === "n" || press.key === "p") step(press.key === "n" ? 1 : -1);
    else if (press.key === "Escape" && !panel.hidden) close();
    else if (press.key in LAYERS) {
      const box = boxes[LAYERS[press.key]];
      box.checked = !box.checked;
      keepLayers();
    } else return;
    press.preventDefault();
  });

  for (const element of document.querySelectorAll(".only-script")) element.hidden = false;
  keepLayers();
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (notes.has(wanted)) {
    choose(firstPlace(wanted), wanted, { focus: false, scroll: false });
    // The browser goes to the note of that name when all is loaded; the mark is what was meant.
    const arrive = () => setTimeout(() => chosen && chosen[0] && chosen[0].scrollIntoView({ block: "center" }));
    if (document.readyState === "complete") arrive();
    else addEventListener("load", arrive);
  }
})();
