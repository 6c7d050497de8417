// The line at the foot: plain text, or a command with its options, completed as
// one types.

import { $, el, fill, newID, post, texts } from "./dom.js";
import { Listbox } from "./listbox.js";

const chat = 1;
const kinds = { text: 3, integer: 4, truth: 5, number: 10, file: 11 };
const pause = 200; // ms without a key before completions are asked for

const line = $("say");
const given = $("given");
const hint = $("hint");

let doing; // {commands(), me(), act(action), say(text)}
let command = null; // that is being written; null = plain text
let fields = []; // {option, input, value, file}

const box = new Listbox($("choices"), { pick: (item) => item.pick() });

export function start(what) {
  doing = what;
  line.addEventListener("input", typed);
  line.addEventListener("keydown", (event) => {
    if (box.key(event) || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      $("composer").requestSubmit();
    }
  });
  line.addEventListener("focus", typed);
  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    command ? sendCommand() : sendText();
  });
  // What Enter does is decided when it goes down; it must do nothing after that.
  $("composer").addEventListener("keypress", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target.matches("input, textarea")) event.preventDefault();
  });
  $("composer").addEventListener("focusout", (event) => {
    if (!$("composer").contains(event.relatedTarget)) box.hide();
  });
}

// forget drops a command that is being written, as when another person acts.
export function forget() {
  leave("");
}

// take begins to write a command.
export function take(name, rest = "") {
  const c = doing.commands().find((c) => c.type === chat && c.name === name);
  if (!c) return;
  box.hide();
  command = c;
  fields = [];
  line.value = "";
  line.hidden = true;
  given.hidden = false;
  given.replaceChildren(
    el("span.command", {}, el("bdi", {}, "/" + c.name)),
    ...c.options.filter((o) => o.required).map(add),
    el("span.adding", {}, c.options.filter((o) => !o.required).map((o) =>
      el("button.add", { type: "button", title: o.description, "data-option": o.name, "aria-label": texts.addOption.replace("{name}", o.name), onclick: () => addOptional(o) }, "+ ", el("bdi", {}, o.name)))),
    el("button.leave", { type: "button", "aria-label": texts.leave, title: texts.leave, onclick: () => { leave(""); line.focus(); } }, "✕"));
  const first = fields[0];
  if (!first) {
    say(c.description);
    $("composer").querySelector(".send").focus();
    return;
  }
  if (rest && first.input.type === "text") first.input.value = rest;
  first.input.focus();
  if (rest) changed(first);
}

function leave(text) {
  command = null;
  fields = [];
  box.hide();
  hint.hidden = true;
  given.hidden = true;
  given.replaceChildren();
  line.hidden = false;
  line.value = text;
  grow();
}

function say(text, wrong = false) {
  hint.textContent = text;
  hint.classList.toggle("wrong", wrong);
  hint.hidden = !text;
}

function grow() {
  line.style.height = "auto";
  line.style.height = line.scrollHeight + "px";
}

// typed looks at plain text: one that begins with a slash is to be a command.
function typed() {
  grow();
  say("");
  const text = line.value;
  if (!text.startsWith("/")) return box.hide();
  const commands = doing.commands().filter((c) => c.type === chat);
  const whole = commands.filter((c) => text.startsWith(`/${c.name} `)).sort((a, b) => b.name.length - a.name.length)[0];
  if (whole) return take(whole.name, text.slice(whole.name.length + 2).trimStart());
  const begun = text.slice(1).toLocaleLowerCase();
  const found = commands.filter((c) => c.name.includes(begun)).sort((a, b) => b.name.startsWith(begun) - a.name.startsWith(begun));
  if (found.length === 0) {
    box.hide();
    return say(texts.noCommand, true);
  }
  box.show(line, texts.commands, found.map((c) => ({ title: "/" + c.name, note: c.description, pick: () => take(c.name) })));
}

async function sendText() {
  const text = line.value.trim();
  if (!text || text.startsWith("/")) return typed();
  leave("");
  await doing.say(text);
}

// add makes the field of an option.
function add(option) {
  const id = newID();
  const type = option.type === kinds.file ? "file" : [kinds.integer, kinds.number].includes(option.type) ? "number" : "text";
  const input = el("input", {
    id, type, dir: "auto", "data-option": option.name, maxlength: type === "text" ? option.max_length ?? 6000 : null, step: option.type === kinds.number ? "any" : null,
    min: option.min_value, max: option.max_value, "aria-required": String(option.required), role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": "choices",
    "aria-description": option.description, enterkeyhint: "send", size: 12,
  });
  if (type !== "text") for (const a of ["role", "aria-expanded", "aria-autocomplete", "aria-controls"]) input.removeAttribute(a);
  const f = { option, input, value: undefined };
  fields.push(f);
  input.addEventListener("input", () => {
    f.value = undefined; // what was chosen is no longer what stands there
    input.removeAttribute("aria-invalid");
    changed(f);
  });
  input.addEventListener("focus", () => {
    say(option.description);
    changed(f);
  });
  input.addEventListener("blur", () => clearTimeout(f.timer));
  input.addEventListener("keydown", (event) => keyIn(f, event));
  return el("label.option", { for: id }, el("bdi", {}, option.name), input);
}

