import { expect, test } from 'vitest';
import { Failure } from '../../../failure/failure.ts';
import { readEnvironmentFiles } from './environment-files.ts';
import { startFailureReason } from './start-failure.ts';

function read(files: Readonly<Record<string, string>>, ...arns: readonly string[]) {
  const text = async ({ bucket, key }: { readonly bucket: string; readonly key: string }) => {
    const found = files[`${bucket}/${key}`];
    if (found === undefined) throw new Failure('OBJECT_UNAVAILABLE', `s3://${bucket}/${key}: NoSuchKey`);
    return found;
  };
  return readEnvironmentFiles(arns, { text });
}

test('an environment file sets a variable for each line, whose value is everything after the first equals sign', async () => {
  const file =
    '# of the shop\nA=a b=c\r\n\nB="quoted" # kept\nEMPTY=\n=nameless\nno variable\n#C=c\n D=indented\n';
  expect(await read({ 'shop/config/web.env': file }, 'arn:aws:s3:::shop/config/web.env')).toEqual({
    A: 'a b=c',
    B: '"quoted" # kept',
    ' D': 'indented',
  });
});

test('of a variable that is in several environment files, the first one counts', async () => {
  const files = { 'shop/a.env': 'BOTH=a\nA=a', 'shop/b.env': 'BOTH=b\nB=b' };
  expect(await read(files, 'arn:aws:s3:::shop/a.env', 'arn:aws:s3:::shop/b.env')).toEqual({
    BOTH: 'a',
    A: 'a',
    B: 'b',
  });
});

test('a task whose environment file does not exist cannot start, for the reason that ECS gives', async () => {
  const failure = await read({}, 'arn:aws:s3:::shop/a.env').catch((error: unknown) => error);
  expect(startFailureReason(failure, 'create')).toBe(
    'ResourceInitializationError: failed to download env files: file download command: non empty error stream: s3://shop/a.env: NoSuchKey',
  );
});
