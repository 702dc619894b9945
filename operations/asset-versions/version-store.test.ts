import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { s3VersionStore } from './version-store.ts';

test('a version that S3 does not copy in one call is refused with the commands that do it', async () => {
  const s3 = await awsClients({ environment: 'staging', region: 'ap-southeast-1' }).s3();
  const large = {
    ...{ key: 'uploads/film.mp4', versionId: 'v1', modifiedMs: 0, isLatest: false },
    content: { etag: '"e"', bytes: 6 * 1024 ** 3 },
  };
  await expect(s3VersionStore(s3, 'shop-uploads').copyOnTop(large)).rejects.toMatchObject({
    code: 'OBJECT_TOO_LARGE',
    hint: expect.stringContaining(
      "aws s3api get-object --bucket shop-uploads --key 'uploads/film.mp4' --version-id v1 FILE --region ap-southeast-1; aws s3 cp FILE 's3://shop-uploads/uploads/film.mp4' --region ap-southeast-1",
    ),
  });
});
