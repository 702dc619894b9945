module Store
  # The environment variables of the container contract.
  module Settings
    REQUIRED = %w[DATABASE_URL REDIS_URL REDIS_CACHE_URL S3_BUCKET AWS_REGION STORE_HOST].freeze

    # The image build loads the application to compile assets, without any of the services.
    def self.image_build? = ENV.key?("SECRET_KEY_BASE_DUMMY")

    # A task that lacks a setting stops at once and names it; else it would fall back to local disk or localhost.
    def self.check!
      missing = REQUIRED.reject { |name| ENV[name].present? }
      abort "The store cannot start: #{missing.join(", ")} not set." if missing.any? && !image_build?
    end

    # Host name of the storefront, without a port: it is also the domain of the cart cookie.
    def self.host = ENV.fetch("STORE_HOST", "localhost")

    # On a developer's machine the storefront has a port, which a page's links do without.
    def self.local? = host == "localhost"

    # Where a browser finds the storefront, for links outside of its pages.
    def self.storefront = URI(ENV.fetch("PARITY_STOREFRONT_URL", "https://#{host}"))
  end
end
