module Store
  # Decides which database a request uses: GETs of the catalogue read from the replica, the rest from the primary.
  class DatabaseRoles < ActiveRecord::Middleware::DatabaseSelector::Resolver
    # What belongs to one visitor must be read as last written. The session remembers a write for two seconds, but
    # API clients have no session, and checkout pages write on GET.
    LOCALE = %r{(?:/[a-z]{2}(?:-[A-Za-z]{2})?)?}
    VISITORS_OWN = %r{\A(?:#{LOCALE}/(?:account|addresses|admin|admin_user|cart|checkout|digital_links|order_status|orders|
      settings|sidekiq|user|wishlists)|/api/v2/(?:platform|storefront/(?:account|cart|checkout|digitals|order_status|
      wishlists)))(?:/|\z)}x
    VISITORS_HEADERS = %w[HTTP_AUTHORIZATION HTTP_X_SPREE_ORDER_TOKEN HTTP_X_SPREE_TOKEN].freeze

    def reading_request?(request)
      super && !VISITORS_OWN.match?(request.path) && VISITORS_HEADERS.none? { |name| request.has_header?(name) }
    end

    # A GET that writes after all, or that finds the replica gone, is answered by the primary: slower, not broken.
    def read(&request)
      super
    rescue StandardError => error
      raise unless primary_can_answer?(error)

      write(&request)
    end

    private

    # Views wrap what is raised in them, hence the cause.
    def primary_can_answer?(error)
      [error, error.cause].any? do |each|
        each.is_a?(ActiveRecord::ReadOnlyError) || each.is_a?(ActiveRecord::ConnectionNotEstablished)
      end
    end
  end
end
