import { expect, test } from 'vitest';
import { factNames, noFacts, parseFactsFile, withFacts } from './given-facts.ts';

test('facts are given for a service, by the end of its name, or for the account', () => {
  expect(withFacts(noFacts, ['web.cpuSeconds=0.1', 'web.memoryMiB=300', 'vcpuQuota=16'])).toEqual({
    services: { web: { cpuSeconds: 0.1, memoryMiB: 300 } },
    vcpuQuota: 16,
  });
});

test('facts that are given one by one take precedence over those of a file', () => {
  const ofFile = parseFactsFile('{"services": {"web": {"cpuSeconds": 1, "bootSeconds": 9}}}', 'facts.json');
  expect(withFacts(ofFile, ['web.cpuSeconds=2'])).toEqual({
    services: { web: { cpuSeconds: 2, bootSeconds: 9 } },
  });
});

test.each(['cpuSeconds=1', 'web.nonsense=1', 'web.cpuSeconds', 'web.cpuSeconds=0', 'web.cpuSeconds=-1', ''])(
  '%j is not a fact',
  (given) => {
    expect(() => withFacts(noFacts, [given])).toThrow(
      expect.objectContaining({
        code: 'BAD_ARGUMENT',
        exitCode: 2,
        message: `--fact must be a known name and a number, not '${given}'`,
      }),
    );
  },
);

test.each([
  ['no JSON', ': '],
  ['{"services": {"web": {"cpu": 1}}}', 'services.web'],
  ['{"vcpuQuota": 0}', 'vcpuQuota'],
])('a file with %s is refused', (text, place) => {
  expect(() => parseFactsFile(text, 'facts.json')).toThrow(
    expect.objectContaining({
      code: 'BAD_FACTS',
      message: expect.stringContaining(`facts.json: ${place === ': ' ? '' : place}`),
      hint: expect.stringContaining('SERVICE.cpuSeconds'),
    }),
  );
});

test('the names of facts are those of services and of the account', () => {
  expect(factNames).toContain('SERVICE.bootSeconds');
  expect(factNames).toContain('vcpuQuota');
});
