// Makes a message look as on Discord.

import { el, fill, lang, nameOf, texts } from "./dom.js";
import { render } from "./text.js";
import { rows } from "./controls.js";

const clock = new Intl.DateTimeFormat(lang, { timeStyle: "short" });

// message makes the list item of a message. doing has what can be done with it:
// dismiss(view), menu(view, button), act(action).
export function message(view, doing) {
  const head = [
    el(`span.name.${view.by}`, {}, el("bdi", {}, nameOf(view.by))),
    view.by === "bot" && el("span.tag", {}, texts.app),
    el("time", { datetime: view.at, dir: "auto" }, clock.format(new Date(view.at))),
  ];
  return el("li.message", { id: `m-${view.id}`, "data-by": view.by, "data-private": view.for ? "" : null, tabindex: "-1" },
    above(view),
    avatar(view.by),
    el("div.body", {},
      el("div.head", {}, head),
      view.loading && el("div.thinking", { dir: "auto" }, el("span.dots", { "aria-hidden": "true" }, el("i"), el("i"), el("i")), texts.thinking),
      view.content && el("div.markup.content", {}, render(view.content)),
      view.edited && el("span.edited", {}, texts.edited),
      (view.embeds ?? []).map(embed),
      (view.files ?? []).map(file),
      rows(view, doing.act),
      view.for && el("div.onlyYou", {}, el("span", { "aria-hidden": "true" }, "👁 "), el("bdi", {}, texts.onlyYou), " • ",
        el("button.linklike", { type: "button", onclick: () => doing.dismiss(view) }, el("bdi", {}, texts.dismiss)))),
    el("button.more", { type: "button", "aria-label": texts.menu, title: texts.menu, "aria-haspopup": "menu", onclick: (event) => doing.menu(view, event.currentTarget) }, "⋯"));
}

function avatar(who) {
  return el(`div.avatar.${who}`, { "aria-hidden": "true" }, who === "bot" ? "س" : Array.from(nameOf(who).replace(/^ال/, ""))[0]);
}

// above says what a message answers: a command, or another message.
function above(view) {
  if (view.replyTo) {
    return el("div.above", {}, el("i.bend", { "aria-hidden": "true" }), avatar(view.replyTo.by),
      el("a", { href: `#m-${view.replyTo.id}`, dir: "auto" }, fill(texts.replyTo, { who: el("b", {}, nameOf(view.replyTo.by)) }), " ", el("bdi", {}, view.replyTo.text)));
  }
  if (!view.command || !view.asker) return null;
  return el("div.above", {}, el("i.bend", { "aria-hidden": "true" }), avatar(view.asker),
    el("span", { dir: "auto" }, fill(texts.used, {
      who: el("b", {}, nameOf(view.asker)),
      command: el("span.command", {}, el("bdi", {}, view.command)),
    })));
}

function embed(e) {
  const box = el("div.embed", {},
    e.author && el("div.author", { dir: "auto" }, e.author),
    e.title && el("div.title.markup", {}, e.url ? el("a", e.url.startsWith("#") ? { href: e.url } : { href: e.url, target: "_blank", rel: "noopener noreferrer" }, render(e.title)) : render(e.title)),
    e.description && el("div.markup.description", {}, render(e.description)),
    e.fields && el("div.fields", {}, e.fields.map((f) => el(f.inline ? "div.field.inline" : "div.field", {},
      el("div.fieldName.markup", {}, render(f.name)), el("div.markup", {}, render(f.value))))),
    e.image && file(e.image),
    (e.footer || e.at) && el("div.footer.markup", {}, [e.footer, e.at && new Intl.DateTimeFormat(lang, { dateStyle: "short" }).format(new Date(e.at))].filter(Boolean).join(" • ")));
  if (e.thumbnail) box.append(el("div.thumbnail", {}, file(e.thumbnail)));
  if (e.color) box.style.borderLeftColor = e.color;
  return box;
}

function file(f) {
  if (!f.image) {
    return el("div.file", {}, el("span", { "aria-hidden": "true" }, "📄"), el("bdi", {}, f.name), el("a", { href: f.url, download: f.name }, texts.download));
  }
  const img = el("img", { src: f.url, alt: f.alt ?? f.name, title: f.alt });
  const scale = Math.min(1, 550 / f.width, 350 / f.height); // as large as Discord shows one, known before it is here
  img.style.width = Math.round(f.width * scale) + "px";
  img.style.aspectRatio = `${f.width} / ${f.height}`;
  return el("a.picture", { href: f.url, target: "_blank" }, img);
}
