import { expect, it } from 'vitest';
import { assumptions, parseUsage, parseUsageFile, usageWith } from './usage.ts';

it('usage is as assumed where nothing else is given', () => {
  const { 'nat-gb': nat, ...others } = usageWith({ 'nat-gb': 7 });
  expect(nat).toBe(7);
  expect(Object.entries(others)).toEqual(
    Object.entries(assumptions).flatMap(([name, { value }]) => (name === 'nat-gb' ? [] : [[name, value]])),
  );
});

it('usage is read from options and from a file', () => {
  expect(parseUsage(['nat-gb=100', 'logs-gb=0.5'])).toEqual({ 'nat-gb': 100, 'logs-gb': 0.5 });
  expect(parseUsageFile('{"nat-gb": 5}', 'usage.json')).toEqual({ 'nat-gb': 5 });
});

it.each([
  [() => parseUsage(['nat-gb']), "--usage must be a name and an amount, not 'nat-gb'"],
  [() => parseUsage(['nat-gb=-1']), "not 'nat-gb=-1'"],
  [() => parseUsage(['nat-gb=1', 'nat-gb=2']), '--usage gives nat-gb more than one value'],
  [() => usageWith({ 'nat-tb': 1 }), "There is no usage 'nat-tb'"],
  [() => usageWith({ constructor: 1 }), "There is no usage 'constructor'"],
  [() => parseUsageFile('{"nat-gb": -5}', 'usage.json'), 'usage.json: nat-gb is no amount'],
  [() => parseUsageFile('[', 'usage.json'), 'usage.json: not an object of amounts'],
])('%s is refused', (read, message) => {
  expect(read).toThrow(message);
});
