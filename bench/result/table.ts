import { type Limit, type Measurement, type Unit, verdictOf } from './measurement.ts';

/** The measurements as a Markdown table, for a person and for the README. */
export function markdownTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => [
    measurement.what,
    formatted(measurement.value, measurement.unit),
    limitText(measurement.limit, measurement.unit),
    verdictOf(measurement),
    measurement.detail ?? '',
  ]);
  const head = ['what', 'measured', 'limit', 'verdict', 'how'];
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n');
}

function limitText(limit: Limit | undefined, unit: Unit): string {
  return limit === undefined ? '' : `${limit.kind} ${limit.value} ${unit}`;
}

function formatted(value: number, unit: Unit): string {
  return `${value.toFixed(Math.abs(value) < 100 ? 2 : 0)} ${unit}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
