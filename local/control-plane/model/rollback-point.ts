import type { Workload } from '../../../definition/workload.ts';
import type { ServiceState } from './cluster-state.ts';

/**
 * What a release that fails goes back to: the definition that was released before it, and the services as they were
 * then. It stays until the release is complete, so that a release which continues an interrupted one has the same.
 */
export interface RollbackPoint {
  readonly workload: Workload;
  readonly digest: string;
  /** By name, without events and history; of its deployments each has the one that had completed last, if any had. */
  readonly services: Readonly<Record<string, ServiceState>>;
}
