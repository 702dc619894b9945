// Draws the plots of a page in the browser, with uPlot. The page has the data of each group as JSON, and a figure for each
// plot. The pointer, or the arrow keys on a figure, show the values at a time in all plots of the group.
(() => {
  const height = 190;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const drawn = new Map();

  /** Between the lines of an axis that counts. */
  const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const iso = (seconds) => new Date(seconds * 1000).toISOString();
  const shown = (value) => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 });

  /** Hours and minutes, with the date where a day begins; dates alone where days are narrow. */
  const timeLabels = (_plot, seconds, _axis, _space, step) =>
    seconds.map((at, index) => {
      const [date, time] = [iso(at).slice(5, 10), iso(at).slice(11, 16)];
      if (step >= 86_400) return date;
      return index === 0 || time === '00:00' ? `${time}\n${date}` : time;
    });

  function options({ curves, isStepped, least = 1 }, group, width) {
    const axis = {
      stroke: colour('muted'),
      font: '12px system-ui, sans-serif',
      grid: { stroke: colour('grid'), width: 1 },
      ticks: { show: false },
    };
    return {
      ...{ width, height },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      cursor: { y: false, sync: { key: group, setSeries: false } },
      scales: { y: { range: (_plot, _lowest, highest) => [0, Math.max(least, highest * 1.05)] } },
      axes: [
        { ...axis, values: timeLabels, size: 44 },
        {
          ...axis,
          values: (_plot, values) => values.map(shown),
          size: 62,
          ...(isStepped ? { incrs: wholeSteps } : {}),
        },
      ],
      series: [
        { label: 'UTC', value: (_plot, at) => (at === null ? '' : iso(at).slice(0, 16).replace('T', ' ')) },
        ...curves.map((curve) => ({
          label: curve.name,
          stroke: colour(curve.colour),
          width: 1.6,
          points: { show: false },
          value: (_plot, value) => (value === null ? '' : shown(value)),
          ...(isStepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
          ...(curve.isDashed ? { dash: [5, 4] } : {}),
        })),
      ],
    };
  }

  function draw(figure, plot, group, times) {
    drawn.get(figure)?.destroy();
    const data = [times, ...plot.curves.map(({ values }) => values)];
    drawn.set(figure, new uPlot(options(plot, group, figure.clientWidth), data, figure));
  }

  /** Moves the cursor of a plot, and with it those of its group, to another time; a larger step with the shift key. */
  function onKey(event) {
    const plot = drawn.get(event.currentTarget);
    const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Escape') plot.setCursor({ left: -10, top: -10 }, true, true);
    if (steps === undefined) return;
    event.preventDefault();
    const [first, last] = plot.series[0].idxs;
    const from = plot.cursor.idx ?? (steps > 0 ? first - 1 : last + 1);
    const to = Math.min(last, Math.max(first, from + steps * (event.shiftKey ? 10 : 1)));
    plot.setCursor({ left: plot.valToPos(plot.data[0][to], 'x'), top: 0 }, true, true);
  }

  for (const [index, source] of document.querySelectorAll('script.plots').entries()) {
    const { startMs, stepMs, plots } = JSON.parse(source.textContent);
    const steps = Math.max(...plots.flatMap(({ curves }) => curves.map(({ values }) => values.length)));
    const times = Array.from({ length: steps }, (_, step) => (startMs + step * stepMs) / 1000);
    const figures = source.parentElement.querySelectorAll('figure');
    for (const [at, figure] of figures.entries()) {
      const redraw = () => draw(figure, plots[at], `group ${index}`, times);
      redraw();
      dark.addEventListener('change', redraw);
      figure.addEventListener('keydown', onKey);
      new ResizeObserver(() => drawn.get(figure).setSize({ width: figure.clientWidth, height })).observe(
        figure,
      );
    }
  }
})();
