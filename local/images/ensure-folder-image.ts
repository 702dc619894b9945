import { access, cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Step } from '../../progress/progress.ts';
import { type ImageBuild, writeContext } from './build-image.ts';
import { hashFolder, hashOf } from './content-hash.ts';
import { machineCertificates } from './contexts/machine-certificates.ts';
import { ensureFrom } from './ensure-from.ts';
import type { ImageUse } from './image-definition.ts';
import type { ImageWorkshop } from './image-workshop.ts';

/** `digest` replaces reading the whole content if the caller has a quicker way to detect a change. */
export interface CopiedAddition {
  readonly from: string;
  readonly to: string;
  readonly digest?: string;
}

/** What is made only when the image is built. */
export interface MadeAddition {
  readonly make: (folder: string) => Promise<void>;
  readonly to: string;
  readonly digest: string;
}

export type FolderAddition = CopiedAddition | MadeAddition;

/** An application's image: a folder with a Dockerfile, such as the store's. */
export interface FolderImage {
  /** Names the image: `spree-parity/<name>:<digest of all that it is made of>`. */
  readonly name: string;
  /** The environment variable by which a user gives a finished image. */
  readonly variable: string;
  readonly version: string;
  readonly folder: string;
  /** Whether an entry of the folder, by its relative path, stays out of the image and of its digest. */
  readonly isLeftOut: (path: string) => boolean;
  readonly args: Readonly<Record<string, string>>;
  /** See `ImageSources.bases`. */
  readonly bases: readonly string[] | 'own';
  /** Files and folders from elsewhere, put at a relative path of the build context. */
  readonly additions: readonly FolderAddition[];
  /** Where the build finds the certificates that this machine trusts, as a relative path; they are in no digest. */
  readonly certificates?: string;
}

/**
 * Ensures that an application's image exists: given, present, or built from its folder; a change of any of its files is
 * another tag, so what is unchanged is never built twice. Raises `IMAGE_NOT_AVAILABLE` or `PROCESS_FAILED`.
 */
export async function ensureFolderImage(
  workshop: ImageWorkshop,
  image: FolderImage,
  step: Step,
): Promise<ImageUse> {
  const { name, variable, bases } = image;
  return await ensureFrom(
    workshop,
    { name, variable, pulls: [], bases, build: await toBuild(workshop, image) },
    step,
  );
}

/** Writes what the image is built from into a folder, which exists. */
export async function writeFolderContext(
  image: FolderImage,
  environment: NodeJS.ProcessEnv,
  context: string,
): Promise<void> {
  const { folder, isLeftOut } = image;
  await writeContext({ folder, isLeftOut, addFiles: (to) => addTo(to, image, environment) }, context);
}

/** How an application's image is built. */
export async function toBuild(
  workshop: Pick<ImageWorkshop, 'environment'>,
  image: FolderImage,
): Promise<ImageBuild> {
  const { name, version, folder, isLeftOut, args } = image;
  return {
    ...{ name, version, folder, isLeftOut, args },
    image: `spree-parity/${name}:${await folderImageTag(image)}`,
    addFiles: (context) => addTo(context, image, workshop.environment),
  };
}

async function addTo(context: string, image: FolderImage, environment: NodeJS.ProcessEnv): Promise<void> {
  const [certificates] = await machineCertificates(environment);
  const trusted =
    image.certificates === undefined || certificates === undefined
      ? []
      : [{ from: certificates, to: image.certificates }];
  for (const addition of [...image.additions, ...trusted]) await add(addition, context);
}

/** The tag of a folder's image: a digest of all that it is made of. */
export async function folderImageTag(image: FolderImage): Promise<string> {
  const additions = await Promise.all(
    image.additions.map(async (addition) => `${addition.to}=${await digestOf(addition)}`),
  );
  return hashOf([await hashFolder(image.folder, image.isLeftOut), JSON.stringify(image.args), ...additions]);
}

async function digestOf(addition: FolderAddition): Promise<string> {
  if ('make' in addition) return addition.digest;
  return addition.digest ?? (await hashFolder(addition.from));
}

async function add(addition: FolderAddition, context: string): Promise<void> {
  const to = join(context, addition.to);
  if ('make' in addition) return await addition.make(to);
  await access(addition.from);
  await mkdir(dirname(to), { recursive: true });
  // Links resolved: what a link points at may be outside of the context.
  await cp(addition.from, to, { recursive: true, dereference: true });
}
