import { globSync, readFileSync } from 'node:fs';

const pattern =
  /(?:\$\{command\('(?:--silent )?([a-z]+:[a-z]+)'\)\}|npx -y pnpm@12 (?:--silent )?([a-z]+:[a-z]+))((?: (?:--(?:[a-z]+(?:-[a-z]+)*)?(?: NAME=VALUE| \$\{\w+\}=VALUE)?|[a-z][a-z-]*(?:\/[a-z]+)?|\$\{\w+\}))*)/g;

/** The commands that errors, hints and results of the product print, as they stand in its sources. */
export function printedCommands(): readonly string[] {
  const isLeftOut = (name: string) => /(^|\/)(node_modules|cdk\.out|testing|tests)$|\.test\.ts$/.test(name);
  const texts = globSync('**/*.ts', { exclude: isLeftOut }).map((file) => readFileSync(file, 'utf8'));
  const found = texts.flatMap((text) =>
    [...text.matchAll(pattern)].map(([, given, written, rest = '']) => `${given ?? written}${rest}`),
  );
  return [...new Set(found)].toSorted();
}

/** How each printed command is run in a test; `elsewhere` says which other test runs it. */
export const runs: Readonly<
  Record<string, { readonly args: readonly string[] } | { readonly elsewhere: string }>
> = {
  'db:restore --use ${identifier} ${env}': {
    elsewhere: 'operations/database/restore-on-control-plane.test.ts: the same code',
  },
  'docs:differences': { args: [] },
  'local:differences': { args: [] },
  'local:doctor': { args: [] },
  'local:doctor --fix': { args: ['--fix'] },
  'local:doctor --tests --fix': { elsewhere: 'the test command begins with it' },
  'local:down': { elsewhere: 'printed-commands.e2e.test.ts, with --json' },
  'local:down --volumes': { elsewhere: 'the end of each end-to-end run, without a terminal' },
  'local:down --volumes --yes': { elsewhere: 'the end of each end-to-end run' },
  'local:env': { args: [] },
  'local:exec web': { elsewhere: 'terminal.e2e.test.ts: without a command it is a shell' },
  'local:logs ${server}': { args: ['postgres'] },
  'local:logs ${source}': { args: ['web'] },
  'local:env --help': { args: ['--help'] },
  'local:list': { args: [] },
  'local:logs ${service}': { args: ['spree-local-web'] },
  'local:logs control-plane': { args: ['control-plane'] },
  'local:logs edge': { args: ['edge'] },
  'local:logs localstack': { args: ['localstack'] },
  'local:logs postgres': { args: ['postgres'] },
  'local:logs redis': { args: ['redis'] },
  'local:logs web': { args: ['web'] },
  'local:open --help': { args: ['--help'] },
  'local:prune': { elsewhere: 'prune.test.ts: it would remove images that other tests are about to use' },
  'local:restart ${server}': { args: ['keeper'] },
  'local:status': { args: [] },
  'local:test -- bundle exec rspec': {
    elsewhere: 'throwaway-servers.integration.test.ts, with RSpec in a container',
  },
  'local:trust': { elsewhere: 'browser.e2e.test.ts, for Chromium alone' },
  'local:trust --help': { args: ['--help'] },
  'local:trust --undo': { args: ['--undo'] },
  'local:up': { args: [] },
  'local:up --adopt': { args: ['--adopt'] },
  'local:up --help': { args: ['--help'] },
  'local:up --parameter ${name}=VALUE': { elsewhere: 'provide-parameters.test.ts: no template here has one' },
  'local:up --parameter NAME=VALUE': { elsewhere: 'provide-parameters.test.ts: no template here has one' },
  'scaling:check': { args: [] },
  'stack:destroy --env ${environment}': { elsewhere: 'the same, without --confirm' },
  'stack:destroy --env ${environment} --confirm ${stack}': {
    elsewhere: 'deployment.integration.test.ts',
  },
  'stack:destroy --env local --confirm ${name}': {
    elsewhere: 'the end of each run of testing/deployments/demo-environment.ts',
  },
  'store:config': { args: [] },
  'store:context --to': { elsewhere: 'write-store-context.test.ts: the same code' },
  'store:publish --env staging --image': {
    elsewhere: 'services.deployments.test.ts: local:up publishes by the same code',
  },
  'store:logs ${env}': { args: ['--env', 'local'] },
  'store:logs ${name} ${env}': { args: ['web', '--env', 'local'] },
  'store:logs ${source} ${env}': { args: ['web', '--env', 'local'] },
  'store:logs ${service} ${env}': { args: ['web', '--env', 'local'] },
  'store:release ${env}': { elsewhere: 'services.deployments.test.ts' },
  'store:rollback ${env}': { elsewhere: 'services.deployments.test.ts' },
  'store:scale ${source}': { elsewhere: 'operating.e2e.test.ts' },
  'store:scale ${name}': { elsewhere: 'operating.e2e.test.ts' },
  'store:release --env staging': { elsewhere: 'services.deployments.test.ts, on the local environment' },
  'store:restart ${env}': { elsewhere: 'services.deployments.test.ts' },
  'store:rollback': { elsewhere: 'services.deployments.test.ts' },
  'store:setup': { elsewhere: 'with --json' },
  'store:setup ${env}': { elsewhere: 'with --json' },
  'store:status': { args: [] },
  'store:status ${env}': { args: ['--env', 'local'] },
  'store:exec --json --': { args: ['--json', '--', 'true'] },
  'store:exec -- bin/rails about': { args: ['--', 'bin/rails', 'about'] },
  'store:exec': { elsewhere: 'terminal.e2e.test.ts, with -i' },
};

/** Arguments with which each script ends well on a running store: those that are run with `--json`. */
export const jsonRuns: Readonly<Record<string, readonly string[]>> = {
  'db:restore': ['--at', 'latest'],
  'db:snapshot': [],
  'assets:restore': ['--prefix', '', '--list'],
  completion: ['bash'],
  cost: [],
  'docs:differences': [],
  help: [],
  'local:differences': [],
  'local:doctor': [],
  'local:down': [],
  'local:env': [],
  'local:config': [],
  'local:list': [],
  'local:exec': ['web', '--', 'echo', 'hello'],
  'local:logs': ['web'],
  'local:open': ['--print'],
  'local:prune': ['--dry-run'],
  'local:psql': ['-c', 'SELECT 1'],
  'local:redis': ['--', 'ping'],
  'local:reset': [],
  'local:restart': ['keeper'],
  'local:status': [],
  'local:test': ['--', 'true'],
  'local:trust': ['--undo'],
  'local:up': [],
  'scaling:check': [],
  'scaling:explain': [],
  'scaling:simulate': ['--minutes', '60', '--out', '/dev/null'],
  'store:alarms': [],
  'store:doctor': [],
  'store:exec': ['--', 'echo', '--json'],
  'store:logs': ['web', '--since', '1h'],
  'store:migrate': [],
  'store:config': ['worker'],
  'store:scale': ['worker=1'],
  'store:seed': [],
  'store:rollback': ['--list'],
  'store:setup': [],
  'store:status': [],
};

/** Scripts whose exit code tells how the store is, which an earlier test may have made unwell. */
export const judgingRuns: readonly string[] = ['store:doctor', 'store:status'];
