import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import type { Step } from '../../progress/progress.ts';
import type { ImageDetails } from '../docker/engine.ts';
import { splitImageName } from '../docker/image-name.ts';
import { buildImage, type ImageBuild } from './build-image.ts';
import { type ImageSource, type ImageUse, imageVersionLabel } from './image-definition.ts';
import { type ImageFacts, type ImageWay, imagePlan } from './image-plan.ts';
import type { ImageWorkshop } from './image-workshop.ts';
import { hasRunnable } from './platform.ts';

/** All sources from which an image can be obtained. */
export interface ImageSources {
  readonly name: string;
  /** The environment variable by which a user gives an image. */
  readonly variable: string;
  readonly pulls: readonly string[];
  readonly build: ImageBuild;
  /**
   * Public images that the Dockerfile may build on as `BASE_IMAGE`, in this order; where none is available, our
   * Debian base image is made. `own`: the Dockerfile names its base itself.
   */
  readonly bases: readonly string[] | 'own';
}

/**
 * Takes the ways to an image in their order until one leads there; `step` shows it.
 * Raises `IMAGE_NOT_AVAILABLE` with every way that was tried.
 */
export async function ensureFrom(
  workshop: ImageWorkshop,
  sources: ImageSources,
  step: Step,
): Promise<ImageUse> {
  const dead: string[] = [];
  const { facts, found } = await gatherFacts(workshop, sources);
  for (const way of imagePlan(facts)) {
    workshop.signal?.throwIfAborted();
    const outcome = await take(workshop, sources, way, step);
    if (outcome.why === undefined) {
      const details = found.get(way.image) ?? (await workshop.engine.inspectImage(way.image));
      return used(sources, way, { source: outcome.source, details }, step);
    }
    dead.push(`${way.image}: ${outcome.why}`);
  }
  throw new Failure(
    'IMAGE_NOT_AVAILABLE',
    `The image ${sources.name} could not be obtained:\n${dead.map((line) => `  ${line}`).join('\n')}`,
    { hint: `Set ${sources.variable} to an image of your own, or run \`${command('local:doctor')}\`.` },
  );
}

async function gatherFacts(
  workshop: ImageWorkshop,
  sources: ImageSources,
): Promise<{ readonly facts: ImageFacts; readonly found: ReadonlyMap<string, ImageDetails> }> {
  const given = workshop.environment[sources.variable] || undefined;
  const candidates = given === undefined ? [...sources.pulls, sources.build.image] : [given];
  const looked = candidates.map(async (image) => [image, await workshop.engine.inspectImage(image)] as const);
  const found = new Map(
    (await Promise.all(looked)).flatMap(([image, details]) =>
      details === undefined ? [] : [[image, details] as const],
    ),
  );
  const facts = {
    name: sources.name,
    present: new Set(found.keys()),
    pulls: sources.pulls,
    built: sources.build.image,
    ...(given === undefined ? {} : { given }),
  };
  return { facts, found };
}

type Taken = { readonly source: ImageSource; readonly why?: undefined } | { readonly why: string };

async function take(
  workshop: ImageWorkshop,
  sources: ImageSources,
  way: ImageWay,
  step: Step,
): Promise<Taken> {
  switch (way.kind) {
    case 'present':
      return { source: 'present' };
    case 'given':
      return way.pull ? await pull(workshop, way.image, 'given', step) : { source: 'given' };
    case 'pull':
      return await pull(workshop, way.image, 'pulled', step);
    case 'build':
      return await build(workshop, sources, step);
  }
}

async function pull(workshop: ImageWorkshop, image: string, source: ImageSource, step: Step): Promise<Taken> {
  step.note(`pull ${image}`);
  const signal = workshop.signal === undefined ? {} : { signal: workshop.signal };
  const outcome = await workshop.pull(image, { note: (text) => step.note(text), ...signal });
  return outcome.pulled ? { source } : { why: outcome.why };
}

async function build(workshop: ImageWorkshop, sources: ImageSources, step: Step): Promise<Taken> {
  try {
    await buildOn(workshop, sources, (text) => step.note(text));
    return { source: 'built' };
  } catch (error) {
    workshop.signal?.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    return { why: error.message };
  }
}

async function buildOn(
  workshop: ImageWorkshop,
  sources: ImageSources,
  note: (text: string) => void,
): Promise<void> {
  const base = sources.bases === 'own' ? {} : { BASE_IMAGE: await chooseBase(workshop, sources.bases, note) };
  return await workshop.whenFree(async () => {
    await buildImage(
      { ...sources.build, args: { ...base, ...sources.build.args } },
      {
        environment: workshop.environment,
        note,
        ...(workshop.signal === undefined ? {} : { signal: workshop.signal }),
      },
    );
  });
}

async function chooseBase(
  workshop: ImageWorkshop,
  bases: readonly string[],
  note: (text: string) => void,
): Promise<string> {
  const signal = workshop.signal === undefined ? {} : { signal: workshop.signal };
  for (const base of bases) {
    if (await hasRunnable(workshop.engine, base)) return base;
    if ((await workshop.pull(base, { note, ...signal })).pulled) return base;
  }
  return await workshop.baseImage(note);
}

function used(
  sources: ImageSources,
  way: ImageWay,
  { source, details }: { readonly source: ImageSource; readonly details: ImageDetails | undefined },
  step: Step,
): ImageUse {
  if (source === 'present') step.skip('present');
  else step.result(source === 'built' ? builtPhrase(sources) : `${source} ${way.image}`);
  const version = details?.labels[imageVersionLabel] ?? splitImageName(way.image).tag;
  return { name: sources.name, image: way.image, source, version };
}

function builtPhrase(sources: ImageSources): string {
  return sources.pulls.length === 0 ? 'built' : 'built from packages';
}
