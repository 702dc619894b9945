module Store
  # Decides which database a request uses: GETs of the catalogue read from the replica, the rest from the primary.
  class DatabaseRoles < ActiveRecord::Middleware::DatabaseSelector::Resolver
    # A write on GET, a replica that is gone, and a read that the replica cancels to go on with its replication.
    PRIMARY_CAN_ANSWER = [
      ActiveRecord::ReadOnlyError,
      ActiveRecord::ConnectionNotEstablished,
      ActiveRecord::ConnectionFailed,
      ActiveRecord::SerializationFailure
    ].freeze

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

    # What the replica cannot answer, the primary does: slower, not broken.
    def read(&request)
      super
    rescue StandardError => error
      raise unless primary_can_answer?(error)

      write(&request)
    end

    private

    # Views wrap what is raised in them, hence the cause.
    def primary_can_answer?(error)
      [error, error.cause].any? { |each| PRIMARY_CAN_ANSWER.any? { |type| each.is_a?(type) } }
    end
  end
end
