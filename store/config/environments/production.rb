Store::Settings.check!

Rails.application.configure do
  config.enable_reloading = false
  config.eager_load = true
  LiveCode.prepare(config)
  config.consider_all_requests_local = false
  config.action_controller.perform_caching = true
  config.i18n.fallbacks = true
  config.active_support.report_deprecations = false
  config.active_record.dump_schema_after_migration = false
  config.active_record.attributes_for_inspect = [:id]

  $stdout.sync = true
  config.colorize_logging = false
  config.logger = ActiveSupport::TaggedLogging.logger($stdout)
  config.log_level = ENV.fetch("RAILS_LOG_LEVEL", "info")

  # TLS ends before the task (CloudFront, or the local edge): every request counts as https.
  config.assume_ssl = true
  config.force_ssl = true
  # HSTS for `localhost` would turn every other project on the developer's machine to https.
  config.ssl_options = { hsts: Store::Settings.local? ? false : { subdomains: false } }

  # The visitor's address is in X-Forwarded-For, which the edge writes. Whatever a visitor claims besides is no error, of which
  # an alarm would tell.
  config.action_dispatch.ip_spoofing_check = false

  # Names without a dot exist only inside the network (load-balancer, localhost); the others are the store's own
  # and Amazon's. Health checks come by IP address.
  config.hosts = [
    Store::Settings.host, ".cloudfront.net", /[a-z0-9.-]+\.elb\.amazonaws\.com/, /[a-z0-9-]+/, IPAddr.new("127.0.0.0/8")
  ]
  config.middleware.insert_before 0, Store::BareHost
  if LiveCode.on?
    require_relative "../../lib/store/live_assets"
    config.middleware.insert_before ActionDispatch::Static, Store::LiveAssets
  end
  config.host_authorization = { exclude: ->(request) { request.path == "/up" } }
  config.action_mailer.default_url_options = {
    host: Store::Settings.host, port: Store::Settings.storefront.port, protocol: "https"
  }
  config.action_mailer.asset_host = Store::Settings.storefront.to_s

  # CloudFront compresses only what it may cache, and pages it may not. What an attacker could guess by the length of an
  # answer is masked: Rails writes another CSRF token into each page.
  config.middleware.insert_before 0, Rack::Deflater, sync: false, include: %w[
    text/html text/plain text/css text/javascript text/xml text/vnd.turbo-stream.html application/javascript
    application/json application/vnd.api+json application/xml image/svg+xml
  ]

  config.public_file_server.headers = { "cache-control" => "public, max-age=#{1.year.to_i}, immutable" }
  config.assets.compile = false

  # Bytes of pictures go through web, so that the bucket stays private and the edge can cache them.
  config.active_storage.service = :amazon
  config.active_storage.resolve_model_to_route = :rails_storage_proxy
  config.active_storage.variant_processor = :vips

  # Redis does not evict (Sidekiq shares it), so every cache entry must end by itself. Sessions have a prefix of
  # their own: clearing the cache signs nobody out.
  redis = { url: ENV["REDIS_CACHE_URL"], connect_timeout: 2, read_timeout: 1, write_timeout: 1, reconnect_attempts: 1 }
  config.cache_store = :redis_cache_store, { **redis, namespace: "cache", expires_in: 1.day }
  config.session_store Store::Sessions,
    key: "_store_session",
    expire_after: 2.weeks,
    cache: ActiveSupport::Cache::RedisCacheStore.new(**redis, namespace: "session")

  config.active_job.queue_adapter = :sidekiq

  # What is encrypted in the database needs the secret that SECRET_KEY_BASE has, also where a snapshot is restored. Rows of
  # earlier versions are read as they are, and encrypted when they are saved.
  key = ->(purpose) { ActiveSupport::KeyGenerator.new(secret_key_base, iterations: 1000).generate_key(purpose).unpack1("H*") }
  config.active_record.encryption.primary_key = key.call("database: primary")
  config.active_record.encryption.deterministic_key = key.call("database: deterministic")
  config.active_record.encryption.key_derivation_salt = key.call("database: salt")
  config.active_record.encryption.support_unencrypted_data = true
  config.active_record.encryption.extend_queries = true

  config.active_record.database_selector = { delay: 2.seconds }
  config.active_record.database_resolver = Store::DatabaseRoles
  config.active_record.database_resolver_context = Store::LastWrite
end
