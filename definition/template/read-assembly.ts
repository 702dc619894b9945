import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readAssemblyJson, unreadableAssembly } from './assembly-file.ts';
import { parseTemplate, type StackDefinition } from './template.ts';

/** A stack of a cloud assembly: the definition, and the artifact's id (the construct's path in the app). */
export interface AssemblyStack extends StackDefinition {
  readonly id: string;
  /** Ids of the artifacts that have to be deployed before this one. */
  readonly dependencies: readonly string[];
}

const artifact = z.object({
  type: z.string(),
  environment: z.string().optional(),
  dependencies: z.array(z.string()).default([]),
  properties: z
    .object({
      templateFile: z.string().optional(),
      stackName: z.string().optional(),
      directoryName: z.string().optional(),
    })
    .default({}),
});

const manifest = z.object({ version: z.string(), artifacts: z.record(z.string(), artifact).default({}) });

type Artifact = z.output<typeof artifact>;

/**
 * Reads the stacks of a cloud assembly folder, those of its stages included, in the manifest's order.
 * Fails with `ASSEMBLY_UNREADABLE` (no such file, no JSON, no manifest) or `TEMPLATE_MALFORMED`.
 * @see https://docs.aws.amazon.com/cdk/v2/guide/deploy.html
 */
export async function readAssembly(folder: string): Promise<readonly AssemblyStack[]> {
  const artifacts = await readArtifacts(folder);
  const stacks = await Promise.all(artifacts.map(([id, entry]) => readArtifact(folder, id, entry)));
  return stacks.flat();
}

/** The text of a stack's template as it was synthesized. Fails as `readAssembly` does; undefined for a stack that is not there. */
export async function readTemplateText(folder: string, name: string): Promise<string | undefined> {
  for (const [id, { properties, type }] of await readArtifacts(folder)) {
    const { templateFile, directoryName, stackName = id } = properties;
    const isStage = type === 'cdk:cloud-assembly' && directoryName !== undefined;
    const inside = isStage ? await readTemplateText(join(folder, directoryName), name) : undefined;
    if (inside !== undefined) return inside;
    if (templateFile === undefined || stackName !== name) continue;
    return await readFile(join(folder, templateFile), 'utf8');
  }
  return undefined;
}

async function readArtifacts(folder: string): Promise<readonly (readonly [id: string, entry: Artifact])[]> {
  const path = join(folder, 'manifest.json');
  const parsed = manifest.safeParse(await readAssemblyJson(path));
  if (!parsed.success) throw unreadableAssembly(path, 'not a cloud assembly manifest', parsed.error);
  return Object.entries(parsed.data.artifacts);
}

async function readArtifact(folder: string, id: string, entry: Artifact): Promise<readonly AssemblyStack[]> {
  const { templateFile, directoryName, stackName } = entry.properties;
  if (entry.type === 'cdk:cloud-assembly' && directoryName !== undefined) {
    return readAssembly(join(folder, directoryName));
  }
  if (entry.type !== 'aws:cloudformation:stack' || templateFile === undefined) return [];
  const path = join(folder, templateFile);
  return [
    {
      id,
      stackName: stackName ?? id,
      ...parseEnvironment(entry.environment),
      template: parseTemplate(await readAssemblyJson(path), path),
      dependencies: entry.dependencies,
    },
  ];
}

/** An app that is not bound to an account or region has `unknown-account` and `unknown-region` there. */
function parseEnvironment(environment = 'aws://unknown-account/unknown-region') {
  const [accountId = 'unknown-account', region = 'unknown-region'] = environment
    .replace('aws://', '')
    .split('/');
  return { accountId, region };
}
