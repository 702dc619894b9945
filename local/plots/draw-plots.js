// Draws the plots of a page in the browser, with uPlot. The page has the data of each group as JSON, and a figure for each
// plot. The pointer, or the arrow keys on a figure, show the values at a time in all plots of the group.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const drawn = new Map();

  /** Between the lines of an axis that counts. */
  const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const iso = (seconds) => new Date(seconds * 1000).toISOString();
  const shown = (value) => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 });

  /** Hours and minutes, with seconds where minutes are wide, and the date where a day begins; dates alone where days are narrow. */
  const timeLabels = (_plot, seconds, _axis, _space, step) =>
    seconds.map((at, index) => {
      const [date, time] = [iso(at).slice(5, 10), iso(at).slice(11, step < 60 ? 19 : 16)];
      if (step >= 86_400) return date;
      return index === 0 || /^00:00(:00)?$/.test(time) ? `${time}\n${date}` : time;
    });

  const isWhole = ({ curves }) =>
    curves.every(({ values }) => values.every((value) => value === null || Number.isInteger(value)));

  /** Rows of states are lower than plots of values. */
  const heightOf = ({ states, curves }) => (states === undefined ? 190 : 62 + 30 * curves.length);

  /** What uPlot is given of a curve: for states, heights in the row of the curve, the first curve on top. */
  function drawnValues({ states, curves }, index) {
    const { values } = curves[index];
    if (states === undefined) return values;
    return values.map((value) =>
      value === null ? null : heightInRow(value, states, floorOf(curves, index)),
    );
  }

  const floorOf = (curves, index) => curves.length - 1 - index + 0.1;
  const heightInRow = (value, states, floor) => floor + (0.8 * value) / (states.length - 1);

  /** The scale, the axis and the curves of a plot of values. */
  function ofValues({ curves, isStepped, least = 1 }) {
    return {
      range: (_plot, _lowest, highest) => [0, Math.max(least, highest * 1.05)],
      axis: {
        values: (_plot, values) => values.map(shown),
        ...(isStepped && isWhole({ curves }) ? { incrs: wholeSteps } : {}),
      },
      curve: () => ({ value: (_plot, value) => (value === null ? '' : shown(value)) }),
    };
  }

  /** The same of a plot of states. */
  function ofStates({ states, curves }) {
    return {
      range: [0, curves.length],
      axis: { values: () => [], splits: () => Array.from({ length: curves.length + 1 }, (_, row) => row) },
      curve: (index) => ({
        fill: `${colour(curves[index].colour)}40`,
        fillTo: () => floorOf(curves, index),
        value: (_plot, _value, _series, at) => states[curves[index].values[at]] ?? '',
      }),
    };
  }

  /** Draws a line with its label at the time of each mark. */
  function drawMarks(plot, marks) {
    const { ctx, bbox } = plot;
    const size = uPlot.pxRatio;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour('muted');
    ctx.font = `${11 * size}px system-ui, sans-serif`;
    [ctx.textAlign, ctx.textBaseline] = ['left', 'alphabetic'];
    ctx.lineWidth = size;
    ctx.setLineDash([2 * size, 3 * size]);
    for (const { atMs, label } of marks) {
      const x = Math.round(plot.valToPos(atMs / 1000, 'x', true));
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.fillText(label, x + 3 * size, bbox.top + 10 * size);
    }
    ctx.restore();
  }

  /** The axis below a plot: of time in UTC, or of what the group is drawn over instead. */
  function across({ stepMs, axis }) {
    if (axis !== undefined) {
      const value = (_plot, at) => (at === null ? '' : shown(at));
      return { label: axis.label, value, isTime: false, values: (_plot, values) => values.map(shown) };
    }
    const timeLength = stepMs < 60_000 ? 19 : 16;
    const value = (_plot, at) => (at === null ? '' : iso(at).slice(0, timeLength).replace('T', ' '));
    return { label: 'UTC', value, isTime: true, values: timeLabels };
  }

  function options(shape, group, width) {
    const { key, stepMs, marks = [] } = group;
    const { curves, isStepped } = shape;
    const x = across(group);
    const kind = shape.states === undefined ? ofValues(shape) : ofStates(shape);
    const axis = {
      stroke: colour('muted'),
      font: '12px system-ui, sans-serif',
      grid: { stroke: colour('grid'), width: 1 },
      ticks: { show: false },
    };
    return {
      ...{ width, height: heightOf(shape) },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      cursor: { y: false, sync: { key, setSeries: false } },
      scales: { x: { time: x.isTime }, y: { range: kind.range } },
      hooks: { draw: [(plot) => drawMarks(plot, marks)] },
      axes: [
        { ...axis, values: x.values, size: 44, space: stepMs < 60_000 ? 80 : 50 },
        { ...axis, size: 62, ...kind.axis },
      ],
      series: [
        { label: x.label, value: x.value },
        ...curves.map((curve, index) => ({
          label: curve.name,
          stroke: colour(curve.colour),
          width: 1.6,
          points: { show: !x.isTime && !curve.isDashed },
          ...kind.curve(index),
          ...(isStepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
          ...(curve.isDashed ? { dash: [5, 4] } : {}),
        })),
      ],
    };
  }

  function draw(figure, plot, group, times) {
    drawn.get(figure)?.destroy();
    const data = [times, ...plot.curves.map((_, index) => drawnValues(plot, index))];
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
    const { startMs, stepMs, plots, marks, axis } = JSON.parse(source.textContent);
    const steps = Math.max(...plots.flatMap(({ curves }) => curves.map(({ values }) => values.length)));
    const times = Array.from({ length: steps }, (_, step) => (startMs + step * stepMs) / 1000);
    const group = { key: `group ${index}`, stepMs, marks, axis };
    const figures = source.parentElement.querySelectorAll('figure');
    for (const [at, figure] of figures.entries()) {
      const redraw = () => draw(figure, plots[at], group, axis?.values ?? times);
      redraw();
      dark.addEventListener('change', redraw);
      figure.addEventListener('keydown', onKey);
      new ResizeObserver(() =>
        drawn.get(figure).setSize({ width: figure.clientWidth, height: heightOf(plots[at]) }),
      ).observe(figure);
    }
  }
})();
