// Makes elements of a text that was read as Discord's Markdown (markdown.go).

import { el, lang, texts } from "./dom.js";

const simple = { strong: "strong", em: "em", u: "u", s: "s", ul: "ul", li: "li" };

export function render(nodes) {
  return (nodes ?? []).map(one);
}

function one(n) {
  const inner = () => render(n.in);
  switch (n.kind) {
    case "text":
      return document.createTextNode(n.text);
    case "code":
      return el("code", { dir: "auto" }, n.text);
    case "pre":
      return el("pre", { dir: "auto" }, el("code", {}, n.text));
    case "link":
      return n.href.startsWith("#")
        ? el("a", { href: n.href }, inner())
        : el("a", { href: n.href, target: "_blank", rel: "noopener noreferrer", title: n.href }, inner());
    case "mention":
      return el("span.mention", {}, el("bdi", {}, n.text));
    case "emoji":
      return el("span.emoji", {}, n.text);
    case "time":
      return moment(new Date(Number(n.text) * 1000));
    case "h":
      return el(`div.h${n.n}`, { role: "heading", "aria-level": n.n + 2 }, inner());
    case "small":
      return el("small", {}, inner());
    case "quote":
      return el("blockquote", {}, el("div.markup", {}, inner()));
    case "ul":
      return el("ul", { dir: "auto" }, inner());
    case "ol":
      return el("ol", { dir: "auto", start: n.n }, inner());
    case "spoiler":
      return spoiler(inner());
  }
  return el(simple[n.kind] ?? "span", {}, inner());
}

function moment(at) {
  const long = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" });
  return el("time", { datetime: at.toISOString() }, long.format(at));
}

// A spoiler is a button until it is pressed, and text from then on.
function spoiler(children) {
  const inside = el("span", { "aria-hidden": "true" }, children);
  const s = el("span.spoiler", { role: "button", tabindex: "0", "aria-label": texts.spoiler }, inside);
  const open = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    s.classList.add("open");
    for (const name of ["role", "tabindex", "aria-label"]) s.removeAttribute(name);
    inside.removeAttribute("aria-hidden");
    s.removeEventListener("click", open);
    s.removeEventListener("keydown", open);
  };
  s.addEventListener("click", open);
  s.addEventListener("keydown", open);
  return s;
}
