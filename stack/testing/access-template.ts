import { rmSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { createAccessApp } from '../deploy-access/create-access-app.ts';
import type { Environment } from '../environments/environment.ts';
import { type Context, changed } from './synthesize.ts';

/** The template of who deploys an environment, with changes to its settings. */
export function accessTemplate(context: Context, changes: Partial<Environment>): Template {
  const app = createAccessApp({ context }, changed(changes));
  try {
    const [stack] = app.synth().stacks;
    return Template.fromJSON(stack?.template ?? {});
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}
