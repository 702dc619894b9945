import type { AwsClients } from '../../aws/clients.ts';
import type { S3 } from '../../aws/s3-types.ts';
import type { EdgeClient } from '../edge-client.ts';
import { orderAsGuest } from '../guest-checkout.ts';

/** The statuses of two answers while something is missing, and of one as soon as the store has it. */
export type AnswersAround = readonly number[];

/** The answers to those who asked a moment too early. */
export type AnsweredEarly = Readonly<Record<'page' | 'picture' | 'asset', AnswersAround>>;

/** What visitors are answered who ask for a page, a picture and a style sheet a moment before the store has them. */
export async function askTooEarly(
  edge: EdgeClient,
  clients: AwsClients,
  picturePath: string,
): Promise<AnsweredEarly> {
  const buckets = await bucketsOf(clients);
  const s3 = await clients.s3();
  return {
    page: await askForPage(edge),
    picture: await askForPicture(edge, { s3, bucket: buckets.uploads, path: picturePath }),
    asset: await askForAsset(edge, s3, buckets.assets),
  };
}

/** An order's page is there once the order is complete. */
async function askForPage(edge: EdgeClient): Promise<AnswersAround> {
  const order = await orderAsGuest(edge);
  return await answersAround(edge, `/orders/${order.token}`, order.complete);
}

/** The object of a picture is taken away for a moment; at this address, the edge has no copy of it. */
async function askForPicture(
  edge: EdgeClient,
  { s3, bucket, path }: { readonly s3: S3; readonly bucket: string; readonly path: string },
): Promise<AnswersAround> {
  const { body, headers } = await edge.get(path);
  const object = { Bucket: bucket, Key: await keyOf(s3, bucket, body) };
  await s3.deleteObject(object);
  const upload = { ...object, Body: body, ContentType: headers['content-type'] };
  return await answersAround(edge, `${path}?too-early`, () => s3.putObject(upload));
}

/** As if its release were published now. */
async function askForAsset(edge: EdgeClient, s3: S3, bucket: string): Promise<AnswersAround> {
  const path = '/assets/too-early-0123456789abcdef.css';
  const object = { Bucket: bucket, Key: path.slice(1), Body: 'a {}', ContentType: 'text/css' };
  return await answersAround(edge, path, () => s3.putObject(object));
}

async function answersAround(
  edge: EdgeClient,
  path: string,
  mend: () => Promise<unknown>,
): Promise<AnswersAround> {
  const ask = async (visitor: string) => (await edge.get(path, { cookie: `visitor=${visitor}` })).status;
  const before = [await ask('stranger'), await ask('owner')];
  await mend();
  return [...before, await ask('owner')];
}

async function bucketsOf(clients: AwsClients) {
  const cloudFormation = await clients.cloudFormation();
  const { Stacks: [stack] = [] } = await cloudFormation.describeStacks({ StackName: 'spree-local' });
  const output = (name: string) =>
    stack?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue ?? '';
  return { uploads: output('AssetsBucketName'), assets: output('ReleaseAssetsBucketName') };
}

/** The object with this content. */
async function keyOf(s3: S3, Bucket: string, content: Buffer): Promise<string> {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket });
  for (const { Key = '', Size } of Contents) {
    if (Size !== content.byteLength) continue;
    const { Body } = await s3.getObject({ Bucket, Key });
    if (content.equals((await Body?.transformToByteArray()) ?? new Uint8Array())) return Key;
  }
  throw new Error(`${Bucket} has no such picture`);
}
