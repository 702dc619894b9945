import { hash } from 'node:crypto';
import { asUuid } from '../../../definition/model/uuid.ts';
import type { ClusterState } from '../model/cluster-state.ts';

/** Gives the identifiers that AWS would give, one after another; the same state gives the same ones. */
export interface IdSource {
  /** 32 hexadecimal digits. */
  taskId(): string;
  /** `ecs-svc/` and 19 digits. */
  deploymentId(): string;
  /** A UUID. */
  eventId(): string;
  /** The sequence to keep for the next identifiers. */
  sequence(): number;
}

export function idSource(state: Pick<ClusterState, 'clusterName' | 'sequence'>): IdSource {
  let sequence = state.sequence;
  const next = (): string => {
    sequence += 1;
    return hash('sha256', `${state.clusterName}/${sequence}`);
  };
  return {
    taskId: () => next().slice(0, 32),
    deploymentId: () => `ecs-svc/${nineteenDigits(next())}`,
    eventId: () => asUuid(next()),
    sequence: () => sequence,
  };
}

function nineteenDigits(hex: string): string {
  const lowest = 10n ** 18n;
  return String(lowest + (BigInt(`0x${hex.slice(0, 16)}`) % (9n * lowest)));
}
