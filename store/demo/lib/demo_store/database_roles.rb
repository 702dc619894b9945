module DemoStore
  # Decides which database a request uses: GETs of the catalogue read from the replica, the rest from the primary.
  class DatabaseRoles < ActiveRecord::Middleware::DatabaseSelector::Resolver
    CATALOGUE = %r{\A/(?:\z|(?:api/v2/storefront/)?products(?:/|\z)|search\z|t/)}

    def reading_request?(request) = super && CATALOGUE.match?(request.path)

    # A GET that finds the replica gone is answered by the primary: slower, not broken.
    def read(&request)
      super
    rescue StandardError => error
      # Views wrap what is raised in them, hence the cause.
      raise unless [error, error.cause].any?(ActiveRecord::ConnectionNotEstablished)

      write(&request)
    end
  end
end
