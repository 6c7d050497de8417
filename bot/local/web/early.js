// Sets what was chosen before, ahead of the first paint.
for (const [name, otherwise] of [["theme", "auto"], ["direction", "auto"]]) {
  document.documentElement.dataset[name] = localStorage.getItem(name) ?? otherwise;
}
