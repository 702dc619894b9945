import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { ProcessEnd } from '../../local/processes/start-process.ts';
import type { DemoEnvironment } from './demo-environment.ts';

/** What `local:up --watch` told of changed files. */
export type LiveEvent = z.infer<typeof eventSchema>;

const eventSchema = z.object({
  type: z.string(),
  paths: z.array(z.string()).default([]),
  tasks: z.array(z.string()).default([]),
  did: z.array(z.string()).default([]),
  output: z.string().default(''),
});

/** A copy of the demo store whose files the tasks of an environment run. */
export interface WatchedStore {
  /** Replaces files, by their paths in the copy, and gives what was told last of them once it was told of each. */
  change(files: Readonly<Record<string, string>>): Promise<LiveEvent>;
  read(path: string): Promise<string>;
  /** Ends it as Ctrl-C does. */
  end(): Promise<ProcessEnd>;
}

/** Runs `local:up --watch` on a copy of the demo store, until it watches. */
export async function watchDemoStore(demo: DemoEnvironment): Promise<WatchedStore> {
  const folder = await mkdtemp(join(tmpdir(), 'watched-store-'));
  await cp(join('store', 'demo'), folder, { recursive: true });
  const events: LiveEvent[] = [];
  let [partial, wake] = ['', () => {}];
  const onOutput = (text: string) => {
    const lines = `${partial}${text}`.split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) {
      const event = eventSchema.safeParse(JSON.parse(line));
      if (event.success) events.push(event.data);
    }
    wake();
  };
  const watch = demo.begin('local:up', ['--watch', '--adopt', '--json'], { STORE_CONTEXT: folder }, onOutput);
  const over = watch.ended.then((end) => {
    throw new Error(`local:up --watch ended: ${JSON.stringify(end)}`);
  });
  over.catch(() => {});
  const next = async (): Promise<LiveEvent> => {
    while (events.length === 0) {
      const told = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await Promise.race([told, over]);
    }
    return z.custom<LiveEvent>().parse(events.shift());
  };
  const first = await next();
  if (first.type !== 'watching') throw new Error(`local:up --watch told ${JSON.stringify(first)}`);
  return {
    change: async (files) => {
      for (const [path, text] of Object.entries(files)) {
        // As a whole, as editors do: a file that is written in place is seen half-written on a slow machine.
        await writeFile(`${folder}.next`, text);
        await rename(`${folder}.next`, join(folder, path));
      }
      const open = new Set(Object.keys(files));
      for (;;) {
        const event = await next();
        for (const path of event.paths) open.delete(path);
        if (open.size === 0) return event;
      }
    },
    read: (path) => readFile(join(folder, path), 'utf8'),
    end: async () => {
      watch.kill('SIGINT');
      const end = await watch.ended;
      await rm(folder, { recursive: true });
      return end;
    },
  };
}
