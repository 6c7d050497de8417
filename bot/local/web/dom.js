// Small things that every other script needs. Texts are set as texts: no script
// here writes HTML, and the page's policy forbids it.

export const texts = JSON.parse(document.getElementById("texts").textContent);
export const lang = document.documentElement.lang;

export const $ = (id) => document.getElementById(id);

// el makes an element: el("a.quiet", {href}, "text", child). A property that
// begins with "on" listens; false, null and undefined leave a property out.
export function el(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const e = document.createElement(name);
  e.classList.add(...classes);
  for (const [key, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
    else if (key === "value") e.value = value;
    else e.setAttribute(key, value === true ? "" : value);
  }
  e.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return e;
}

// fill puts elements into the places that a text names in braces.
export function fill(text, places) {
  return text.split(/(\{\w+\})/).map((part) => places[part.slice(1, -1)] ?? part).filter((part) => part !== "");
}

// nameOf is who acts or writes, as the page calls them.
export function nameOf(who) {
  return { bot: "sibaq", moderator: texts.moderator, member: texts.member }[who] ?? who;
}

// post sends an action. It returns what became of it, or throws one of our texts.
export async function post(path, body) {
  let response;
  try {
    response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    throw new Error(texts.lost);
  }
  if (response.ok) return response.json();
  throw new Error(response.status === 504 ? texts.noAnswer : texts.failed);
}

let ids = 0;
export const newID = () => `x${++ids}`;
