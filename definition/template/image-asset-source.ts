import { z } from 'zod';

const cacheOption = z.strictObject({
  type: z.string(),
  params: z.record(z.string(), z.string()).optional(),
});

/** Strict, so that an option that a later CDK adds is an error and no silent difference. */
const members = z.strictObject({
  directory: z.string().optional(),
  executable: z.array(z.string()).min(1).optional(),
  dockerFile: z.string().optional(),
  dockerBuildTarget: z.string().optional(),
  dockerBuildArgs: z.record(z.string(), z.string()).optional(),
  dockerBuildContexts: z.record(z.string(), z.string()).optional(),
  dockerBuildSsh: z.string().optional(),
  dockerBuildSecrets: z.record(z.string(), z.string()).optional(),
  networkMode: z.string().optional(),
  platform: z.string().optional(),
  dockerOutputs: z.array(z.string()).optional(),
  cacheFrom: z.array(cacheOption).optional(),
  cacheTo: cacheOption.optional(),
  cacheDisabled: z.boolean().optional(),
});

/**
 * How an image asset is made: of a folder with a Dockerfile, or by a command, for which no other option has a meaning.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_cloud-assembly-schema.DockerImageSource.html
 */
export const imageAssetSource = members.transform(({ directory, executable, ...options }, { addIssue }) => {
  if (directory !== undefined && executable === undefined) {
    return { kind: 'folder', directory, ...options } as const;
  }
  if (executable !== undefined && directory === undefined && Object.keys(options).length === 0) {
    return { kind: 'command', executable } as const;
  }
  addIssue('must have either a directory and its build options, or only an executable');
  return z.NEVER;
});

type Source = z.output<typeof imageAssetSource>;

/** A folder with a Dockerfile, which is the build context, as an absolute path. */
export type FolderSource = Extract<Source, { readonly kind: 'folder' }>;

/** A command that makes an image and prints its name; `directory`, where it runs, is an absolute path. */
export type CommandSource = Extract<Source, { readonly kind: 'command' }> & { readonly directory: string };
