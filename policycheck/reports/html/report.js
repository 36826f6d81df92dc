// Filters the findings of the page. Nothing is fetched or written anywhere; without this script all
// is shown. Long work is done in slices, so that typing and scrolling never wait for it.
"use strict";
(() => {
  const SLICE = 25; // milliseconds
  const QUIET = 150; // milliseconds without a key before a search begins
  const form = document.getElementById("filters");
  if (!form) return;
  const search = document.getElementById("search");
  const account = document.getElementById("account");
  const owner = document.getElementById("owner");
  const shown = document.getElementById("shown");
  const showAll = document.getElementById("show-all");
  const boxes = [...form.querySelectorAll("input[name=state]")];
  const batches = [];
  let total = 0;
  let latest = 0;

  const pause = () => new Promise((go) => setTimeout(go));
  const frame = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));

  // Calls `work` for each of a list, and lets the browser breathe between slices; false where
  // `stop` said that nobody waits for it any longer.
  async function each(list, work, stop) {
    let begun = performance.now();
    for (const one of list) {
      await work(one);
      if (performance.now() - begun > SLICE) {
        await pause();
        begun = performance.now();
      }
      if (stop()) return false;
    }
    return true;
  }

  const low = (element) => element.textContent.toLowerCase();
  const names = (text) => new Set((text || "").split(" ").filter(Boolean));

  // What a card and its findings say, read once.
  function read(element, batch) {
    const parts = [...element.querySelectorAll(".card > header, .preview")];
    const findings = [...element.querySelectorAll(".finding")].map((item) => ({
      item, state: item.dataset.state, text: low(item), hidden: false,
    }));
    total += findings.length;
    const card = {
      element, findings, hidden: false,
      text: parts.map(low).join(" "),
      accounts: names(element.dataset.accounts),
      owners: names(element.dataset.owners),
    };
    batch.cards.push(card);
    batch.number += judge(card, want);
  }

  // Takes in the cards of a batch: all but the first come as one text.
  function take(element) {
    const waiting = element.querySelector("noscript");
    if (waiting) element.innerHTML = waiting.textContent;
    const batch = {
      element, section: element.closest("section"), cards: [], hidden: false, number: 0,
      rendered: false,
    };
    batches.push(batch);
    element.addEventListener("contentvisibilityautostatechange", (event) => {
      if (event.target === element) batch.rendered = !event.skipped;
    });
    for (const card of element.querySelectorAll("article.card")) read(card, batch);
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

  // What is out of sight is not laid out: the place that it keeps is a guess by its findings.
  function settle(batch) {
    hide(batch, batch.element, batch.number === 0);
    batch.element.style.containIntrinsicBlockSize = `auto ${batch.number * 11}rem`;
  }

  async function filter() {
    const mine = ++latest;
    const stop = () => mine !== latest;
    want = wanted();
    const sections = new Map();
    let found = 0;
    const done = await each(batches, async (batch) => {
      const before = batch.number;
      batch.number = 0;
      for (const card of batch.cards) batch.number += judge(card, want);
      settle(batch);
      found += batch.number;
      sections.set(batch.section, (sections.get(batch.section) || 0) + batch.number);
      // One that grows in sight pushes those after it out of sight, where they need no layout:
      // that is seen in the next frame.
      if (batch.rendered && batch.number > before) await frame();
    }, stop);
    if (!done) return;
    for (const [section, number] of sections) {
      section.querySelector(".nothing").hidden = number > 0;
      const others = section.querySelector("details.others");
      if (others) others.hidden = found < total;
    }
    showAll.hidden = found === total;
    const all = total.toLocaleString("en");
    const noun = total === 1 ? "finding" : "findings";
    const many = found === total ? `${total > 1 ? "All " : ""}${all}`
      : `${found.toLocaleString("en")} of ${all}`;
    shown.textContent = `${many} ${noun} shown`;
    document.body.dataset.filtered = String(mine);
  }

  function linked() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    return target && target.classList.contains("finding") ? target : null;
  }

  function lead(target) {
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  }

  let want = wanted();
  let timer = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(filter, event.target === search ? QUIET : 0);
  });
  form.addEventListener("reset", () => setTimeout(filter));
  showAll.addEventListener("click", () => search.focus());
  form.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && search.value) { search.value = ""; filter(); }
  });
  // A link to a finding that a filter hides shows all again: a number in a text leads somewhere.
  window.addEventListener("hashchange", () => {
    const target = linked();
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      setTimeout(() => filter().then(() => lead(target)));
    } else {
      lead(target);
    }
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
  each(document.querySelectorAll(".batch"), take, () => false).then(filter).then(() => {
    const target = linked();
    if (target) lead(target);
  });
})();
