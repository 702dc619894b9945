import { join } from 'node:path';
import { Failure } from '../../failure/failure.ts';
import type { Step } from '../../progress/progress.ts';
import { run } from '../processes/run.ts';
import {
  ensureFolderImage,
  type FolderImage,
  folderImageTag,
  writeFolderContext,
} from './ensure-folder-image.ts';
import { ensureForeignImage } from './ensure-foreign-image.ts';
import type { ImageUse } from './image-definition.ts';
import type { ImageWorkshop } from './image-workshop.ts';
import { pageFilesDigest, writePageFiles } from './page-files/write-page-files.ts';
import { enginePlatform, hasRunnable } from './platform.ts';
import { findGems, type GemFolder } from './store-gems.ts';
import { contextFolder, storeKind } from './store-variables.ts';

/** Which store runs, and why that one. */
export interface StoreChoice {
  readonly kind: 'given' | 'context' | 'spree' | 'demo';
  /** The image's name; it is made by `ensureStoreImage`. */
  readonly image: string;
  /** Goes into the definition: it changes when the store does. */
  readonly tag: string;
  /** One sentence for people. */
  readonly why: string;
  /** What it is built from; a given image is not built. */
  readonly source?: FolderImage;
}

/** Whether a store is built from nothing but the checkout, so that a commit names it. */
export function isOfCheckout({ kind }: Pick<StoreChoice, 'kind'>): boolean {
  return kind === 'spree' || kind === 'demo';
}

/** What the toolkit calls the images of stores that it builds. */
export const builtRepository = 'spree-parity/store';

const rubyImage = 'ruby:3.3-slim';
const debianImage = 'debian:trixie-slim';

/**
 * Chooses the store: `STORE_IMAGE`, `STORE_CONTEXT`, else the Spree store of the checkout where its gems can be
 * had, else the demo store. Builds nothing. Raises `STORE_KIND_UNKNOWN`.
 */
export async function chooseStore(
  workshop: ImageWorkshop,
  note: (text: string) => void,
): Promise<StoreChoice> {
  const { STORE_IMAGE: image, STORE_CONTEXT: context } = workshop.environment;
  const kind = storeKind(workshop.environment);
  if (image !== undefined && image !== '') return await givenStore(workshop, image, note);
  if (context !== undefined && context !== '') return await ownStore(workshop.checkout, context);
  if (kind === 'demo') return await demoStore(workshop.checkout, 'STORE_KIND is demo');
  const gems = findGems(workshop.checkout, workshop.environment);
  if (gems !== undefined) return await spreeStore(workshop.checkout, gems);
  if (await reachesRubyRegistry(workshop, note)) return await spreeStore(workshop.checkout, undefined);
  return await demoStore(workshop.checkout, 'neither a folder of gems nor the Ruby registry is available');
}

/**
 * Ensures that the image of a store exists, for the engine's own platform unless another one is asked for; `step` shows it.
 * A given image is taken as it is.
 */
export async function ensureStoreImage(
  workshop: ImageWorkshop,
  choice: StoreChoice,
  step: Step,
  platform?: string,
): Promise<ImageUse> {
  const { source } = choice;
  if (source !== undefined) {
    return platform === undefined || platform === (await enginePlatform(workshop.engine))
      ? await ensureFolderImage(workshop, source, step)
      : await ensureForeignImage(workshop, source, platform, step);
  }
  step.skip('given');
  return { name: 'store', image: choice.image, source: 'given', version: choice.tag };
}

/**
 * Writes what the image of the checkout's Spree store is built from into a folder, which exists: for an image that this
 * machine does not run, with the same in it.
 */
export async function writeSpreeContext(
  checkout: string,
  environment: NodeJS.ProcessEnv,
  folder: string,
): Promise<void> {
  const gems = findGems(checkout, environment);
  await writeFolderContext(await spreeSource(checkout, gems), environment, folder);
}

async function hasRubyImage(workshop: ImageWorkshop, note: (text: string) => void): Promise<boolean> {
  if (await hasRunnable(workshop.engine, rubyImage)) return true;
  return (await workshop.pull(rubyImage, pullOptions(workshop, note))).pulled;
}

