import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { ensureBucket, lifecycleConfiguration } from './ensure-bucket.ts';

describe('lifecycle rules of a template', () => {
  it("are S3's own, which have a filter and a day for everything", () => {
    const rule = {
      Id: 'old-versions-expire',
      Status: 'Enabled',
      Prefix: 'uploads/',
      ExpirationInDays: 365,
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    };
    expect(lifecycleConfiguration([rule])).toEqual({
      Rules: [
        {
          ID: 'old-versions-expire',
          Status: 'Enabled',
          Filter: { Prefix: 'uploads/' },
          Expiration: { Days: 365, ExpiredObjectDeleteMarker: undefined },
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        },
      ],
    });
  });

  it('hold for the whole bucket without a prefix, and expire nothing that they do not name', () => {
    expect(lifecycleConfiguration([{ Status: 'Disabled' }])).toEqual({
      Rules: [{ Status: 'Disabled', Filter: { Prefix: '' } }],
    });
  });

  it.each([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
  ])('take a delete marker of %j, as CloudFormation does', (marker, wanted) => {
    const [rule] =
      lifecycleConfiguration([{ Status: 'Enabled', ExpiredObjectDeleteMarker: marker }]).Rules ?? [];
    expect(rule?.Expiration).toEqual({ Days: undefined, ExpiredObjectDeleteMarker: wanted });
  });

  it('take numbers that are written as texts, as CloudFormation does', () => {
    const written = { Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: '30' } };
    expect(lifecycleConfiguration([written]).Rules?.[0]?.NoncurrentVersionExpiration).toEqual({
      NoncurrentDays: 30,
    });
  });

  it.each([
    { TagFilters: [{ Key: 'kind', Value: 'thumbnail' }] },
    { NoncurrentVersionExpiration: { NoncurrentDays: 1, Unknown: 1 } },
    { Status: 'On' },
  ])('are refused with a member that is not known: %j', (member) => {
    expect(() => lifecycleConfiguration([{ Status: 'Enabled', ...member }])).toThrow();
  });
});

describe('a bucket', () => {
  const rule = { Id: 'known', Status: 'Enabled', ExpirationInDays: 1 };
  const tagged = { Id: 'tagged', Status: 'Enabled', ExpirationInDays: 1, TagFilters: [] };

  it('gets the rules that are known; the part of its definition is named where there are others', async () => {
    expect(await ensured([rule, tagged])).toEqual({ unhonoured: ['lifecycle'], rulesPut: ['known'] });
    expect(await ensured([rule])).toEqual({ unhonoured: [], rulesPut: ['known'] });
    expect(await ensured([tagged])).toEqual({ unhonoured: ['lifecycle'], rulesPut: [] });
  });
});

/** Ensures a bucket with these rules on a server that takes everything, and gives the ids of the rules it got. */
async function ensured(lifecycleRules: readonly Readonly<Record<string, unknown>>[]) {
  let put = '';
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('');
    if (request.url?.includes('lifecycle') === true) put = body;
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const endpoint = `http://127.0.0.1:${port}`;
  const s3 = await awsClients({ environment: 'local', endpoint, region: 'eu-west-1' }).s3();
  const bucket = { logicalId: 'Assets', name: 'assets', versioned: false, lifecycleRules, corsRules: [] };
  const { unhonoured } = await ensureBucket(s3, bucket);
  s3.destroy();
  server.close();
  return { unhonoured, rulesPut: [...put.matchAll(/<ID>(\w+)<\/ID>/g)].map(([, id]) => id) };
}
