import { expect, test } from 'vitest';
import { exampleBucket } from '../../../definition/testing/examples.ts';
import { withLocalOrigins } from './local-origins.ts';

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
