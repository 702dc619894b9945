/** What a file of minutes may have of each of them; `requests` is always there. */
export const columns = ['time', 'service', 'requests', 'cpu', 'memory', 'tasks', 'latency'] as const;

export type Column = (typeof columns)[number];

/** The values of a line that are not empty. */
export type Row = Readonly<Partial<Record<Column, string>>>;
