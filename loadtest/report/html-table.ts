import { escapeMarkup } from '../../local/plots/escape-markup.ts';

/** A text, or one that is marked as good or bad. */
export type Cell = string | { readonly text: string; readonly tone: 'good' | 'bad' };

export interface HtmlTable {
  readonly title: string;
  /** Figures stand on the right, all but those of the first column; of sentences the last column has the most room. */
  readonly kind: 'figures' | 'sentences';
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A table with its title above it. */
export function titledTable(table: HtmlTable, ifNone: string): string {
  return `<h3>${escapeMarkup(table.title)}</h3>\n${htmlTable(table, ifNone)}`;
}

/** A table that scrolls by itself where it is wider than the page; a sentence instead if it has no rows. */
export function htmlTable({ title, kind, head, rows }: HtmlTable, ifNone: string): string {
  if (rows.length === 0) return `<p>${escapeMarkup(ifNone)}</p>`;
  const label = escapeMarkup(title);
  const titles = head.map((text) => `<th scope="col">${escapeMarkup(text)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`).join('\n');
  const name = kind === 'figures' ? 'results' : 'sentences';
  return `<div class="scrolled" tabindex="0" role="region" aria-label="${label}"><table class="${name}" aria-label="${label}"><thead><tr>${titles}</tr></thead><tbody>
${body}
</tbody></table></div>`;
}

function cellHtml(cell: Cell): string {
  if (typeof cell === 'string') return `<td>${escapeMarkup(cell)}</td>`;
  return `<td class="${cell.tone}">${escapeMarkup(cell.text)}</td>`;
}
