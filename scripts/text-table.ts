import Table from 'cli-table3';

/** Lines around cells would take up half of a terminal. */
const withoutLines = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
};

/** A table for a terminal, without lines. */
export function textTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const drawn = new Table({
    head: head.map((title) => title.toUpperCase()),
    chars: withoutLines,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
  });
  for (const row of rows) drawn.push([...row]);
  return `${drawn.toString().replaceAll(/ +$/gm, '')}\n`;
}
