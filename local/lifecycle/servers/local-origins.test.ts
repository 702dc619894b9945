import { expect, test } from 'vitest';
import { exampleBucket } from '../../../definition/testing/examples.ts';
import { allowedOrigins, withLocalOrigins } from './local-origins.ts';

const edge = { domainName: 'localhost', aliases: ['shop.localhost'] };
const bucket = exampleBucket({
  corsRules: [
    {
      allowedMethods: ['PUT'],
      allowedOrigins: [
        'https://localhost',
        'https://shop.localhost',
        'https://other.example',
        'http://localhost',
      ],
    },
  ],
});

const originsAt = (port: number) => withLocalOrigins(bucket, [edge], port).corsRules[0]?.allowedOrigins;

test('pages of the local storefront may upload, whichever port it has', () => {
  expect(originsAt(8443)).toEqual([
    'https://localhost:8443',
    'https://shop.localhost:8443',
    'https://other.example',
    'http://localhost',
  ]);
});

test('on the usual port an origin has none', () => {
  expect(originsAt(443)).toEqual(bucket.corsRules[0]?.allowedOrigins);
});

test('a server without rules for single buckets allows the origins of all of them, and no origin without any', () => {
  const distributions = [edge];
  const other = exampleBucket({
    corsRules: [{ allowedMethods: ['GET'], allowedOrigins: ['https://localhost', '*'] }],
  });
  expect(allowedOrigins({ buckets: [bucket, other], distributions }, 8443)).toEqual([
    'https://localhost:8443',
    'https://shop.localhost:8443',
    'https://other.example',
    'http://localhost',
    '*',
  ]);
  expect(allowedOrigins({ buckets: [exampleBucket()], distributions }, 8443)).toEqual([
    'https://cors.invalid',
  ]);
});
