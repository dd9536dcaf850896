// Elements, made of text only: whatever the cache is told stays text

export const $ = (id) => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) {
      created.setAttribute(key, value);
    }
  }
  created.append(...children.filter((child) => child !== null && child !== undefined));
  return created;
}

export function icon(name) {
  const ns = "http://www.w3.org/2000/svg";
  const image = document.createElementNS(ns, "svg");
  const use = document.createElementNS(ns, "use");
  image.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  image.append(use);
  return image;
}

export function text(target, value) {
  if (target.textContent !== value) {
    target.textContent = value;
  }
}

export function track(share, className = "track") {
  const bar = element("span", { class: className, "aria-hidden": "true" }, element("span"));
  bar.firstChild.style.width = `${Math.min(100, Math.max(share > 0 ? 1 : 0, 100 * share))}%`;
  return bar;
}

/* What each cell is called is shown beside it where there is no room for a head */
export function cell(label, content, className) {
  return element("td", { "data-label": label, class: className }, ...[content].flat());
}

const shown = new WeakMap();

/* Draws only what has changed, so that focus, selection and scrolling stay */
export function whenChanged(target, value, draw) {
  const key = JSON.stringify(value);
  if (shown.get(target) !== key) {
    shown.set(target, key);
    draw();
  }
}

export function options(select, values, label = (value) => value) {
  whenChanged(select, values, () => {
    const chosen = select.value;
    select.replaceChildren(...values.map((value) => element("option", { value }, label(value))));
    if (values.includes(chosen)) {
      select.value = chosen;
    }
  });
}

export function press(group, pressed) {
  for (const button of group.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === pressed));
  }
}
