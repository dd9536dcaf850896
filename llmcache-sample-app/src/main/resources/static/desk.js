"use strict";

const $ = (id) => document.getElementById(id);

const WORDS = {
  exact: "Exact hit", semantic: "Semantic hit", stale: "Stale hit", miss: "Miss", bypass: "By-passed", error: "No answer",
  wait: "Asking", stopped: "Stopped"
};

const REASONS = {
  "not-found": "nothing stored yet", "no-candidate": "nothing stored yet", "below-threshold": "nothing stored is similar enough",
  numbers: "the numbers differ", names: "the names differ", identifiers: "the codes differ", negation: "one of them says not",
  "question-too-long": "too long to be stored"
};

// Each shows one thing that a cache must tell apart; [brackets] mark it
const SCENARIOS = [
  { name: "Product", steps: [
    ["How long is the warranty on the Brisk Kettle?", "the first time: the model answers"],
    ["For how long is the Brisk Kettle under warranty?", "in other words: a semantic hit"],
    ["How long is the warranty on the [Lumo Lamp]?", "another product: the model again"]] },
  { name: "Number", steps: [
    ["Can I return an item after 30 days?", "the first time: the model answers"],
    ["Is it possible to return an item after 30 days?", "in other words: a semantic hit"],
    ["Can I return an item after [60] days?", "another number: the model again"]] },
  { name: "Order", steps: [
    ["Where is my order 17?", "the first time: the model answers"],
    ["Please tell me where my order 17 is.", "in other words: a semantic hit"],
    ["Where is my order [18]?", "another order: the model again"]] },
  { name: "Not", steps: [
    ["Which items can I return?", "the first time: the model answers"],
    ["What items can I return?", "in other words: a semantic hit"],
    ["Which items can I [not] return?", "the opposite: the model again"]] }
];

const asked = [];
const tried = new Set();
let running = null;

/* Time */

function time(ms) {
  if (ms == null) {
    return ["–", ""];
  }
  return (ms < 1000) ? [String(Math.max(1, Math.round(ms))), "ms"] : [(ms / 1000).toFixed(ms < 9950 ? 1 : 0), "s"];
}

function timeText(ms) {
  return time(ms).join(" ").trim();
}

function showClock(ms) {
  const [value, unit] = time(ms);
  const small = document.createElement("small");
  small.textContent = unit;
  $("clock").replaceChildren(value, " ", small);
}

function age(ms) {
  const seconds = Math.round(ms / 1000);
  return (seconds < 60) ? `${seconds} s` : (seconds < 3600) ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/* Asking */

function outcomeOf(cache) {
  if (!cache) {
    return "bypass";
  }
  return (cache.status === "hit") ? (cache.layer ?? "exact") : cache.status;
}

function request() {
  const body = { question: $("question").value, tenant: $("tenant").value };
  if ($("system").value) {
    body.system = $("system").value;
  }
  if ($("temperature").value) {
    body.temperature = Number($("temperature").value);
  }
  return body;
}

async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    buffer += value;
    let end;
    while ((end = buffer.indexOf("\n\n")) >= 0) {
      const lines = buffer.slice(0, end).split("\n");
      buffer = buffer.slice(end + 2);
      const name = lines.find((line) => line.startsWith("event:"))?.slice(6).trim();
      const data = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
      yield { name, data: JSON.parse(data) };
    }
  }
}

