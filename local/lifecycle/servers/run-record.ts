import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import type { HeldEmulation } from '../../environment/emulation-record.ts';
import { controlPlaneClient } from './control-plane-client.ts';

/** What the run of LocalStack was given, as the control plane keeps it. */
export interface RunRecord {
  held(): Promise<HeldEmulation | undefined>;
  write(held: HeldEmulation): Promise<void>;
  /** Waits until the control plane has given a new run what the last one had. Raises `LOCALSTACK_NOT_RESTORED`. */
  restored(digest: string): Promise<void>;
  /** A run that ended meanwhile took the failure with it: the next one is filled again. */
  fail(begun: HeldEmulation): Promise<void>;
}

/**
 * The record of the LocalStack behind a port of 127.0.0.1; a run that is being restored is left alone until
 * that is complete.
 */
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
    restored: async (digest) => {
      await waitUntil(wait, async () => {
        const { held } = await controlPlane.emulation();
        if (held?.failed === true) throw notRestored();
        return held?.digest === digest ? true : undefined;
      });
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

function notRestored(): Failure {
  return new Failure('LOCALSTACK_NOT_RESTORED', 'LocalStack could not be restored', {
    hint: `For the reason, see: ${command('local:logs')} control-plane. To start a new LocalStack: ${command('local:up')}`,
  });
}
