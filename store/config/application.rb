require_relative "boot"

require "rails"
%w[active_model active_job active_record action_controller action_mailer action_view].each do |framework|
  require "#{framework}/railtie"
end
require "active_storage/engine"
require "action_text/engine"
require "action_cable/engine"

Bundler.require(*Rails.groups)

require_relative "../demo/lib/live_code"
require_relative "../lib/store/bare_host"
require_relative "../lib/store/settings"
require_relative "../lib/store/each_minute"
require_relative "../lib/store/database_roles"
require_relative "../lib/store/last_write"
require_relative "../lib/store/limited_attempts"
require_relative "../lib/store/logged_mail"
require_relative "../lib/store/page_files"
require_relative "../lib/store/queue_latency"
require_relative "../lib/store/sessions"

module Store
  class Application < Rails::Application
    config.load_defaults 8.0

    # The engines' migrations are run where they are, under the versions they were released with. Copies made by
    # `install:migrations` get a new version at every copy, so a rebuilt image would run them all again.
    # The application's own folder is not db/migrate, because Spree takes that folder for a place of such copies
    # and warns at every start that they are missing.
    config.paths["db/migrate"] = "db/accounts"
    [ActiveStorage::Engine, ActionText::Engine, Spree::Core::Engine, Spree::Api::Engine].each do |engine|
      config.paths["db/migrate"].concat(engine.paths["db/migrate"].existent)
    end
  end
end
