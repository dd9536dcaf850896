// The headline figures, and the bill behind them

import { $, cell, element, text, whenChanged } from "./dom.js";
import { count, duration, moment, money, percent, short, words } from "./format.js";

const ENOUGH = 20;
const WINDOWS = [["PT1M", "1\u00a0min"], ["PT5M", "5\u00a0min"], ["PT1H", "1\u00a0h"], ["PT24H", "24\u00a0h"]];

export function showSummary(told) {
  const overview = { ...told, saved: (told.saved ?? []).filter(({ answers }) => answers > 0), spent: (told.spent ?? []).filter(({ calls }) => calls > 0) };
  showSince(overview);
  showRate(overview.hitRates ?? []);
  showRequests(overview.requests ?? {});
  showSavings(overview);
  showBill(overview);
}

function showSince({ enabled, since }) {
  text($("title"), (enabled === false) ? "Console · the cache is off" : "Console");
  text($("since"), since ? `since ${moment(since)}` : "since it started");
}

/* The shortest window that saw enough, so that the figure is about now and still says something */
function showRate(rates) {
  const by = Object.fromEntries(rates.map((rate) => [rate.window, rate]));
  const told = WINDOWS.filter(([window]) => by[window]?.requests > 0);
  const [window, name] = told.find(([key]) => by[key].requests >= ENOUGH) ?? told.at(-1) ?? [];
  text($("rate-value"), window ? percent(by[window].hitRate) : "–");
  const others = told.filter(([key]) => key !== window).map(([key, label]) => `${label}\u00a0${percent(by[key].hitRate)}`);
  text($("rate-note"), window ? [`last ${name}`, ...others].join(" · ") : "no request yet");
}

function showRequests({ total = 0, hit = 0, stale = 0, coalesced = 0, miss = 0, bypass = 0, error = 0 }) {
  text($("requests-value"), short(total));
  const parts = [[hit + stale + coalesced, "from the cache"], [miss, "missed"], [bypass, "by-passed"], [error, "failed"]];
  text($("requests-note"), parts.filter(([value], index) => value > 0 || index < 2).map(([value, name]) => `${short(value)} ${name}`).join(" · "));
}

function showSavings({ net = {}, saved = [], spent = [] }) {
  const unpriced = net.unpriced ?? [];
  const used = saved.length + spent.length > 0;
  const usd = netUsd({ net, saved, spent });
  figure("money", used ? money(usd) : "–", used && usd == null);
  text($("money-note"), used ? moneyNote(usd, unpriced) : "nothing saved yet");
  text($("time-value"), used ? duration(net.milliseconds) : "–");
  text($("time-note"), `${short(sum(saved, "answers"))} answers the model did not give`);
  text($("tokens-value"), used ? short((net.promptTokens ?? 0) + (net.completionTokens ?? 0)) : "–");
  text($("tokens-note"), used ? `${short(net.promptTokens)} in · ${short(net.completionTokens)} out` : "");
  showOwnCost(spent);
}

/* Of what has a price: unknown where nothing has one */
function netUsd({ net, saved, spent }) {
  return [...saved, ...spent].some((one) => one.usd != null) || !net.unpriced?.length ? net.usd : null;
}

function moneyNote(usd, unpriced) {
  if (usd == null) {
    return unpriced.length ? `set llmcache.pricing for ${unpriced.join(", ")}` : "set llmcache.pricing";
  }
  return unpriced.length ? `without ${unpriced.join(", ")}: price unknown` : "after what the cache itself cost";
}

function showOwnCost(spent) {
  const priced = spent.filter((one) => one.usd != null);
  const usd = priced.length || !spent.length ? sum(priced, "usd") : null;
  const unknown = (priced.length < spent.length && usd != null) ? " · without what has no price" : "";
  figure("own", spent.length ? money(usd) : "$0.00", usd == null && spent.length > 0);
  const tokens = sum(spent, "promptTokens") + sum(spent, "completionTokens");
  text($("own-note"), spent.length ? `${duration(sum(spent, "milliseconds"))} · ${short(tokens)} tokens${unknown}` : "no embedding, no audit");
}

function figure(name, value, word = false) {
  const target = $(`${name}-value`);
  text(target, value);
  target.classList.toggle("word", word);
}

function sum(list, field) {
  return list.reduce((total, one) => total + (one[field] ?? 0), 0);
}

function showBill({ saved = [], spent = [], net = {}, prices }) {
  const some = saved.length + spent.length > 0;
  $("bill").hidden = !some;
  $("bill-empty").hidden = some;
  text($("prices"), prices?.asOf ? `Default prices as of ${prices.asOf}` : "");
  whenChanged($("bill-rows"), [saved, spent], () => $("bill-rows").replaceChildren(
    ...saved.map((one) => row(`Saved by ${words(one.layer)}`, one, one.answers, 1)),
    ...spent.map((one) => row(`Spent on ${words(one.on)}, ${words(one.layer)}`, one, one.calls, -1))));
  whenChanged($("bill-net"), net, () => $("bill-net").replaceChildren(row("Net", { ...net, usd: netUsd({ net, saved, spent }), model: "" }, null, 1)));
}

function row(what, one, times, sign) {
  const signed = (value) => (value == null) ? null : sign * value;
  return element("tr", { class: (sign < 0) ? "quietly" : null },
    cell("What", what, "lead"), cell("Model", (one.model === "none") ? "–" : one.model ?? ""),
    cell("Times", (times == null) ? "" : count(times), "number"),
    cell("Time", duration(signed(one.milliseconds)), "number"),
    cell("Tokens in", count(signed(one.promptTokens)), "number"),
    cell("Tokens out", count(signed(one.completionTokens)), "number"),
    cell("Money", money(signed(one.usd)), "number"));
}
