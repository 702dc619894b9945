require "pg"
require "socket"

GREETING = "guest book one"
$stdout.sync = true
Signal.trap("TERM") { exit! 0 }

def guests
  PG.connect(ENV.fetch("DATABASE_URL")) do |database|
    database.exec("SELECT name FROM guests ORDER BY id").column_values(0)
  end
end

def answer(path)
  return ["200 OK", "well"] if path == "/health"
  ["200 OK", [GREETING, *guests].join("\n")]
rescue PG::Error => error
  puts error.message
  ["500 Internal Server Error", "no database"]
end

server = TCPServer.new("0.0.0.0", Integer(ENV.fetch("PORT")))
loop do
  Thread.new(server.accept) do |client|
    while (line = client.gets)
      nil until [nil, "\r\n"].include?(client.gets)
      status, body = answer(line.split[1])
      client.write "HTTP/1.1 #{status}\r\nContent-Type: text/plain\r\nContent-Length: #{body.bytesize}\r\n\r\n#{body}"
    end
  rescue SystemCallError, IOError
    nil
  ensure
    client.close
  end
end
