import { expect, it } from 'vitest';
import { parseStatistics } from './statistics.ts';

it('reads the counters of each target, and of nothing else, by the names of the columns', () => {
  const answer = [
    '# pxname,svname,qcur,scur,stot,econ,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,req_tot,rtime,ttime,',
    'Web,t1,1,2,10,1,6,1,2,1,,12,15,',
    'Web,BACKEND,1,2,10,1,6,1,2,1,10,12,15,',
    'parity-Http,listener,1,2,10,1,6,1,2,1,,12,15,',
    '',
  ].join('\n');
  expect(parseStatistics(answer)).toEqual([
    {
      targetGroup: 'Web',
      taskId: 't1',
      requests: 10,
      sessions: 3,
      responses: { '2xx': 6, '3xx': 1, '4xx': 2, '5xx': 1 },
      connectionErrors: 1,
      totalTimeMs: 15,
      responseTimeMs: 12,
    },
  ]);
});
