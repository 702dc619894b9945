require "digest"

module Store
  # The own style sheet while code changes: it is served as it is, under a name that changes with its content, and not as it
  # was when the image was built.
  class LiveAssets
    URL = "/assets/live"
    FOLDER = Rails.root.join("app/assets/stylesheets")
    NAME = "store.css"

    # What helpers of pages ask for the path of an asset.
    module Paths
      def compute_asset_path(source, options = {}) = source == NAME ? LiveAssets.path : super
    end

    def self.path = "#{URL}/#{Digest::SHA256.file(FOLDER.join(NAME)).hexdigest[0, 16]}/#{NAME}"

    def initialize(app)
      @app = app
      @files = Rack::Files.new(FOLDER.to_s, Rails.application.config.public_file_server.headers)
    end

    def call(env)
      return @app.call(env) unless env["PATH_INFO"].match?(%r{\A#{URL}/\h+/#{NAME}\z})

      @files.call(env.merge("PATH_INFO" => "/#{NAME}"))
    end
  end
end
