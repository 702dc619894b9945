import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../processes/run.ts';
import type { NeededPart } from './contract-demand.ts';
import { probeArguments, readProbe } from './probe.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'probe-'));
  await mkdir(join(folder, 'bin'));
  const files: Readonly<Record<string, string>> = {
    good: '#!/bin/sh\nexit 3\n',
    blank: '#! /bin/sh -e\n',
    'by-env': '#!/usr/bin/env sh\n',
    'by-env-with-options': '#!/usr/bin/env -S A=1 sh -e\n',
    'without-line': 'echo nothing\n',
    elf: '\x7fELF\0\0\x02',
    windows: '#!/bin/sh\r\nexit 0\r\n',
    'no-ruby': '#!/opt/no/ruby -w\n',
    'no-ruby-by-env': '#!/usr/bin/env no-such-ruby\n',
    fixed: '#!/bin/sh\n',
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, 'bin', name), text, { mode: name === 'fixed' ? 0o644 : 0o755 });
  }
  await writeFile(join(folder, 'server.js'), '');
});

afterAll(() => rm(folder, { recursive: true }));

const probe = async (kind: NeededPart['kind'], name: string) => {
  const args = probeArguments([{ kind, name, setting: 'web.command' }]);
  const { stdout } = await run('/bin/sh', args, { cwd: folder });
  return readProbe(stdout.trim().split('\n'))?.parts;
};

test.each([
  ['program', 'bin/good', 'there', '-'],
  ['program', 'bin/blank', 'there', '-'],
  ['program', 'bin/by-env', 'there', '-'],
  ['program', 'bin/by-env-with-options', 'there', '-'],
  ['program', 'bin/without-line', 'there', '-'],
  ['program', 'bin/elf', 'there', '-'],
  ['program', '/bin/sh', 'there', '-'],
  ['program', 'sh', 'there', '-'],
  ['program', 'true', 'there', '-'],
  ['program', 'bin/gone', 'absent', '-'],
  ['program', 'no-such-program', 'absent', '-'],
  ['program', 'bin', 'absent', '-'],
  ['program', './bin', 'fixed', '-'],
  ['program', 'bin/fixed', 'fixed', '-'],
  ['program', 'bin/windows', 'windows', '-'],
  ['program', 'bin/no-ruby', 'uninterpreted', '/opt/no/ruby'],
  ['program', 'bin/no-ruby-by-env', 'uninterpreted', 'no-such-ruby'],
  ['file', 'server.js', 'there', '-'],
  ['file', 'other.js', 'absent', '-'],
] as const)('the %s %s is %s in an image (%s)', async (kind, name, state, detail) => {
  expect(await probe(kind, name)).toEqual([{ kind, name, state, detail }]);
});

test('a name that means something to a shell is looked for as it is', async () => {
  expect(await probe('program', "$(touch 'hacked'); bin/*")).toMatchObject([{ state: 'absent' }]);
  expect(await probe('file', 'hacked')).toMatchObject([{ state: 'absent' }]);
});

test('the user, the working directory and the authorities are said, whatever else is looked for', async () => {
  await chmod(folder, 0o755);
  const { stdout } = await run('/bin/sh', probeArguments([]), { cwd: folder });
  expect(readProbe(stdout.trim().split('\n'))).toEqual({
    user: process.getuid?.(),
    directory: { path: folder, isWritable: true },
    hasAuthorities: expect.any(Boolean),
    parts: [],
  });
});

test('a probe that did not come to its end says nothing', () => {
  expect(readProbe([])).toBeUndefined();
  expect(readProbe(['sh: syntax error'])).toBeUndefined();
});
