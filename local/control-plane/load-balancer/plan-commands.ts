import type { TargetGroup } from '../../assembly/workload.ts';
import type { RunningServer } from './running-servers.ts';
import { type Server, serverOptions } from './server.ts';

/**
 * The runtime commands that make the running servers the wanted ones. A server at another address is removed
 * now and added by the next plan. `del server` may be refused while connections are open: then it comes again.
 */
export function planCommands(
  running: readonly RunningServer[],
  wanted: readonly Server[],
  targetGroups: readonly TargetGroup[],
): readonly string[] {
  const kept = running.filter((server) => wanted.some((other) => isSame(server, other)));
  return [
    ...targetGroups.flatMap((targetGroup) =>
      wanted
        .filter((server) => server.backend === targetGroup.logicalId)
        .flatMap((server) => plan(server, running, targetGroup)),
    ),
    ...running.filter((server) => !kept.includes(server)).flatMap(removal),
  ];
}

function plan(
  server: Server,
  running: readonly RunningServer[],
  targetGroup: TargetGroup,
): readonly string[] {
  const place = `${server.backend}/${server.name}`;
  const present = running.find((other) => other.backend === server.backend && other.name === server.name);
  if (present === undefined) {
    const add = `add server ${place} ${server.ip}:${server.port} ${serverOptions(server, targetGroup)}`;
    return server.state === 'ready' ? [add, `set server ${place} state ready`] : [add];
  }
  if (!isSame(present, server) || present.state === server.state) return [];
  return [`set server ${place} state ${server.state}`];
}

function removal(server: RunningServer): readonly string[] {
  const place = `${server.backend}/${server.name}`;
  const maintenance = server.state === 'ready' ? [`set server ${place} state maint`] : [];
  return [...maintenance, `del server ${place}`];
}

function isSame(a: Omit<Server, 'state'>, b: Omit<Server, 'state'>): boolean {
  return a.backend === b.backend && a.name === b.name && a.ip === b.ip && a.port === b.port;
}
