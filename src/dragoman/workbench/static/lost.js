// When the workbench cannot be reached: what was written stays on the page, and a note says so.
// Before a form is sent it is asked whether somebody is there; without this file the browser sends
// it as it is.
"use strict";

(() => {
  const words = "The workbench cannot be reached. Nothing was sent, and what you wrote is still here: try again when the connection is back.";
  let note = null;

  const say = () => {
    if (!note) {
      note = document.createElement("div");
      note.className = "notice bad lost";
      note.setAttribute("role", "alert");
      document.getElementById("main").prepend(note);
    }
    note.textContent = "";
    requestAnimationFrame(() => { note.textContent = words; note.scrollIntoView({ block: "nearest" }); });
  };
  const unsay = () => { note?.remove(); note = null; };
  // What draws pages says it too, where a drawing could not be loaded.
  window.connectionLost = (fault) => { if (fault instanceof TypeError) say(); };

  const isThere = async () => {
    const patience = new AbortController();
    const end = setTimeout(() => patience.abort(), 5000);
    try {
      const answer = await fetch("/static/dragoman.svg", { method: "HEAD", cache: "no-store", signal: patience.signal });
      return answer.ok; // a proxy before a workbench that is gone answers too
    } catch {
      return false;
    } finally {
      clearTimeout(end);
    }
  };

  const known = new WeakSet(); // forms that may go
  document.addEventListener("submit", async (sending) => {
    const form = sending.target;
    if (form.method !== "post" || sending.defaultPrevented) return;
    if (!form.closest("main") || form.matches('[action="/login"]')) return; // nothing to lose
    if (known.has(form)) { known.delete(form); return; }
    sending.preventDefault();
    if (await isThere()) {
      unsay();
      known.add(form);
      form.requestSubmit(sending.submitter);
    } else {
      form.dispatchEvent(new Event("unsent", { bubbles: true }));
      say();
    }
  });
  addEventListener("online", unsay);
})();
