import { expect, test } from 'vitest';
import { awsClients } from '../aws/clients.ts';
import { environmentOptions } from './environment-options.ts';
import { targetOnAws } from './target.ts';

test('a region is named where it is not the one that scripts assume', async () => {
  expect(await environmentOptions(targetOnAws('staging', 'ap-southeast-1'))).toBe('--env staging');
  expect(await environmentOptions(targetOnAws('staging', 'eu-west-1'))).toBe(
    '--env staging --region eu-west-1',
  );
});

test('the local environment is in no region', async () => {
  const place = { environment: 'local', endpoint: 'http://127.0.0.1:9', region: 'eu-west-1' } as const;
  expect(await environmentOptions({ environment: 'local', clients: awsClients(place) })).toBe('--env local');
});
