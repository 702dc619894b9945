import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operationNames } from '../../aws/operation-names.ts';
import { localServices } from '../control-plane/api/gateway/services.ts';
import { ownServices } from '../parity/service-remarks.ts';
import { awsServicesPage } from './aws-services.ts';

test('docs/aws-services.md is up to date', async () => {
  expect(readFileSync('docs/aws-services.md', 'utf8')).toBe(await awsServicesPage());
});

test('every API that is answered here is described', () => {
  expect(Object.keys(ownServices)).toEqual([...localServices.keys()]);
});

test.each([...localServices])(
  'the operations of %s are operations of AWS',
  async (scopeName, { offered }) => {
    const all = await operationNames(scopeName);
    expect(offered.filter((name) => !all.includes(name))).toEqual([]);
    expect(all.length).toBeGreaterThan(offered.length);
  },
);
