import { join } from 'node:path';
import type { AwsClients } from '../../aws/clients.ts';
import { readLastEmulation } from '../environment/emulation-record.ts';
import type { ControlPlaneOptions } from './control-plane-options.ts';
import { createEmulation, type Emulation } from './emulation/emulation.ts';
import { runRecord } from './emulation/run-record.ts';
import { valueKeeper } from './emulation/value-keeper.ts';

/** The care for the LocalStack of an environment. What fills it again is loaded only when it is needed. */
export function openEmulation(options: ControlPlaneOptions, clients: () => AwsClients): Emulation {
  const { settings, log, clock, signal } = options;
  return createEmulation({
    record: runRecord(settings.localstackEndpoint),
    last: () => readLastEmulation(settings),
    refill: async (last) => {
      const { refill } = await import('./emulation/refill.ts');
      return await refill(last, { clients: clients(), clock, signal });
    },
    values: valueKeeper(join(settings.dataFolder, 'stored-values.json'), clients),
    log,
    clock,
    signal,
  });
}
