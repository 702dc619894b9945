$stdout.sync = true
Signal.trap("TERM") { exit! 0 }
puts "works off #{ENV.fetch("QUEUE_NAMES")}"
sleep
