// Asks for the figures every two seconds, while somebody looks and the server answers

import { $, text } from "./dom.js";
import { time } from "./format.js";
import { showSummary } from "./summary.js";
import { showHistory } from "./history.js";
import { showLatency, showSimilarity } from "./distributions.js";
import { showDecisions, showReasons, showStores } from "./tables.js";
import { showPolicies } from "./policies.js";
import { afterOperations, showOperations } from "./operations.js";

const EVERY_MS = 2000;
const LONGEST_MS = 30_000;
const PATIENCE_MS = 10_000;

const address = new URL("data", import.meta.url);
let timer = null;
let wait = EVERY_MS;
let paused = false;
let asking = null;

async function ask() {
  const response = await fetch(address, { headers: { accept: "application/json" }, credentials: "same-origin", cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE_MS) });
  if (response.status === 401 || response.status === 403 || response.redirected) {
    throw new Error("Not signed in: reload the page");
  }
  if (!response.ok) {
    throw new Error(`Status ${response.status}`);
  }
  return response.json();
}

async function poll() {
  clearTimeout(timer);
  asking ??= update();
  await asking;
  asking = null;
  schedule();
}

async function update() {
  let data;
  try {
    data = await ask();
  }
  catch (error) {
    wait = Math.min(LONGEST_MS, 2 * wait);
    state("away", `${/^(Status|Not)/.test(error.message) ? error.message : "No answer"}, again in ${Math.round(wait / 1000)} s`);
    return;
  }
  wait = EVERY_MS;
  try {
    show(data);
    state("live", `Live · ${time(Date.parse(data.figures.at) / 1000)}`);
  }
  catch (error) {
    // Of a server that is newer than the page, for instance
    console.error(error);
    state("away", "Figures that this page does not know: reload it");
  }
}

function show({ figures, writable, readOnlyReason }) {
  const { overview = {}, recent, day, latency, similarity, decisions, policies } = figures;
  showSummary(overview);
  showHistory({ recent, day });
  showLatency(latency);
  showSimilarity(similarity);
  showDecisions(decisions);
  showReasons(overview);
  showStores(overview);
  showPolicies(policies);
  showOperations({ writable, readOnlyReason, policies });
}

function schedule() {
  clearTimeout(timer);
  if (!paused && !document.hidden) {
    timer = setTimeout(poll, wait);
  }
}

function state(tone, words) {
  if (document.body.dataset.state !== tone && tone !== "live") {
    text($("status"), words);
  }
  document.body.dataset.state = tone;
  $("live").dataset.tone = paused && tone === "live" ? "wait" : tone;
  text($("live-text"), paused ? words.replace("Live", "Paused") : words);
}

$("pause").addEventListener("click", () => {
  paused = !paused;
  text($("pause"), paused ? "Go on" : "Pause");
  if (paused) {
    clearTimeout(timer);
    state(document.body.dataset.state, $("live-text").textContent);
  }
  else {
    poll();
  }
});
document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(timer) : (paused || poll()));
addEventListener("online", () => paused || poll());
afterOperations(poll);

poll();
