import type { Server } from './server.ts';

/** A server as the running HAProxy has it. */
export interface RunningServer extends Server {
  /** `maint` gets no new requests; established ones continue. */
  readonly state: 'ready' | 'maint';
  /** In its slow start. */
  readonly isStarting: boolean;
}

/**
 * `SRV_ADMF_FMAINT`. The flag of a server that the configuration disabled (`SRV_ADMF_CMAINT`, 4) stays when it is
 * made ready, so it says nothing about now.
 */
const maintenanceFlag = 0x01;
/** `SRV_ST_STARTING`. */
const starting = 1;

/**
 * Reads the answer to `show servers state`: columns by the names in its heading.
 * @see https://docs.haproxy.org/3.0/management.html#show%20servers%20state
 */
export function parseServersState(answer: string): readonly RunningServer[] {
  const lines = answer.split('\n').filter((line) => line.trim() !== '');
  const heading =
    lines
      .find((line) => line.startsWith('# '))
      ?.slice(2)
      .split(' ') ?? [];
  return lines
    .filter((line) => line.includes(' ') && !line.startsWith('#'))
    .map((line) => Object.fromEntries(line.split(' ').map((value, index) => [heading[index] ?? '', value])))
    .map((row) => ({
      backend: row.be_name ?? '',
      name: row.srv_name ?? '',
      ip: row.srv_addr ?? '',
      port: Number(row.srv_port),
      state: (Number(row.srv_admin_state) & maintenanceFlag) === 0 ? 'ready' : 'maint',
      isStarting: Number(row.srv_op_state) === starting,
    }));
}
