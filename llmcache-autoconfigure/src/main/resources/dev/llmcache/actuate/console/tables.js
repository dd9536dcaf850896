// Decisions, reasons, layers and stores

import { $, cell, element, icon, press, text, track, whenChanged } from "./dom.js";
import { bytes, count, duration, time, words } from "./format.js";

const OUTCOMES = { hit: "Hit", stale: "Stale hit", coalesced: "Shared", miss: "Miss", bypass: "By-pass", error: "Error" };
const FEW = 12;

let filter = "";
let all = false;
let latest = [];

export function showDecisions(decisions = latest) {
  latest = decisions;
  const counts = {};
  decisions.forEach(({ outcome }) => (counts[outcome] = (counts[outcome] ?? 0) + 1));
  showFilters(counts);
  const chosen = decisions.filter(({ outcome }) => !filter || outcome === filter);
  const rows = all ? chosen : chosen.slice(0, FEW);
  $("decisions").hidden = chosen.length === 0;
  $("decisions-empty").hidden = chosen.length > 0;
  text($("decisions-empty"), decisions.length ? "None of the recent decisions." : "No request yet. Decisions appear here as they are made.");
  $("more").hidden = chosen.length <= FEW;
  text($("more"), all ? "Show fewer" : `Show all ${chosen.length}`);
  whenChanged($("decisions-rows"), rows, () => $("decisions-rows").replaceChildren(...rows.map(decision)));
}

function decision(one) {
  const badge = element("span", { class: "badge", "data-outcome": one.outcome }, icon(OUTCOMES[one.outcome] ? one.outcome : "miss"), OUTCOMES[one.outcome] ?? words(one.outcome));
  const took = [duration(one.milliseconds), one.streamed ? element("small", {}, " streamed") : null].filter(Boolean);
  return element("tr", {},
    cell("Time", element("time", { datetime: one.at }, time(Date.parse(one.at) / 1000))), cell("Outcome", badge),
    cell("Layer", (one.layer === "none") ? "" : words(one.layer)), cell("Policy", one.policy ?? ""), cell("Reason", words(one.reason)),
    cell("Similarity", (one.similarity == null) ? "" : one.similarity.toFixed(3), "number"), cell("Took", took, "number"),
    cell("Fingerprint", one.fingerprint ? element("code", {}, one.fingerprint) : ""));
}

function showFilters(counts) {
  const group = $("outcomes");
  const names = ["", ...Object.keys(OUTCOMES).filter((name) => counts[name] || name === filter)];
  whenChanged(group, names, () => {
    const focused = group.contains(document.activeElement) ? document.activeElement.dataset.filter : null;
    group.replaceChildren(...names.map((name) => {
      const button = element("button", { type: "button", "data-filter": name, "aria-pressed": String(name === filter) },
        name ? OUTCOMES[name] : "All", element("i"));
      button.addEventListener("click", () => {
        filter = name;
        press(group, button);
        showDecisions();
      });
      return button;
    }));
    [...group.children].find((button) => button.dataset.filter === focused)?.focus();
  });
  for (const button of group.children) {
    text(button.querySelector("i"), count(button.dataset.filter ? counts[button.dataset.filter] ?? 0 : latest.length));
  }
}

$("more").addEventListener("click", () => {
  all = !all;
  showDecisions();
});

export function showReasons({ misses = {}, bypasses = {}, rejections = {} }) {
  for (const [id, counts, tone] of [["misses", misses, "miss"], ["bypasses", bypasses, "bypass"], ["rejections", rejections, "semantic"]]) {
    const sorted = Object.entries(counts).sort(([, one], [, other]) => other - one);
    whenChanged($(id), sorted, () => $(id).replaceChildren(...(sorted.length ? sorted.map(([name, value]) => reason(name, value, sorted[0][1], tone))
      : [element("li", { class: "empty" }, "none")])));
  }
}

function reason(name, value, most, tone) {
  const bar = track(value / most);
  bar.dataset.tone = tone;
  return element("li", { "data-reason": name }, words(name), element("b", {}, count(value)), bar);
}

export function showStores({ layers = [], stores = [], resting = [] }) {
  whenChanged($("layers"), layers, () => $("layers").replaceChildren(...layers.map(({ name, enabled }) =>
    element("li", { "data-on": String(enabled) }, words(name), element("span", { class: "hidden" }, enabled ? ", on" : ", off")))));
  text($("resting"), resting.length ? `Not asked for a while, since it failed: ${resting.join(", ")}.` : "");
  $("stores").hidden = stores.length === 0;
  $("stores-empty").hidden = stores.length > 0;
  whenChanged($("stores-rows"), stores, () => $("stores-rows").replaceChildren(...stores.map(store)));
}

function store(one) {
  const bounded = one.bytes != null && one.maximumBytes > 0;
  const size = element("span", { class: "size" }, element("span", {}, bounded ? `${bytes(one.bytes)} of ${bytes(one.maximumBytes)}` : bytes(one.bytes)),
    bounded ? track(one.bytes / one.maximumBytes) : null);
  const evictions = Object.entries(one.evictions ?? {}).filter(([, value]) => value > 0).map(([cause, value]) => `${count(value)} ${words(cause)}`).join(", ");
  const away = one.available === false;
  const name = element("span", {}, one.store ?? one.backend, element("br"), element("small", {}, [words(one.layer), one.backend].filter(Boolean).join(" · ")));
  return element("tr", {}, cell("Store", name, "lead"),
    cell("State", element("span", { class: "state", "data-away": String(away) }, away ? "● away" : "● answers")),
    cell("Entries", count(one.entries), "number"), cell("Size", size), cell("Evictions", evictions || "none"));
}
