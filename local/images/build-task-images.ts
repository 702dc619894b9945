import type { CommandSource, FolderSource } from '../../definition/template/image-asset-source.ts';
import { Failure } from '../../failure/failure.ts';
import type { Step } from '../../progress/progress.ts';
import type { Engine } from '../docker/engine.ts';
import { runAssetCommand } from './asset-command.ts';
import { assetImageName, buildAsset, whyNotBuildable } from './build-asset.ts';
import type { BuildOptions } from './build-image.ts';
import type { AssetImage } from './ensure-task-images.ts';
import type { ImageWorkshop } from './image-workshop.ts';

/** What building takes of a workshop and of the step that shows it. */
type Workshop = Pick<ImageWorkshop, 'environment' | 'signal' | 'whenFree'> & {
  readonly engine: Pick<Engine, 'inspectImage' | 'tagImage'>;
};
type Shown = Pick<Step, 'note' | 'result' | 'skip'>;

/**
 * Builds the images of assets, unless they are there already, and gives each the template's name; the command of an
 * asset runs each time. Raises `IMAGE_BUILD_FAILED`.
 */
export async function buildTaskImages(
  workshop: Workshop,
  assets: readonly AssetImage[],
  step: Shown,
): Promise<void> {
  const built = await Promise.all(assets.map((asset) => buildOne(workshop, asset, step)));
  const count = built.filter(Boolean).length;
  if (count > 0) step.result(`${count} built`);
  else step.skip(assets.length === 0 ? 'none' : 'present');
}

/** Gives whether the image is another than before. */
async function buildOne(
  workshop: Workshop,
  { image, origin: { asset } }: AssetImage,
  step: Shown,
): Promise<boolean> {
  const { environment, signal } = workshop;
  const note = (text: string) => step.note(text);
  const options = { environment, note, ...(signal === undefined ? {} : { signal }) };
  return asset.source.kind === 'command'
    ? await makeByCommand(workshop, { image, name: asset.name, source: asset.source }, options)
    : await makeOfFolder(workshop, { image, source: asset.source }, options);
}

async function makeOfFolder(
  { engine, whenFree }: Workshop,
  { image, source }: { readonly image: string; readonly source: FolderSource },
  options: BuildOptions,
): Promise<boolean> {
  // The user built it and gave it the template's name: without that, nothing would have been started.
  if (whyNotBuildable(source) !== undefined) return false;
  const name = await assetImageName(source);
  const isPresent = (await engine.inspectImage(name)) !== undefined;
  if (!isPresent) await whenFree(() => buildAsset(source, name, options));
  await engine.tagImage(name, image);
  return !isPresent;
}

async function makeByCommand(
  { engine, whenFree }: Workshop,
  { image, name, source }: { readonly image: string; readonly name: string; readonly source: CommandSource },
  options: BuildOptions,
): Promise<boolean> {
  const before = await engine.inspectImage(image);
  const made = await whenFree(() => runAssetCommand(name, source, options));
  const details = await engine.inspectImage(made);
  if (details === undefined) {
    throw new Failure(
      'IMAGE_BUILD_FAILED',
      `The command that builds ${name} printed '${made}', which is not the name of an image in the container engine.`,
      { hint: 'It must print only the name of the image on standard output.' },
    );
  }
  await engine.tagImage(made, image);
  return details.id !== before?.id;
}
