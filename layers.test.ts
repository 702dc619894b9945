import { expect, test } from 'vitest';
import { folderOf, type Import, isForTests, readImports } from './testing/product-imports.ts';

const base = ['failure', 'json', 'net', 'time'];
const outside = ['aws', 'definition', ...base];
const ground = ['local/docker', 'local/environment', 'local/processes', 'progress'];
const controlPlane = (name: string) => `local/control-plane/${name}`;
const parts = [
  'adoption',
  'alarms',
  'collectors',
  'databases',
  'ecs-exec',
  'edge',
  'emulation',
  'load-balancer',
  'log-shipping',
  'loop',
  'metrics',
  'registry',
  'rotation',
  'scaling',
  'state',
  'task-endpoint',
  'tasks',
];

/** What each folder may import, besides itself. Sub-folders of local/ and of the control plane count on their own. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  failure: [],
  json: [],
  net: [],
  time: ['failure'],
  bundling: [],
  application: [],
  stack: ['application'],
  definition: ['failure', 'json'],
  aws: base,
  cost: ['definition', ...base],
  iam: ['definition', ...base],
  operations: ['aws', 'progress', 'local/scaling', ...base],
  'local/processes': base,
  progress: base,
  'local/environment': ['definition', ...base],
  'local/certificates': ['local/environment', ...base],
  'local/trust': ['local/environment', 'local/processes', ...base],
  'local/docker': ['local/environment', 'local/processes', ...base],
  'local/aws': outside,
  'local/database': ['local/docker', ...base],
  'local/machine': [...ground, ...base],
  'local/scaling': [],
  'local/plots': [],
  'local/cloudwatch': ['definition', 'local/scaling', ...base],
  loadtest: ['bundling', 'cost', 'operations', 'local/plots', 'local/processes', 'local/scaling', ...outside],
  'local/capacity': ['cost', 'definition', 'local/scaling', ...base],
  'local/images': ['bundling', 'local/machine', ...ground, 'definition', ...base],
  'local/providers': [
    ...['cloudwatch', 'environment', 'scaling'].map((name) => `local/${name}`),
    ...['definition', ...base],
  ],
  'local/parity': ['definition', 'local/providers', ...base],
  [controlPlane('model')]: ['definition', 'json', 'local/scaling'],
  [controlPlane('scheduler')]: ['definition', 'json', controlPlane('model')],
  [controlPlane('secrets')]: ['local/aws', ...outside],
  [controlPlane('rotation')]: ['local/docker', 'local/providers', ...outside],
  [controlPlane('registry')]: ['local/docker', 'local/environment', ...outside],
  [controlPlane('state')]: [
    controlPlane('model'),
    ...['local/cloudwatch', 'local/environment', 'local/scaling', ...outside],
  ],
  [controlPlane('scaling')]: [
    ...['', 'alarms', 'loop', 'model', 'scheduler', 'state'].map(controlPlane),
    ...['local/cloudwatch', 'local/scaling', ...outside],
  ],
  [controlPlane('adoption')]: [
    ...['model', 'scheduler', 'state', 'tasks'].map(controlPlane),
    ...[...ground, ...outside],
  ],
  [controlPlane('loop')]: [...['', 'model', 'state'].map(controlPlane), 'local/environment', ...outside],
  [controlPlane('emulation')]: [
    controlPlane(''),
    ...['local/aws', 'local/environment', 'local/providers', ...outside],
  ],
  [controlPlane('alarms')]: [
    ...['', 'loop', 'model', 'state'].map(controlPlane),
    ...['local/aws', 'local/cloudwatch', ...outside],
  ],
  [controlPlane('metrics')]: [
    ...['', 'model', 'state'].map(controlPlane),
    ...['local/aws', 'local/cloudwatch', ...outside],
  ],
  [controlPlane('collectors')]: [
    ...['', 'load-balancer', 'model', 'state'].map(controlPlane),
    ...['local/aws', 'local/cloudwatch', 'local/database', 'local/docker', ...outside],
  ],
  [controlPlane('databases')]: [
    ...['', 'model'].map(controlPlane),
    ...['local/docker', 'local/environment', ...outside],
  ],
  [controlPlane('load-balancer')]: [...['', 'model'].map(controlPlane), 'local/environment', ...outside],
  [controlPlane('edge')]: [...['', 'model', 'load-balancer'].map(controlPlane), 'local/aws', ...outside],
  [controlPlane('tasks')]: [
    ...['', 'model', 'secrets', 'state'].map(controlPlane),
    ...['local/aws', ...ground, ...outside],
  ],
  [controlPlane('ecs-exec')]: [...['', 'api'].map(controlPlane), 'local/docker', ...outside],
  [controlPlane('log-shipping')]: [
    ...['', 'model', 'tasks'].map(controlPlane),
    ...['local/aws', ...ground, ...outside],
  ],
  [controlPlane('task-endpoint')]: [
    ...['', 'model', 'log-shipping', 'tasks'].map(controlPlane),
    ...['local/aws', ...ground, ...outside],
  ],
  [controlPlane('api')]: [
    ...['model', 'registry', 'scaling', 'scheduler', 'loop'].map(controlPlane),
    ...['local/cloudwatch', 'local/environment', 'local/scaling', ...outside],
  ],
  [controlPlane('')]: [
    ...['api', 'model', 'scheduler', 'secrets', ...parts].map(controlPlane),
    ...['local/aws', 'local/cloudwatch', 'local/providers', ...ground, ...outside],
  ],
  'local/live': ['application', 'local/images', controlPlane('tasks'), ...ground, 'definition', ...base],
  'local/lifecycle': [
    'application',
    ...['api', 'model', 'tasks'].map(controlPlane),
    ...[
      'aws',
      'capacity',
      'certificates',
      'database',
      'images',
      'live',
      'parity',
      'providers',
      'scaling',
      'trust',
    ].map((name) => `local/${name}`),
    ...['operations', ...ground, ...outside],
  ],
  scripts: [
    'cost',
    'loadtest',
    ...['capacity', 'lifecycle', 'live', 'machine', 'parity', 'plots', 'providers', 'scaling', 'trust'].map(
      (name) => `local/${name}`,
    ),
    ...['definition', 'operations', ...ground, ...base],
  ],
};

/** Who alone may use a library of which everything else knows no more than our own words for it. */
const homes: Readonly<Record<string, string>> = {
  '@aws-sdk/': 'aws',
  '@aws-cdk/toolkit-lib': 'operations',
  '@aws-cdk/cloudformation-diff': 'operations',
  '@clack/prompts': 'scripts',
  dockerode: 'local/docker',
  rolldown: 'bundling',
  'node:child_process': 'local/processes',
  zx: 'local/processes',
  'aws-cdk-lib': 'stack',
  constructs: 'stack',
  '@peculiar/x509': 'local/certificates',
  croner: 'local/scaling',
  '@smithy/core': controlPlane('api'),
  jsep: 'local/cloudwatch',
  yaml: 'application',
  ws: controlPlane('ecs-exec'),
  chokidar: 'local/live',
  '@balena/dockerignore': 'local/live',
};

