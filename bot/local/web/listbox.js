// A list that opens for an input or a button, by the pattern of a combobox: the
// focus stays where it is, and aria-activedescendant says which item is active.

import { el, newID } from "./dom.js";

export class Listbox {
  // pick(item) is called for an item that is chosen by key, mouse or finger.
  constructor(list, { pick }) {
    this.list = list;
    this.pick = pick;
    this.items = [];
    this.active = -1;
    this.owner = null;
    // The focus must not leave the input when an item is pressed.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.pick(this.items[Number(option.dataset.at)]);
    });
  }

  get open() {
    return !this.list.hidden;
  }

  // show lists items for owner: {title, note, group, chosen, value}. Without
  // active, none is active until a key makes one so.
  show(owner, label, items, active = 0) {
    if (this.owner && this.owner !== owner) this.hide();
    this.owner = owner;
    this.items = items;
    this.list.setAttribute("aria-label", label);
    this.list.replaceChildren(
      ...items.map((item, at) =>
        el("li", { role: "option", id: newID(), "data-at": at, "aria-selected": String(Boolean(item.chosen)), "aria-disabled": item.off && "true" },
          item.icon && el("span.icon", { "aria-hidden": "true" }, item.icon),
          el("span.title", { dir: "auto" }, item.title),
          item.note && el("span.note", { dir: "auto" }, item.note))),
    );
    this.list.hidden = items.length === 0;
    this.move(Math.min(active, items.length - 1));
    if (owner.getAttribute("role") === "combobox") owner.setAttribute("aria-expanded", String(this.open));
  }

  hide() {
    this.list.hidden = true;
    this.items = [];
    this.active = -1;
    if (this.owner) {
      this.owner.removeAttribute("aria-activedescendant");
      if (this.owner.getAttribute("role") === "combobox") this.owner.setAttribute("aria-expanded", "false");
    }
  }

  move(to) {
    this.list.children[this.active]?.classList.remove("active");
    this.active = to;
    const option = this.list.children[to];
    if (!option) {
      this.owner?.removeAttribute("aria-activedescendant");
      return;
    }
    option.classList.add("active");
    option.scrollIntoView({ block: "nearest" });
    this.owner.setAttribute("aria-activedescendant", option.id);
  }

  // key does what a key means for an open list, and reports whether it did.
  key(event) {
    if (!this.open || event.isComposing) return false;
    const n = this.items.length;
    switch (event.key) {
      case "ArrowDown":
        this.move((this.active + 1) % n);
        break;
      case "ArrowUp":
        this.move((this.active - 1 + n) % n);
        break;
      case "Escape":
        this.hide();
        break;
      case "Tab":
      case "Enter":
        if (this.active < 0 || event.shiftKey) return false;
        this.pick(this.items[this.active]);
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
