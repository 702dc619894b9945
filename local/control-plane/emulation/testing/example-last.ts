import type { LastEmulation } from '../../../environment/emulation-record.ts';

/** A complete deployment to LocalStack. */
export function exampleLast(changes: Partial<LastEmulation> = {}): LastEmulation {
  return {
    digest: 'all',
    needed: 'part',
    stackName: 'shop',
    template: '{"Resources":{}}',
    secrets: [{ name: 'shop/database', value: 'hush' }],
    parameters: [{ name: '/shop/greeting', value: 'good morning' }],
    external: [],
    ...changes,
  };
}
