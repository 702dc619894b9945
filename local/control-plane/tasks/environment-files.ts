import type { ObjectSource } from '../../aws/object-source.ts';

/**
 * The variables of a container's environment files, given by the ARNs of objects in S3; each file is read at the start
 * of the task. Of a variable that several files have, the first counts. Raises `OBJECT_UNAVAILABLE`.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html
 */
export async function readEnvironmentFiles(
  arns: readonly string[],
  source: ObjectSource,
): Promise<Readonly<Record<string, string>>> {
  const files = await Promise.all(arns.map((arn) => source.text(placeOf(arn))));
  return Object.fromEntries(files.toReversed().flatMap(variablesOf));
}

/** `arn:aws:s3:::bucket/key`. */
function placeOf(arn: string): { readonly bucket: string; readonly key: string } {
  const [bucket = '', ...key] = arn.split(':::').slice(1).join(':::').split('/');
  return { bucket, key: key.join('/') };
}

/**
 * Lines of `NAME=value`: the value is all that follows the first `=`, as it stands. Comments are skipped, and so is a
 * line without a name or a value. Assumption: as the ECS agent does it.
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/agent/taskresource/envFiles/envfile.go
 */
function variablesOf(text: string): readonly (readonly [name: string, value: string])[] {
  return text
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .map((line): readonly [string, string] => {
      const at = line.indexOf('=');
      return at < 0 ? ['', ''] : [line.slice(0, at), line.slice(at + 1)];
    })
    .filter(([name, value]) => name !== '' && value !== '');
}
