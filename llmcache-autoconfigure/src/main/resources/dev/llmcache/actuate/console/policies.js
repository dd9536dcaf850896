// Each policy: its mode, how right it was, and what shadow mode would have saved and got wrong

import { $, element, text, whenChanged } from "./dom.js";
import { count, duration, percent, precise, short, words } from "./format.js";
import { Chart } from "./chart.js";

const cards = new Map();

export function showPolicies(policies = []) {
  const used = policies.filter((policy) => cards.has(policy.policy) || isUsed(policy));
  for (const policy of used) {
    const card = cards.get(policy.policy) ?? made(policy.policy);
    card.show(policy);
  }
  const names = new Set(used.map(({ policy }) => policy));
  for (const [name, card] of cards) {
    card.root.hidden = !names.has(name);
  }
  const others = policies.filter((policy) => !used.includes(policy));
  text($("unused"), others.length ? `No call yet: ${others.map(({ policy, mode }) => (mode === "ON") ? policy : `${policy} (${words(mode)})`).join(", ")}.` : "");
}

function isUsed({ served, shadow }) {
  return served?.requests > 0 || shadow?.requests > 0;
}

function made(name) {
  const card = new PolicyCard(name);
  cards.set(name, card);
  $("policies").append(card.root);
  return card;
}

class PolicyCard {

  constructor(name) {
    this.mode = element("span", { class: "mode" });
    this.say = element("p", { class: "say" });
    this.precisions = element("div", { class: "precisions" });
    this.figures = element("div");
    this.root = element("article", { class: "card policy", "data-policy": name },
      element("div", { class: "head" }, element("h3", {}, name), this.mode),
      element("div", { class: "body" }, element("div", {}, this.say, this.precisions), this.figures));
  }

  show(policy) {
    text(this.mode, words(policy.mode));
    this.mode.dataset.mode = policy.mode;
    whenChanged(this.say, policy, () => this.say.replaceChildren(...sentences(policy)));
    const known = precisions(policy);
    whenChanged(this.precisions, known, () => this.precisions.replaceChildren(...known.map(precision)));
    this.showThresholds(policy.thresholds ?? []);
  }

  showThresholds(thresholds) {
    this.figures.hidden = thresholds.length === 0;
    if (thresholds.length === 0) {
      return;
    }
    this.charts ??= thresholdCharts(this.figures);
    const [served, right] = this.charts;
    const rows = thresholds.toSorted((one, other) => one.cosine - other.cosine);
    const cosines = rows.map((row) => row.cosine);
    const judged = (field) => rows.map(({ precision }) => precision.judged > 0 ? precision[field] : null);
    const from = `from ${cosines[0].toFixed(2)} on,`;
    served.show([cosines, rows.map((row) => row.hitRate)], `${from} ${percent(rows[0].hitRate)} of the requests.`);
    right.show([cosines, judged("share"), judged("upper"), judged("lower")], `${from} ${precise(judged("share")[0])}.`);
  }

}

/* What the semantic layer would have done from a cosine on */
function thresholdCharts(figures) {
  const x = { name: "Threshold", range: (chart, least, most) => (least === most) ? [least - 0.02, most + 0.02] : [least, most], incrs: [0.01, 0.02, 0.05, 0.1],
    text: (value) => `≥ ${value.toFixed(2)}`, label: (value) => value.toFixed(2) };
  const specs = [
    { title: "Served, by threshold", y: { text: (value) => percent(value, 1), label: percent, range: (most) => [0, Math.min(1, most * 1.15) || 1] },
      series: [{ name: "Of all requests", tone: "brand", kind: "line" }] },
    { title: "Right, 95 % interval", y: { text: precise, label: percent, range: (most, least) => [Math.min(0.9, Math.floor(20 * least) / 20), 1] },
      series: [{ name: "measured", tone: "semantic", kind: "dashed" }, { name: "at most", tone: "semantic", kind: "band" }, { name: "at least", tone: "semantic", kind: "band" }] }
  ];
  return specs.map((spec) => {
    const figure = element("figure");
    figures.append(figure);
    return new Chart(figure, { ...spec, x, empty: "Nothing was compared yet." });
  });
}

