import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../processes/run.ts';
import { checksOf, incomingFolder } from './check-commands.ts';

describe('what checks changed files', () => {
  it('is the command of their rule, which is told where they are', () => {
    const rules = [{ path: 'src', action: 'sync' as const, check: ['bin/check'] }];
    expect(checksOf(rules, ['src/a.rb', 'src/b.css'])).toEqual([
      { command: ['bin/check'], paths: [`${incomingFolder}/src/a.rb`, `${incomingFolder}/src/b.css`] },
    ]);
  });

  it('is one command for all files of a kind that is known, and nothing for others', () => {
    const checks = checksOf([], ['a.rb', 'b.html.erb', 'c.mjs', 'd.py', 'e.css']);
    expect(checks.map(({ paths }) => paths)).toEqual([['a.rb', 'b.html.erb'], ['c.mjs'], ['d.py']]);
  });

  it('is nothing where the rule says so', () => {
    expect(checksOf([{ path: 'src', action: 'sync', check: 'none' }], ['src/a.rb'])).toEqual([]);
  });
});

const files = {
  'good.py': 'def a():\n    return 1\n',
  'bad.py': 'def a():\n    return (\n',
  'good.mjs': "import { a } from './b.mjs';\nexport const c = await a();\n",
  'bad.mjs': 'export const a = {;\n',
  'good.rb': 'def a = 1\n',
  'bad.rb': 'def a\n  b(\nend\n',
  'good.html.erb':
    '<%# a remark %>\n<%= form_with model: @a do |form| -%>\n  <%== form.text %><%% no tag %>\n<% end %>\n<%= yield %>\n',
  'bad.html.erb': '<h1>\n<% if a %>\n</h1>\n',
};

describe('a check', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'live-checks-'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  /** As a task would run it, which has the files elsewhere. */
  async function check(...names: string[]) {
    const [found] = checksOf([], names);
    const words = [...(found?.command ?? []), ...(found?.paths ?? [])];
    const [program = '', ...args] = words.map((word) => word.replaceAll(incomingFolder, folder));
    return await run(program, args, { allowFailure: true });
  }

  it.each([
    ['bad.py', 'good.py', /^bad\.py:2: /],
    ['bad.mjs', 'good.mjs', /bad\.mjs:1\n/],
  ])('says where %s is wrong, and nothing of %s', async (bad, good, message) => {
    const { exitCode, stdout, stderr } = await check(bad, good);
    expect([exitCode, `${stdout}${stderr}`]).toEqual([1, expect.stringMatching(message)]);
    expect(`${stdout}${stderr}`).not.toContain('good');
    expect(await check(good)).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('says where Ruby and templates are wrong, and knows the blocks that Rails allows in them', async (context) => {
    const { exitCode: noRuby } = await run('sh', ['-c', 'command -v ruby'], { allowFailure: true });
    context.skip(
      noRuby !== 0,
      'this machine has no Ruby: tests/demo-store.integration.test.ts has it in the image',
    );
    const { exitCode, stdout } = await check('bad.rb', 'good.rb', 'bad.html.erb', 'good.html.erb');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/bad\.rb:\d+:/);
    expect(stdout).toMatch(/bad\.html\.erb:\d+:/);
    expect(stdout).not.toContain('good');
    expect(await check('good.rb', 'good.html.erb')).toMatchObject({ exitCode: 0 });
  });
});
