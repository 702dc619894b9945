# REDIS_URL is read by Sidekiq itself; rediss:// is verified against the system's certificates.
Sidekiq.configure_server do |config|
  config.on(:startup) do
    DemoStore::QueueLatency.start { [*Sidekiq::Queue.all.map(&:latency), DemoStore::DatabaseQueue.latency].compact.max }
    DemoStore::DatabaseQueue.empty_each_minute
  end
end
