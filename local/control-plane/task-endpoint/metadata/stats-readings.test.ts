import { describe, expect, it } from 'vitest';
import { statsReader } from './stats-readings.ts';

/** What the engine reads of a container at this second of its life. */
function reading(second: number) {
  const at = new Date(second * 1000);
  const raw = {
    read: at.toISOString(),
    preread: '0001-01-01T00:00:00Z',
    cpu_stats: { cpu_usage: { total_usage: second * 500 } },
    precpu_stats: { cpu_usage: { total_usage: 0 } },
    networks: { eth0: { rx_bytes: second * 100, tx_bytes: second * 10, rx_packets: second } },
  };
  return { at, cpuNanoseconds: 0, memoryBytes: 0, memoryLimitBytes: 0, raw };
}

function reader() {
  let second = 0;
  const engine = { stats: async (id: string) => (id === 'gone' ? undefined : reading(second)) };
  const wait = async () => {
    second += 1;
  };
  return { read: statsReader(engine, wait), wait };
}

const rates = { rx_bytes_per_sec: 100, tx_bytes_per_sec: 10 };

describe('statistics of a container', () => {
  it('come with the reading before them and the rates since then', async () => {
    const { read, wait } = reader();
    expect(await read('web')).toEqual({
      ...reading(1).raw,
      preread: reading(0).raw.read,
      precpu_stats: reading(0).raw.cpu_stats,
      network_rate_stats: rates,
    });
    await wait();
    await wait();
    expect(await read('web')).toMatchObject({
      read: reading(3).raw.read,
      preread: reading(1).raw.read,
      network_rate_stats: rates,
    });
  });

  it('have no rates where no time has passed', async () => {
    const { read } = reader();
    await read('web');
    expect(await read('web')).toMatchObject({
      network_rate_stats: { rx_bytes_per_sec: 0, tx_bytes_per_sec: 0 },
    });
  });

  it('are null once it does not run', async () => {
    expect(await reader().read('gone')).toBeNull();
  });
});
