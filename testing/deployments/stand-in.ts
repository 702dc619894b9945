import { z } from 'zod';
import { eventually } from '../eventually.ts';

/** How a stand-in behaves. One that sours answers as it should for its first three seconds only. */
export type StandInMode = 'good' | 'exits' | 'never healthy' | 'sours';

const answerSchema = z.object({
  address: z.string(),
  listeningAt: z.number(),
  firstVisitorAt: z.number(),
});

/** What a stand-in says of itself: its address, and when it listened and was first visited, in milliseconds. */
export type StandInAnswer = z.infer<typeof answerSchema>;

/** What a visitor asks for, which is not what the health checks ask for. */
export const visitorPath = '/up?visitor';

/** What a stand-in does not have, nor does a store. */
export const missingPath = '/missing';

/** The members of a container definition that put a stand-in in the place of the store. */
export function standIn(mode: StandInMode) {
  return {
    entryPoint: ['ruby', '-e'],
    command: [program],
    environment: [{ name: 'MODE', value: mode }],
    secrets: [],
    healthCheck: undefined,
  };
}

/** Asks the stand-ins behind `url` until the one at this address has answered. */
export async function askStandIn(url: string, address: string): Promise<StandInAnswer> {
  let found: StandInAnswer | undefined;
  await eventually(`an answer of ${address}`, async () => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    const { success, data } = answerSchema.safeParse(await answer.json());
    found = success && data.address === address && data.firstVisitorAt > 0 ? data : undefined;
    return found !== undefined;
  });
  if (found === undefined) throw new Error(`${address} did not answer`);
  return found;
}

/**
 * A web server in a few lines of Ruby, which the store's image has: it starts in a fraction of the store's time,
 * and fails as it is told. `GET /eat` takes memory until the task has none left.
 */
const program = String.raw`
require "socket"
mode = ENV.fetch("MODE")
exit 3 if mode == "exits"
now = -> { (Process.clock_gettime(Process::CLOCK_REALTIME) * 1000).to_i }
Signal.trap("TERM") { exit! 0 }
server = TCPServer.new("0.0.0.0", 3000)
listening_at = now.call
first_visitor_at = nil
hoard = []
loop do
  Thread.new(server.accept) do |client|
    while (line = client.gets)
      path = line.split[1]
      nil until [nil, "\r\n"].include?(client.gets)
      loop { hoard << ("x" * 16_777_216) } if path == "/eat"
      first_visitor_at ||= now.call if path.include?("visitor")
      status = path.start_with?("/missing") ? "404 Missing" : "200 OK"
      is_sour = mode == "never healthy" || (mode == "sours" && now.call - listening_at > 3000)
      body = %({"address":"#{client.local_address.ip_address}","listeningAt":#{listening_at},"firstVisitorAt":#{first_visitor_at || 0}})
      client.write "HTTP/1.1 #{is_sour ? "500 Sour" : status}\r\nContent-Length: #{body.bytesize}\r\n\r\n#{body}"
    end
  rescue SystemCallError, IOError
    nil
  ensure
    client.close
  end
end
`;
