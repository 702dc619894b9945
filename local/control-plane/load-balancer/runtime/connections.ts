/**
 * The connections of a listener or of a target group's targets: how many there are now, and how many were made since
 * the worker started.
 */
export interface Connections {
  /** Logical id of the listener or of the target group. */
  readonly proxy: string;
  readonly active: number;
  readonly made: number;
}

/**
 * Reads the connections out of the answer to `show stat` for frontends and servers. Idle connections to targets are
 * active ones: they are kept for the next request.
 * @see https://docs.haproxy.org/3.0/management.html#9.1
 */
export function parseConnections(answer: string): readonly Connections[] {
  const [first = '', ...rest] = answer.split('\n').filter((line) => line !== '');
  const heading = first.replace(/^# /, '').split(',');
  return rest
    .map((line) => Object.fromEntries(line.split(',').map((value, index) => [heading[index] ?? '', value])))
    .filter(({ svname }) => svname !== 'BACKEND')
    .map(toConnections);
}

function toConnections(row: Readonly<Record<string, string>>): Connections {
  const sum = (...names: readonly string[]) =>
    names.reduce((total, name) => total + Number(row[name] ?? 0), 0);
  const proxy = row.pxname ?? '';
  return row.svname === 'FRONTEND'
    ? { proxy, active: sum('scur'), made: sum('conn_tot') }
    : { proxy, active: sum('used_conn_cur', 'idle_conn_cur', 'safe_conn_cur'), made: sum('connect') };
}

/** How many lines of the log the worker could not write since it started, from the answer to `show info`. */
export function parseDroppedLogs(answer: string): number {
  return Number(/^DroppedLogs: (\d+)$/m.exec(answer)?.[1] ?? 0);
}