async function ask() {
  running?.abort();
  const turn = running = new AbortController();
  const body = request();
  const start = performance.now();
  const entry = { body, first: null, total: null, cache: null, outcome: "wait", text: "" };
  begin(entry, start);
  try {
    const response = await fetch("api/ask/stream", { method: "POST", signal: turn.signal,
      headers: { "content-type": "application/json", accept: "text/event-stream, application/problem+json" },
      body: JSON.stringify(body) });
    if (!response.ok) {
      throw new Error((await response.json().catch(() => ({}))).detail ?? `The desk answered with status ${response.status}.`);
    }
    for await (const event of events(response)) {
      if (event.name === "chunk") {
        if (entry.first == null) {
          entry.first = performance.now() - start;
          $("badge-word").textContent = "Answering";
        }
        entry.text += event.data.text;
        $("text").textContent = entry.text;
      }
      else if (event.name === "done") {
        entry.cache = event.data.cache;
        entry.outcome = outcomeOf(entry.cache);
      }
      else if (event.name === "error") {
        throw new Error(event.data.detail);
      }
    }
    if (entry.outcome === "wait") {
      throw new Error("The answer broke off. Please try again.");
    }
  }
  catch (ex) {
    entry.outcome = turn.signal.aborted ? "stopped" : "error";
    entry.text ||= turn.signal.aborted ? "Stopped. Nothing of it is stored." : (ex.message || "The desk cannot be reached.");
  }
  entry.total = performance.now() - start;
  if (running === turn) {
    running = null;
    finish(entry);
  }
}

/* Showing */

function begin(entry, start) {
  setOutcome("wait");
  $("answer").dataset.busy = "true";
  $("asked").textContent = shorten(entry.body.question);
  $("text").textContent = "";
  $("text").setAttribute("aria-busy", "true");
  $("facts").replaceChildren();
  $("then").hidden = true;
  $("submit").textContent = "Stop";
  $("submit").classList.add("stop");
  const turn = running;
  const tick = () => {
    if (running === turn) {
      showClock(performance.now() - start);
      requestAnimationFrame(tick);
    }
  };
  tick();
  if (matchMedia("(max-width: 959px)").matches) {
    $("answer").scrollIntoView({ block: "start", behavior: "smooth" });
  }
}

function finish(entry) {
  setOutcome(entry.outcome);
  showClock(entry.total);
  $("text").textContent = entry.text;
  $("text").setAttribute("aria-busy", "false");
  $("facts").replaceChildren(...facts(entry));
  $("then").hidden = false;
  showNext(entry.body.question);
  $("submit").textContent = "Ask";
  $("submit").classList.remove("stop");
  asked.push(entry);
  tried.add(entry.body.question);
  showRows();
  showTotals();
  showChips();
  desk();
  $("status").textContent = `${WORDS[entry.outcome]}, ${timeText(entry.total)}. ${entry.text}`;
}

function setOutcome(outcome) {
  $("answer").dataset.outcome = (outcome === "stopped") ? "bypass" : outcome;
  $("badge-icon").setAttribute("href", icon(outcome));
  $("badge-word").textContent = WORDS[outcome] + ((outcome === "miss") ? ": the model answered" : "");
}

function icon(outcome) {
  return `#i-${(outcome === "stopped") ? "bypass" : outcome}`;
}

function facts(entry) {
  const cache = entry.cache;
  const list = [];
  const fact = (term, value, ...more) => {
    const group = document.createElement("div");
    const dt = document.createElement("dt");
    const dd = document.createElement("dd");
    dt.textContent = term;
    dd.append(value, ...more);
    group.append(dt, dd);
    list.push(group);
  };
  if (entry.outcome === "stopped" || entry.outcome === "error") {
    return list;
  }
  if (cache?.layer) {
    fact("Layer", cache.layer);
  }
  if (cache?.similarity != null) {
    fact("Similarity", cache.similarity.toFixed(3), ...(entry.outcome === "exact" ? [] : [gauge(cache.similarity)]));
  }
  fact("First word", timeText(entry.first));
  if (cache?.savedMs != null) {
    fact("Time saved", timeText(cache.savedMs));
  }
  if (cache?.savedUsd != null) {
    fact("Money saved", `$${cache.savedUsd}`);
  }
  if (cache?.ageMs != null) {
    fact("Stored", `${age(cache.ageMs)} ago`);
  }
  if (cache?.reason) {
    fact("Reason", REASONS[cache.reason] ?? cache.reason.replaceAll("-", " "));
  }
  if (!cache) {
    fact("Reason", "no cache on this client");
  }
  return list;
}

// Below 0.8 nothing means the same
function gauge(similarity) {
  const whole = element("span", "gauge");
  const part = document.createElement("span");
  whole.setAttribute("aria-hidden", "true");
  part.style.width = `${Math.max(0, 500 * similarity - 400)}%`;
  whole.append(part);
  return whole;
}

