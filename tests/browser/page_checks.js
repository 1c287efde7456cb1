// Everything about an open page that can be asked inside it. Returns what is wrong, in words.
return (function () {
  const faults = [];
  const all = [...document.querySelectorAll("*")];
  const shown = (e) => e.getClientRects().length > 0;
  const label = (e) => e.tagName.toLowerCase() + " \"" + e.textContent.trim().slice(0, 30) + "\"";

  // only what the page is made of: a value of the visit must never become an element or a handler
  const allowed = new Set(("html head meta title style body a header h1 h2 h3 dl dt dd nav ul ol li main table " +
    "caption thead tbody tr th td p b q mark sup div span footer").split(" "));
  for (const e of all) {
    if (!allowed.has(e.tagName.toLowerCase()))
      faults.push("element: " + e.tagName);
    for (const a of e.attributes)
      if (/^on/.test(a.name) || ["src", "srcset", "action", "style"].includes(a.name))
        faults.push("attribute: " + a.name + " on " + label(e));
  }
  if (window.hurt)
    faults.push("script: a value of the visit ran");

  if (document.documentElement.lang !== "en") faults.push("lang");
  if (!/\d{4}-\d{2}-\d{2}/.test(document.title)) faults.push("title: " + document.title);

  const ids = all.map((e) => e.id).filter((id) => id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) faults.push("id twice: " + id);
  for (const link of document.querySelectorAll("a")) {
    const href = link.getAttribute("href") || "";
    if (!href.startsWith("#") || !document.getElementById(href.slice(1))) faults.push("link: " + href);
  }

  let level = 0;
  for (const h of document.querySelectorAll("h1,h2,h3,h4,h5,h6")) {
    const here = Number(h.tagName[1]);
    if (here > level + 1 || (here === 1 && level > 0)) faults.push("headings: " + label(h) + " after h" + level);
    if (!h.textContent.trim()) faults.push("headings: empty");
    level = here;
  }
  for (const th of document.querySelectorAll("th"))
    if (!["row", "col"].includes(th.scope)) faults.push("scope: " + label(th));
  for (const table of document.querySelectorAll("table"))
    if (!table.caption || !table.tHead) faults.push("table without caption or head");

  if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
    faults.push("overflow: " + document.documentElement.scrollWidth + " px in " + document.documentElement.clientWidth);
  for (const e of all)
    if (shown(e) && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && e !== document.body &&
        e !== document.documentElement && getComputedStyle(e).overflowX !== "visible")
      faults.push("clipped: " + label(e));

  // WCAG 2 contrast of every text with what lies under it
  const channel = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); };
  const colour = (s) => { const n = s.match(/[\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (c) => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  let least = 21;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !shown(e)) continue;
    const style = getComputedStyle(e);
    if (style.visibility !== "visible" || Number(style.opacity) < 1 || parseFloat(style.fontSize) < 9)
      faults.push("hardly shown: " + label(e));
    let under = [255, 255, 255, 1];
    const chain = [];
    for (let p = e; p; p = p.parentElement) chain.unshift(p);
    for (const p of chain) under = over(colour(getComputedStyle(p).backgroundColor), under);
    const a = light(over(colour(style.color), under)), b = light(under);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    least = Math.min(least, ratio);
    if (ratio < 4.5) faults.push("contrast: " + ratio.toFixed(2) + " " + label(e));
  }

  // without colour: marks are underlined, statuses are words
  for (const mark of document.querySelectorAll("mark"))
    if (!getComputedStyle(mark).textDecorationLine.includes("underline")) faults.push("a mark without a line");
  for (const status of document.querySelectorAll(".s1,.s2,.s3,.s5"))
    if (!["present", "partial", "missing", "contradicted"].includes(status.textContent))
      faults.push("status: " + label(status));

  return { faults: [...new Set(faults)].slice(0, 20), least: least };
})();
