module DemoStore
  # The environment variables of the container contract.
  module Settings
    REQUIRED = %w[DATABASE_URL SECRET_KEY_BASE S3_BUCKET AWS_REGION STORE_HOST].freeze
    # Both, or neither: without Redis, jobs wait in the database.
    OF_REDIS = %w[REDIS_URL REDIS_CACHE_URL].freeze

    # The image build loads the application, without any of the services.
    def self.image_build? = ENV.key?("SECRET_KEY_BASE_DUMMY")

    # A task that lacks a setting stops at once and names it.
    def self.check!
      missing = (redis? ? REQUIRED + OF_REDIS : REQUIRED).reject { |name| ENV[name].present? }
      abort "The store cannot start: #{missing.join(", ")} not set." if missing.any? && !image_build?
    end

    def self.redis? = OF_REDIS.any? { |name| ENV[name].present? }

    # Host name of the storefront, without a port.
    def self.host = ENV.fetch("STORE_HOST", "localhost")

    def self.local? = host == "localhost"

    # Where a browser finds the storefront: on a developer's machine its port is known to the local environment only.
    def self.storefront = URI(ENV.fetch("PARITY_STOREFRONT_URL", "https://#{host}"))
  end
end
