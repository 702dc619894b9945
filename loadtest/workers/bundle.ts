import { join } from 'node:path';
import { type BundleOptions, bundle } from '../../bundling/bundle.ts';
import { Failure } from '../../failure/failure.ts';

/** What workers run, each in one file: their own program for Node, and the journeys for k6. */
export interface Programs {
  readonly worker: string;
  readonly journeys: string;
}

/** Bundles what workers run out of the code of this checkout, so that their image needs none of it. */
export async function bundlePrograms(): Promise<Programs> {
  const [worker, journeys] = await Promise.all([
    bundled({ input: join(import.meta.dirname, 'main.ts'), platform: 'node' }),
    bundled({
      input: join(import.meta.dirname, '..', 'journeys', 'main.ts'),
      platform: 'neutral',
      external: /^k6(\/|$)/,
    }),
  ]);
  return { worker, journeys };
}

async function bundled(options: BundleOptions): Promise<string> {
  const [file, ...others] = await bundle(options);
  if (file !== undefined && others.length === 0) return file.code;
  const names = others.map(({ fileName }) => fileName).join(', ');
  throw new Failure('WORKER_NOT_BUNDLED', `The bundle of ${String(options.input)} has more files: ${names}.`);
}
