import { expect, test } from 'vitest';
import { filesOfData, filesOfServers, stateFile } from './state-files.ts';

const environment = {
  name: 'shop',
  checkout: '/checkout',
  stateFolder: '/state',
  labels: {},
};

test('files about the data are deleted with it; certificates and the definition stay', () => {
  const gone = filesOfData(environment);
  expect(gone).toContain(stateFile(environment, 'released'));
  expect(gone).toContain('/state/secrets');
  expect(gone).not.toContain(stateFile(environment, 'certificates'));
  expect(gone).not.toContain(stateFile(environment, 'assembly'));
});

test('servers are restarted when what they read at their start changes', () => {
  expect(filesOfServers(environment)).toContain(stateFile(environment, 's3Settings'));
});
