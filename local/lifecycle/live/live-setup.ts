import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wrongUsage } from '../../../failure/wrong-usage.ts';
import type { Step } from '../../../progress/progress.ts';
import { stateFile } from '../../environment/state-files.ts';
import { hashOf } from '../../images/content-hash.ts';
import type { StoreChoice } from '../../images/store-image.ts';
import { type ImageFiles, imageFiles } from '../../live/image-files.ts';
import type { LiveFolder } from '../../live/live-folder.ts';
import type { LiveRule } from '../../live/live-rule.ts';
import { openLiveFolder } from '../../live/open-live-folder.ts';
import { rulesOf } from '../../live/rules-of.ts';
import { withLiveCode } from '../../live/with-live-code.ts';
import { chosenApplication } from '../chosen-application.ts';
import type { StoreDefinition } from '../kept-definition.ts';
import type { LifecycleContext } from '../lifecycle-context.ts';

/** Live code of a store: where people edit, what is done about it, and what its tasks run with. */
export interface LiveSetup {
  readonly folder: LiveFolder;
  readonly context: string;
  readonly rules: readonly LiveRule[];
  readonly files: ImageFiles;
  /** The store's definition, whose tasks take their code from the folder. */
  readonly definition: StoreDefinition;
}

/** What is watched of a store. */
export type WatchedFiles = Pick<LiveSetup, 'context' | 'rules' | 'files'>;

/** The store's image in the engine, and the names that the definition has for it. */
export interface LiveImage {
  readonly image: string;
  readonly id: string;
  readonly names: readonly string[];
}

/** Finds what is watched of a store. Raises `NOTHING_TO_WATCH`, also for an image that has no folder, and what `chosenApplication` raises. */
export async function watchedFiles(
  store: StoreChoice,
  { environment, variables }: Pick<LifecycleContext, 'environment' | 'variables'>,
): Promise<WatchedFiles> {
  const { source } = store;
  if (source === undefined) {
    throw wrongUsage(
      'NOTHING_TO_WATCH',
      `The store is ${store.why}: there is no folder to watch`,
      'Name its folder with STORE_CONTEXT in the place of STORE_IMAGE.',
    );
  }
  const context = source.folder;
  const { watch } = await chosenApplication(environment.checkout, variables, store);
  const rules = await rulesOf(context, watch);
  const dockerignore = (await textOf(join(context, '.dockerignore'))) ?? '';
  return { context, rules, files: imageFiles({ dockerignore, rules, isLeftOut: source.isLeftOut }) };
}

/** Prepares what tasks get in the place of what the image has, and gives the definition that mounts it. */
export async function setUpLiveCode(
  { environment, signal }: Pick<LifecycleContext, 'environment' | 'signal'>,
  watched: WatchedFiles,
  { image, id, names }: LiveImage,
  definition: StoreDefinition,
  step: Step,
): Promise<LiveSetup> {
  const root = stateFile(environment, 'liveCode');
  const folder = await openLiveFolder({ root, image, imageId: id, rules: watched.rules, signal });
  step.result(folder.mounts.map(({ path }) => path).join(', '));
  const { mounts, controlFolder } = folder;
  const workload = withLiveCode(definition.workload, { id: folder.id, images: names, mounts, controlFolder });
  return {
    ...{ ...watched, folder },
    definition: { ...definition, workload, digest: hashOf([definition.digest, folder.id]) },
  };
}

async function textOf(file: string): Promise<string | undefined> {
  return await readFile(file, 'utf8').catch(() => undefined);
}
