import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readPorts } from '../../environment/ports.ts';
import { controlPlaneClient } from '../servers/control-plane-client.ts';
import { readLiveRecord } from './live-record.ts';

/** Refuses to release another image, or an earlier one, to tasks that run the files of a folder. Raises `LIVE_CODE_ON`. */
export async function refuseLiveCode(environment: LocalEnvironment): Promise<void> {
  const ports = await readPorts(environment);
  const status = ports === undefined ? undefined : await controlPlaneClient(ports.aws).statusIfUp();
  const live = await readLiveRecord(environment, status?.workloadDigest);
  if (live === undefined) return;
  throw new Failure('LIVE_CODE_ON', `The tasks run live code of ${live.context}, since ${live.since}`, {
    hint: `What an image has would not be seen. Back to the image first: ${command('local:up')}`,
  });
}
