module Store
  # The session of a visitor is in an encrypted cookie, as it is by default in Rails: page views leave nothing in Redis,
  # and a guest can buy while Redis is full or away. Once somebody has signed in it is in Redis, and only its name in the
  # cookie, so that signing out ends it wherever else the cookie is. So is, for an hour, what is too large for a cookie.
  class Sessions < ActionDispatch::Session::CookieStore
    # Browsers take cookies of 4096 bytes; encryption makes a session larger by half.
    COOKIE_BYTES = 2048
    IN_REDIS = "in_redis"

    def initialize(app, options = {})
      @redis = options.delete(:cache)
      super
    end

    def load_session(request)
      id, session = super
      return [id, session] unless session[IN_REDIS]

      kept = @redis.read(id.private_id)
      kept ? [id, kept] : begin_anew
    end

    def delete_session(request, id, options)
      @redis.delete(id.private_id) if in_redis?(request)
      super
    end

    private

    def begin_anew
      id = Rack::Session::SessionId.new(generate_sid.public_id)
      [id, { "session_id" => id.public_id }]
    end

    def write_session(request, id, session, options)
      return super(request, id, { IN_REDIS => true }, options) if keep?(session) && keep(id, session, options)

      @redis.delete(id.private_id) if in_redis?(request)
      super
    end

    # False where Redis takes nothing: then the cookie has the session until it does.
    def keep(id, session, options)
      @redis.write(id.private_id, session, expires_in: signed_in?(session) ? options[:expire_after] : 1.hour)
    end

    def keep?(session) = signed_in?(session) || session.to_json.bytesize > COOKIE_BYTES

    def signed_in?(session) = session.any? { |name, _| name.start_with?("warden.user.") }

    # Whether the visitor came with the name of a session in Redis.
    def in_redis?(request) = unpacked_cookie_data(request)[IN_REDIS]
  end
end
