import { waitUntil } from '../../../time/wait-until.ts';
import type { HeldEmulation } from '../../environment/emulation-record.ts';
import { controlPlaneClient } from './control-plane-client.ts';

/** What the run of LocalStack was given, as the control plane keeps it. */
export interface RunRecord {
  held(): Promise<HeldEmulation | undefined>;
  write(held: HeldEmulation): Promise<void>;
  /** A run that ended meanwhile took the failure with it: the next one is filled again. */
  fail(begun: HeldEmulation): Promise<void>;
}

/** The record of the LocalStack behind a port of 127.0.0.1; a run that is being filled again is left alone until it is full. */
export function runRecord(awsPort: number, signal: AbortSignal): RunRecord {
  const controlPlane = controlPlaneClient(awsPort);
  const wait = { what: 'LocalStack to be restored after its restart', timeoutMs: 120_000, signal };
  return {
    held: async () => {
      const { held } = await waitUntil(wait, async () => {
        const status = await controlPlane.emulation();
        return status.refilling ? undefined : status;
      });
      return held;
    },
    fail: async (begun) => {
      const { held } = await controlPlane.emulation();
      if (held?.digest === '') await controlPlane.recordEmulation({ ...begun, failed: true });
    },
    write: async (held) => {
      await waitUntil(wait, async () => ((await controlPlane.recordEmulation(held)) ? true : undefined));
    },
  };
}
