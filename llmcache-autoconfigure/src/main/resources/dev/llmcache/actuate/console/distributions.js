// How long hits and misses took, and how similar the candidates were

import { $, options, text, whenChanged, element } from "./dom.js";
import { count, duration, percent } from "./format.js";
import { Chart } from "./chart.js";

let boundaries = [];
let latest = {};
let line = null;

const latency = new Chart($("chart-latency"), {
  title: "Share of each", empty: "No hit and no miss yet.",
  x: { name: "Took", range: (chart, least, most) => [least - 0.6, most + 0.6], text: (value) => between(value), label: (value) => Number.isInteger(value) ? upTo(value) : "",
    splits: (chart) => chart.data[0].filter((value) => value % Math.ceil(chart.data[0].length * 52 / chart.width) === 0) },
  y: { text: (value) => percent(value), range: (most) => [0, Math.min(1, most * 1.1) || 1] },
  series: [{ name: "Hits", tone: "exact", kind: "side" }, { name: "Misses", tone: "miss", kind: "side", hatched: true }]
});

const similarity = new Chart($("chart-similarity"), {
  title: "Nearest questions", empty: "No question of this policy was compared by meaning yet.", stacked: true,
  x: { name: "Cosine", range: (chart, least, most) => [least - 0.01, most + 0.01], text: upToCosine, label: (value) => value.toFixed(2) },
  y: { text: count, range: (most) => [0, Math.max(4, most * 1.15)] },
  series: [{ name: "Accepted", tone: "semantic", kind: "bar" }, { name: "Rejected", tone: "miss", kind: "bar", hatched: true }],
  mark: () => ({ at: line, name: `decision line ${line?.toFixed(3)}` })
});

export function showLatency({ boundariesMs = [], hits = [], misses = [] } = {}) {
  const used = boundariesMs.length + 1;
  const first = Math.max(0, Math.min(...[hits, misses].map((counts) => (counts.findIndex(Boolean) + used) % used)) - 1);
  boundaries = boundariesMs.slice(first);
  const [some, others] = [hits, misses].map((counts) => shares(counts.slice(first)));
  const said = [["hits", hits], ["misses", misses]].filter(([, counts]) => total(counts) > 0)
    .map(([name, counts]) => [name, quantile(boundariesMs, counts, 0.5), quantile(boundariesMs, counts, 0.95)]);
  whenChanged($("latency-say"), said, () => $("latency-say").replaceChildren(...said.flatMap(([name, half, most], index) => [
    `${index ? "; h" : "H"}alf of the ${name} took `, element("b", {}, half), ", 95\u00a0% ", element("b", {}, most)]), said.length ? "." : ""));
  latency.show([boundaries.length ? [...boundaries.keys(), boundaries.length] : [], some, others], $("latency-say").textContent || "none yet.");
}

function shares(counts) {
  const sum = total(counts);
  return counts.map((value) => sum ? value / sum : 0);
}

function total(counts) {
  return counts.reduce((sum, value) => sum + value, 0);
}

function quantile(limits, counts, share) {
  let rest = share * total(counts);
  const index = counts.findIndex((value) => (rest -= value) <= 0);
  return (index < limits.length) ? `≤ ${duration(limits[index])}` : `> ${duration(limits.at(-1))}`;
}

function upTo(index) {
  return (index < boundaries.length) ? duration(boundaries[index]) : "more";
}

function between(index) {
  return (index < boundaries.length) ? `up to ${duration(boundaries[index])}` : `over ${duration(boundaries.at(-1))}`;
}

/* Each range is drawn in its middle, half a step below the bound that it ends with */
const HALF = 0.005;

function upToCosine(value) {
  const bound = value + HALF;
  return (bound > 0.9951) ? "up to 1" : `up to ${bound.toFixed(2)}`;
}

export function showSimilarity(policies = latest) {
  latest = policies;
  const names = Object.keys(policies).sort((one, other) => compared(policies[other]) - compared(policies[one]));
  options($("line"), names);
  $("line-choice").hidden = names.length < 2;
  const { boundaries = [], accepted = [], rejected = [], line: own } = policies[$("line").value] ?? {};
  line = own;
  const first = Math.max(0, accepted.findIndex((value, index) => value || rejected[index]) - 2);
  const at = accepted.map((value, index) => Number(((boundaries[index] ?? 1) - HALF).toFixed(4)));
  const some = total(accepted) + total(rejected);
  const said = some ? `${count(total(accepted))} accepted and ${count(total(rejected))} rejected` : "";
  text($("similarity-say"), !some ? "" : (line == null) ? `${said}. No line: it is learned for each question, or nothing was looked up by meaning yet.`
    : `${said}. What was rejected above the line was stopped by a guard.`);
  similarity.show([at, accepted, rejected].map((column) => some ? column.slice(first) : []), said || "none yet.");
}

function compared({ accepted, rejected }) {
  return total(accepted) + total(rejected);
}

$("line").addEventListener("change", () => {
  showSimilarity();
  similarity.chart?.redraw();
});
