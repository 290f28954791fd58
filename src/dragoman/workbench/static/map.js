// Draws the events over the outlines of countries. Nothing is asked of any other machine. Without
// it the table says the same.
"use strict";

(() => {
  const place = document.getElementById("map");
  if (!place) return;
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const made = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  const kind = (spot) => (spot.cooperation === spot.conflict ? "even" : spot.cooperation > spot.conflict ? "coop" : "conf");
  const look = (spot) => {
    const colour = { coop: css("--draw-1"), conf: css("--draw-4"), even: css("--rule-strong") }[kind(spot)];
    return { color: colour, fillColor: colour, fillOpacity: 0.45, weight: 1.5, dashArray: kind(spot) === "conf" ? "4 2" : null };
  };
  const ground = (lands) => ({ properties: { code } }) => ({
    color: css("--land-edge"), weight: 0.7, fillOpacity: 1,
    fillColor: css(lands.has(code) ? "--land-named" : "--land"),
  });

  const events = (name) => {
    const where = new URL(place.dataset.events, location.href);
    where.searchParams.set("place", name);
    return where;
  };

  // What a click on a circle opens: the events there, the latest first.
  const card = async (spot, box) => {
    const all = events(spot.name);
    const list = new URL(all);
    list.pathname = "/events.json";
    list.searchParams.set("per", 6);
    const answer = await fetch(list);
    const { items, total } = await answer.json();
    const lines = document.createElement("ul");
    for (const event of items) {
      const side = (members) => members.map((one) => one.name).join(", ");
      const who = [side(event.source), side(event.target)].filter(Boolean).join(" → ");
      const line = document.createElement("li");
      line.append(made("a", `${event.event.toLowerCase()}${event.mode ? `, ${event.mode}` : ""}`, { href: `/events/${event.id}` }),
        made("span", ` ${who}${event.when ? ` · ${day.format(new Date(event.when.start))}` : ""}`));
      lines.append(line);
    }
    box.querySelector("ul")?.remove();
    box.querySelector("p.soft").before(lines);
    box.querySelector("p.soft a").textContent = total === 1 ? "Show this event in the list" : `All ${total} in the list`;
  };

  const popup = (spot) => {
    const box = document.createElement("div");
    box.append(made("h3", spot.name), document.createElement("ul"));
    const foot = made("p", "", { className: "soft" });
    foot.append(made("a", "Show the events", { href: events(spot.name).href }));
    box.append(foot);
    return box;
  };

  const draw = (world, data) => {
    place.hidden = false;
    document.getElementById("map-legend").hidden = false;
    const map = L.map(place, { attributionControl: false, minZoom: 1, maxZoom: 9, zoomSnap: 0.5, fadeAnimation: false, zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches });
    map.setView([25, 20], 2);
    const lands = new Set(data.countries.map((land) => land.country));
    const outlines = L.geoJSON(world, { style: ground(lands), interactive: false }).addTo(map);
    const scale = place.clientWidth < 600 ? 0.65 : 1;
    const most = Math.max(1, ...data.places.map((spot) => spot.events));
    const circles = data.places.filter((spot) => spot.lat !== null).map((spot) => {
      const radius = 4 + scale * 22 * Math.sqrt(spot.events / Math.max(most, 8));
      const circle = L.circleMarker([spot.lat, spot.lon], { radius, ...look(spot), className: "spot" });
      const box = popup(spot);
      circle.bindTooltip(() => made("span", `${spot.name}: ${spot.events}`)).bindPopup(box, { minWidth: 180, maxWidth: Math.min(300, place.clientWidth * 0.65) });
      circle.on("popupopen", () => card(spot, box).then(() => circle.getPopup()?.update()).catch(console.error));
      return [circle.addTo(map), spot];
    });
    if (circles.length) map.fitBounds(L.latLngBounds(circles.map(([circle]) => circle.getLatLng())).pad(0.1), { maxZoom: 5 });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      outlines.setStyle(ground(lands));
      circles.forEach(([circle, spot]) => circle.setStyle(look(spot)));
    });
    place.dataset.drawn = "true";
  };

  const json = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };
  Promise.all([json("/map/countries.json"), json(place.dataset.src)])
    .then(([world, data]) => draw(world, data))
    .catch((fault) => { place.hidden = true; window.connectionLost?.(fault); console.error(fault); });
})();
