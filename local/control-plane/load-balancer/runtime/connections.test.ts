import { expect, test } from 'vitest';
import { parseConnections, parseDroppedLogs } from './connections.ts';

const answer = [
  '# pxname,svname,scur,conn_tot,connect,idle_conn_cur,safe_conn_cur,used_conn_cur,',
  'Http,FRONTEND,3,40,,,,,',
  'Web,task1,1,,7,1,2,1,',
  'Web,task2,0,,5,0,0,0,',
  'Web,BACKEND,1,,12,,,,',
  '',
].join('\n');

test('connections are those from clients and those to targets, including idle ones', () => {
  expect(parseConnections(answer)).toEqual([
    { proxy: 'Http', active: 3, made: 40 },
    { proxy: 'Web', active: 4, made: 7 },
    { proxy: 'Web', active: 0, made: 5 },
  ]);
});

test('the counters of the process tell how many log lines could not be written', () => {
  expect(parseDroppedLogs('Name: HAProxy\nDroppedLogs: 12\nUptime: 3\n')).toBe(12);
  expect(parseDroppedLogs('Name: HAProxy\n')).toBe(0);
});
