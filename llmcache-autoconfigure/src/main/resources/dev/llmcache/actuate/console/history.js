// Hit rate and savings over the last minutes or the last day

import { $, press, text } from "./dom.js";
import { count, duration, minutes, moment, money, percent, time } from "./format.js";
import { Chart } from "./chart.js";

// A point of five seconds has too few requests for a rate: each shows the minute before it
const SMOOTHED = 60;
const LENGTHS = { recent: 900, day: 86_400 };
const LAYERS = ["exact", "semantic", "singleFlight"];

let span = "recent";
let latest = null;

const axis = { name: "Time", time: true, range: shownTime, text: (value) => (span === "day") ? moment(1000 * value) : time(value),
  label: (value) => (value % 60) ? time(value) : minutes(value) };

/* At first what there is, and no less than two minutes: then the whole time */
const LEAST_S = 120;

function shownTime(chart, first, last) {
  const from = Math.min(first, last - LEAST_S);
  return [Math.max(from, last - LENGTHS[span]), last];
}

const rate = new Chart($("chart-rate"), {
  title: "Hit rate by layer", empty: "No request in this time.", stacked: true, x: axis,
  y: { text: (value) => percent(value), range: () => [0, 1] },
  series: [{ name: "Exact", tone: "exact", kind: "area" }, { name: "Semantic", tone: "semantic", kind: "area" },
    { name: "Shared", tone: "single-flight", kind: "area" }]
});

const SAVED_BY = [["exact", "Exact"], ["semantic", "Semantic"], ["single-flight", "Shared"], ["embedding", "Embedding"], ["prefix", "Prefix"], ["edge", "Edge"]];

const savings = new Chart($("chart-savings"), {
  title: "Saved", empty: "Nothing saved in this time.", stacked: true, sparse: true, x: axis,
  y: { text: (value) => unit(value), label: (value) => label(value), range: (most) => [0, 1.1 * most || 1] },
  series: SAVED_BY.map(([tone, name]) => ({ name, tone, kind: "area" }))
});

let unit = money;
let label = money;

export function showHistory(history) {
  latest = history ?? latest;
  const { points: all = [], stepSeconds = 5 } = latest?.[span] ?? {};
  const since = all.findIndex((point) => point.requests > 0);
  const points = all.slice(Math.max(0, since - 1, all.length - LENGTHS[span] / stepSeconds));
  const at = points.map((point) => Date.parse(point.at) / 1000);
  const smooth = Math.max(1, Math.round(SMOOTHED / stepSeconds));
  const rates = LAYERS.map((layer) => share(points, layer, smooth));
  const over = `over the last ${span === "day" ? "24 hours" : "15 minutes"}`;
  const requests = points.reduce((sum, point) => sum + point.requests, 0);
  const hits = points.reduce((sum, point) => sum + LAYERS.reduce((own, layer) => own + (point[layer] ?? 0), 0), 0);
  rate.show([at, ...rates], requests ? `${percent(hits / requests)} of ${count(requests)} requests ${over}.` : `no request ${over}.`);
  showSavings(points, at, over);
}

function share(points, layer, smooth) {
  return points.map((point, index) => {
    const window = points.slice(Math.max(0, index + 1 - smooth), index + 1);
    const requests = window.reduce((sum, one) => sum + one.requests, 0);
    return requests ? window.reduce((sum, one) => sum + (one[layer] ?? 0), 0) / requests : null;
  });
}

/* Money where any is known, time otherwise; summed up from the left */
function showSavings(points, at, over) {
  const priced = points.some((point) => Object.values(point.saved ?? {}).some((saved) => saved.usd));
  const field = priced ? "usd" : "ms";
  unit = priced ? money : duration;
  label = priced ? (value) => `$${Number(value.toPrecision(3))}` : duration;
  text(savings.title, priced ? "Money saved, net" : "Time saved, net");
  const sums = SAVED_BY.map(([layer]) => {
    let sum = 0;
    return points.map((point) => (sum += point.saved?.[layer]?.[field] ?? 0));
  });
  const total = sums.reduce((sum, column) => sum + (column.at(-1) ?? 0), 0);
  savings.show([at, ...sums], `${unit(total)} ${over}.`);
}

for (const button of document.querySelectorAll("[data-span]")) {
  button.addEventListener("click", () => {
    span = button.dataset.span;
    press(button.parentElement, button);
    showHistory();
  });
}
