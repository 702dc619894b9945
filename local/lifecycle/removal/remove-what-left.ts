import { deleteBucket } from '../../aws/buckets/delete-bucket.ts';
import { forgetSecret } from '../kept-secrets.ts';
import type { DefinedContext } from '../lifecycle-context.ts';
import { readMadeResources, remember, writeMadeResources } from './made-resources.ts';
import { planRemoval } from './plan-removal.ts';

/**
 * Deletes what an earlier definition made and this one does not have, where the policies say so. It comes
 * last, as CloudFormation's clean-up does: the tasks that used it are gone by then. A bucket that is not
 * empty is kept and reported, and deleting it is not tried again.
 */
export async function removeWhatLeft(
  context: Pick<DefinedContext, 'environment' | 'definition' | 'clients' | 'progress'>,
): Promise<void> {
  const { environment, definition, clients, progress } = context;
  const made = await readMadeResources(environment);
  const { deletedBuckets, deletedSecrets, remembered } = planRemoval(made, definition.workload);
  if (deletedBuckets.length + deletedSecrets.length > 0) {
    await progress.step('Delete removed resources', async (step) => {
      const results: string[] = [];
      for (const bucket of deletedBuckets) results.push(await deleteBucket(await clients.s3(), bucket));
      for (const secret of deletedSecrets) {
        await forgetSecret(environment, secret);
        results.push(`secret ${secret.name} deleted`);
      }
      step.result(results.join(', '));
    });
  }
  await writeMadeResources(environment, remember(remembered, definition.workload, new Set()));
}
