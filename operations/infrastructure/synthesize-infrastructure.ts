import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import { answerNothing } from './infrastructure-question.ts';
import { type InfrastructureStack, stackOf } from './infrastructure-stack.ts';
import { type Library, withToolkit } from './open-toolkit.ts';

/** The app of a checkout, and what one deployment adds to the settings of its environment. */
export interface InfrastructureApp {
  readonly checkout: string;
  /** Where the cloud assembly goes; what was there is replaced. */
  readonly folder: string;
  /** CDK's context: `environment`, `imageTag`, `oneOffImageTag`, `tasks`. */
  readonly context: Readonly<Record<string, string>>;
}

/** A cloud assembly: what is previewed is what is deployed, as both read the same folder. */
export interface Infrastructure {
  readonly folder: string;
  /** Each after those that it depends on. */
  readonly stacks: readonly InfrastructureStack[];
}

const cdkJson = z.object({ app: z.string(), context: z.record(z.string(), z.unknown()).default({}) });

/**
 * Synthesizes the app by the command of its `cdk.json`. Raises `SYNTH_FAILED` with what the app said, such as that a setting
 * is missing.
 */
export async function synthesizeInfrastructure({
  checkout,
  folder,
  context,
}: InfrastructureApp): Promise<Infrastructure> {
  const { app, context: own } = cdkJson.parse(await readJson(join(checkout, 'cdk.json')));
  const lookedUp = z
    .record(z.string(), z.unknown())
    .parse(await readJson(join(checkout, 'cdk.context.json')));
  const said: string[] = [];
  const onEvent: Parameters<typeof withToolkit>[0]['onEvent'] = (event) => {
    if (event.type === 'remark' && event.code === 'CDK_ASSEMBLY_E1002') said.push(event.text);
  };
  try {
    return await withToolkit({ onEvent, answer: answerNothing }, async (toolkit, library) => {
      const source = await toolkit.fromCdkApp(app, {
        workingDirectory: checkout,
        outdir: folder,
        disposeOutdir: false,
        lookups: false,
        // The settings name account and region; asking AWS for others would only take time.
        resolveDefaultEnvironment: false,
        // Nothing of `~/.cdk.json`: a deployment must not depend on whose machine it is.
        contextStore: new library.MemoryContext({ ...lookedUp, ...own, ...context }),
        synthOptions: {
          versionReporting: false,
          pathMetadata: false,
          assetMetadata: false,
          validation: false,
        },
      });
      await using assembly = await toolkit.synth(source, { stacks: everything(library) });
      return { folder, stacks: assembly.cloudAssembly.stacks.map(stackOf) };
    });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'SYNTH_FAILED' || said.length === 0) throw error;
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    throw new Failure('SYNTH_FAILED', said.join('\n'), { ...hint, cause: error });
  }
}

async function readJson(path: string): Promise<unknown> {
  return existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : {};
}

/** Reads an assembly that is there already. Raises `SYNTH_FAILED` where it cannot be read. */
export async function readInfrastructure(folder: string): Promise<Infrastructure> {
  return await withToolkit({ onEvent: () => {}, answer: answerNothing }, async (toolkit, library) => {
    const source = await toolkit.fromAssemblyDirectory(folder);
    await using assembly = await toolkit.synth(source, { stacks: everything(library) });
    return { folder, stacks: assembly.cloudAssembly.stacks.map(stackOf) };
  });
}

/** All stacks of the app. */
export function everything({ StackSelectionStrategy }: Library) {
  return { strategy: StackSelectionStrategy.ALL_STACKS };
}
