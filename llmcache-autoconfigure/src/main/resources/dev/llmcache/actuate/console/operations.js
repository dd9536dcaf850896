// What an operator may do here, where the endpoint "llmcache" lets him

import { $, options, text } from "./dom.js";
import { words } from "./format.js";

const MODES = ["ON", "OFF", "READ_ONLY", "WRITE_ONLY", "SHADOW"];
const REFUSED = { 400: "It was not understood.", 401: "You are not signed in any more: reload the page.", 403: "You are not allowed to do that.",
  404: "There is no such answer or policy.", 405: "The endpoint llmcache is read-only.", 503: "It could not be completed yet. Try again." };

const address = new URL(`${document.querySelector("meta[name=operations]").content}/`, document.baseURI);
let done = () => {};

/* In a frame of another page, somebody may be made to click what he does not see */
const framed = window.top !== window.self;

export function showOperations({ writable: allowed, readOnlyReason, policies = [] }) {
  const writable = allowed && !framed;
  $("operations").hidden = !writable;
  $("read-only").hidden = writable;
  text($("read-only"), writable ? "" : `Read-only. ${readOnlyReason ?? "Open the console in a window of its own to operate the cache."}`);
  options($("mode-policy"), policies.map(({ policy }) => policy));
  options($("mode-value"), MODES, words);
}

export function afterOperations(action) {
  done = action;
}

async function perform(operation, body, told) {
  const token = document.cookie.split("; ").find((cookie) => cookie.startsWith("XSRF-TOKEN="))?.slice(11);
  let said;
  try {
    const response = await fetch(new URL(operation, address), { method: "POST", credentials: "same-origin", body: JSON.stringify(body),
      headers: { "content-type": "application/json", accept: "application/json", ...(token ? { "X-XSRF-TOKEN": decodeURIComponent(token) } : {}) } });
    said = response.ok ? told : (REFUSED[response.status] ?? `The server answered with status ${response.status}.`);
    $("result").dataset.failed = String(!response.ok);
  }
  catch {
    said = "The server does not answer.";
    $("result").dataset.failed = "true";
  }
  text($("result"), said);
  done();
}

function confirmed(question) {
  text($("confirm-text"), question);
  $("confirm").showModal();
  return new Promise((resolve) => {
    $("confirm").onclose = () => resolve($("confirm").returnValue === "yes");
  });
}

$("confirm-yes").addEventListener("click", () => $("confirm").close("yes"));
$("confirm-no").addEventListener("click", () => $("confirm").close("no"));
$("confirm").addEventListener("cancel", () => ($("confirm").returnValue = "no"));

$("invalidate-by").addEventListener("change", () => ($("invalidate-which").hidden = $("invalidate-by").value === "all"));

$("invalidate").addEventListener("submit", async (event) => {
  event.preventDefault();
  const by = $("invalidate-by").value;
  const value = $("invalidate-value").value.trim();
  if (by !== "all" && !value) {
    $("invalidate-value").focus();
    return;
  }
  const meant = (by === "all") ? "all answers" : `the answers ${$("invalidate-by").selectedOptions[0].textContent} “${value}”`;
  if (await confirmed(`Invalidate ${meant}? The model is asked again for each of them.`)) {
    await perform("invalidate", (by === "all") ? { all: true } : { [by]: value }, `Invalidated ${meant}.`);
  }
});

$("mode").addEventListener("submit", (event) => {
  event.preventDefault();
  const [policy, mode] = [$("mode-policy").value, $("mode-value").value];
  perform("mode", { policy, mode }, `Switched ${policy} to ${words(mode)} on this instance.`);
});

$("report").addEventListener("submit", (event) => {
  event.preventDefault();
  const id = $("report-id").value.trim();
  if (id) {
    const wrong = event.submitter?.value === "reject";
    perform(wrong ? "reject" : "confirm", { id }, wrong ? "Reported as wrong: it is not served again." : "Reported as right.");
  }
  else {
    $("report-id").focus();
  }
});
