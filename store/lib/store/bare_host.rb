module Store
  # Sends visitors of www.HOST to HOST, where the cookies of the store belong.
  class BareHost
    def initialize(app)
      @app = app
    end

    def call(env)
      request = Rack::Request.new(env)
      return @app.call(env) unless request.host == "www.#{Settings.host}"

      # A form that is sent again keeps its method.
      status = request.get? || request.head? ? 301 : 308
      [status, { "location" => "https://#{Settings.host}#{request.fullpath}", "content-length" => "0" }, []]
    end
  end
end