function sentences({ mode, semantic, served = {}, shadow = {}, audits }) {
  const told = [];
  const say = (...parts) => told.push(...(told.length ? [" "] : []), ...parts);
  if (shadow.requests > 0) {
    const gained = total(shadow);
    say("Shadow mode would have answered ", strong(`${short(gained.answers)} of ${short(shadow.requests)}`), ` calls (${percent(gained.answers / shadow.requests)}) and saved `,
      strong(duration(gained.milliseconds)), ` and ${short(gained.promptTokens + gained.completionTokens)} tokens.`, ...wrong(shadow));
  }
  if (served.requests > 0) {
    const gained = total(served);
    say("Answered ", strong(`${short(gained.answers)} of ${short(served.requests)}`), ` calls (${percent(gained.answers / served.requests)}), which saved `, strong(duration(gained.milliseconds)), ".");
  }
  if (audits?.answers > 0) {
    say((audits.answers === 1) ? "One answer was audited." : `${count(audits.answers)} answers were audited.`);
  }
  if (semantic?.serving === false) {
    say(strong("Answers by meaning are switched off: too many were wrong."));
  }
  if (mode === "OFF") {
    say("The cache stays out of its calls.");
  }
  return told;
}

function wrong({ requests, layers = [] }) {
  const at = (end) => layers.reduce((sum, layer) => sum + (layer.precision.judged > 0 ? layer.hitRate * (1 - layer.precision[end]) : 0), 0);
  const judged = layers.some((layer) => layer.precision.judged > 0);
  return judged ? [" Of all calls, ", strong(percent(at("share"), 1)), ` would have been answered wrong, with 95 % confidence at most ${percent(at("lower"), 1)}.`] : [];
}

function total({ layers = [] }) {
  const sum = (field) => layers.reduce((all, layer) => all + (layer.savings[field] ?? 0), 0);
  return { answers: sum("answers"), milliseconds: sum("milliseconds"), promptTokens: sum("promptTokens"), completionTokens: sum("completionTokens") };
}

function strong(value) {
  return element("b", {}, value);
}

function precisions({ semantic, served = {}, shadow = {} }) {
  const found = [];
  if (semantic?.precision?.judged > 0) {
    found.push(["By meaning, the latest of all instances", semantic.precision]);
  }
  for (const [name, account] of [["in shadow mode", shadow], ["served", served]]) {
    for (const layer of account.layers ?? []) {
      if (layer.precision.judged > 0) {
        found.push([`${words(layer.layer)}, ${name}`, layer.precision]);
      }
    }
  }
  return found;
}

/* From the lowest end that is a round number up to 100 %, so that the interval can be seen */
function precision([name, { right, judged, share, lower, upper }]) {
  const from = Math.min(0.9, Math.floor(10 * lower) / 10);
  const place = (value) => 100 * (value - from) / (1 - from);
  const interval = element("span", { class: "track interval", "aria-hidden": "true" }, element("span"), element("i"));
  interval.firstChild.style.left = `${place(lower)}%`;
  interval.firstChild.style.width = `${Math.max(1, place(upper) - place(lower))}%`;
  interval.lastChild.style.left = `${place(share)}%`;
  return element("div", { class: "precision" },
    element("span", {}, `Right, ${name[0].toLowerCase()}${name.slice(1)}`, element("span", {}, strong(precise(share)), ` of ${count(judged)} · 95 %: ${precise(lower)} to ${precise(upper)}`)),
    interval, element("span", { class: "scale", "aria-hidden": "true" }, element("span", {}, percent(from)), element("span", {}, "100 %")));
}
