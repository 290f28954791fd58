// Draws the charts that the page names, in the page's own colours, at its own width. Without it
// the numbers are still there, in the table below each chart.
"use strict";

(() => {
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const charts = [...document.querySelectorAll("[data-chart]")];
  const drawn = new Map();

  const colours = () => {
    const ink = css("--ink"), soft = css("--ink-soft"), rule = css("--rule");
    const quads = [1, 2, 3, 4].map((n) => css(`--draw-${n}`));
    return {
      background: "transparent",
      font: css("--sans"),
      axis: {
        labelColor: soft, titleColor: soft, gridColor: rule, domainColor: css("--rule-strong"),
        tickColor: css("--rule-strong"), titleFontWeight: "normal", labelFontSize: 12, titleFontSize: 12,
      },
      legend: { labelColor: ink, titleColor: soft, labelFontSize: 12, orient: "top", columns: 2, labelLimit: 0 },
      header: { labelColor: ink, labelFontSize: 13, labelFontWeight: "bold" },
      view: { stroke: null },
      range: { category: quads },
      rule: { color: css("--rule-strong") },
      line: { color: ink },
      text: { color: ink },
    };
  };

  // Every panel of a chart gets the width that is there, less what axes and labels take.
  const fit = (spec, width) => {
    if (Array.isArray(spec)) return spec.forEach((part) => fit(part, width));
    if (typeof spec !== "object" || spec === null) return;
    if (typeof spec.width === "number") spec.width = width;
    for (const name of ["spec", "vconcat", "layer"]) fit(spec[name], width);
  };

  const tip = document.createElement("div");
  tip.className = "chart-tip";
  tip.hidden = true;
  document.body.append(tip);
  const point = (_, event, item, value) => {
    tip.hidden = !value || typeof value !== "object";
    if (tip.hidden) return;
    tip.replaceChildren(...Object.entries(value).filter(([, v]) => v !== "null").map(([name, v]) => {
      const line = document.createElement("p");
      const label = document.createElement("span");
      label.textContent = name;
      line.append(label, ` ${v}`);
      return line;
    }));
    const left = Math.min(event.pageX + 12, document.documentElement.clientWidth - tip.offsetWidth - 8);
    tip.style.left = `${Math.max(left, 8)}px`;
    tip.style.top = `${event.pageY + 14}px`;
  };

  const draw = async (place) => {
    const spec = structuredClone(drawn.get(place));
    const theme = colours();
    const wide = place.clientWidth;
    const mark = spec.config.mark ? { mark: { color: theme.range.category[1] } } : {};
    spec.config = { ...theme, ...mark };
    if (wide < 480) spec.config.axis.labelFontSize = 11;
    fit(spec, Math.max(wide - (place.dataset.chart === "types" ? Math.min(200, wide * 0.4) : 64), 160));
    spec.config.header.labelLimit = wide - 24;
    if (wide < 480) {
      spec.config.legend.columns = 1;
      const size = spec.layer?.[0].encoding.size;
      if (size) size.scale.range = [16, 200];
    }
    place.replaceChildren();
    await vegaEmbed(place, spec, { actions: false, defaultStyle: false, renderer: "svg", tooltip: point, mode: "vega-lite" });
    const svg = place.querySelector("svg");
    if (svg) { svg.setAttribute("aria-hidden", "true"); svg.setAttribute("focusable", "false"); }
    place.dataset.drawn = "true";
  };

  const fail = (place, fault) => {
    window.connectionLost?.(fault);
    console.error(fault);
    const words = document.createElement("p");
    words.className = "soft";
    words.textContent = "The chart could not be drawn. Its numbers are in the table below.";
    place.replaceChildren(words);
  };

  const start = async (place) => {
    try {
      const answer = await fetch(place.dataset.src);
      if (!answer.ok) throw new Error(answer.statusText);
      drawn.set(place, await answer.json());
      place.hidden = false;
      await draw(place);
    } catch (fault) { place.hidden = false; fail(place, fault); }
  };

  const again = () => drawn.forEach((_, place) => draw(place).catch((fault) => fail(place, fault)));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  let wait, width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    clearTimeout(wait);
    wait = setTimeout(again, 200);
  });
  charts.forEach(start);
})();
