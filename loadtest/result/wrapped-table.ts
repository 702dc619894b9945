import Table from 'cli-table3';

/** Lines around cells would take up half of a terminal. */
const withoutLines = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
};

/** Between two columns. */
const gap = 2;

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
  const drawn = new Table({
    head: head.map((title) => title.toUpperCase()),
    colWidths: widths.map((each) => each + gap),
    wordWrap: true,
    chars: withoutLines,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': gap },
  });
  for (const row of rows) drawn.push(row.map((cell, index) => drawnCell(cell, widths[index] ?? width)));
  return `${drawn.toString().replaceAll(/ +$/gm, '')}\n`;
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
