// Numbers as people read them; what is not known is "–", never 0

const NONE = "–";
const NBSP = "\u00a0";
const whole = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const minute = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

export function count(value) {
  return (value == null) ? NONE : minus(whole.format(value || 0));
}

export function short(value) {
  return (value == null) ? NONE : minus((Math.abs(value) < 100_000) ? whole.format(value) : compact.format(value));
}

function minus(text) {
  return text.replace("-", "−");
}

export function percent(share, digits = 0) {
  return (share == null) ? NONE : `${(100 * share).toFixed(digits)}${NBSP}%`;
}

/* Of 0.9987, 99.8 and not 100: a share is whole only where it is */
export function precise(share) {
  return (share == null) ? NONE : (share === 0 || share > 0.99995) ? percent(share) : `${(Math.floor(1000 * share) / 10).toFixed(1)}${NBSP}%`;
}

export function money(usd) {
  if (usd == null) {
    return "price unknown";
  }
  const size = Math.abs(usd);
  const digits = (size === 0 || size >= 1) ? 2 : (size >= 0.01) ? 4 : 6;
  return `${usd < 0 ? "−" : ""}$${size.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

export function duration(ms) {
  if (ms == null) {
    return NONE;
  }
  const size = Math.abs(ms);
  const sign = (ms < 0) ? "−" : "";
  const units = [[1, "ms", 1000], [1000, "s", 60_000], [60_000, "min", 3_600_000], [3_600_000, "h", 48 * 3_600_000], [86_400_000, "d", Infinity]];
  const [unit, name] = units.find(([, , below]) => size < below);
  const value = size / unit;
  return `${sign}${Number(value.toFixed((value >= 100) ? 0 : (value >= 1) ? 1 : 2))}${NBSP}${name}`;
}

export function bytes(value) {
  if (value == null) {
    return NONE;
  }
  const names = ["B", "KiB", "MiB", "GiB", "TiB"];
  const step = Math.min(names.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
  const scaled = value / 1024 ** step;
  return `${scaled.toFixed(step === 0 || scaled >= 100 || Number.isInteger(scaled) ? 0 : 1)}${NBSP}${names[step]}`;
}

export function time(seconds) {
  return clock.format(new Date(1000 * seconds));
}

export function minutes(seconds) {
  return minute.format(new Date(1000 * seconds));
}

export function moment(instant) {
  return day.format(new Date(instant));
}

export function words(name) {
  return (name == null) ? "" : name.toLowerCase().replaceAll(/[-_]/g, " ");
}
