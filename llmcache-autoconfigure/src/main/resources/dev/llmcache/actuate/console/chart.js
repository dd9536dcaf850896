// One chart: what its colours mean, the plot, and the same figures as a table

import { element, text } from "./dom.js";

const uPlot = window.uPlot;
const FONT = '12px -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const BARS = ["bar", "side"];
const drawn = new Set();

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function hatch(context, tone) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const pen = tile.getContext("2d");
  pen.strokeStyle = tone;
  pen.lineWidth = 1.6;
  pen.beginPath();
  pen.moveTo(-1, 7);
  pen.lineTo(7, -1);
  pen.moveTo(-1, 1);
  pen.lineTo(1, -1);
  pen.moveTo(5, 7);
  pen.lineTo(7, 5);
  pen.stroke();
  return context.createPattern(tile, "repeat");
}

/*
 * spec: title, says (what it shows, for those who do not see it), empty, x {name, text(v), label(v), time, range, splits, incrs},
 * y {text(v), label(v), range(most, least)}, stacked, sparse (no key for what never is),
 * series [{name, tone, kind: area | line | dashed | bar | side | band, hatched, text}], mark(): {at, name} of a line across
 */
export class Chart {

  constructor(figure, spec) {
    this.spec = spec;
    this.legend = element("div", { class: "legend" });
    this.plot = element("div", { class: "plot", role: "img" });
    this.body = element("tbody");
    this.values = spec.series.map(() => element("b"));
    this.at = element("span", { class: "at" });
    const table = element("table", {}, element("caption", { class: "hidden" }, spec.title),
      element("thead", {}, element("tr", {}, ...[spec.x.name, ...spec.series.map((one) => one.name)].map((name) => element("th", { scope: "col" }, name)))),
      this.body);
    this.details = element("details", {}, element("summary", {}, "As a table"),
      element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${spec.title}, as a table` }, table));
    this.title = element("strong", {}, spec.title);
    this.keys = spec.series.map((one, index) => this.key(one, index));
    this.legend.append(this.title, ...this.keys, this.at);
    figure.replaceChildren(this.legend, this.plot, this.details);
    this.details.addEventListener("toggle", () => this.fillTable());
    new ResizeObserver(() => this.fit()).observe(this.plot);
    drawn.add(this);
  }

  /* One series needs no colour to be told from others */
  key(one, index) {
    const looks = { line: "thin", dashed: "dashed", band: "pale" }[one.kind] ?? (one.hatched ? "hatched" : "");
    const key = element("span", { class: `key ${looks}`, "data-tone": one.tone, "aria-hidden": "true" });
    const alone = this.spec.series.length === 1;
    return element("span", {}, ...(alone ? [] : [key, `${one.name} `]), this.values[index]);
  }

  /* columns: the x values and one list for each series */
  show(columns, says) {
    this.columns = columns;
    this.plot.setAttribute("aria-label", `${this.spec.title}: ${says}`);
    const some = columns[0].length > 0 && columns.slice(1).some((column) => column.some((value) => value != null && value !== 0));
    if (!some) {
      this.chart?.destroy();
      this.chart = null;
      if (!this.plot.querySelector(".empty")) {
        this.plot.replaceChildren(element("p", { class: "empty" }, this.spec.empty));
      }
    }
    else if (this.chart) {
      this.chart.setData(this.stack(columns));
    }
    else {
      this.draw();
    }
    this.readOut(this.chart?.cursor.idx ?? null);
    this.keys.forEach((key, index) => (key.hidden = this.spec.sparse && !columns[index + 1].some(Boolean)));
    this.details.hidden = !some;
    this.fillTable();
  }

  draw() {
    this.chart?.destroy();
    this.plot.replaceChildren();
    if (this.plot.clientWidth > 0) {
      this.chart = new uPlot(this.settings(), this.stack(this.columns), this.plot);
    }
  }

  fit() {
    if (this.chart && this.plot.clientWidth > 0) {
      this.chart.setSize({ width: this.plot.clientWidth, height: this.plot.clientHeight });
    }
    else if (this.columns && !this.plot.querySelector(".empty")) {
      this.draw();
    }
  }

  /* Each layer up to the sum of those below it, the highest drawn first; what is below nothing is in the table only */
  stack(columns) {
    const below = columns[0].map(() => 0);
    const plotted = columns.slice(1).map((column, index) => column.map((value, at) => {
      if (value == null || (value === 0 && BARS.includes(this.spec.series[index].kind))) {
        return null;
      }
      return this.spec.stacked ? (below[at] += Math.max(0, value)) : value;
    }));
    return [columns[0], ...(this.spec.stacked ? plotted.reverse() : plotted)];
  }

  settings() {
    const { x, y, stacked, series } = this.spec;
    const order = stacked ? series.toReversed() : series;
    const axis = { stroke: colour("soft"), font: FONT, ticks: { show: false }, gap: 6 };
    return {
      width: this.plot.clientWidth, height: this.plot.clientHeight, padding: [10, 22, 0, 0], legend: { show: false },
      scales: { x: { time: x.time ?? false, ...(x.range && { range: x.range }) }, y: { range: (chart, least, most) => y.range(most ?? 0, least ?? 0) } },
      cursor: { drag: { x: false, y: false }, y: false, points: series.some(({ kind }) => kind === "line") ? { size: 7 } : { show: false } },
      axes: [
        { ...axis, size: 26, grid: { show: false }, space: 64, splits: x.splits, incrs: x.incrs,
          values: (chart, splits) => splits.map((value) => (value == null) ? "" : x.label(value)) },
        { ...axis, size: 50, space: 34, grid: { stroke: colour("faint"), width: 1 }, values: (chart, splits) => splits.map((value) => (y.label ?? y.text)(value)) }
      ],
      series: [{}, ...order.map((one) => this.style(one))],
      bands: this.bands(order),
      hooks: { setCursor: [(chart) => this.readOut(chart.cursor.idx)], draw: [(chart) => this.mark(chart)] }
    };
  }

  style({ tone, kind, hatched }) {
    const stroke = colour(tone);
    const points = { show: false };
    const fill = hatched ? (chart) => hatch(chart.ctx, stroke) : stroke;
    switch (kind) {
      case "bar":
        return { stroke, fill, width: hatched ? 1 : 0, points, paths: uPlot.paths.bars({ size: [0.86, 60] }) };
      case "side":
        return { stroke, fill, width: hatched ? 1 : 0, points, paths: uPlot.paths.bars({ size: [0.42, 40], align: hatched ? 1 : -1 }) };
      case "area":
        return { stroke, fill, width: 0, points };
      case "band":
        return { stroke: "transparent", width: 0, points };
      default:
        return { stroke, width: 2, dash: (kind === "dashed") ? [6, 4] : undefined, points: { show: this.columns[0].length < 40, size: 6, fill: colour("card") } };
    }
  }

  /* Two series of kind "band" are the ends of an interval */
  bands(order) {
    const ends = order.map((one, index) => (one.kind === "band" ? index + 1 : 0)).filter(Boolean);
    return (ends.length === 2) ? [{ series: ends, fill: colour("band") }] : [];
  }

  mark(chart) {
    const mark = this.spec.mark?.();
    if (mark?.at == null) {
      return;
    }
    const { ctx, bbox } = chart;
    const at = chart.valToPos(mark.at, "x", true);
    const left = at - bbox.left > bbox.width / 2;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour("ink");
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
    ctx.font = FONT.replace("12px", `600 ${12 * devicePixelRatio}px`);
    ctx.textAlign = left ? "right" : "left";
    ctx.fillText(mark.name, at + (left ? -6 : 6) * devicePixelRatio, bbox.top + 11 * devicePixelRatio);
    ctx.restore();
  }

  readOut(index) {
    const { x, y, series } = this.spec;
    const here = index != null && this.columns[0][index] != null;
    text(this.at, here ? x.text(this.columns[0][index]) : "");
    series.forEach((one, at) => {
      const value = here ? this.columns[at + 1][index] : null;
      text(this.values[at], here ? (one.text ?? y.text)(value) : "");
    });
  }

  fillTable() {
    if (!this.details.open || !this.columns) {
      return;
    }
    const { x, y, series } = this.spec;
    const columns = this.columns.slice(1);
    const rows = this.columns[0].map((value, index) => [value, index])
      .filter(([, index]) => columns.some((column) => column[index] != null && column[index] !== 0));
    this.body.replaceChildren(...(x.time ? rows.reverse() : rows).map(([value, index]) => element("tr", {},
      element("th", { scope: "row" }, x.text(value)),
      ...columns.map((column, at) => element("td", {}, (series[at].text ?? y.text)(column[index]))))));
  }

}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const chart of drawn) {
    if (chart.chart) {
      chart.draw();
    }
  }
});
