import { drawTable, gap } from '../text-table.ts';

/** A cell of a table, and how it is drawn: its width must not include colours. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

type Row = readonly [Cell, Cell, Cell];

/**
 * A table for a terminal with two narrow columns and one of sentences, wrapped so that no line is longer than `width`
 * columns. Words that do not fit in a column are broken; nothing is cut off.
 */
export function wrappedTable(
  head: readonly [string, string, string],
  rows: readonly Row[],
  width: number,
): string {
  const widths = columnWidths(head, rows, width);
  const cells = rows.map((row) => row.map((cell, index) => drawnCell(cell, widths[index] ?? width)));
  return drawTable(head, cells, { colWidths: widths.map((each) => each + gap), wordWrap: true });
}

function columnWidths(
  head: readonly [string, string, string],
  rows: readonly Row[],
  width: number,
): readonly [number, number, number] {
  const longest = (column: 0 | 1) =>
    Math.max(head[column].length, ...rows.map((row) => row[column].text.length));
  const first = Math.min(longest(0), Math.floor(width * 0.35));
  const second = Math.min(longest(1), Math.floor(width * 0.2));
  return [first, second, width - first - second - 3 * gap];
}

function drawnCell({ text, paint = (each) => each }: Cell, width: number): string {
  return paint(text.replaceAll(new RegExp(`\\S{${width}}(?=\\S)`, 'gu'), (part) => `${part} `));
}
