import Table, { type TableConstructorOptions } from 'cli-table3';

/** Lines around cells would take up half of a terminal. */
const withoutLines = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
};

/** Columns between two columns of a table. */
export const gap = 2;

/** A table for a terminal, without lines, whose columns are as wide as their longest cell. */
export function textTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return drawTable(head, rows, {});
}

/** A table for a terminal, without lines. */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  columns: Pick<TableConstructorOptions, 'colWidths' | 'wordWrap'>,
): string {
  const drawn = new Table({
    head: head.map((title) => title.toUpperCase()),
    ...columns,
    chars: withoutLines,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': gap },
  });
  for (const row of rows) drawn.push([...row]);
  return `${drawn.toString().replaceAll(/ +$/gm, '')}\n`;
}