async function reachesRubyRegistry(workshop: ImageWorkshop, note: (text: string) => void): Promise<boolean> {
  if (!(await hasRubyImage(workshop, note))) return false;
  // Asked from where the build asks, with the client's own settings.
  const args = [
    'run',
    '--rm',
    '--network',
    'host',
    rubyImage,
    'gem',
    'specification',
    '--remote',
    'rake',
    'version',
  ];
  const asked = await run('docker', args, { allowFailure: true, timeoutMs: 30_000 });
  return asked.exitCode === 0;
}

async function givenStore(
  workshop: ImageWorkshop,
  image: string,
  note: (text: string) => void,
): Promise<StoreChoice> {
  const present = await workshop.engine.inspectImage(image);
  const outcome = present === undefined ? await workshop.pull(image, pullOptions(workshop, note)) : undefined;
  const details = present ?? (await workshop.engine.inspectImage(image));
  if (details === undefined) {
    const why = outcome?.pulled === false ? `: ${outcome.why}` : '';
    throw new Failure(
      'IMAGE_NOT_AVAILABLE',
      `The image '${image}' (STORE_IMAGE) is not available locally and could not be pulled${why}`,
      {
        hint: 'Build or pull it first, or unset STORE_IMAGE to use the store of the checkout.',
      },
    );
  }
  const tag = `given-${details.id.replace('sha256:', '').slice(0, 12)}`;
  return { kind: 'given', image, tag, why: `STORE_IMAGE ${image}` };
}

async function ownStore(checkout: string, context: string): Promise<StoreChoice> {
  const folder = contextFolder(checkout, context);
  return await builtStore('context', `STORE_CONTEXT ${context}`, {
    folder,
    isLeftOut: isNoSource,
    bases: [],
  });
}

async function spreeStore(checkout: string, gems: GemFolder | undefined): Promise<StoreChoice> {
  const why = gems === undefined ? 'Spree, gems from the Ruby registry' : 'Spree, gems from a folder';
  return await builtStore('spree', why, await spreeSource(checkout, gems));
}

async function spreeSource(checkout: string, gems: GemFolder | undefined): Promise<FolderImage> {
  const vendored = { to: join('vendor', 'cache') };
  return sourceOf('spree', {
    folder: join(checkout, 'store'),
    isLeftOut: (path) => isOfDemoAlone(path) || path === 'vendor' || isNoSource(path),
    bases: [rubyImage],
    additions: [
      ...(gems === undefined ? [] : [{ from: gems.folder, digest: gems.digest, ...vendored }]),
      {
        to: join('lib', 'assets', 'npm'),
        digest: await pageFilesDigest(checkout),
        make: (folder) => writePageFiles(checkout, folder),
      },
    ],
    // Bundler asks the registry from inside the build: behind a proxy it needs the machine's trust.
    ...(gems === undefined ? { certificates: join('vendor', 'build-ca.crt') } : {}),
  });
}

/** What both stores have is in the demo store's folder, outside of which its image cannot look. */
const sharedByStores = ['demo/lib/migration_guard', 'demo/lib/live_code.rb'];

function isOfDemoAlone(path: string): boolean {
  if (path !== 'demo' && !path.startsWith('demo/')) return false;
  return !sharedByStores.some((shared) => path.startsWith(shared) || shared.startsWith(`${path}/`));
}

async function demoStore(checkout: string, reason: string): Promise<StoreChoice> {
  return await builtStore('demo', `demo store, not Spree: ${reason}`, {
    folder: join(checkout, 'store', 'demo'),
    isLeftOut: isNoSource,
    bases: [debianImage],
  });
}

type StoreSource = Pick<FolderImage, 'folder' | 'isLeftOut' | 'bases'> & Partial<FolderImage>;

async function builtStore(kind: StoreChoice['kind'], why: string, parts: StoreSource): Promise<StoreChoice> {
  const source = sourceOf(kind, parts);
  const tag = await folderImageTag(source);
  return { kind, image: `${builtRepository}:${tag}`, tag: `${kind}-${tag}`, why, source };
}

function sourceOf(kind: StoreChoice['kind'], parts: StoreSource): FolderImage {
  return { name: 'store', variable: 'STORE_IMAGE', version: kind, args: {}, additions: [], ...parts };
}

const noSource = new Set(['.git', 'node_modules', 'log', 'tmp', 'storage']);

function isNoSource(path: string): boolean {
  return noSource.has(path);
}

function pullOptions(workshop: ImageWorkshop, note: (text: string) => void) {
  return workshop.signal === undefined ? { note } : { note, signal: workshop.signal };
}
