require_relative "boot"

require "rails"
%w[active_model active_job active_record action_controller action_mailer action_view].each do |framework|
  require "#{framework}/railtie"
end
require "active_storage/engine"

Bundler.require(*Rails.groups)

require_relative "../lib/live_code"
%w[settings assets database_queue database_roles last_write logged_mail queue_latency request_log sidekiq_adapter smtp].each do |name|
  require_relative "../lib/demo_store/#{name}"
end

module DemoStore
  class Application < Rails::Application
    config.load_defaults 7.2
    config.secret_key_base = Settings.image_build? ? "image build" : ENV["SECRET_KEY_BASE"]

    # The engine's migrations under the versions that they were released with, as in the Spree store: the tables for
    # pictures are the same, so a database that has met the one store serves the other too.
    config.paths["db/migrate"].concat(ActiveStorage::Engine.paths["db/migrate"].existent)
  end
end
