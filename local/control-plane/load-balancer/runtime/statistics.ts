import { internalPrefix } from '../configuration/render-shared-port.ts';

/** Counters of one target since the process's start: they begin again at a reload. */
export interface TargetStatistics {
  readonly targetGroup: string;
  readonly taskId: string;
  /** Requests that were given to it. */
  readonly requests: number;
  /** Requests that are under way now. */
  readonly sessions: number;
  readonly responses: {
    readonly '2xx': number;
    readonly '3xx': number;
    readonly '4xx': number;
    readonly '5xx': number;
  };
  readonly connectionErrors: number;
  /** Average of the last 1024 answers, in milliseconds, to the last byte. */
  readonly totalTimeMs: number;
  /** The same to the first byte. */
  readonly responseTimeMs: number;
}

/**
 * Reads the answer to `show stat`, targets only.
 * @see https://docs.haproxy.org/3.0/management.html#9.1
 */
export function parseStatistics(answer: string): readonly TargetStatistics[] {
  const [first = '', ...rest] = answer.split('\n').filter((line) => line !== '');
  const heading = first.replace(/^# /, '').split(',');
  return rest
    .map((line) => Object.fromEntries(line.split(',').map((value, index) => [heading[index] ?? '', value])))
    .filter((row) => row.svname !== 'BACKEND' && row.svname !== 'FRONTEND')
    .filter((row) => row.pxname?.startsWith(internalPrefix) !== true)
    .map((row) => ({
      targetGroup: row.pxname ?? '',
      taskId: row.svname ?? '',
      requests: Number(row.req_tot || row.stot),
      sessions: Number(row.scur) + Number(row.qcur),
      responses: {
        '2xx': Number(row.hrsp_2xx),
        '3xx': Number(row.hrsp_3xx),
        '4xx': Number(row.hrsp_4xx),
        '5xx': Number(row.hrsp_5xx),
      },
      connectionErrors: Number(row.econ),
      totalTimeMs: Number(row.ttime),
      responseTimeMs: Number(row.rtime),
    }));
}
