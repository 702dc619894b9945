import type { TargetGroup } from '../../../../definition/model/load-balancing.ts';
import type { RunningServer } from './running-servers.ts';
import { type Server, serverOptions, slowStart } from './server.ts';

/**
 * The runtime commands that make the servers in service the wanted ones. Any other is removed, so that each that
 * comes, or comes back, is a new one, with or without slow start. `del server` may be refused while connections are
 * open: then the server gets nothing new and the command comes again. A server at another address is removed now
 * and added by the next plan. Servers of no target group are not targets.
 */
export function planCommands(
  running: readonly RunningServer[],
  wanted: readonly Server[],
  targetGroups: readonly TargetGroup[],
): readonly string[] {
  const targets = running.filter(({ backend }) => targetGroups.some((group) => group.logicalId === backend));
  const kept = targets.filter((server) => wanted.some((other) => isSame(server, other)));
  return [
    ...targetGroups.flatMap((targetGroup) =>
      wanted
        .filter((server) => server.backend === targetGroup.logicalId)
        .flatMap((server) => plan(server, running, targetGroup)),
    ),
    ...targets.filter((server) => !kept.includes(server)).flatMap(removal),
  ];
}

function plan(
  server: Server,
  running: readonly RunningServer[],
  targetGroup: TargetGroup,
): readonly string[] {
  const place = `${server.backend}/${server.name}`;
  const present = running.find((other) => other.backend === server.backend && other.name === server.name);
  const ready = `set server ${place} state ready`;
  if (present !== undefined) return isSame(present, server) && present.state === 'maint' ? [ready] : [];
  const slowly = startsSlowly(server, running) ? slowStart(targetGroup) : '';
  return [
    `add server ${place} ${server.ip}:${server.port} ${serverOptions(server, targetGroup)}${slowly}`,
    ready,
  ];
}

/** Only beside at least one that has its whole share: the first ones, or those that come together, do not. */
function startsSlowly({ backend }: Server, running: readonly RunningServer[]): boolean {
  return running.some((other) => other.backend === backend && other.state === 'ready' && !other.isStarting);
}

function removal(server: RunningServer): readonly string[] {
  const place = `${server.backend}/${server.name}`;
  const maintenance = server.state === 'ready' ? [`set server ${place} state maint`] : [];
  return [...maintenance, `del server ${place}`];
}

function isSame(a: Server, b: Server): boolean {
  return a.backend === b.backend && a.name === b.name && a.ip === b.ip && a.port === b.port;
}
