import { expect, test } from 'vitest';
import { reachableOutputs } from './reachable-outputs.ts';

const distributions = [{ domainName: 'd1.localhost', aliases: ['localhost'] }];

function reachable(Value: string | number): unknown {
  return reachableOutputs({ It: { Value } }, distributions, { https: 8443, http: 8080 }).It?.Value;
}

test.each([
  ['https://localhost', 'https://localhost:8443'],
  ['https://localhost/admin', 'https://localhost:8443/admin'],
  ['http://d1.localhost?a=1', 'http://d1.localhost:8080?a=1'],
  ['d1.localhost', 'd1.localhost:8443'],
])('an output that is an address of the edge has its port: %s', (value, expected) => {
  expect(reachable(value)).toBe(expected);
});

test.each([
  'https://localhost:1/',
  'https://elsewhere.example/localhost',
  'elsewhere.example',
  'See https://localhost',
  7,
])('any other output stays as it is: %s', (value) => {
  expect(reachable(value)).toBe(value);
});
