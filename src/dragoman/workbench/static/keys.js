// Keys that every list and page has: / searches, ? shows the keys, j and k go from row to row.
// Without this file everything works by links and forms.
"use strict";

(() => {
  const help = document.getElementById("help");

  const typing = (target) =>
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)) &&
    !/^(checkbox|radio|button|submit)$/i.test(target.type || "");

  const showHelp = () => help && !help.open && help.showModal();

  // The first link of each row of a list: where j and k stop.
  const stops = () =>
    [...document.querySelectorAll(".row, .lines > li, .statements > .statement")]
      .map((row) => row.querySelector("td a, h2 a, h3 a, .kind a, a"))
      .filter(Boolean);

  const step = (by) => {
    const all = stops();
    if (!all.length) return false;
    const row = document.activeElement && document.activeElement.closest(".row, .lines > li, .statement");
    const here = row ? all.findIndex((link) => row.contains(link)) : -1;
    const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by;
    if (all[next]) {
      all[next].focus();
      all[next].scrollIntoView({ block: "nearest" });
    }
    return true;
  };

  document.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey || typing(press.target)) return;
    if (document.querySelector("dialog[open]")) return;
    let done = true;
    if (press.key === "?") showHelp();
    else if (press.key === "/") {
      const field = document.querySelector(".filters input[type=search]") || document.getElementById("search");
      if (field) field.focus();
    } else if (press.key === "j") done = step(1);
    else if (press.key === "k") done = step(-1);
    else done = false;
    if (done) press.preventDefault();
  });

  for (const button of document.querySelectorAll("[data-help]")) {
    button.hidden = false;
    button.addEventListener("click", showHelp);
  }

  const copy = async (from) => {
    const text = from.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard without https beyond this machine: select it, so that it can be copied.
      from.closest("details").open = true;
      const range = document.createRange();
      range.selectNodeContents(from);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      return document.execCommand("copy");
    }
    return true;
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    const words = button.textContent;
    button.addEventListener("click", async () => {
      const done = await copy(document.getElementById(button.dataset.copy));
      button.textContent = done ? "Copied" : "Selected: copy it now";
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }
})();
