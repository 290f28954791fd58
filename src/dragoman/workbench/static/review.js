// The keys of the review: a accepts, r rejects, c corrects, j goes on, k back. Without it the
// buttons and links do the same.
"use strict";

(() => {
  const correct = document.getElementById("correct");
  // The form stays out of the way until it is asked for.
  if (correct) correct.hidden = !correct.open;
  const open = () => {
    if (!correct) return;
    correct.hidden = false;
    correct.open = true;
    correct.querySelector("select").focus();
    correct.scrollIntoView({ block: "nearest" });
  };
  document.getElementById("to-correct")?.addEventListener("click", (click) => { click.preventDefault(); open(); });
  if (location.hash === "#correct") open();

  let sent = false;
  const send = (name) => {
    const form = document.getElementById(name);
    if (form && !sent) { sent = true; form.requestSubmit(); }
  };
  document.addEventListener("unsent", () => { sent = false; });
  const keys = {
    a: () => send("accept"),
    r: () => send("reject"),
    c: open,
    j: () => document.getElementById("next").click(),
    k: () => document.getElementById("previous").click(),
  };
  document.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey || document.querySelector("dialog[open]")) return;
    if (press.key === "Escape" && correct?.contains(document.activeElement)) {
      correct.open = false;
      correct.hidden = true;
      document.getElementById("to-correct").focus();
      return;
    }
    if (press.target instanceof HTMLElement && press.target.matches("input, select, textarea")) return;
    const act = keys[press.key];
    if (act) { press.preventDefault(); press.stopImmediatePropagation(); act(); }
  });
})();
