import { Failure } from '../../../failure/failure.ts';
import { wrongUsage } from '../../../failure/wrong-usage.ts';
import { run } from '../../processes/run.ts';

/** The id of an image that the container engine has. Raises `NO_SUCH_IMAGE`. */
export async function imageId(image: string, signal: AbortSignal): Promise<string> {
  const asked = run('docker', ['image', 'inspect', '--format', '{{.Id}}', image], { signal });
  const { stdout } = await asked.catch((error: unknown) => {
    if (!(error instanceof Failure) || !/no such image/i.test(error.message)) throw error;
    throw wrongUsage(
      'NO_SUCH_IMAGE',
      `The container engine has no image ${image}`,
      'List those that it has: docker image ls',
    );
  });
  return stdout.trim();
}
