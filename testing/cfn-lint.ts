import { join } from 'node:path';
import { z } from 'zod';
import { installFromPypi } from '../local/processes/install-from-pypi.ts';
import { run } from '../local/processes/run.ts';
import { pypiCache } from './pypi-cache.ts';

/** The linter of CloudFormation templates, as PyPI has it. */
const cfnLint = 'cfn-lint==1.58.0';

/** Of the store, and of its certificate. */
const regions = ['ap-southeast-1', 'us-east-1'];

const findingSchema = z.object({
  Rule: z.object({ Id: z.string() }),
  Message: z.string(),
  Filename: z.string(),
  Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullable() }),
});

/** What the linter says of a place in a template. */
export interface LintFinding {
  readonly file: string;
  readonly rule: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Lints templates with all rules, warnings included. Raises `PROCESS_FAILED` where pip cannot install the linter. */
export async function lintTemplates(files: readonly string[]): Promise<readonly LintFinding[]> {
  const packages = await installFromPypi(
    { requirement: cfnLint, cache: pypiCache },
    { environment: process.env },
  );
  const { stdout, stderr } = await run(
    'python3',
    [join(packages, 'bin', 'cfn-lint'), '--regions', ...regions, '--format', 'json', '--', ...files],
    {
      env: { ...process.env, PYTHONPATH: packages },
      allowFailure: true,
    },
  );
  if (!stdout.trim().startsWith('[')) throw new Error(`cfn-lint did not run: ${stderr}${stdout}`);
  return z
    .array(findingSchema)
    .parse(JSON.parse(stdout))
    .map(({ Rule, Message, Filename, Location }) => ({
      file: Filename,
      rule: Rule.Id,
      path: Location.Path ?? [],
      message: Message,
    }));
}
