// Filters the findings of the page. Nothing is fetched or written anywhere; without this script all
// is shown. Long work is done in slices, so that typing and scrolling never wait for it.
"use strict";
(() => {
  const SLICE = 40; // milliseconds
  const QUIET = 150; // milliseconds without a key before a search begins
  const form = document.getElementById("filters");
  if (!form) return;
  const search = document.getElementById("search");
  const account = document.getElementById("account");
  const owner = document.getElementById("owner");
  const shown = document.getElementById("shown");
  const reset = document.getElementById("reset");
  const boxes = [...form.querySelectorAll("input[name=state]")];
  const cards = [];
  let total = 0;
  let latest = 0;

  const pause = () => new Promise((go) => setTimeout(go));

  // Calls `work` for each of a list, and lets the browser breathe between slices; false where
  // `stop` said that nobody waits for it any longer.
  async function each(list, work, stop) {
    let begun = performance.now();
    for (const one of list) {
      work(one);
      if (performance.now() - begun > SLICE) {
        await pause();
        if (stop()) return false;
        begun = performance.now();
      }
    }
    return true;
  }

  const low = (element) => element.textContent.toLowerCase();
  const names = (text) => new Set((text || "").split(" ").filter(Boolean));

  // What a card and its findings say, read once.
  function read(element) {
    const parts = [...element.querySelectorAll(".card > header, .preview")];
    const findings = [...element.querySelectorAll(".finding")].map((item) => ({
      item, state: item.dataset.state, text: low(item), hidden: false,
    }));
    total += findings.length;
    cards.push({
      element, findings, hidden: false,
      text: parts.map(low).join(" "),
      accounts: names(element.dataset.accounts),
      owners: names(element.dataset.owners),
      section: element.closest("section"),
    });
  }

  function hide(one, element, hidden) {
    if (one.hidden !== hidden) element.hidden = one.hidden = hidden;
  }

  function wanted() {
    return {
      words: search.value.toLowerCase().split(/\s+/).filter(Boolean),
      account: account ? account.value : "",
      owner: owner ? owner.value : "",
      states: new Set(boxes.filter((box) => box.checked).map((box) => box.value)),
    };
  }

  function judge(card, want) {
    const its = (!want.account || card.accounts.has(want.account)) &&
      (!want.owner || card.owners.has(want.owner));
    let number = 0;
    for (const finding of card.findings) {
      const fits = its && want.states.has(finding.state) &&
        want.words.every((word) => finding.text.includes(word) || card.text.includes(word));
      hide(finding, finding.item, !fits);
      if (fits) number += 1;
    }
    hide(card, card.element, number === 0);
    return number;
  }

  async function filter() {
    const mine = ++latest;
    const stop = () => mine !== latest;
    const want = wanted();
    const sections = new Map();
    let found = 0;
    const done = await each(cards, (card) => {
      const number = judge(card, want);
      found += number;
      sections.set(card.section, (sections.get(card.section) || 0) + number);
    }, stop);
    if (!done) return;
    for (const [section, number] of sections) {
      section.querySelector(".nothing").hidden = number > 0;
      const others = section.querySelector("details.others");
      if (others) others.hidden = found < total;
    }
    reset.hidden = found === total;
    const all = total.toLocaleString("en");
    shown.textContent = found === total ? `All ${all} findings shown`
      : `${found.toLocaleString("en")} of ${all} findings shown`;
    document.body.dataset.filtered = String(mine);
  }

  let timer = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(filter, event.target === search ? QUIET : 0);
  });
  form.addEventListener("reset", () => { setTimeout(filter); search.focus(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && search.value) { search.value = ""; filter(); }
  });
  // A link to a finding that a filter hides shows all again: a number in a text leads somewhere.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.closest("[hidden]")) { form.reset(); }
    if (target && target.classList.contains("finding")) target.focus();
  });
  // On paper nothing can be unfolded.
  const folded = [];
  window.addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) {
      one.open = true;
      folded.push(one);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const one of folded.splice(0)) one.open = false;
  });

  form.hidden = false;
  each(document.querySelectorAll("article.card:not(.quiet)"), read, () => false).then(filter);
})();
