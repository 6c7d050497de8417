// The page: a channel that shows what the program says happens in it
// (/events), and sends what one does (/act, /say, /dismiss).

import { $, el, lang, post, texts } from "./dom.js";
import { message } from "./message.js";
import * as composer from "./composer.js";
import * as modal from "./modal.js";

const log = $("log");
const scroll = $("scroll");
const messageCommand = 3;

const state = {
  commands: [],
  views: new Map(), // by id, oldest first
  me: localStorage.getItem("as") === "member" ? "member" : "moderator",
  status: null,
};

// What one sees and may do depends on who one is.
const mine = (view) => !view.for || view.for === state.me;
const allowed = () => state.commands.filter((c) => !c.moderators || state.me === "moderator");

const doing = {
  commands: allowed,
  me: () => state.me,
  async act(action) {
    try {
      const outcome = await post("/act", { as: state.me, lang, ...action });
      if (outcome.modal) modal.ask(outcome.modal, (fields) => post("/act", { as: state.me, lang, kind: 5, modal: outcome.modal.id, fields }));
    } catch (err) {
      complain(err.message);
    }
  },
  async say(text) {
    try {
      await post("/say", { as: state.me, lang, text });
    } catch (err) {
      complain(err.message);
    }
  },
  async dismiss(view) {
    try {
      await post("/dismiss", { as: state.me, message: view.id });
    } catch (err) {
      complain(err.message);
    }
  },
  menu: openMenu,
};

// complain says in the channel what went wrong; no one but who looks sees it.
function complain(text) {
  log.append(el("li.complaint", { dir: "auto" }, text));
  toEnd();
}

function atEnd() {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
}

function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
  $("newest").hidden = true;
}

const draw = (view) => message(view, doing);

// show puts a message where it belongs, or in the place of what it was.
function show(view) {
  const end = atEnd();
  const known = state.views.has(view.id);
  state.views.set(view.id, view);
  const old = $(`m-${view.id}`);
  if (!mine(view)) return old?.remove();
  const item = draw(view);
  // Whoever pressed a button stays on the one in its place.
  const focused = old?.contains(document.activeElement) ? document.activeElement.dataset.custom : null;
  const at = focused ? [...old.querySelectorAll("[data-custom]")].findIndex((b) => b.dataset.custom === focused) : -1;
  if (old) old.replaceWith(item);
  else log.append(item);
  if (at >= 0) {
    const buttons = [...item.querySelectorAll("[data-custom]")];
    (buttons[at]?.disabled ? buttons.find((b) => !b.disabled) : buttons[at])?.focus({ preventScroll: true });
  }
  if (end || !known && view.asker === state.me || !known && view.by === state.me) toEnd();
  else if (!known) $("newest").hidden = false;
}

function redraw() {
  log.replaceChildren(...[...state.views.values()].filter(mine).map(draw));
  toEnd();
}

function showStatus() {
  const s = state.status;
  $("status").textContent = s ? s.is[lang] : "";
  const amiss = s && state.me === "moderator" ? s.amiss[lang] : "";
  $("amissText").textContent = amiss ?? "";
  $("amiss").hidden = !amiss;
  $("amiss").classList.toggle("refused", Boolean(s?.refused));
}

// moderators finds a moderators' command by its English or Arabic name, that of
// the page's language first.
function moderators(...names) {
  if (lang === "ar") names.reverse();
  return names.find((n) => state.commands.some((c) => c.name === n));
}

function showTries() {
  const names = lang === "ar" ? ["اسأل", "قارن", "عن", "مساعدة"] : ["ask", "compare", "about", "help"];
  const here = names.filter((n) => state.commands.some((c) => c.name === n));
  $("try").hidden = here.length === 0;
  $("tries").replaceChildren(...here.map((n) => el("button.try", { type: "button", onclick: () => composer.take(n) }, "/" + n)));
}

// openMenu opens the menu of a message beside its button.
function openMenu(view, button) {
  const menu = $("menu");
  const close = (after) => () => {
    menu.hidePopover();
    after();
  };
  const entries = [
    ...allowed().filter((c) => c.type === messageCommand).map((c) => el("button", { type: "button", role: "menuitem", onclick: close(() => doing.act({ kind: 2, command: c.name, target: view.id })) }, el("bdi", {}, c.name))),
    el("button", { type: "button", role: "menuitem", onclick: close(() => copy(view.text)) }, texts.copy),
  ];
  menu.replaceChildren(el("p", {}, texts.apps), ...entries);
  menu.showPopover();
  const at = button.getBoundingClientRect();
  menu.style.top = Math.max(8, Math.min(at.bottom + 4, innerHeight - menu.offsetHeight - 8)) + "px";
  menu.style.left = Math.max(8, Math.min(at.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8)) + "px";
  entries[0].focus();
  menu.onkeydown = (event) => {
    const now = entries.indexOf(document.activeElement);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (event.key === "Tab") menu.hidePopover();
    if (to === undefined) return;
    event.preventDefault();
    entries[(to + entries.length) % entries.length].focus();
  };
  menu.ontoggle = (event) => {
    if (event.newState === "closed" && menu.contains(document.activeElement)) button.focus();
  };
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    complain(texts.failed);
  }
}

function listen() {
  const events = new EventSource("/events");
  const on = (kind, do_) => events.addEventListener(kind, (event) => do_(JSON.parse(event.data)));
  on("all", (all) => {
    $("lost").hidden = true;
    state.commands = all.commands;
    state.status = all.status;
    state.views = new Map(all.messages.map((v) => [v.id, v]));
    redraw();
    showStatus();
    showTries();
    document.documentElement.dataset.ready = "";
  });
  on("message", show);
  on("gone", (id) => {
    state.views.delete(id);
    const item = $(`m-${id}`);
    if (item?.contains(document.activeElement)) $("say").focus();
    item?.remove();
  });
  on("commands", (commands) => {
    state.commands = commands;
    showTries();
  });
  on("status", (status) => {
    state.status = status;
    showStatus();
  });
  events.onerror = () => ($("lost").hidden = false);
}

for (const name of ["theme", "direction"]) {
  const choose = $(name);
  choose.value = document.documentElement.dataset[name];
  choose.addEventListener("change", () => {
    localStorage.setItem(name, choose.value);
    document.documentElement.dataset[name] = choose.value;
  });
}
$("as").value = state.me;
$("as").addEventListener("change", () => {
  state.me = $("as").value;
  localStorage.setItem("as", state.me);
  composer.forget();
  redraw();
  showStatus();
});
$("openSettings").addEventListener("click", () => $("settings").showModal());
$("newest").addEventListener("click", toEnd);
$("check").addEventListener("click", () => doing.act({ kind: 2, command: moderators("check", "فحص") }));
$("reload").addEventListener("click", () => doing.act({ kind: 2, command: moderators("reload", "تحديث") }));
scroll.addEventListener("scroll", () => {
  if (atEnd()) $("newest").hidden = true;
});
composer.start(doing);
listen();
