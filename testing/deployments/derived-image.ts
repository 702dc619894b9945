import type { Engine } from '../../local/docker/engine.ts';
import { run } from '../../local/processes/run.ts';

/**
 * An image on top of another one, with migrations besides: what the next version of a store is. Its asset `notice.txt` has
 * its name, and not a digest in the name of its own.
 */
export async function imageOnTopOf(
  base: string,
  name: string,
  migrations: Readonly<Record<string, string>>,
): Promise<string> {
  const image = `parity-test/${name}:1`;
  const lines = Object.entries(migrations).map(([file, ruby]) => {
    const encoded = Buffer.from(ruby).toString('base64');
    return `RUN echo ${encoded} | base64 -d > db/migrate/${file}.rb`;
  });
  const dockerfile = [
    `FROM ${base}`,
    `LABEL test=${name}`,
    `RUN mkdir -p public/assets && echo ${name} > public/assets/notice.txt`,
    ...lines,
  ].join('\n');
  await run('docker', ['build', '--quiet', '--tag', image, '-'], { input: dockerfile });
  return image;
}

/** Removes images of tests; those that are gone already are no fault. */
export async function removeImages(
  engine: Pick<Engine, 'removeImage'>,
  images: readonly string[],
): Promise<void> {
  for (const image of images) await engine.removeImage(image).catch(() => undefined);
}
