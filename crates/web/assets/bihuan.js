// What makes the pages quicker to use; every page works without it.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  // Keys, told by the overlay that ? opens: links that name a key are followed by it, / searches, j and k walk the rows,
  // Enter opens, x chooses, g and a letter go somewhere, Escape leaves a field.
  const places = { m: "/my-work", l: "/matters", o: "/", n: "/messages" };
  let going = -Infinity;
  const rows = () => all("[data-rows] tbody tr").filter((row) => row.offsetParent !== null && one("a", row));
  let at = -1;
  function walk(step) {
    const list = rows();
    if (list.length === 0) return;
    list[at]?.removeAttribute("aria-selected");
    at = Math.max(0, Math.min(list.length - 1, at + step));
    list[at].setAttribute("aria-selected", "true");
    list[at].scrollIntoView({ block: "nearest" });
    one("a", list[at]).focus({ preventScroll: true });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (typing(event.target) || one("dialog[open]")) return;
    const place = event.timeStamp - going < 1500 && places[event.key];
    going = event.key === "g" ? event.timeStamp : -Infinity;
    const turn = all("[data-key]").find((link) => link.dataset.key === event.key);
    if (place) location.assign(place);
    else if (turn) { event.preventDefault(); turn.click(); }
    else if (event.key === "?") one("#keys")?.showModal();
    else if (event.key === "x") one("input[type=checkbox]", rows()[at] ?? document.createElement("i"))?.click();
    else if (event.key === "/") {
      const search = all("[data-slash], input[type=search]").find((input) => input.offsetParent !== null);
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
  });

  // Menus close when something else is chosen.
  document.addEventListener("click", (event) => {
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  // Copy the address of this list.
  for (const button of all("[data-copy-link]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href);
      const label = one("span", button), before = label.textContent;
      label.textContent = button.dataset.copied || before;
      setTimeout(() => { label.textContent = before; }, 2000);
    });
  }

  // A choice in the filter applies at once.
  for (const form of all("form.filter")) {
    form.addEventListener("change", (event) => { if (event.target.tagName === "SELECT") form.requestSubmit(); });
    form.addEventListener("formdata", (event) => {
      for (const [name, value] of [...event.formData]) if (value === "" || (name === "sort" && value === "outline")) event.formData.delete(name);
    });
  }

  // A form is sent once.
  for (const form of all("form[method=post]")) {
    form.addEventListener("submit", () => {
      setTimeout(() => { for (const button of all("button", form)) button.disabled = true; });
    });
  }
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const button of all("form[method=post] button[disabled]:not([aria-describedby])")) button.disabled = false;
  });

  // What was typed is not lost by accident.
  let changed = false;
  for (const form of all("form[method=post]")) {
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
  }
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  // The outline folds: a click on the sign before a heading hides what lies below it.
  for (const table of all("table.outline")) {
    const list = all("tbody tr", table);
    list.forEach((row, i) => {
      const depth = Number(row.dataset.depth), next = list[i + 1];
      if (!depth || !next || Number(next.dataset.depth) <= depth) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "fold";
      button.setAttribute("aria-expanded", "true");
      button.setAttribute("aria-label", table.dataset.fold || "");
      button.addEventListener("click", () => {
        const open = button.getAttribute("aria-expanded") !== "true";
        button.setAttribute("aria-expanded", String(open));
        for (let j = i + 1; j < list.length && Number(list[j].dataset.depth) > depth; j += 1) {
          list[j].hidden = !open;
          one(".fold", list[j])?.setAttribute("aria-expanded", String(open));
        }
      });
      one(".indent", row)?.prepend(button);
    });
  }

  // Import preview: a node and its passage of the source point at each other.
  const passages = new Map(all("[data-passage]").map((mark) => [mark.dataset.passage, mark]));
  const show = (passage) => {
    const pane = passage?.closest(".source-text");
    if (pane) pane.scrollTop += passage.getBoundingClientRect().top - pane.getBoundingClientRect().top - 80;
  };
  show(one(".source-text .chosen"));
  for (const node of all("[data-node]")) {
    const passage = passages.get(node.dataset.node);
    if (!passage) continue;
    const pick = (on) => { passage.classList.toggle("picked", on); node.classList.toggle("picked", on); };
    node.addEventListener("pointerenter", () => pick(true));
    node.addEventListener("pointerleave", () => pick(false));
    // Only the source moves: were the page to move, a click that gives focus would land elsewhere.
    node.addEventListener("focusin", () => {
      pick(true);
      show(passage);
    });
    node.addEventListener("focusout", () => pick(false));
    passage.addEventListener("click", () => { node.scrollIntoView({ block: "center" }); one("summary, a, button", node)?.focus(); });
  }
})();
