import { expect, test } from 'vitest';
import { corsConfiguration } from './bucket-cors.ts';

test("CORS rules of a template are S3's own under S3's names", () => {
  const rule = {
    Id: 'uploads',
    AllowedHeaders: ['*'],
    AllowedMethods: ['PUT'],
    AllowedOrigins: ['https://localhost:8443'],
    ExposedHeaders: ['ETag'],
    MaxAge: '300',
  };
  expect(corsConfiguration([rule])).toEqual({
    CORSRules: [
      {
        ID: 'uploads',
        AllowedHeaders: ['*'],
        AllowedMethods: ['PUT'],
        AllowedOrigins: ['https://localhost:8443'],
        ExposeHeaders: ['ETag'],
        MaxAgeSeconds: 300,
      },
    ],
  });
});

test('a rule with a member that is not known is refused', () => {
  expect(() => corsConfiguration([{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], Other: 1 }])).toThrow();
});
