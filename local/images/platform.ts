import type { Engine, ImageDetails } from '../docker/engine.ts';

/** What machines call their architecture, in the words of images. */
const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };

/** The platform that the engine itself runs, such as `linux/amd64`. */
export async function enginePlatform(engine: Pick<Engine, 'info'>): Promise<string> {
  const { architecture } = await engine.info();
  return `linux/${architectures[architecture] ?? architecture}`;
}

/** The platform that an image is built for. */
export function platformOf({
  operatingSystem = 'linux',
  architecture,
}: Pick<ImageDetails, 'operatingSystem' | 'architecture'>): string {
  return `${operatingSystem}/${architecture}`;
}

/**
 * Whether the engine has an image and can run it. The classic builder, asked for another platform, gives the name of a base
 * image to that of the other platform.
 */
export async function hasRunnable(
  engine: Pick<Engine, 'info' | 'inspectImage'>,
  image: string,
): Promise<boolean> {
  const details = await engine.inspectImage(image);
  return details !== undefined && platformOf(details) === (await enginePlatform(engine));
}
