import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

const folder = join(import.meta.dirname, '..', '.github', 'workflows');

const stepSchema = z.strictObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});

export type WorkflowStep = z.output<typeof stepSchema>;

const schema = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean() }),
  jobs: z.record(
    z.string(),
    z.strictObject({
      if: z.string(),
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      environment: z.string(),
      permissions: z.record(z.string(), z.string()),
      steps: z.array(stepSchema),
    }),
  ),
});

/** A workflow as it is written, such as `deploy.yml`, and what GitHub reads from it. */
export function readWorkflow(file: string) {
  const text = readFileSync(join(folder, file), 'utf8');
  return { text, workflow: schema.parse(parseYaml(text)) };
}

/** Vitest brings a parser of YAML with it. */
function parseYaml(text: string): unknown {
  const required = createRequire(realpathSync(createRequire(import.meta.url).resolve('vitest/package.json')));
  const { parse } = z
    .object({ parse: z.function({ input: [z.string()], output: z.unknown() }) })
    .parse(required('yaml'));
  return parse(text);
}
