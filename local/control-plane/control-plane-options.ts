import type { Clock } from '../../time/clock.ts';
import type { Engine } from '../docker/engine.ts';
import type { Log } from './logger.ts';
import type { Settings } from './settings.ts';

/** What every part of the control plane is given by the process around it. */
export interface ControlPlaneOptions {
  readonly settings: Settings;
  readonly engine: Engine;
  readonly log: Log;
  /** The one clock of the process. */
  readonly clock: Clock;
  /** Ends everything but the tasks. */
  readonly signal: AbortSignal;
}
