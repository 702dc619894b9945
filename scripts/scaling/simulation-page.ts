import type { ServiceResult } from '../../local/capacity/simulated/run-service.ts';
import type { SimulatedMinute } from '../../local/scaling/simulation/simulation.ts';
import { escapeMarkup } from './escape-markup.ts';
import { type Curve, type Plot, plotSvg } from './plot.ts';
import { differenceSentence, type ResultRow, resultRows, runsOf } from './simulation-rows.ts';

/** A page of its own with tables and plots: it needs no network and no script, and follows the system's colours. */
export function simulationPage(results: readonly ServiceResult[], title: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeMarkup(title)}</h1>
${results.map(section).join('\n')}
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; --text: #1f2328; --muted: #59636e; --grid: #d9dee3; --back: #ffffff;
  --defined: #0b5cad; --other: #b35900; --recorded: #6e7781; --load: #1a7f37; --dropped: #cf222e; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --muted: #9198a1; --grid: #30363d; --back: #0d1117;
  --defined: #58a6ff; --other: #f0a04b; --recorded: #8b949e; --load: #3fb950; --dropped: #ff7b72; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); max-width: 1000px;
  margin: 0 auto; padding: 1.5rem 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .2rem 1.2rem .2rem 0; border-bottom: 1px solid var(--grid); }
td + td, th + th { text-align: right; font-variant-numeric: tabular-nums; } h3 small, p { color: var(--muted); font-weight: normal; }
svg { width: 100%; height: auto; display: block; } .grid { stroke: var(--grid); stroke-width: 1; }
.tick { fill: var(--muted); font-size: 11px; } .curve { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
${['defined', 'other', 'recorded', 'load', 'dropped'].map((kind) => `.curve.${kind} { stroke: var(--${kind}); } .key.${kind} { color: var(--${kind}); }`).join('\n')}
.curve.recorded { stroke-dasharray: 4 3; } .key { margin-right: 1rem; font-size: .85rem; font-weight: normal; }
`;

function section(result: ServiceResult): string {
  const { service } = result;
  const sentence = differenceSentence(result);
  return [
    `<section><h2>${escapeMarkup(service.name)}</h2>`,
    table(['', ...runsOf(result).map(([title]) => title)], resultRows(result)),
    ...(sentence === undefined ? [] : [`<p>${escapeMarkup(sentence)}</p>`]),
    ...plotsOf(result).map(figure),
    '</section>',
  ].join('\n');
}

function table(head: readonly string[], rows: readonly ResultRow[]): string {
  const cells = (tag: string, values: readonly string[]) =>
    values.map((value) => `<${tag}>${escapeMarkup(value)}</${tag}>`).join('');
  return `<table><thead><tr>${cells('th', head)}</tr></thead><tbody>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('')}</tbody></table>`;
}

function figure(plot: Plot): string {
  const keys = plot.curves.map(
    ({ name, kind }) => `<span class="key ${kind}">■ ${escapeMarkup(name)}</span>`,
  );
  return `<h3>${escapeMarkup(plot.title)} <small>${escapeMarkup(plot.unit)}</small> ${keys.join('')}</h3>\n${plotSvg(plot)}`;
}

function plotsOf(result: ServiceResult): readonly Plot[] {
  const { startMs, minutes } = result.load;
  const recorded = (name: string, read: (minute: (typeof minutes)[number]) => number | undefined) => {
    const values = minutes.map(read);
    return values.some((value) => value !== undefined) ? [{ name, kind: 'recorded' as const, values }] : [];
  };
  return [
    {
      ...{ title: 'Requests', unit: 'a minute', startMs },
      curves: [
        { name: 'requests', kind: 'load', values: minutes.map(({ requests }) => requests) },
        ...curves(result, 'dropped', ({ droppedRequests }) => droppedRequests)
          .slice(0, 1)
          .map(asDropped),
      ],
    },
    {
      ...{ title: 'Tasks', unit: 'running', startMs, isStepped: true },
      curves: [
        ...recorded('recorded', ({ tasks }) => tasks),
        ...curves(result, '', ({ runningCount }) => runningCount),
      ],
    },
    {
      ...{ title: 'CPU', unit: '% of the tasks', startMs, least: 100 },
      curves: [
        ...recorded('recorded', ({ cpuPercent }) => cpuPercent),
        ...curves(result, '', ({ cpuPercent }) => cpuPercent),
      ],
    },
    {
      ...{ title: 'p95', unit: 'ms, an estimate', startMs },
      curves: curves(result, '', ({ p95Ms }) => p95Ms),
    },
  ];
}

function curves(
  result: ServiceResult,
  name: string,
  read: (minute: SimulatedMinute) => number | undefined,
): readonly Curve[] {
  const kinds = ['defined', 'other'] as const;
  return runsOf(result).map(([title, { minutes }], index) => ({
    name: name === '' ? title : name,
    kind: kinds[index] ?? 'other',
    values: minutes.map(read),
  }));
}

function asDropped(curve: Curve): Curve {
  return { ...curve, kind: 'dropped' };
}
