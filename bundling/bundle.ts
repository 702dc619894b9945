import { type InputOptions, rolldown } from 'rolldown';

export interface BundleOptions {
  /** Files, or names in packages: one, or several by the path that each of them gets. */
  readonly input: string | Readonly<Record<string, string>>;
  readonly platform: 'node' | 'browser' | 'neutral';
  /** Where names of packages are looked up; by default the working directory. */
  readonly folder?: string;
  /** What stays an import. */
  readonly external?: RegExp;
  /** Without what people need to read it. */
  readonly minified?: boolean;
}

export interface BundledFile {
  readonly fileName: string;
  readonly code: string;
}

/**
 * Bundles modules with all that they import. What several of several modules share is in files of its own, which they
 * import by relative paths.
 */
export async function bundle(options: BundleOptions): Promise<readonly BundledFile[]> {
  const several = typeof options.input !== 'string';
  await using build = await rolldown(inputOptions(options));
  const { output } = await build.generate({
    format: 'esm',
    codeSplitting: several,
    minify: options.minified ?? false,
    chunkFileNames: 'shared/[name]-[hash].js',
    ...(several ? { entryFileNames: '[name]' } : {}),
  });
  return output.flatMap((file) =>
    file.type === 'chunk' ? [{ fileName: file.fileName, code: file.code }] : [],
  );
}

function inputOptions({ input, platform, folder, external }: BundleOptions): InputOptions {
  return {
    input: typeof input === 'string' ? input : { ...input },
    platform,
    logLevel: 'silent',
    // A module that others import keeps its own exports and no more.
    preserveEntrySignatures: 'exports-only',
    ...(folder === undefined ? {} : { cwd: folder }),
    ...(external === undefined ? {} : { external }),
  };
}