function showRows() {
  $("empty").hidden = asked.length > 0;
  const longest = Math.max(2500, ...asked.map((entry) => entry.total));
  $("rows").replaceChildren(...asked.toReversed().map((entry) => row(entry, longest)));
}

function row(entry, longest) {
  const item = document.createElement("li");
  const button = element("button", "row");
  button.type = "button";
  button.dataset.outcome = (entry.outcome === "stopped") ? "bypass" : entry.outcome;
  button.title = "Ask again";
  const badge = element("span", "badge");
  const extras = [entry.cache?.similarity != null && entry.outcome === "semantic" ? entry.cache.similarity.toFixed(3) : "",
    ...scope(entry.body)].filter(Boolean);
  const extra = document.createElement("em");
  extra.textContent = extras.length ? `· ${extras.join(" · ")}` : "";
  badge.append(svg(icon(entry.outcome)), WORDS[entry.outcome], extra);
  const took = element("span", "took");
  took.textContent = timeText(entry.total);
  const question = element("span", "q");
  question.textContent = shorten(entry.body.question);
  const bar = element("span", "bar");
  bar.setAttribute("aria-hidden", "true");
  const wait = element("span", "wait");
  const flow = element("span", "flow");
  const first = entry.first ?? entry.total;
  wait.style.width = `${100 * first / longest}%`;
  flow.style.width = `${100 * (entry.total - first) / longest}%`;
  bar.append(wait, flow);
  button.append(badge, took, question, bar);
  button.addEventListener("click", () => repeat(entry.body));
  item.append(button);
  return item;
}

function scope(body) {
  return [body.tenant !== "shop" ? body.tenant : "", body.system ? "one sentence" : "",
    body.temperature != null ? `temperature ${body.temperature}` : ""];
}

function showTotals() {
  const answered = asked.filter((entry) => !["error", "stopped"].includes(entry.outcome));
  const hits = answered.filter((entry) => ["exact", "semantic", "stale"].includes(entry.outcome));
  $("t-questions").textContent = answered.length;
  $("t-calls").textContent = answered.length - hits.length;
  $("t-rate").textContent = answered.length ? `${Math.round(100 * hits.length / answered.length)} %` : "–";
  $("t-saved").textContent = hits.length ? timeText(hits.reduce((sum, entry) => sum + (entry.cache.savedMs ?? 0), 0)) : "0 s";
}

function element(name, className) {
  const created = document.createElement(name);
  created.className = className;
  return created;
}

function svg(reference) {
  const ns = "http://www.w3.org/2000/svg";
  const image = document.createElementNS(ns, "svg");
  const use = document.createElementNS(ns, "use");
  image.setAttribute("aria-hidden", "true");
  use.setAttribute("href", reference);
  image.append(use);
  return image;
}

function shorten(text) {
  return (text.length > 300) ? `${text.slice(0, 300)}… (${text.length.toLocaleString("en")} characters)` : text;
}

/* Suggestions */

let scenario = 0;

function showTabs() {
  $("tabs").replaceChildren(...SCENARIOS.map(({ name }, index) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.role = "tab";
    tab.textContent = name;
    tab.ariaSelected = String(index === scenario);
    tab.setAttribute("aria-controls", "chips");
    tab.tabIndex = (index === scenario) ? 0 : -1;
    tab.addEventListener("click", () => choose(index));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        choose((index + step + SCENARIOS.length) % SCENARIOS.length);
        $("tabs").children[scenario].focus();
      }
    });
    return tab;
  }));
}

function choose(index) {
  scenario = index;
  showTabs();
  showChips();
}

