// Draws the network; a change of the period draws it anew without loading the page. Without it the
// tables say the same.
"use strict";

(() => {
  const place = document.getElementById("net");
  if (!place) return;
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let shown = null, data = null;

  const looks = () => ({ ink: css("--ink"), soft: css("--ink-soft"), paper: css("--paper"), rule: css("--rule-strong"),
    actor: css("--actor"), actorWash: css("--actor-wash"), body: css("--place"), bodyWash: css("--place-wash"),
    other: css("--time"), otherWash: css("--time-wash"), good: css("--draw-1"), bad: css("--draw-4"), font: css("--sans") });

  const node = (one, c, most) => {
    const kinds = { person: ["dot", c.actor, c.actorWash], state: ["square", c.body, c.bodyWash],
      igo: ["square", c.body, c.bodyWash], organization: ["square", c.body, c.bodyWash] };
    const [shape, edge, fill] = kinds[one.kind] ?? ["diamond", c.other, c.otherWash];
    return { id: one.key, label: one.label.length > 26 ? `${one.label.slice(0, 25)}…` : one.label, shape,
      size: 7 + 15 * Math.sqrt(one.partners / most), color: { border: edge, background: fill,
        highlight: { border: edge, background: edge }, hover: { border: edge, background: fill } } };
  };

  const edge = (tie, c, weight, most) => {
    const times = weight === "contacts" ? tie.contacts : tie.events;
    const colour = weight === "contacts" ? c.rule : Math.abs(tie.score) < 0.5 ? c.rule : tie.score > 0 ? c.good : c.bad;
    return { id: `${tie.one} ${tie.other}`, from: tie.one, to: tie.other, width: 1.6 + 5 * Math.sqrt((times - 1) / Math.max(1, most - 1)),
      dashes: weight === "score" && tie.score < -0.5 ? [6, 4] : false, color: { color: colour, highlight: c.ink, hover: c.ink } };
  };

  // The layout comes out round; a wide place is filled by pulling it apart sideways.
  const widen = () => {
    const spots = Object.entries(shown.getPositions());
    if (spots.length < 3) return;
    const span = (axis) => {
      const all = spots.map(([, spot]) => spot[axis]);
      return Math.max(1, Math.max(...all) - Math.min(...all));
    };
    const by = Math.min(2.4, (place.clientWidth / place.clientHeight) * 0.85 * (span("y") / span("x")));
    if (by > 1) spots.forEach(([id, spot]) => shown.moveNode(id, spot.x * by, spot.y));
  };

  const draw = () => {
    const c = looks();
    place.hidden = false;
    document.getElementById("net-legend").hidden = false;
    if (shown) shown.destroy();
    place.classList.toggle("empty", data.nodes.length === 0);
    const most = Math.max(1, ...data.nodes.map((one) => one.partners));
    const often = Math.max(1, ...data.ties.map((tie) => (data.weight === "contacts" ? tie.contacts : tie.events)));
    shown = new vis.Network(place, {
      nodes: data.nodes.map((one) => node(one, c, most)),
      edges: data.ties.map((tie) => edge(tie, c, data.weight, often)),
    }, {
      autoResize: true,
      layout: { randomSeed: 7, improvedLayout: data.nodes.length < 60 },
      nodes: { borderWidth: 1.5, font: { color: c.ink, size: 13, face: c.font, strokeWidth: 3, strokeColor: c.paper } },
      edges: { smooth: false, selectionWidth: 1.5 },
      interaction: { hover: true, keyboard: false, zoomView: true, dragView: true, zoomSpeed: 0.6 },
      physics: { solver: "barnesHut", barnesHut: { gravitationalConstant: -4200, springLength: 95, springConstant: 0.03, avoidOverlap: 0.4, centralGravity: 0.6 },
        stabilization: { iterations: 400, fit: true } },
    });
    shown.once("stabilizationIterationsDone", () => {
      shown.setOptions({ physics: { enabled: false } });
      widen();
      shown.fit({ animation: false });
      // Letters shrink with the drawing; keep them readable where it had to be made small.
      shown.setOptions({ nodes: { font: { size: Math.min(24, Math.max(13, 11.5 / shown.getScale())) } } });
      place.dataset.drawn = "true";
    });
    shown.on("doubleClick", (what) => {
      if (what.nodes[0] && data.by === "actor") location.href = `/actors/${encodeURIComponent(what.nodes[0])}`;
      else if (what.edges[0]) location.href = `/events?dyad=${encodeURIComponent(what.edges[0].replace(" ", ":"))}`;
    });
  };

  const load = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    data = await answer.json();
    draw();
  };

  // The tables come out of the page itself, as the server writes it for the new period.
  const change = async (since, until) => {
    const where = new URL(location.href);
    where.searchParams.set("since", since);
    where.searchParams.set("until", until);
    const page = await (await fetch(where)).text();
    const parsed = new DOMParser().parseFromString(page, "text/html");
    const tables = parsed.getElementById("tables");
    if (tables) document.getElementById("tables").replaceWith(document.adoptNode(tables));
    document.querySelectorAll(".downloads a").forEach((link, n) => { link.href = parsed.querySelectorAll(".downloads a")[n]?.href ?? link.href; });
    history.replaceState(null, "", where);
    await load(where.pathname + ".json" + where.search);
  };

  const fail = (fault) => { place.hidden = true; window.connectionLost?.(fault); console.error(fault); };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => data && draw());
  load(place.dataset.src).then(() => {
    window.timeStrip(document.getElementById("time"), data.time, (a, b) => change(a, b).catch(fail));
  }).catch(fail);
})();
