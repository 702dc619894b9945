# REDIS_URL is read by Sidekiq itself; rediss:// is verified against the system's certificates.
Sidekiq.configure_server do |config|
  config.logger.formatter = Sidekiq::Logger::Formatters::JSON.new
  config.on(:startup) do
    # Only the worker publishes, so web does not load this SDK.
    require "aws-sdk-cloudwatch"
    Store::QueueLatency.start
  end
end
