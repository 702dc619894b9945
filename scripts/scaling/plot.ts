import { escapeMarkup } from './escape-markup.ts';
import { type CurvePoint, thin } from './thin.ts';

/** A curve of one value a minute; its class gives its colour. */
export interface Curve {
  readonly name: string;
  readonly kind: 'defined' | 'other' | 'recorded' | 'load' | 'dropped';
  readonly values: readonly (number | undefined)[];
}

/** Curves over the same minutes. */
export interface Plot {
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly Curve[];
  /** When the first minute begins, in milliseconds since the epoch. */
  readonly startMs: number;
  /** Counts go up and down in steps. */
  readonly isStepped?: boolean;
  /** The axis ends here at least. */
  readonly least?: number;
}

const width = 960;
const height = 180;
const margin = { top: 10, right: 24, bottom: 24, left: 64 };
const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };

/** Draws a plot as SVG that needs neither a script nor a font of its own. */
export function plotSvg(plot: Plot): string {
  const minutes = Math.max(1, ...plot.curves.map(({ values }) => values.length));
  const top = niceTop(highest(plot));
  const x = (minute: number) => margin.left + (minute / minutes) * inner.width;
  const y = (value: number) => margin.top + (1 - value / top) * inner.height;
  const paths = plot.curves.map(
    ({ kind, values }) =>
      `<path class="curve ${kind}" d="${pathOf(thin(values, 2 * inner.width), x, y, plot.isStepped === true)}"/>`,
  );
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeMarkup(plot.title)}">`,
    ...valueTicks(top).map((value) => valueLine(value, y(value))),
    ...timeTicks(minutes).map((minute) => timeLabel(plot.startMs + minute * 60_000, minutes, x(minute))),
    ...paths,
    '</svg>',
  ].join('\n');
}

function highest({ curves, least = 1 }: Plot): number {
  let most = least;
  for (const { values } of curves) {
    for (const value of values) if (value !== undefined && value > most) most = value;
  }
  return most;
}

/** The next of 1, 2 and 5 times a power of ten. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const [factor = 10] = [1, 2, 5].filter((each) => each * power >= value);
  return factor * power;
}

function valueTicks(top: number): readonly number[] {
  return [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);
}

function valueLine(value: number, y: number): string {
  const at = round(y);
  return `<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${at}" y2="${at}"/><text class="tick" x="${margin.left - 6}" y="${round(y + 4)}" text-anchor="end">${inShort(value)}</text>`;
}

function inShort(value: number): string {
  return value >= 10_000 ? `${Number((value / 1000).toFixed(1))}k` : String(Number(value.toPrecision(3)));
}

const parts = 8;

/** Whole minutes, hours or days. */
function timeTicks(minutes: number): readonly number[] {
  const steps = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080];
  const step = steps.find((each) => minutes / each <= parts) ?? minutes;
  return Array.from({ length: Math.floor(minutes / step) + 1 }, (_, index) => index * step);
}

const twoDays = 2 * 1440;

function timeLabel(atMs: number, minutes: number, x: number): string {
  const time = new Date(atMs).toISOString();
  const text = minutes <= twoDays ? time.slice(11, 16) : `${time.slice(5, 10)} ${time.slice(11, 16)}`;
  return `<text class="tick" x="${round(x)}" y="${height - 6}" text-anchor="middle">${text}</text>`;
}

/** A gap where there is no value. */
function pathOf(
  points: readonly CurvePoint[],
  x: (minute: number) => number,
  y: (value: number) => number,
  isStepped: boolean,
): string {
  let isDown = false;
  const commands = points.map(([at, value]) => {
    if (value === undefined) {
      isDown = false;
      return '';
    }
    const [px, py] = [round(x(at)), round(y(value))];
    const command = !isDown ? `M${px} ${py}` : isStepped ? `H${px}V${py}` : `L${px} ${py}`;
    isDown = true;
    return command;
  });
  return commands.join('');
}

function round(value: number): number {
  return Number(value.toFixed(1));
}