function showChips() {
  const focused = [...$("chips").querySelectorAll("button")].indexOf(document.activeElement);
  $("chips").replaceChildren(...SCENARIOS[scenario].steps.map(([marked, why], index) => {
    const question = plain(marked);
    const item = document.createElement("li");
    const chip = element("button", "chip");
    chip.type = "button";
    chip.dataset.done = String(tried.has(question));
    const number = document.createElement("i");
    number.textContent = String(index + 1);
    const text = document.createElement("span");
    const [before, difference, after] = marked.split(/[[\]]/);
    text.append(before);
    if (difference) {
      const mark = document.createElement("mark");
      mark.textContent = difference;
      text.append(mark, after);
    }
    const hint = document.createElement("small");
    hint.textContent = why;
    chip.append(number, text, hint);
    chip.addEventListener("click", () => put(question));
    item.append(chip);
    return item;
  }));
  $("chips").querySelectorAll("button")[focused]?.focus({ preventScroll: true });
}

function plain(marked) {
  return marked.replace(/[[\]]/g, "");
}

function nextStep(question) {
  const { steps } = SCENARIOS[scenario];
  return steps[steps.findIndex(([marked]) => plain(marked) === question) + 1];
}

function showNext(question) {
  const next = SCENARIOS[scenario].steps.some(([marked]) => plain(marked) === question) ? nextStep(question) : null;
  $("next").hidden = !next;
  $("next-name").textContent = next ? `Next: ${next[1].split(":")[0]}` : "";
}

function put(question) {
  $("question").value = question;
  grow();
  ask();
}

function repeat(body) {
  $("question").value = body.question;
  $("tenant").value = body.tenant;
  $("system").value = body.system ?? "";
  $("temperature").value = body.temperature ?? "";
  grow();
  ask();
}

/* A day's traffic */

const DAY = "api/day/replay";

async function day(method = "GET") {
  clearTimeout(day.timer);
  let progress = { running: false };
  try {
    progress = await (await fetch(DAY, { method })).json();
    showDay(progress);
  }
  catch {
    $("status").textContent = "The desk does not answer.";
  }
  if (progress.running) {
    day.timer = setTimeout(day, 500);
  }
}

function showDay({ running: goesOn, asked: count, questions }) {
  const done = !goesOn && count >= questions;
  $("replay").textContent = goesOn ? "Stop the day" : (count > 0) ? "Replay another day" : "Replay a day";
  $("replay").dataset.running = String(goesOn);
  $("watch").textContent = goesOn ? "Watch" : "Replay and watch";
  $("day").hidden = !goesOn;
  $("day").max = questions;
  $("day").value = count;
  const said = goesOn ? "The day is under way." : done ? "The day is over." : (count > 0) ? "The day was stopped." : "";
  if (said && said !== day.said) {
    $("status").textContent = said;
  }
  day.said = said;
}

$("replay").addEventListener("click", () => day(($("replay").dataset.running === "true") ? "DELETE" : "POST"));
$("watch").addEventListener("click", async (event) => {
  event.preventDefault();
  if ($("replay").dataset.running !== "true") {
    await day("POST");
  }
  location.href = $("watch").href;
});

/* Start */

async function desk() {
  try {
    const { shop, model, demo, modelCalls, answers } = await (await fetch("api/desk")).json();
    $("shop").textContent = shop;
    $("model-name").textContent = demo ? "Demo model" : (model ?? "Model");
    $("model-note").textContent = demo ? "no API key" : "";
    $("model-note").hidden = !demo;
    $("model").title = demo ? `${model}: searches ${answers} answers at the pace of a real model` : "";
    $("model").hidden = false;
    $("since").textContent = (modelCalls != null) ? `Its demo model has answered ${modelCalls} time${modelCalls === 1 ? "" : "s"} since it was started.` : "";
  }
  catch {
    // The answer itself says that the desk cannot be reached
  }
}

function grow() {
  const field = $("question");
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (running) {
    running.abort();
  }
  else if ($("question").value.trim()) {
    ask();
  }
  else {
    $("question").focus();
  }
});
$("question").addEventListener("input", grow);
$("question").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("form").requestSubmit();
  }
});
$("again").addEventListener("click", () => repeat(asked.at(-1).body));
$("next").addEventListener("click", () => put(plain(nextStep(asked.at(-1).body.question)[0])));

showTabs();
showChips();
desk();
day();
