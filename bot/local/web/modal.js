// A modal: the form that the bot opens over the channel.

import { $, el, newID, texts } from "./dom.js";
import { select } from "./controls.js";

const text = 4;

// ask shows a modal. send(fields) sends it, and throws a text where that fails.
export function ask(modal, send) {
  const dialog = $("modal");
  const chosen = {};
  const wrong = el("p.wrong", { role: "alert", dir: "auto", hidden: true });
  const inputs = modal.inputs.map((c) => {
    if (c.type !== text) {
      chosen[c.custom] = (c.options ?? []).filter((o) => o.default).map((o) => o.value);
      return el("div.labelled", {}, el("span", { dir: "auto" }, c.label ?? ""), select(c, (values) => (chosen[c.custom] = values)));
    }
    const id = newID();
    const props = { id, name: c.custom, dir: "auto", required: c.required, minlength: c.min || null, maxlength: c.max, placeholder: c.placeholder };
    const input = c.style === 2 ? el("textarea", { ...props, rows: 5 }) : el("input", { ...props, type: "text" });
    input.value = c.value ?? "";
    return el("label", { for: id }, el("span", { dir: "auto" }, c.label ?? ""), c.description && el("small", { dir: "auto" }, c.description), input);
  });
  const form = el("form", { dir: "auto" },
    el("h2", { id: "modalTitle", dir: "auto" }, modal.title), inputs, wrong,
    el("p.doings", {}, el("button", { type: "button", onclick: () => dialog.close() }, texts.cancel), el("button.primary", { type: "submit" }, texts.submit)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await send({ ...Object.fromEntries(new FormData(form)), ...chosen });
      dialog.close();
    } catch (err) {
      wrong.textContent = err.message;
      wrong.hidden = false;
    }
  });
  dialog.replaceChildren(form);
  dialog.showModal();
}
