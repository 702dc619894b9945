DemoStore::Settings.check!

Rails.application.configure do
  config.enable_reloading = false
  config.eager_load = true
  LiveCode.prepare(config)
  config.consider_all_requests_local = false
  config.action_controller.perform_caching = true
  config.active_support.report_deprecations = false
  config.active_record.dump_schema_after_migration = false
  config.active_record.attributes_for_inspect = [:id]

  $stdout.sync = true
  config.logger = ActiveSupport::TaggedLogging.new(ActiveSupport::Logger.new($stdout))
  config.colorize_logging = false
  config.log_level = ENV.fetch("RAILS_LOG_LEVEL", "info")
  config.action_dispatch.log_rescued_responses = false
  config.filter_parameters += [:passw, :email, :secret, :token, :_key, :address]

  # TLS ends before the task (CloudFront, or the local edge): every request counts as https.
  config.assume_ssl = true
  config.force_ssl = true
  # HSTS for `localhost` would turn every other project on the developer's machine to https.
  config.ssl_options = { hsts: DemoStore::Settings.local? ? false : { subdomains: false } }

  # The visitor's address is in X-Forwarded-For, which the edge writes. Whatever a visitor claims besides is no error.
  config.action_dispatch.ip_spoofing_check = false

  # Names without a dot exist only inside the network (load-balancer, localhost). Health checks come by IP address.
  config.hosts = [DemoStore::Settings.host, ".cloudfront.net", ".elb.amazonaws.com", /\A[a-z0-9-]+\z/, IPAddr.new("127.0.0.0/8")]
  config.host_authorization = { exclude: ->(request) { request.path == "/up" } }

  # CloudFront compresses only what it may cache, and pages it may not. What an attacker could guess by the length of an
  # answer is masked: Rails writes another CSRF token into each page.
  config.middleware.insert_before 0, Rack::Deflater, sync: false, include: %w[
    text/html text/plain text/css text/javascript text/xml text/vnd.turbo-stream.html application/javascript
    application/json application/vnd.api+json application/xml image/svg+xml
  ]

  config.middleware.insert_before ActionDispatch::Static, DemoStore::Assets::Live if LiveCode.on?
  config.public_file_server.headers = { "cache-control" => "public, max-age=#{1.year.to_i}, immutable" }

  # Bytes of pictures go through web, so that the bucket stays private and the edge can cache them. They are served
  # as they were uploaded: no image library is there to measure or scale them.
  config.active_storage.service = :amazon
  config.active_storage.resolve_model_to_route = :rails_storage_proxy
  config.active_storage.analyzers = []
  config.active_storage.previewers = []

  # Encrypted, in a cookie: nobody is signed out when Redis is full or away.
  config.session_store :cookie_store, key: "_store_session", expire_after: 2.weeks

  if DemoStore::Settings.redis?
    # Redis does not evict (Sidekiq shares it), so every entry must end by itself.
    redis = { url: ENV["REDIS_CACHE_URL"], connect_timeout: 2, read_timeout: 1, write_timeout: 1, reconnect_attempts: 1 }
    config.cache_store = :redis_cache_store, { **redis, namespace: "demo-cache", expires_in: 1.day }
    config.active_job.queue_adapter = DemoStore::SidekiqAdapter.new
  else
    # Each task has a cache of its own.
    config.cache_store = :memory_store, { size: 16.megabytes, expires_in: 1.day }
    DemoStore::DatabaseQueue.prepare
    config.active_job.queue_adapter = :delayed_job
  end

  ActiveSupport.on_load(:action_mailer) { add_delivery_method :logged, DemoStore::LoggedMail }
  config.action_mailer.delivery_method = DemoStore::Smtp.settings ? :smtp : :logged
  config.action_mailer.smtp_settings = DemoStore::Smtp.settings || {}
  config.action_mailer.deliver_later_queue_name = "default"
  config.action_mailer.default_url_options = {
    host: DemoStore::Settings.host, port: DemoStore::Settings.storefront.port, protocol: "https"
  }

  config.active_record.database_selector = { delay: 2.seconds }
  config.active_record.database_resolver = DemoStore::DatabaseRoles
  config.active_record.database_resolver_context = DemoStore::LastWrite
end
