(() => {
  'use strict';
  const box = document.getElementById('q');
  const details = [...document.querySelectorAll('details')];

  // Opens what holds the place that the address names, which may be closed.
  const reveal = () => {
    let at = null;
    try { at = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (!at) return;
    for (let d = at.closest('details'); d; d = d.parentElement.closest('details')) d.open = true;
    const inside = at.matches('.card') && at.querySelector('details');
    if (inside) inside.open = true;
    at.scrollIntoView();
  };
  addEventListener('hashchange', reveal);

  // On paper all is open but the facts of names, which the topics hold in full.
  let closed = [];
  addEventListener('beforeprint', () => { closed = details.filter(d => !d.open && !d.closest('.card')); closed.forEach(d => { d.open = true; }); });
  addEventListener('afterprint', () => { closed.forEach(d => { d.open = false; }); });

  if (!box) { reveal(); return; }

  // The same folding as that of the words in data-w.
  const letters = new Map();
  for (const [to, from] of [['ا', 'ٱٲٳ'], ['و', 'ۄۆۇۈۋ'], ['ي', 'ىیۍێېۑےۓ'], ['ه', 'ةۃہۂھەۀۿ'], ['ك', 'کڪګڬڮگ'], ['ف', 'ڤڥ'], ['ب', 'پ'], ['ج', 'چژ'], ['ق', 'ڨ'], ['ن', 'ںڻ']]) {
    for (const c of from) letters.set(c, to);
  }
  const fold = text => {
    let s = '';
    for (const c of text.normalize('NFKC').normalize('NFD')) {
      const n = c.charCodeAt(0);
      if (/[\p{Mn}\p{Me}\p{Cf}ءٴـ]/u.test(c)) continue;
      if (n >= 0x660 && n <= 0x669) s += n - 0x660;
      else if (n >= 0x6f0 && n <= 0x6f9) s += n - 0x6f0;
      else s += letters.get(c) || c;
    }
    return s.toLowerCase().normalize('NFC')
      .replace(/(\d)٬(?=\d)/g, '$1').replace(/(\d)٫(?=\d)/g, '$1.')
      .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
      .replace(/(\d)\.(?=\d)/g, '$1\u0000')
      .replace(/[^\p{L}\p{N}\u0000]+/gu, ' ').replace(/\u0000/g, '.').trim();
  };
  // Words are found inside words, so that particles in the text do no harm;
  // the article of a typed word must not either.
  const asked = () => fold(box.value).split(' ').filter(Boolean)
    .map(w => w.replace(/^(?:[وفبك]?ال|لل)(?=[\u0620-\u064a]{3})/, ''));

  const items = [...document.querySelectorAll('[data-w]')].map(el => ({ el, words: el.dataset.w, status: el.dataset.status || '' }));
  const groups = [...document.querySelectorAll('[data-group]')].reverse(); // inner ones first
  const found = document.getElementById('found');
  const nothing = document.getElementById('nothing');
  const buttons = [...document.querySelectorAll('[data-choose]')];
  const forms = JSON.parse(found.dataset.forms); // how facts are counted
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const open = new Map(); // which groups were open before the search
  let status = '';

  const apply = () => {
    const words = asked();
    const active = words.length > 0 || status !== '';
    let facts = 0, all = 0;
    for (const item of items) {
      const fits = words.every(w => item.words.includes(w)) && (!status || item.status === status);
      item.el.hidden = active && !fits;
      if (fits) { all++; if (item.status) facts++; }
    }
    for (const g of groups) {
      g.hidden = active && !g.querySelector('[data-w]:not([hidden])');
      if (g.tagName !== 'DETAILS') continue;
      if (active) {
        if (!open.has(g)) open.set(g, g.open);
        g.open = true;
      } else if (open.has(g)) {
        g.open = open.get(g);
      }
    }
    if (!active) open.clear();
    document.body.classList.toggle('finding', active);
    const form = forms[plural.select(facts)] || forms.other;
    found.textContent = active && facts > 0 ? form.replace('#', facts) : '';
    nothing.hidden = !active || all > 0;
  };
  box.addEventListener('input', apply);
  box.addEventListener('keydown', e => { if (e.key === 'Escape') { box.value = ''; apply(); } });
  addEventListener('keydown', e => {
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    e.preventDefault();
    box.focus();
  });
  for (const b of buttons) {
    b.addEventListener('click', () => {
      status = status === b.dataset.choose ? '' : b.dataset.choose;
      for (const other of buttons) other.setAttribute('aria-pressed', String(other.dataset.choose === status));
      apply();
    });
  }
  document.querySelector('.search').hidden = false;
  apply(); // a browser may bring back what was typed
  reveal();
})();
