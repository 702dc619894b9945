# REDIS_URL is read by Sidekiq itself; rediss:// is verified against the system's certificates.
Sidekiq.configure_server do |config|
  config.on(:startup) { DemoStore::QueueLatency.start { Sidekiq::Queue.all.map(&:latency).max } }
end
