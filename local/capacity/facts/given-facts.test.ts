import { expect, test } from 'vitest';
import { factNames, noFacts, parseFactsFile, withFacts } from './given-facts.ts';
import { refuseMisnamedServices } from './service-facts.ts';

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

test.each([
  'cpuSeconds=1',
  'web.nonsense=1',
  'web.cpuSeconds',
  'web.cpuSeconds=',
  'web.cpuSeconds=1.2.3',
  '',
])('%j is not a fact', (given) => {
  expect(() => withFacts(noFacts, [given])).toThrow(
    expect.objectContaining({
      code: 'BAD_ARGUMENT',
      exitCode: 2,
      message: `--fact must be a known name and a number, not '${given}'`,
    }),
  );
});

test.each([
  [['web.cpuSeconds=0'], '--fact web.cpuSeconds must be above 0, not 0'],
  [['web.cpuSeconds=-1'], '--fact web.cpuSeconds must be above 0, not -1'],
  [['web.latencyMs=-0.5'], '--fact web.latencyMs must be at least 0, not -0.5'],
  [['vcpuQuota=0'], '--fact vcpuQuota must be above 0, not 0'],
  [['web.cpuSeconds=1', 'web.cpuSeconds=2'], '--fact gives web.cpuSeconds more than one value'],
])('%j is refused: %s', (given, message) => {
  expect(() => withFacts(noFacts, given)).toThrow(
    expect.objectContaining({ code: 'BAD_ARGUMENT', exitCode: 2, message }),
  );
});

test.each([
  ['no JSON', 'it is not JSON'],
  ['[]', 'it is not an object'],
  ['{"services": {"web": {"cpu": 1}}}', "'services.web.cpu' is not a fact"],
  ['{"speed": 1}', "'speed' is not a fact"],
  ['{"vcpuQuota": 0}', 'vcpuQuota: Too small: expected number to be >0'],
])('a file with %s is refused: %s', (text, why) => {
  expect(() => parseFactsFile(text, 'facts.json')).toThrow(
    expect.objectContaining({
      code: 'BAD_FACTS',
      message: `facts.json: ${why}`,
      hint: expect.stringContaining('SERVICE.cpuSeconds'),
    }),
  );
});

test('facts of a service that the definition does not have are refused', () => {
  const facts = withFacts(noFacts, ['web.cpuSeconds=1', 'wbe.cpuSeconds=2']);
  expect(() => refuseMisnamedServices(facts, ['shop-web', 'shop-worker'])).toThrow(
    expect.objectContaining({
      ...{
        code: 'BAD_ARGUMENT',
        exitCode: 2,
        message: "A fact was given for 'wbe', but no service has this name",
      },
      hint: 'The services are: shop-web, shop-worker.',
    }),
  );
  expect(() => refuseMisnamedServices(facts, ['shop-web', 'other-wbe'])).not.toThrow();
});

test('facts of one service under two names are refused', () => {
  const facts = withFacts(noFacts, ['web.cpuSeconds=1', 'shop-web.latencyMs=2']);
  expect(() => refuseMisnamedServices(facts, ['shop-web'])).toThrow(
    expect.objectContaining({
      ...{ code: 'BAD_ARGUMENT', exitCode: 2 },
      message: "Facts were given for 'web' and for 'shop-web', but shop-web is meant by both",
    }),
  );
});

test('the names of facts are those of services and of the account', () => {
  expect(factNames).toContain('SERVICE.bootSeconds');
  expect(factNames).toContain('vcpuQuota');
});
