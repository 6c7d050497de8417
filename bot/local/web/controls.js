// The buttons and selects under a message.

import { el, fill, newID, texts } from "./dom.js";
import { Listbox } from "./listbox.js";

const styles = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };
const button = 2;
const selects = [3, 5, 6, 7, 8];

// rows makes the rows of components of a message. act(action) sends what is
// pressed, and comes back when the bot has answered.
export function rows(view, act) {
  return (view.rows ?? []).map((row) =>
    el("div.row", {}, row.map((c) => {
      if (c.type === button) return press(view, c, act);
      if (selects.includes(c.type)) {
        return select(c, (values) => act({ kind: 3, message: view.id, custom: c.custom, values }));
      }
      return el("p.unknown", { dir: "auto" }, fill(texts.unknownPart, { type: String(c.type) }));
    })));
}

function press(view, c, act) {
  const inner = [c.emoji && el("span.emoji", { "aria-hidden": "true" }, c.emoji), c.label && el("bdi", {}, c.label)];
  if (c.style === 5) return el("a.button.link", { href: c.url, target: "_blank", rel: "noopener noreferrer" }, inner, " ↗");
  const b = el(`button.button.${styles[c.style] ?? "secondary"}`, { type: "button", disabled: c.disabled, "data-custom": c.custom }, inner);
  b.addEventListener("click", async () => {
    if (b.ariaBusy === "true") return;
    b.ariaBusy = "true";
    await act({ kind: 3, message: view.id, custom: c.custom });
    b.ariaBusy = "false";
  });
  return b;
}

// select makes a select of one or of several. done(values) is called when what
// is chosen has changed; of several, once the list closes.
export function select(c, done, props = {}) {
  const many = c.max > 1;
  let chosen = (c.options ?? []).filter((o) => o.default).map((o) => o.value);
  let before = chosen.join("\n");
  const label = el("span", { dir: "auto" });
  const b = el("button.select", { type: "button", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false", disabled: c.disabled, "data-custom": c.custom, ...props }, label, el("span.arrow", { "aria-hidden": "true" }, "▾"));
  const list = el("ul.choices.below", { role: "listbox", id: newID(), hidden: true, "aria-multiselectable": many && "true" });
  b.setAttribute("aria-controls", list.id);
  const say = () => {
    const names = c.options.filter((o) => chosen.includes(o.value)).map((o) => o.label);
    label.textContent = names.join(" · ") || c.placeholder || texts.select;
    b.setAttribute("aria-label", (c.label ?? c.placeholder ?? texts.select) + (names.length ? ": " + names.join(" · ") : ""));
  };
  const items = () => c.options.map((o) => ({ title: o.label, note: o.description, icon: o.emoji?.name, value: o.value, chosen: chosen.includes(o.value) }));
  const close = () => {
    if (!box.open) return;
    box.hide();
    if (chosen.join("\n") !== before && chosen.length >= c.min) {
      before = chosen.join("\n");
      done(chosen);
    }
  };
  const box = new Listbox(list, {
    pick(item) {
      if (!many) chosen = [item.value];
      else if (chosen.includes(item.value)) chosen = chosen.filter((v) => v !== item.value);
      else if (chosen.length < c.max) chosen = [...chosen, item.value];
      say();
      if (many) box.show(b, c.placeholder || texts.select, items(), box.items.indexOf(item));
      else close();
    },
  });
  const open = () => box.show(b, c.placeholder || texts.select, items(), Math.max(0, c.options.findIndex((o) => chosen.includes(o.value))));
  b.addEventListener("click", () => (box.open ? close() : open()));
  b.addEventListener("blur", close);
  b.addEventListener("keydown", (event) => {
    if (box.open && event.key === "Escape") {
      close();
      event.preventDefault();
      event.stopPropagation();
    } else if (box.open && event.key === "Tab") close();
    else if (box.open && event.key === " ") {
      box.pick(box.items[box.active]);
      event.preventDefault();
    } else if (!box.key(event) && ["ArrowDown", "ArrowUp", "Enter", " "].includes(event.key)) {
      open();
      event.preventDefault();
    }
  });
  // What a key does is decided when it goes down; a button would do more after.
  b.addEventListener("keypress", (event) => event.preventDefault());
  b.addEventListener("keyup", (event) => event.preventDefault());
  say();
  return el("div.selecting", {}, b, list);
}
