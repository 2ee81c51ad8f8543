'use strict';

// Draws the curves of every figure.chart from the JSON in it, with uPlot.
(() => {
  if (location.hash === '#probe') {
    return; // out of sight, see live.js
  }
  const HEIGHT = 260;
  const LINES = 6;
  const figures = [...document.querySelectorAll('figure.chart')];
  const smoothing = document.getElementById('smoothing');
  const range = document.getElementById('range');
  const charts = new Map();
  const zoomed = new Map();

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /** The exponential moving average, without a bias to where it begins; gaps stay gaps. */
  function smoothed(values, weight) {
    let sum = 0;
    let mass = 0;
    return values.map((value) => {
      if (value === null) {
        return null;
      }
      sum = weight * sum + (1 - weight) * value;
      mass = weight * mass + (1 - weight);
      return sum / mass;
    });
  }

  /** A value for people: four digits. */
  function words(value, unit) {
    if (value === null || value === undefined) {
      return '–';
    }
    return unit === 'percent' ? (100 * value).toFixed(1) + '%' : String(Number(value.toPrecision(4)));
  }

  /** The values at an axis, with as many decimals as tell them apart. */
  function ticks(splits, unit) {
    const scale = unit === 'percent' ? 100 : 1;
    const known = splits.filter((value) => value !== null);
    const step = known.length > 1 ? scale * Math.abs(known[1] - known[0]) : 1;
    let decimals = 0;
    while (decimals < 9 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-3) {
      decimals++;
    }
    const end = unit === 'percent' ? '%' : '';
    return splits.map((value) => (value === null ? '' : tick(scale * value, decimals) + end));
  }

  const tick = (value, decimals) => (decimals > 5 ? value.toExponential(1) : value.toFixed(decimals));

  const powers = (splits) => splits.map((value) => (value === null ? '' : String(Number(value.toPrecision(2)))));

  /** The place of the nearest point of a series to one under the pointer, which may have none of it. */
  function nearest(plot, series, at) {
    const values = plot.data[series];
    for (let far = 0; far < values.length; far++) {
      for (const place of [at - far, at + far]) {
        if (values[place] !== null && values[place] !== undefined) {
          return place;
        }
      }
    }
    return at;
  }

  function axes(chart) {
    const look = { stroke: color('--ink'), grid: { stroke: color('--rule'), width: 1 }, ticks: { show: false } };
    const y = chart.log.checked
      ? (plot, splits) => powers(splits)
      : (plot, splits) => ticks(splits, chart.unit);
    const wide = (plot, values) => 14 + 7 * Math.max(0, ...(values || []).map((value) => value.length));
    return [
      { ...look, values: (plot, splits) => ticks(splits, 'number'), space: 60, size: 30 },
      { ...look, values: y, size: wide },
    ];
  }

  /** The series as drawn: where they are smoothed, each as it is behind its average. */
  function series(chart, weight) {
    const shown = [];
    chart.series.forEach((one, at) => {
      const stroke = color('--line-' + ((at % LINES) + 1));
      const dash = at < LINES ? [] : [6, 4];
      if (weight > 0) {
        shown.push({ points: [one.x, one.y], look: { stroke: stroke + '55', width: 1, dash, points: { show: false } } });
      }
      const points = [one.x, smoothed(one.y, weight)];
      shown.push({ points, look: { label: one.name, stroke, width: 1.5, dash, spanGaps: true } });
    });
    return shown.map(({ points, look }) => ({
      points,
      look: { spanGaps: true, value: (plot, value) => words(value, chart.unit), ...look },
    }));
  }

  function draw(chart) {
    const weight = chart.noisy ? Number(smoothing.value) : 0;
    const shown = series(chart, weight);
    const old = chart.plot;
    const options = {
      width: chart.place.clientWidth,
      height: HEIGHT,
      scales: { x: { time: false }, y: { distr: chart.log.checked ? 3 : 1 } },
      axes: axes(chart),
      series: [{ label: chart.x, value: (plot, value) => words(value, 'number') }, ...shown.map(({ look }) => look)],
      cursor: { sync: { key: chart.x, scales: ['x', null] }, dataIdx: nearest },
      hooks: {
        setScale: [(plot, key) => key === 'x' && zoom(chart, plot)],
        setSeries: [(plot, at, { show }) => show !== undefined && together(plot, at, show)],
      },
    };
    chart.ready = false;
    chart.plot = new uPlot(options, uPlot.join(shown.map(({ points }) => points)), chart.place);
    chart.plot.root.classList.toggle('smooth', weight > 0);
    if (old) {
      old.destroy();
    }
    queueMicrotask(() => {
      chart.ready = true;
      if (zoomed.has(chart.x)) {
        chart.plot.setScale('x', zoomed.get(chart.x));
      }
    });
  }

  /** What is behind an average, the series before it, is shown and hidden with it. */
  function together(plot, at, show) {
    if (plot.root.classList.contains('smooth') && at > 0 && at % 2 === 0) {
      plot.setSeries(at - 1, { show });
    }
  }

  /** Says which part is shown, and keeps it for when the charts are drawn again. */
  function zoom(chart, plot) {
    const xs = plot.data[0];
    const { min, max } = plot.scales.x;
    if (!chart.ready || !xs.length) {
      return;
    }
    if (min <= xs[0] && max >= xs[xs.length - 1]) {
      zoomed.delete(chart.x);
    } else {
      zoomed.set(chart.x, { min, max });
    }
    const parts = [...zoomed].map(([x, { min, max }]) => `${x} ${words(min, 'number')} to ${words(max, 'number')}`);
    range.textContent = parts.join(', ');
    document.getElementById('whole').hidden = parts.length === 0;
  }

  /** Whether a logarithm can be taken and shows more: the values span more than a decade. */
  function spansDecades(chart) {
    const values = chart.series.flatMap(({ y }) => y).filter((value) => value !== null);
    const least = values.reduce((a, b) => Math.min(a, b), Infinity);
    return least > 0 && values.reduce((a, b) => Math.max(a, b), 0) / least > 10;
  }

  function open(figure) {
    const chart = JSON.parse(figure.querySelector('script').textContent);
    chart.place = figure.querySelector('.plot');
    chart.log = figure.querySelector('input');
    chart.log.parentElement.hidden = !spansDecades(chart);
    chart.log.addEventListener('change', () => draw(chart));
    charts.set(figure, chart);
    draw(chart);
    new ResizeObserver(() => {
      chart.plot.setSize({ width: chart.place.clientWidth, height: HEIGHT });
    }).observe(chart.place);
  }

  const drawAll = () => charts.forEach(draw);

  function remember() {
    try {
      sessionStorage.setItem('smoothing', smoothing.value);
    } catch (e) {
      // a browser that keeps nothing
    }
  }

  function recall() {
    try {
      smoothing.value = sessionStorage.getItem('smoothing') || 0;
    } catch (e) {
      // as above
    }
  }

  recall();
  figures.forEach(open);
  smoothing.addEventListener('input', () => {
    remember();
    drawAll();
  });
  document.getElementById('whole').addEventListener('click', () => {
    zoomed.clear();
    charts.forEach(({ plot }) => plot.setScale('x', { min: plot.data[0][0], max: plot.data[0][plot.data[0].length - 1] }));
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  matchMedia('print').addEventListener('change', drawAll);
})();
