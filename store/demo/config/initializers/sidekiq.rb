# REDIS_URL is read by Sidekiq itself; rediss:// is verified against the system's certificates.
Sidekiq.configure_server do |config|
  require "sidekiq/scheduled"
  # Sidekiq's look for jobs that are due ends for good where Redis is away at the first of them, seconds after the start.
  first_look = Module.new do
    private

    def cleanup
      super
    rescue RedisClient::Error
      0
    end
  end
  Sidekiq::Scheduled::Poller.prepend(first_look)

  config.on(:startup) do
    DemoStore::QueueLatency.start { [*Sidekiq::Queue.all.map(&:latency), DemoStore::DatabaseQueue.latency].compact.max }
    DemoStore::DatabaseQueue.empty_each_minute
  end
end
