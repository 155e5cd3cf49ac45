"use strict";

/* Says beside the graph what the selection rests on. All words go in as text, never as markup. */
function makePanel(root, data, ink) {
  const words = data.words;

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  function text(name, className, content, ...children) {
    return element(name, { class: className }, content, ...children);
  }

  /* A link inside the page: the address after # says what is selected, so that "back" works. */
  function link(kind, id, className, ...children) {
    return element("a", { href: `#${kind}/${encodeURIComponent(id)}`, class: className }, ...children);
  }

  function sentence(parts) {
    return parts.map(([content, entity]) => (entity ? link("entity", entity, "name", content) : content));
  }

  function heading(title, right) {
    return element("h3", {}, title, right ? text("span", "count", right) : null);
  }

  function counted(number, word) {
    return `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
  }

  // -- evidence ------------------------------------------------------------------------------------

  function card(passage, place) {
    const article = words.articles[passage.article];
    const who = passage.speaker
      ? element("span", { class: "who" }, passage.kind ? ink.kindSample(passage.kind, 14) : null,
        ...sentence([passage.speaker]))
      : text("span", "who quiet", "the article itself");
    const stance = text("span", "stance", passage.stance);
    stance.style.color = ink.look.passage[passage.stance].color;
    const quotation = element("blockquote", {}, passage.before, element("mark", {}, passage.exact), passage.after);
    const name = article.outlet || article.title;
    const outlet = article.url ? outside(article, name) : element("span", { title: article.title }, name);
    return element("article", { class: "card" },
      element("header", {}, who, ink.stanceSample(passage.stance), stance, text("span", "count", place)),
      quotation,
      passage.lost ? text("p", "flag", "These words are not in the text of the article any more.") : null,
      passage.note ? text("p", "note", passage.note) : null,
      element("footer", {}, outlet, `, ${article.date}`, passage.section ? ` · ${passage.section}` : "",
        passage.cue ? ` · cue “${passage.cue}”` : ""));
  }

  /* The one sort of link that leaves the page; only http and https addresses get here. */
  function outside(article, name) {
    return element("a", { href: article.url, title: article.title, target: "_blank",
      rel: "noopener noreferrer nofollow" }, name);
  }

  function cards(passages) {
    if (!passages.length) return [text("p", "quiet", "No passage supports this yet.")];
    return passages.map((passage, at) => card(passage, `${at + 1} of ${passages.length}`));
  }

  function relationRow(id, parts) {
    return element("li", {}, link("relation", id, "row",
      ink.strokeSample(words.relations[id].stroke, { width: 36, marked: false, below: ink.look.color.panel }),
      element("span", {}, parts.map(([content]) => content).join(""))));
  }

  // -- what the panel can be about -------------------------------------------------------------------

  function relation(id) {
    const own = words.relations[id];
    const line = text("p", "standing", "");
    const name = text("strong", "", own.standing);
    name.style.color = ink.look.stroke[own.stroke].color;
    line.append(ink.strokeSample(own.stroke, { below: ink.look.color.panel }), name, ": ", ...sentence(own.who));
    const rivals = own.rivals.map((rival) => element("p", { class: "rival" },
      text("strong", "", "Another figure: "), ...sentence(rival.parts), " ",
      text("span", "quiet", `(${rival.who} ${rival.stance} it${rival.excludes ? "; both cannot be true" : ""})`)));
    const parallels = own.parallels.length
      ? [heading("Also between these two", String(own.parallels.length)),
        element("ul", {}, ...own.parallels.map((other) => relationRow(other, words.relations[other].parts)))]
      : [];
    const note = own.note ? [text("p", "note", own.note)] : [];
    show("Relation", element("h2", {}, ...sentence(own.parts)), line, ...rivals, ...note,
      heading("Evidence", counted(own.passages.length, "passage")), ...cards(own.passages), ...parallels);
  }

  function entity(id) {
    const own = words.entities[id];
    const title = element("h2", { class: "entity" }, ink.kindSample(own.look, 38, own.icon),
      element("span", {}, own.name, text("small", "", own.kind)));
    const parts = [title];
    if (own.aliases.length) parts.push(text("p", "quiet", `Also: ${own.aliases.join(", ")}`));
    if (own.description) parts.push(text("p", "", own.description));
    if (own.facts.length) parts.push(heading("Facts", String(own.facts.length)), ...own.facts.map(fact));
    parts.push(heading("Relations", String(own.count)));
    if (!own.groups.length) parts.push(text("p", "quiet", "Only mentioned: nothing shown here is tied to it."));
    for (const group of own.groups) {
      parts.push(text("h4", "", group.heading),
        element("ul", {}, ...group.rows.map(([key, row]) => relationRow(key, row))));
    }
    show("Entity", ...parts);
  }

  function fact(own) {
    const summary = element("summary", {}, text("span", "label", own.label), text("span", "value", own.value),
      text("span", "count", counted(own.passages.length, "passage")));
    return element("details", {}, summary, ...cards(own.passages));
  }

  function start() {
    const disputes = words.disputes.map((own) => element("li", {}, link("relation", own.relation, "row",
      ink.strokeSample(own.stroke, { width: 36, marked: false, below: ink.look.color.panel }),
      element("span", {}, own.title, text("small", "", own.line)))));
    const find = element("input", { type: "search", placeholder: "Find an entity or relation", id: "find",
      "aria-label": "Find an entity or relation" });
    const entities = element("ul", {}, ...words.order.map((id) => element("li", {}, link("entity", id, "row",
      ink.kindSample(words.entities[id].look, 14), text("span", "", words.entities[id].name),
      text("span", "count", String(words.entities[id].count))))));
    const relations = element("ul", {}, ...Object.keys(words.relations).map((id) =>
      relationRow(id, words.relations[id].parts)));
    find.addEventListener("input", () => {
      const wanted = find.value.trim().toLowerCase();
      for (const row of [...entities.children, ...relations.children]) {
        row.hidden = Boolean(wanted) && !row.textContent.toLowerCase().includes(wanted);
      }
    });
    show("Overview",
      text("p", "lead", words.lead),
      ...(disputes.length ? [heading("In dispute", String(disputes.length)), element("ul", {}, ...disputes)] : []),
      find, heading("Entities", String(words.order.length)), entities,
      heading("Relations", String(Object.keys(words.relations).length)), relations,
      heading("Articles", String(words.articles.length)), ...words.articles.map(source), text("p", "quiet", words.source));
  }

  function source(article) {
    const named = article.url ? outside(article, article.title) : article.title;
    return element("p", {}, named, text("small", "", [article.outlet, article.date].filter(Boolean).join(", ")));
  }

  function hint(item) {
    if (!item) return "";
    if (item.kind === "entity") {
      const own = words.entities[item.id];
      return `${own.name}, ${own.kind}, ${counted(own.count, "relation")}`;
    }
    const own = words.relations[item.id];
    return [own.parts, own.who].map((parts) => parts.map(([content]) => content).join("")).join("\n");
  }

  function show(what, ...parts) {
    const leave = what === "Overview" ? null : element("a", { href: "#", class: "leave" }, "Overview");
    root.replaceChildren(element("header", { class: "what" }, text("span", "", what), leave), ...parts);
    root.scrollTop = 0;
  }

  function legend(box) {
    const lines = words.legend.map(([stroke, word]) => element("li", {}, ink.strokeSample(stroke), word));
    const kinds = words.kinds.map(([look, word]) => element("li", {}, ink.kindSample(look, 14), word));
    box.replaceChildren(element("ul", { "aria-label": "How a relation stands" }, ...lines),
      element("ul", { "aria-label": "Kinds" }, ...kinds));
  }

  return {
    legend,
    hint,
    about(item) {
      root.dataset.about = item ? item.id : "";
      if (!item) start();
      else if (item.kind === "relation") relation(item.id);
      else entity(item.id);
    },
  };
}
