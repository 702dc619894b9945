import type { AwsClients } from '../../aws/clients.ts';
import { Failure } from '../../failure/failure.ts';

/** Reads objects of S3. Raises `OBJECT_UNAVAILABLE` for one that is not there or cannot be read. */
export interface ObjectSource {
  text(place: { readonly bucket: string; readonly key: string }): Promise<string>;
}

/** An `ObjectSource` on the SDK's client, which is requested each time: the region may have changed. */
export function objectSource(clients: () => Pick<AwsClients, 's3'>): ObjectSource {
  return {
    text: async ({ bucket, key }) => {
      try {
        const { Body } = await (await clients().s3()).getObject({ Bucket: bucket, Key: key });
        return (await Body?.transformToString()) ?? '';
      } catch (error) {
        const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        throw new Failure('OBJECT_UNAVAILABLE', `s3://${bucket}/${key}: ${said}`, { cause: error });
      }
    },
  };
}
