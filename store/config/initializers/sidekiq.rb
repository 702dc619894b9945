require_relative "../../lib/store/held_back"

Sidekiq::Client.prepend(Store::HeldBack::Push)

# REDIS_URL is read by Sidekiq itself; rediss:// is verified against the system's certificates.
Sidekiq.configure_server do |config|
  config.logger.formatter = Sidekiq::Logger::Formatters::JSON.new
  config[:fetch_class] = Store::HeldBack::Fetch
  Sidekiq::Scheduled::Poller.prepend(Store::HeldBack::FirstLook)
  config.error_handlers << Store::HeldBack::FAILED_RETRY
  config.on(:startup) do
    # Only the worker publishes, so web does not load this SDK.
    require "aws-sdk-cloudwatch"
    Store::QueueLatency.start
    Store::EachMinute.start("held-back-jobs", "Jobs are still held back") { Store::HeldBackJob.release_all }
  end
end
