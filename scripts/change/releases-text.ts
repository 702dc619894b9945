import { wrapped } from '../loadtest/wrapped.ts';
import { drawTable, gap } from '../text-table.ts';
import type { ReleaseRow } from './release-rows.ts';

const width = 80;
/** Columns of text that may be wrapped: who released it, what became of it, and how healthy it was. */
const most = { by: 14, state: 14, health: 16 };
const head = ['release', 'released', 'by', 'state', 'health'] as const;

/** The releases that there are, in 80 columns; below them, why services cannot go back to some. */
export function releasesText(rows: readonly ReleaseRow[]): string {
  const cells = rows.map(({ release, age, by, state, health }) => [
    ...[release, age, broken(by, most.by), state, health.replaceAll(/(?<=\d) /g, '\n')],
  ]);
  const longest = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const [release = 0, age = 0, by = 0, state = 0, health = 0] = longest;
  const widths = [
    release,
    age,
    Math.min(by, most.by),
    Math.min(state, most.state),
    Math.min(health, most.health),
  ];
  const table = drawTable(head, cells, { colWidths: widths.map((each) => each + gap), wordWrap: true });
  const remarks = rows
    .filter(({ remark }) => remark !== '')
    .flatMap(({ release: name, remark }) => [
      ...['', ...wrapped(remark.startsWith(name) ? remark : `${name}: ${remark}`, width)],
    ]);
  return [table.trimEnd(), ...remarks].join('\n');
}

/** A name without spaces, such as that of a role and its session, is wrapped as well. */
function broken(text: string, at: number): string {
  return text.replaceAll(new RegExp(`\\S{${at}}(?=\\S)`, 'gu'), (part) => `${part} `);
}
