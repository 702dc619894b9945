# One JSON line for each request. `db_role` says which database it read from: `reading` is the replica.
Rails.application.configure do
  config.lograge.enabled = true
  config.lograge.base_controller_class = ["ActionController::Base", "ActionController::API"]
  config.lograge.formatter = Lograge::Formatters::Json.new
  config.lograge.ignore_actions = ["Rails::HealthController#show"]
  config.lograge.custom_payload do |controller|
    { request_id: controller.request.request_id, db_role: ActiveRecord::Base.current_role }
  end
  # The token in a checkout's path opens that order to anyone who has it.
  config.lograge.custom_options = lambda do |event|
    path = event.payload[:path].split("?").first
    { time: Time.now.utc.iso8601(3), path: path.sub(%r{\A((?:/[\w-]+)?/checkout/)[^/]+}, '\1[FILTERED]') }
  end

  config.filter_parameters += [:passw, :email, :secret, :token, :_key, :crypt, :salt, :certificate, :otp, :ssn, :cvv, :cvc]
end
