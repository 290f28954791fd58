// A strip of time with two ends that can be dragged, or moved with the arrow keys; what lies
// between them is the period. It moves the two date fields of the form and says so.
"use strict";

window.timeStrip = (place, counts, onChange) => {
  const DAY = 86400000;
  const from = document.getElementById("f-since"), to = document.getElementById("f-until");
  const first = Date.parse(place.dataset.first), last = Date.parse(place.dataset.last);
  const days = Math.max(1, Math.round((last - first) / DAY));
  const iso = (n) => new Date(first + n * DAY).toISOString().slice(0, 10);
  const at = (day) => Math.min(days, Math.max(0, Math.round((Date.parse(day) - first) / DAY)));

  const NS = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", `0 0 ${days + 1} 40`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const most = Math.max(1, ...counts.map((c) => c.events));
  for (const bar of counts) {
    const rect = document.createElementNS(NS, "rect");
    const left = Math.max(0, (Date.parse(bar.start) - first) / DAY);
    const right = (Date.parse(bar.end) - first) / DAY + 1;
    const high = 38 * bar.events / most;
    Object.entries({ x: left, width: Math.max(0, right - left - 0.15), y: 40 - high, height: high })
      .forEach(([name, value]) => rect.setAttribute(name, value));
    svg.append(rect);
  }
  const chosen = document.createElement("div");
  chosen.className = "chosen";
  const words = document.createElement("p");
  words.className = "soft";
  words.setAttribute("aria-live", "polite");

  const ends = ["since", "until"].map((name, n) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "range", min: 0, max: days, step: 1, value: at((n ? to : from).value) });
    input.setAttribute("aria-label", n ? "End of the period" : "Begin of the period");
    return input;
  });
  const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const say = (n) => format.format(new Date(first + n * DAY));

  const show = () => {
    const [a, b] = ends.map((end) => Number(end.value));
    chosen.style.left = `${(100 * a) / days}%`;
    chosen.style.width = `${(100 * (b - a)) / days}%`;
    words.textContent = `${say(a)} – ${say(b)}`;
    ends.forEach((end) => end.setAttribute("aria-valuetext", say(Number(end.value))));
    from.value = iso(a); to.value = iso(b);
  };
  let wait;
  ends.forEach((end, n) => end.addEventListener("input", () => {
    const [a, b] = ends.map((one) => Number(one.value));
    if (a > b) end.value = n ? a : b;
    show();
    clearTimeout(wait);
    wait = setTimeout(() => onChange(from.value, to.value), 250);
  }));

  // The stretch between the ends can be taken as a whole.
  chosen.addEventListener("pointerdown", (down) => {
    const start = ends.map((end) => Number(end.value));
    const wide = place.querySelector(".strip").clientWidth;
    chosen.setPointerCapture(down.pointerId);
    const move = (event) => {
      const by = Math.round(((event.clientX - down.clientX) / wide) * days);
      const shift = Math.min(days - start[1], Math.max(-start[0], by));
      ends.forEach((end, n) => { end.value = start[n] + shift; });
      show();
    };
    chosen.addEventListener("pointermove", move);
    chosen.addEventListener("pointerup", () => {
      chosen.removeEventListener("pointermove", move);
      onChange(from.value, to.value);
    }, { once: true });
  });

  const strip = document.createElement("div");
  strip.className = "strip";
  strip.append(svg, chosen, ...ends);
  place.replaceChildren(strip, words);
  place.hidden = false;
  show();
};
