import type { Pace } from '../../../operations/new-tasks/new-task.ts';
import type { HopelessWatch } from '../../../operations/why-failed.ts';
import { systemClock } from '../../../time/clock.ts';
import type { ParityStatus } from '../../control-plane/api/parity/status.ts';
import type { Engine } from '../../docker/engine.ts';
import type { LocalEnvironment, Ports } from '../../environment/local-environment.ts';
import { listenersOfTask } from './listeners-of-task.ts';
import { wrongAnswers } from './wrong-answers.ts';
import { eitherHopeless, wrongPlaces } from './wrong-places.ts';

/** A local environment whose services come to other revisions. */
export interface LocalRollOut {
  readonly status: () => Promise<ParityStatus>;
  readonly revisions: Readonly<Record<string, string>>;
  readonly engine: Pick<Engine, 'listContainers' | 'exec'>;
  readonly environment: Pick<LocalEnvironment, 'name'>;
  readonly ports: Pick<Ports, 'aws' | 's3'>;
  readonly pace: Pace;
}

/** Finds a service that is not worth waiting for, by what its tasks answer and where they listen. */
export function hopelessLocally(rollOut: LocalRollOut): HopelessWatch {
  const { status, revisions, engine, environment, ports, pace } = rollOut;
  const seen = { status, revisions, clock: systemClock };
  return eitherHopeless(
    wrongAnswers({ ...seen, ...pace }),
    wrongPlaces({
      ...{ ...seen, ...pace },
      listenersOf: listenersOfTask(engine, environment.name),
      forwarded: new Set([ports.aws, ports.s3]),
    }),
  );
}
