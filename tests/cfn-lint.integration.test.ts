import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { environments } from '../stack/environments.ts';
import { accessTemplate } from '../stack/testing/access-template.ts';
import { synthesize } from '../stack/testing/synthesize.ts';
import { type LintFinding, lintTemplates } from '../testing/cfn-lint.ts';

const domain = { name: 'shop.example.com', hostedZoneId: 'Z0123456789ABC' };

/** Every template that can be deployed: each environment in service, with a domain, and before its first tasks. */
const syntheses = Object.keys(environments).flatMap((environment) => [
  { title: environment, result: synthesize({ environment }) },
  { title: `${environment}-domain`, result: synthesize({ environment }, { changes: { domain } }) },
  {
    title: `${environment}-first`,
    result: synthesize({ environment, tasks: 'none' }, { changes: { domain } }),
  },
]);

/** Findings that are no faults: rule, a part of the message, and why. One that does not occur any more fails. */
const accepted: readonly (readonly [rule: string, message: string, why: string])[] = [
  [
    'W3691',
    "'16'",
    'The list of the linter has minor versions only. RDS takes a major version and chooses the minor one.',
  ],
  ['W3005', 'dependency already enforced', 'CDK writes a dependency down that a reference already makes.'],
];

/** The role with which GitHub deploys, of each environment that it deploys. */
const accessTemplates = ['small', 'staging', 'production'].map((environment) => {
  const context = { environment, repository: 'owner/shop' };
  return { title: `${environment}-access`, template: accessTemplate(context, { account: '111122223333' }) };
});

let folder: string;
let findings: readonly LintFinding[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parity-templates-'));
  const files: string[] = [];
  for (const { title, result } of syntheses) {
    for (const [stack, template] of result.templates) {
      const file = join(folder, `${title}-${stack}.json`);
      await writeFile(file, JSON.stringify(template.toJSON()));
      files.push(file);
    }
  }
  for (const { title, template } of accessTemplates) {
    const file = join(folder, `${title}.json`);
    await writeFile(file, JSON.stringify(template.toJSON()));
    files.push(file);
  }
  findings = await lintTemplates(files);
}, 400_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const isAccepted = ({ rule, message }: LintFinding) =>
  accepted.some(([id, part]) => rule === id && message.includes(part));

test('cfn-lint finds nothing in any template that has no reason to stay', () => {
  const open = findings.filter((finding) => !isAccepted(finding));
  expect(
    open.map(
      ({ file, rule, path, message }) => `${file.split('/').at(-1)}: ${rule} ${path.join('.')}: ${message}`,
    ),
  ).toEqual([]);
});

test('every finding with a reason still occurs', () => {
  const gone = accepted.filter(
    ([rule, part]) => !findings.some((finding) => finding.rule === rule && finding.message.includes(part)),
  );
  expect(gone.map(([rule]) => rule)).toEqual([]);
});

test('cfn-lint would find a wrong template', async () => {
  const file = join(folder, 'wrong.json');
  const Wrong = {
    Type: 'AWS::RDS::DBInstance',
    Properties: { DBInstanceClass: 'db.nosuch.micro', Nothing: 1 },
  };
  await writeFile(file, JSON.stringify({ Resources: { Wrong } }));
  const rules = (await lintTemplates([file])).map(({ rule }) => rule);
  expect(rules).toContain('E3002');
}, 60_000);