function addOptional(option) {
  given.querySelector(`.add[data-option="${CSS.escape(option.name)}"]`)?.remove();
  given.querySelector(".adding").before(add(option));
  fields.at(-1).input.focus();
}

function keyIn(f, event) {
  if (box.key(event) || event.isComposing) return;
  if (event.key === "Enter") {
    event.preventDefault();
    $("composer").requestSubmit();
  } else if (event.key === "Escape" || event.key === "Backspace" && !f.input.value && f === fields[0]) {
    event.preventDefault();
    const name = command.name;
    leave(event.key === "Escape" ? "" : "/" + name);
    line.focus();
  } else if (event.key === "Backspace" && !f.input.value && !f.option.required) {
    event.preventDefault();
    const at = fields.indexOf(f);
    fields.splice(at, 1);
    f.input.closest("label").remove();
    given.querySelector(".adding").append(el("button.add", { type: "button", title: f.option.description, "data-option": f.option.name, onclick: () => addOptional(f.option) }, "+ ", el("bdi", {}, f.option.name)));
    fields[at - 1].input.focus();
  }
}

// changed offers what can be put into a field: fixed choices at once, the bot's
// own once nothing was typed for a while.
function changed(f) {
  clearTimeout(f.timer);
  const o = f.option;
  if (o.type === kinds.truth) {
    return offer(f, [{ name: texts.yes, value: true }, { name: texts.no, value: false }]);
  }
  if (o.choices?.length) {
    return offer(f, o.choices.filter((c) => f.value !== undefined || c.name.toLocaleLowerCase().includes(f.input.value.toLocaleLowerCase())));
  }
  if (!o.autocomplete) return box.hide();
  f.timer = setTimeout(() => complete(f), pause);
}

let asked = 0; // completions asked for, so that a late answer to an old one is dropped

async function complete(f) {
  const mine = ++asked;
  const c = command;
  let outcome;
  try {
    outcome = await post("/act", { as: doing.me(), kind: 4, command: c.name, options: { ...values(), [f.option.name]: f.input.value }, focused: f.option.name });
  } catch {
    return; // the bot's log has it; one can go on typing
  }
  if (mine === asked && c === command && document.activeElement === f.input && f.value === undefined) offer(f, outcome.choices ?? []);
}

function offer(f, choices) {
  const items = choices.map((c) => ({
    title: c.name,
    pick() {
      f.input.value = c.name;
      f.value = c.value;
      f.input.removeAttribute("aria-invalid");
      box.hide();
      fields.find((x) => x.option.required && !filled(x))?.input.focus();
    },
  }));
  box.show(f.input, texts.suggestions, items);
}

const filled = (f) => f.input.value.trim() !== "";

function values() {
  const out = {};
  for (const f of fields) {
    if (!filled(f) || f.option.type === kinds.file) continue;
    out[f.option.name] = f.value ?? ([kinds.integer, kinds.number].includes(f.option.type) ? Number(f.input.value) : f.input.value.trim());
  }
  return out;
}

async function sendCommand() {
  const empty = fields.find((f) => f.option.required && !filled(f));
  const unfit = fields.find((f) => filled(f) && (!f.input.checkValidity() || (f.option.choices?.length || f.option.type === kinds.truth) && f.value === undefined));
  if (empty || unfit) {
    (empty ?? unfit).input.setAttribute("aria-invalid", "true");
    (empty ?? unfit).input.focus();
    return say(empty ? texts.required : texts.badValue, true);
  }
  const action = { kind: 2, command: command.name, options: values(), files: {} };
  for (const f of fields.filter((f) => f.option.type === kinds.file && filled(f))) {
    action.files[f.option.name] = await read(f.input.files[0]);
  }
  leave("");
  line.focus({ preventScroll: true });
  await doing.act(action);
}

// read gives a file as the program takes it: its bytes in base64.
function read(file) {
  return new Promise((done, failed) => {
    const r = new FileReader();
    r.onload = () => done({ name: file.name, data: r.result.slice(r.result.indexOf(",") + 1) });
    r.onerror = failed;
    r.readAsDataURL(file);
  });
}