const imports = await readImports(import.meta.dirname);
const own = imports.filter(({ target }) => target.endsWith('.ts'));
const shown = ({ file, target }: Import) => `${file} imports ${target}`;

test('a folder imports only those that it stands on', () => {
  const wrong = own.filter(({ folder, target }) => {
    const other = folderOf(target);
    return other !== folder && !isForTests(target) && !(arrows[folder] ?? []).includes(other);
  });
  expect(wrong.map(shown)).toEqual([]);
});

test('no product file imports what is there for tests', () => {
  expect(own.filter(({ target }) => isForTests(target)).map(shown)).toEqual([]);
});

test('a library that one folder wraps is used there alone', () => {
  const wrong = imports.filter(({ folder, target }) =>
    Object.entries(homes).some(([name, home]) => isPartOf(target, name) && folder !== home),
  );
  expect(wrong.map(shown)).toEqual([]);
});

function isPartOf(target: string, library: string): boolean {
  return library.endsWith('/') ? target.startsWith(library) : `${target}/`.startsWith(`${library}/`);
}

test('files do not import each other in a cycle', () => {
  const targets = Map.groupBy(own, ({ file }) => file);
  const done = new Set<string>();
  const circleFrom = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const { target } of targets.get(file) ?? []) {
      const circle = circleFrom(target, [...path, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  expect(
    [...targets.keys()].map((file) => circleFrom(file, [])).find(({ length }) => length > 0),
  ).toBeUndefined();
});
