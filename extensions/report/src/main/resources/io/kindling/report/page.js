(() => {
  "use strict";

  const ENOUGH = 20000; // points of a line; of more every second one goes
  const PAPER = 640; // the width of a chart on A4, in CSS pixels

  const WHOLE = [1, 2, 5].flatMap(n => [...Array(9).keys()].map(e => n * 10 ** e)).sort((a, b) => a - b);

  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // Digits as everywhere else on the page, whatever the browser's language.
  const shown = value =>
    value == null ? "" : String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));

  // What fits beside an axis; the legend has the whole.
  const short = name => (name.length > 32 ? name.slice(0, 31) + "…" : name);

  const numbers = text =>
    text === "" ? [] : text.split(",").map(each => (each === "" ? null : Number(each)));

  const isPositive = values => values.every(value => value == null || value > 0);

  // A chart in its element: what it shows stands in the element's children.
  class Chart {
    constructor(box) {
      this.box = box;
      const data = [...box.querySelectorAll("data")];
      this.styles = data.map(each => each.className);
      this.names = data.map(each => each.dataset.name);
      this.values = data.map(each => numbers(each.value));
      this.log = this.mayBeLog() && this.spread() > 100;
      this.canvas = box.appendChild(document.createElement("div"));
      this.controls();
      box.addEventListener("keydown", event => this.key(event));
      this.draw();
      new ResizeObserver(() => this.resize()).observe(box);
    }

    isLoss() {
      return this.box.parentElement.classList.contains("losses");
    }

    mayBeLog() {
      return this.isLoss() && this.values[0].length > 1 && this.values.slice(1).every(isPositive);
    }

    spread() {
      const all = this.values.slice(1).flat().filter(value => value != null);
      return all.reduce((a, b) => Math.max(a, b), 0) / all.reduce((a, b) => Math.min(a, b), Infinity);
    }

    controls() {
      const row = document.createElement("div");
      row.className = "controls";
      this.box.after(row);
      if (this.isLoss()) {
        const label = row.appendChild(document.createElement("label"));
        this.check = label.appendChild(document.createElement("input"));
        this.check.type = "checkbox";
        this.check.checked = this.log;
        label.append(" logarithmic");
        this.check.addEventListener("change", () => {
          this.log = this.check.checked && this.mayBeLog();
          this.check.checked = this.log;
          this.draw();
        });
      }
      const whole = row.appendChild(document.createElement("button"));
      whole.type = "button";
      whole.textContent = "show all";
      whole.addEventListener("click", () => this.whole());
      const hint = row.appendChild(document.createElement("span"));
      hint.textContent = "drag to zoom, double-click to show all";
    }

    // The columns that hold anything: of validation there is nothing where there is none.
    used() {
      const isUsed = column => column === this.values[0] || column.some(value => value != null);
      return this.values.map((column, i) => i).filter(i => isUsed(this.values[i]));
    }

    shownValues() {
      return this.columns.map(i => this.values[i]);
    }

    draw(width = this.width()) {
      this.columns = this.used();
      if (this.plot) {
        this.plot.destroy();
      }
      const ink = css("--ink");
      const axis = {
        stroke: css("--muted"),
        grid: { stroke: css("--line"), width: 1 },
        ticks: { stroke: css("--line"), width: 1 },
        font: "12px system-ui, sans-serif",
        labelFont: "13px system-ui, sans-serif",
        values: (plot, splits) => splits.map(shown),
      };
      const options = {
        width,
        height: this.height(width),
        pxAlign: 0,
        cursor: { points: { size: 9 } },
        legend: { markers: { width: 3 } },
        scales: {
          x: { time: false, range: (plot, low, high) => wider(low, high) },
          y: this.log ? { distr: 3 } : {},
        },
        axes: [
          { ...axis, label: short(this.names[0]), ...(this.isLoss() ? { incrs: WHOLE } : {}) },
          {
            ...axis,
            label: this.isLoss() ? "loss" : short(this.names[1]),
            size: (plot, values) => 28 + 7 * Math.max(2, ...(values || []).map(v => (v || "").length)),
          },
        ],
        series: this.columns.map(i => this.series(this.styles[i], this.names[i], i, ink)),
      };
      this.plot = new uPlot(options, this.shownValues(), this.canvas);
    }

    series(style, label, i, ink) {
      const value = (plot, number) => (number == null ? "–" : shown(number));
      if (style === "x") {
        return { label, value };
      }
      const colour = css("--series-" + i);
      if (style === "points") {
        return {
          label,
          value,
          stroke: colour,
          fill: colour,
          paths: () => null,
          points: { show: true, size: 5, width: 0, fill: colour + "99" },
        };
      }
      const few = this.values[0].length <= 30;
      return {
        label,
        value,
        stroke: style === "dashes" && !this.isLoss() ? ink : colour,
        width: 2,
        dash: style === "dashes" ? [7, 5] : undefined,
        spanGaps: true,
        points: { show: few && this.isLoss(), size: 6 },
      };
    }

    width() {
      return Math.max(220, this.box.clientWidth);
    }

    height(width) {
      return Math.round(Math.min(400, Math.max(220, width * 0.5)));
    }

    resize() {
      const width = this.width();
      if (width !== this.plot.width && !document.documentElement.classList.contains("paper")) {
        this.plot.setSize({ width, height: this.height(width) });
      }
    }

    whole() {
      this.plot.setData(this.shownValues());
    }

    // Arrows read one point after the other, + and - zoom, 0 or Escape shows all.
    key(event) {
      const last = this.values[0].length - 1;
      const at = this.plot.cursor.idx ?? -1;
      const places = { ArrowLeft: Math.max(0, at - 1), ArrowRight: Math.min(last, at + 1), Home: 0, End: last };
      if (event.key in places && last >= 0) {
        const x = this.values[0][places[event.key]];
        this.plot.setCursor({ left: this.plot.valToPos(x, "x"), top: this.plot.over.clientHeight / 2 });
      } else if (event.key === "+" || event.key === "-") {
        const { min, max } = this.plot.scales.x;
        const middle = at < 0 ? (min + max) / 2 : this.values[0][at];
        const by = event.key === "+" ? 0.5 : 2;
        this.plot.setScale("x", { min: middle - (middle - min) * by, max: middle + (max - middle) * by });
      } else if (event.key === "0" || event.key === "Escape") {
        this.whole();
      } else {
        return;
      }
      this.canvas.querySelector(".u-legend").setAttribute("aria-live", "polite"); // read it out
      event.preventDefault();
    }

    // Adds what has come, and keeps what is zoomed to.
    add(rows) {
      const zoomed = this.values[0].length > 1 && this.plot.scales.x.min > this.values[0][0];
      rows.forEach(row => this.values.forEach((column, i) => column.push(row[i] ?? null)));
      while (this.values[0].length > ENOUGH) {
        this.values = this.values.map(column => column.filter((value, i) => i % 2 === 0));
      }
      if (this.used().length === this.columns.length) {
        this.plot.setData(this.shownValues(), !zoomed);
      } else {
        this.draw();
      }
    }
  }

  // A range with some room, so that the first and last points are whole.
  function wider(low, high) {
    if (low == null) {
      return [0, 1];
    }
    const room = low === high ? Math.abs(low) * 0.1 || 1 : (high - low) * 0.02;
    return [low - room, high + room];
  }

  let charts = [];

  function begin() {
    charts = [...document.querySelectorAll(".plot")].map(box => new Chart(box));
  }

  // On paper all is dark on white, and as wide as the paper.
  function paper(on) {
    document.documentElement.classList.toggle("paper", on);
    charts.forEach(chart => (on ? chart.draw(PAPER) : chart.draw()));
  }

  // Asks for losses until the training has ended; the last answer is the whole page.
  async function follow(chart) {
    const status = document.getElementById("status");
    let seen = 0;
    try {
      for (;;) {
        const answer = await fetch("losses?from=" + seen, { cache: "no-store" });
        if (!answer.ok) {
          throw new Error(answer.statusText);
        }
        if (answer.headers.get("Content-Type").startsWith("text/html")) {
          replace(await answer.text());
          return;
        }
        const news = await answer.json();
        seen += news.epochs.length;
        chart.add(news.epochs);
        status.textContent = news.status;
      }
    } catch (gone) {
      status.textContent = "The training has ended, and this page's address with it.";
    }
  }

  function replace(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    begin();
  }

  begin();
  const live = charts.find(chart => "live" in chart.box.dataset);
  if (live) {
    follow(live);
  }
  addEventListener("beforeprint", () => paper(true));
  addEventListener("afterprint", () => paper(false));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.forEach(chart => chart.draw()));
})();
