import { expect, it } from 'vitest';
import { parseServersState } from './running-servers.ts';

it('reads the address and the state of each server, also of one that was disabled once, and whether it starts slowly', () => {
  const answer = [
    '1',
    '# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord',
    '3 Web 1 t1 10.0.0.1 2 0 100 100 0 1 0 0 0 0 0 0 - 3000 -',
    '3 Web 2 t2 10.0.0.2 0 1 100 100 0 1 0 0 0 0 0 0 - 3000 -',
    '3 Web 3 t3 10.0.0.3 0 5 100 100 0 1 0 0 0 0 0 0 - 3000 -',
    '3 Web 4 t4 10.0.0.4 1 4 100 100 0 1 0 0 0 0 0 0 - 3000 -',
    '',
  ].join('\n');
  expect(parseServersState(answer)).toEqual([
    { backend: 'Web', name: 't1', ip: '10.0.0.1', port: 3000, state: 'ready', isStarting: false },
    { backend: 'Web', name: 't2', ip: '10.0.0.2', port: 3000, state: 'maint', isStarting: false },
    { backend: 'Web', name: 't3', ip: '10.0.0.3', port: 3000, state: 'maint', isStarting: false },
    { backend: 'Web', name: 't4', ip: '10.0.0.4', port: 3000, state: 'ready', isStarting: true },
  ]);
});
