import { ensureImages } from '../../images/ensure-images.ts';
import { openImageWorkshop } from '../../images/image-workshop.ts';
import type { LifecycleContext } from '../lifecycle-context.ts';
import { type ThrowawayImages, throwawayImages } from '../throwaway/server-specs.ts';
import { startThrowawayServers } from '../throwaway/start-servers.ts';
import { findSchema, loadSchema } from '../throwaway/store-schema.ts';
import { isProcessRunning, openRun, removeLeftRuns, removeRun } from '../throwaway/throwaway-run.ts';

/** Variables for a program that uses throwaway servers. */
export type ThrowawayVariables = Readonly<Record<string, string>>;

/**
 * Starts PostgreSQL, Redis and an S3 server of their own for `work`, beside whatever runs, and removes them with their
 * data when it has ended. The database has the store's schema unless it is to be `empty`.
 */
export async function withThrowawayServers<T>(
  context: LifecycleContext,
  { empty }: { readonly empty: boolean },
  work: (variables: ThrowawayVariables) => Promise<T>,
): Promise<T> {
  const { environment, engine, progress, signal } = context;
  await removeLeftRuns(engine, environment, isProcessRunning);
  const options = { checkout: environment.checkout, environment: context.variables, signal };
  const workshop = openImageWorkshop(engine, options);
  const images = await ensureImages(engine, throwawayImages, { ...options, progress, workshop });
  const schema = empty
    ? undefined
    : await progress.step('Store schema', (step) => findSchema(context, workshop, step));
  const run = openRun(environment, process.pid);
  try {
    const servers = await progress.step('Throwaway servers', () =>
      startThrowawayServers(engine, run, images, signal),
    );
    if (schema !== undefined) {
      await progress.step('Load schema', (step) =>
        loadSchema(context, servers, { ...schema, workshop }, step),
      );
    }
    const kept = schema === undefined ? {} : { STORE_SCHEMA: schema.file };
    return await work({
      ...testcontainersVariables(images),
      ...servers.variables,
      ...imageVariables(images),
      ...kept,
    });
  } finally {
    await removeRun(engine, run.name);
  }
}

/**
 * For Testcontainers in the tests. Everything is published on loopback, where it would look elsewhere if it runs in a
 * container; and where images had to be built there is no registry that has the image of its reaper.
 */
function testcontainersVariables(images: ThrowawayImages): ThrowawayVariables {
  const hasBuilt = Object.values(images).some(({ image }) => image.startsWith('spree-parity/'));
  const reaper: ThrowawayVariables = hasBuilt ? { TESTCONTAINERS_RYUK_DISABLED: 'true' } : {};
  return { TESTCONTAINERS_HOST_OVERRIDE: '127.0.0.1', ...reaper };
}

/** For tests that start further servers of their own from the same images. */
function imageVariables({ postgres, redis, s3 }: ThrowawayImages): ThrowawayVariables {
  return { POSTGRES_IMAGE: postgres.image, REDIS_IMAGE: redis.image, S3_IMAGE: s3.image };
}
